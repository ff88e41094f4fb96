"""Taking a document in: the receipt is looked up, files are read in the background, then it is one operation."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from client.desk import attaching, deferring, receiving
from client.desk.receiving import Brought
from client.store.rows import ArrivalLine
from client.ui.context import UiContext
from client.ui.receive.arrival_words import line_key
from client.ui.receive.receive_form import ReceiveForm
from client.ui.receive.taken_in_list import TakenInList
from client.ui.translation import tr
from client.ui.widgets.choice_box import Choice
from forms.errors import UserError
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, DeferralStatus, ScanRef
from forms.message import Message
from forms.notices.receipt_code import read_code

_UNKNOWN = "receipt.unknown"


class TakingIn(QObject):
    """`taken_in(line)` when it is saved: the line of this window, None where the application was known here."""

    taken_in = pyqtSignal(object)

    def __init__(self, context: UiContext, form: ReceiveForm, lines: TakenInList) -> None:
        super().__init__(form)
        self._context = context
        self._form = form
        self._list = lines
        self._known: ApplicationState | None = None
        self._scans: tuple[ScanRef, ...] = ()
        self._running = 0
        form.code_entered.connect(self.look_up)
        form.picture_dropped.connect(self._on_picture)
        form.files_dropped.connect(self.bring)
        form.scan_removed.connect(self._on_removed)

    @property
    def is_busy(self) -> bool:
        """True while files are read."""
        return self._running > 0

    def start(self, code: str) -> None:
        """Begin anew."""
        self._scans = ()
        self._form.begin(code=code, today=self._context.desk.now().day)
        self.look_up()
        self.refresh()

    def refresh(self) -> None:
        """Show what became of what was taken in."""
        self._list.show_lines(receiving.taken_in(self._context.desk))

    def look_up(self) -> None:
        """Whose receipt is it? A known application says which documents it waits for."""
        code = self._form.code.editor.value_text()
        number = read_code(code)
        if isinstance(number, str):
            self._form.code.editor.set_value_text(number)
        found = deferring.find_receipt(self._context.desk, code) if code else None
        self._known = found if isinstance(found, ApplicationState) else None
        wrong = isinstance(found, Refusal) and found.messages[0].code != _UNKNOWN
        self._form.code.set_error(self._context.say(found.messages) if wrong and isinstance(found, Refusal) else "")
        self._form.code.set_note(self._note(found, wrong=wrong))
        self._form.set_known(self._known is not None)
        self._form.set_materials(self._materials())

    def _note(self, found: ApplicationState | Refusal | None, *, wrong: bool) -> str:
        if found is None or wrong:
            return ""
        if isinstance(found, ApplicationState):
            return tr("receive", "Known here: {name}").format(name=found.party.name or found.receipt_number)
        return tr("receive", "Not known here. Take it in all the same: the centre finds its application.")

    def _materials(self) -> tuple[Choice, ...]:
        if self._known is None:
            return tuple(Choice(name, name) for name in receiving.material_names(self._context.desk))
        waiting = [held for held in self._known.deferrals.values() if held.status is not DeferralStatus.PASSED]
        return tuple(Choice(held.material, held.name) for held in waiting)

    def bring(self, paths: list[Path]) -> None:
        """Read `paths` as scans of the document."""
        if not paths:
            return
        desk = self._context.desk

        def work() -> tuple[ScanRef, ...]:
            return tuple(attaching.keep_scan(desk, path.read_bytes(), name=path.name) for path in paths)

        self._running += 1
        self._context.tasks.run(work, done=self._on_scans, failed=self._on_failed)

    def _on_scans(self, scans: tuple[ScanRef, ...]) -> None:
        self._running -= 1
        known = {scan.sha256 for scan in self._scans}
        self._show_scans((*self._scans, *(scan for scan in scans if scan.sha256 not in known)))
        self._form.message.clear()

    def _on_removed(self, sha256: str) -> None:
        self._show_scans(tuple(scan for scan in self._scans if scan.sha256 != sha256))

    def _show_scans(self, scans: tuple[ScanRef, ...]) -> None:
        self._scans = scans
        thumbnails = {scan.sha256: attaching.thumbnail(self._context.desk, scan.sha256) for scan in scans}
        self._form.set_scans(scans, thumbnails)

    def _on_picture(self, path: Path) -> None:
        desk = self._context.desk
        self._running += 1
        self._context.tasks.run(
            lambda: receiving.code_in_picture(desk, path.read_bytes(), name=path.name),
            done=self._on_code,
            failed=self._on_failed,
        )

    def _on_code(self, found: str | Message) -> None:
        self._running -= 1
        if isinstance(found, Message):
            self._form.code.set_error(self._context.words.say(found))
            return
        self._form.code.editor.set_value_text(found)
        self.look_up()

    def take_in(self) -> None:
        """Save it, once no file is being read any more."""
        if self.is_busy:
            return
        self.look_up()
        brought = self._form.brought()
        result = self._received(brought) if self._known is not None else self._recorded(brought)
        if isinstance(result, Refusal):
            self._form.refuse(result.messages, self._context.words)
            return
        line = result if isinstance(result, ArrivalLine) else None
        self.start("")
        self._say_taken(line)
        self.taken_in.emit(line)

    def _recorded(self, brought: Brought) -> ArrivalLine | Refusal:
        context = self._context
        return receiving.receive_elsewhere(context.session, context.desk, brought, self._scans)

    def _received(self, brought: Brought) -> ApplicationState | Refusal:
        assert self._known is not None
        session, desk, application = self._context.session, self._context.desk, self._known.id
        if brought.by_post:
            return receiving.receive_by_post(
                session, desk, application, material=brought.what, scans=self._scans, letter=brought
            )
        return deferring.receive(
            session, desk, application, material=brought.what, scans=self._scans, note=brought.note
        )

    def _say_taken(self, line: ArrivalLine | None) -> None:
        if line is None:
            text = tr("receive", "Received. It goes to the reviewer for verification.")
        else:
            self._list.table.choose(line_key(line))
            text = tr("receive", "Taken in under {number}. F9 prints the receipt for it.").format(number=line.number)
        self._form.message.show_message(text, "ok")

    def _on_failed(self, error: BaseException) -> None:
        self._running -= 1
        if isinstance(error, UserError):
            self._form.message.show_message(self._context.words.say(error.message), "danger")
        elif isinstance(error, OSError):
            words = tr("ledger", "The file could not be read. Check the drive and choose it again.")
            self._form.message.show_message(words, "danger")
        else:
            raise error
