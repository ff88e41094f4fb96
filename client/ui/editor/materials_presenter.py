"""The editor's materials: scans come and go, a material is deferred or not after all, a page is looked at."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from client.desk import attaching, deferring, promising
from client.desk.editor_view import EditorView
from client.ui.context import UiContext
from client.ui.editor.editor_view import EditorScreen
from client.ui.translation import tr
from forms.elements.element import DataElement, ElementKind, Label
from forms.elements.reading import read
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ScanRef

_DUE_DAY = DataElement(id="due_day", label=Label("补齐期限", "Due day"), kind=ElementKind.DATE)


class MaterialsPresenter(QObject):
    """`attached` when a scan was kept, `changed` after every other fact. `thumbnails` are PNG bytes by SHA-256."""

    attached = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, context: UiContext, screen: EditorScreen, application: str) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._application = application
        self.thumbnails: dict[str, bytes] = {}
        self._open_scan: ScanRef | None = None
        panel, page = screen.materials, screen.page
        panel.files_brought.connect(self._on_files)
        panel.deferral_asked.connect(self._on_deferral_asked)
        panel.deferral_taken_back.connect(self._on_taken_back)
        panel.flaw_found.connect(self._on_flaw_found)
        panel.flaw_taken_back.connect(self._on_flaw_taken_back)
        panel.promised.connect(self._on_promised)
        panel.promise_taken_back.connect(self._on_promise_taken_back)
        panel.scan_opened.connect(self._on_scan_opened)
        panel.scan_removed.connect(self._on_scan_removed)
        page.page_wanted.connect(self._show_page)
        page.closed.connect(screen.close_page)

    def before_view(self, view: EditorView) -> None:
        """Have the thumbnails of all scans that `view` shows."""
        for material in view.materials:
            for scan in material.scans:
                if scan.sha256 not in self.thumbnails:
                    self.thumbnails[scan.sha256] = attaching.thumbnail(self._context.desk, scan.sha256)

    def close(self) -> bool:
        """Esc: put away the page or the sheet; False when neither is open."""
        if self._screen.page.isVisible():
            self._screen.close_page()
        elif self._screen.materials.is_asking():
            self._screen.materials.leave_sheet()
        else:
            return False
        return True

    def _on_files(self, material: str, brought: list[Path | tuple[str, bytes]]) -> None:
        for one in brought:
            self._bring(material, one)

    def _bring(self, material: str, brought: Path | tuple[str, bytes]) -> None:
        session, desk = self._context.session, self._context.desk
        name = brought.name if isinstance(brought, Path) else brought[0]

        def work() -> ApplicationState | Refusal:
            data = brought.read_bytes() if isinstance(brought, Path) else brought[1]
            return attaching.attach(session, desk, self._application, material=material, data=data, name=name)

        self._screen.set_saved_state(tr("editor", "Reading {name}…").format(name=name), "info")
        self._context.tasks.run(work, done=self._on_attached, failed=lambda error: self._on_not_attached(name, error))

    def _on_attached(self, result: ApplicationState | Refusal) -> None:
        if isinstance(result, Refusal):
            self._screen.materials.message.show_message(self._context.say(result.messages), "danger")
            return
        self._screen.materials.message.clear()
        self.attached.emit()

    def _on_not_attached(self, name: str, error: BaseException) -> None:
        if isinstance(error, UserError):
            words = self._context.words.say(error.message)
        elif isinstance(error, OSError):
            words = tr("editor", "“{name}” could not be read. Check the drive and choose it again.").format(name=name)
        else:
            raise error
        self._screen.set_saved_state("", "ok")
        self._screen.materials.message.show_message(words, "danger")

    def _on_deferral_asked(self, material: str, reason: str, typed_day: str) -> None:
        day = read(_DUE_DAY, typed_day)
        result = deferring.defer(
            self._context.session,
            self._context.desk,
            self._application,
            material=material,
            reason=reason,
            due_day=day if isinstance(day, str) else "",
        )
        if isinstance(result, Refusal):
            self._screen.materials.message.show_message(self._context.say(result.messages), "warn")
            return
        self._screen.materials.defer_sheet.close_sheet()
        self._screen.materials.message.clear()
        self.changed.emit()

    def _on_taken_back(self, material: str) -> None:
        deferring.take_back(self._context.session, self._context.desk, self._application, material=material)
        self.changed.emit()

    def _on_flaw_found(self, material: str, sha256: str, flaw: str) -> None:
        session, desk = self._context.session, self._context.desk
        result = deferring.find_flaw(session, desk, self._application, material=material, scans=(sha256,), flaw=flaw)
        if isinstance(result, Refusal):
            self._screen.materials.message.show_message(self._context.say(result.messages), "warn")
            return
        self._screen.materials.leave_sheet()
        self.changed.emit()

    def _on_flaw_taken_back(self, material: str, sha256: str) -> None:
        session, desk = self._context.session, self._context.desk
        result = deferring.withdraw_flaw(session, desk, self._application, material=material, scans=(sha256,))
        if isinstance(result, Refusal):
            self._screen.materials.message.show_message(self._context.say(result.messages), "warn")
            return
        self.changed.emit()
        self._screen.materials.message.show_message(tr("editor", "The scan counts again; nothing is wrong with it."))

    def _on_promised(self, material: str) -> None:
        result = promising.promise(self._context.session, self._context.desk, self._application, material=material)
        self._after_promise(result)

    def _on_promise_taken_back(self, material: str) -> None:
        result = promising.take_back(self._context.session, self._context.desk, self._application, material=material)
        self._after_promise(result)

    def _after_promise(self, result: ApplicationState | Refusal) -> None:
        if isinstance(result, Refusal):
            self._screen.materials.message.show_message(self._context.say(result.messages), "warn")
            return
        self._screen.materials.message.clear()
        self.changed.emit()

    def _on_scan_removed(self, material: str, sha256: str) -> None:
        session, desk = self._context.session, self._context.desk
        attaching.remove(session, desk, self._application, material=material, sha256=sha256)
        self.changed.emit()

    def _on_scan_opened(self, material: str, sha256: str) -> None:
        lack = attaching.scan_lack(self._context.desk, self._application, sha256)
        if lack is not None:
            self._screen.materials.message.show_message(self._context.words.say(lack), "info")
            return
        scans = self._context.desk.store.journal.state(self._application).scans.get(material, ())
        self._open_scan = next((scan for scan in scans if scan.sha256 == sha256), None)
        self._show_page(0)

    def _show_page(self, page: int) -> None:
        scan = self._open_scan
        if scan is None:
            return
        width = self._screen.page.wanted_width()
        self._context.tasks.run(
            lambda: attaching.page_image(self._context.desk, scan, page=page, width=width),
            done=lambda png: self._on_page(png, scan, page),
            failed=lambda error: self._on_not_attached(scan.name, error),
        )

    def _on_page(self, png: bytes, scan: ScanRef, page: int) -> None:
        self._screen.page.show_page(png, page=page, pages=scan.pages, title=scan.name)
