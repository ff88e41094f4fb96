"""Materials of the application: status of each, and what can be done with the chosen one.

Files come by dialog (F4), drag and drop, or paste. A scan serves every item that needs the material.
"""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence
from PyQt5.QtWidgets import QApplication, QFileDialog, QWidget

from client.desk.editor_view import MaterialView
from client.ui.editor.defer_sheet import DeferSheet
from client.ui.editor.flaw_sheet import FlawSheet
from client.ui.editor.material_words import status_cell
from client.ui.editor.scan_strip import ScanStrip
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.flow_layout import FlowLayout
from client.ui.widgets.labels import text_label
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.rows_model import Column, Row
from client.ui.widgets.scroll_sheet import ScrollSheet
from forms.words import Words


class MaterialsPanel(Card):
    """Signals name the material: `files_brought(material, [(name, bytes)…])`, `deferral_asked(material, reason, day)`,
    `deferral_taken_back(material)`, `scan_opened(material, sha256)`, `scan_removed(material, sha256)`,
    `flaw_found(material, sha256, flaw)`, `flaw_taken_back(material, sha256)`, `promised(material)`,
    `promise_taken_back(material)`."""

    files_brought = pyqtSignal(str, object)
    deferral_asked = pyqtSignal(str, str, str)
    deferral_taken_back = pyqtSignal(str)
    scan_opened = pyqtSignal(str, str)
    scan_removed = pyqtSignal(str, str)
    flaw_found = pyqtSignal(str, str, str)
    flaw_taken_back = pyqtSignal(str, str)
    promised = pyqtSignal(str)
    promise_taken_back = pyqtSignal(str)

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", tight=True, parent=parent)
        self._words = words
        self._materials: dict[str, MaterialView] = {}
        self.setAcceptDrops(True)
        self.table = ListTable(
            (
                Column(title=tr("editor", "Material"), chars=6, stretch=True),
                Column(title=tr("editor", "Status"), chars=8),
            ),
            name=tr("editor", "Materials"),
        )
        self.message = MessageBar()
        self._name = text_label("", "strong", wrap=True)
        self._needed_by = text_label("", "hint", wrap=True)
        self._detail = ScrollSheet(hugging=True, parent=self)
        self.strip = ScanStrip()
        self._flaw = text_label("", level="warn", wrap=True)
        self.defer_sheet = DeferSheet()
        self.flaw_sheet = FlawSheet()
        self._mark = Button("", icon_name="warning", variant="quiet")
        self._mark.setObjectName("materials:flaw")
        self._attach = Button(tr("editor", "Choose file F4"), icon_name="attach")
        self._paste = Button(tr("editor", "Paste"), icon_name="paste", variant="quiet")
        self._defer = Button(tr("editor", "Defer F7"), icon_name="deferral", variant="quiet")
        self._credit = text_label(
            tr("editor", "Distrust list not consulted; looked up again after the next sync"), level="warn", wrap=True
        )
        self._promise = Button(tr("editor", "Promise instead Shift+F7"), icon_name="edit", variant="quiet")
        self._promise.setObjectName("materials:promise")
        self._place()
        self._connect()

    def set_materials(self, materials: tuple[MaterialView, ...], thumbnails: dict[str, bytes]) -> None:
        """Show the materials; `thumbnails` are PNG bytes by SHA-256."""
        if tuple(self._materials.values()) == materials:
            return
        self._materials = {material.material: material for material in materials}
        lacking = sum(1 for material in materials if material.status == "missing")
        title = tr("editor", "Materials {done}/{all}").format(done=len(materials) - lacking, all=len(materials))
        lack = tr("editor", "{count} missing").format(count=lacking)
        self.set_title(f"{title} · {lack}" if lacking else title)
        self._thumbnails = thumbnails
        self.table.set_rows([Row(m.material, (m.name, status_cell(m))) for m in materials])
        if not self.table.current_key():
            self.table.choose(next((m.material for m in materials if m.status == "missing"), ""))
        self._show_chosen(self.table.current_key())

    def chosen(self) -> str:
        """The chosen material; '' when none is."""
        return self.table.current_key()

    def choose(self, material: str) -> bool:
        """Choose `material` and put the focus on the list."""
        found = self.table.choose(material)
        if found:
            self.table.setFocus()
        return found

    def ask_files(self) -> None:
        """Open the file dialog for the chosen material."""
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("editor", "Choose scans"), "", tr("editor", "Scans (*.jpg *.jpeg *.png *.pdf)")
        )
        self._bring([Path(name) for name in names])

    def paste(self) -> None:
        """Take what the clipboard holds: files or a picture."""
        self._take(QApplication.clipboard().mimeData())

    def defer_or_take_back(self) -> None:
        """F7: open the deferral sheet, say why it may not be, or take the wish back."""
        material = self._materials.get(self.chosen())
        if material is None:
            return
        if material.status == "deferred":
            self.deferral_taken_back.emit(material.material)
        elif material.refusal is not None:
            self.message.show_message(self._words.say(material.refusal), "warn")
        else:
            self.flaw_sheet.close_sheet()
            self.defer_sheet.open_for(material)

    def promise_or_take_back(self) -> None:
        """Shift+F7: take a written promise in place of the chosen material (告知承诺), or take it back."""
        material = self._materials.get(self.chosen())
        if material is None:
            return
        if material.status == "promised":
            self.promise_taken_back.emit(material.material)
        else:
            self.promised.emit(material.material)

    def mark_or_take_back(self) -> None:
        """Shift+F4: say what is wrong with the chosen scan, or that it is good enough after all."""
        material = self._materials.get(self.chosen())
        sha256, number = self.strip.current()
        if material is None or not sha256:
            self.message.show_message(
                tr("editor", "There is no scan to be marked. Choose a material with one."), "warn"
            )
        elif sha256 in material.flaws:
            self.flaw_taken_back.emit(material.material, sha256)
        else:
            self.defer_sheet.close_sheet()
            self.flaw_sheet.open_for(material.material, name=material.name, sha256=sha256, number=number)

    def is_asking(self) -> bool:
        """True while a sheet is open."""
        return self.defer_sheet.isVisible() or self.flaw_sheet.isVisible()

    def leave_sheet(self) -> None:
        """Defer or mark nothing after all; the cursor goes back to the list."""
        self.defer_sheet.close_sheet()
        self.flaw_sheet.close_sheet()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _take(self, mime: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self._bring(paths)
        elif mime.hasImage():
            self.files_brought.emit(self.chosen(), [(tr("editor", "Pasted picture"), _png_of(mime.imageData()))])
        else:
            self.message.show_message(tr("editor", "There is no file or picture to paste."), "warn")

    def _bring(self, paths: list[Path]) -> None:
        if paths and self.chosen():
            self.files_brought.emit(self.chosen(), paths)

    def _show_chosen(self, key: str) -> None:
        material = self._materials.get(key)
        self._name.setText(material.name if material else "")
        self._needed_by.setText(_needed_by(material) if material else tr("editor", "Choose a material."))
        wanted = material is not None and material.status in ("missing", "scanned", "deferred", "promised")
        for button in (self._attach, self._paste):
            button.setEnabled(wanted)
        deferred = material is not None and material.status == "deferred"
        self._defer.setText(tr("editor", "Do not defer F7") if deferred else tr("editor", "Defer F7"))
        self._defer.setEnabled(material is not None and material.status in ("missing", "deferred"))
        self._credit.setVisible(material is not None and material.unchecked)
        promised = material is not None and material.status == "promised"
        words = tr("editor", "No promise Shift+F7") if promised else tr("editor", "Promise instead Shift+F7")
        self._promise.setText(words)
        self._promise.setVisible(promised or (material is not None and material.is_promisable))
        flawed = material.flaws if material else ()
        self.strip.set_scans(material.scans if material else (), self._thumbnails, flawed=flawed)
        self._show_flaw()

    def _show_flaw(self) -> None:
        """What is wrong with the chosen scan, and what its key does."""
        material, (sha256, _number) = self._materials.get(self.chosen()), self.strip.current()
        flaws = material.flaws if material else {}
        said = flaws.get(sha256, "") if sha256 in flaws else None
        self._flaw.setVisible(said is not None)
        self._flaw.setText(tr("editor", "Flawed: {words}").format(words=said or ""))
        words = tr("editor", "Flawed Shift+F4") if said is None else tr("editor", "Not flawed Shift+F4")
        self._mark.setText(words)
        self._mark.setVisible(bool(sha256))

    def _on_chosen(self, key: str) -> None:
        self.message.clear()
        self.defer_sheet.close_sheet()
        self.flaw_sheet.close_sheet()
        self._show_chosen(key)

    def _on_sheet_toggled(self, opened: bool) -> None:
        """While the clerk types into the sheet it matters more than the list, where there is no room for both."""
        rows = self.table.minimumHeight() + self._attach.sizeHint().height() * 3
        self.table.setVisible(not opened or self.height() > self.defer_sheet.sizeHint().height() + rows)
        for part in (self._name, self._needed_by):
            part.setVisible(not opened)

    def _place(self) -> None:
        tokens = current_look().tokens
        buttons = FlowLayout(gap=tokens.space_1, row_gap=tokens.space_1)
        for button in (self._attach, self._paste, self._defer):
            buttons.addWidget(button)
        self._thumbnails: dict[str, bytes] = {}
        self.add(self.table, 1)
        self._detail.body.setSpacing(tokens.space_1)
        for part in (
            self.message,
            self._name,
            self._needed_by,
            self._credit,
            self._promise,
            self.strip,
            self._flaw,
            self._mark,
            self.defer_sheet,
            self.flaw_sheet,
        ):
            self._detail.body.addWidget(part)
        self._detail.body.setAlignment(self._mark, Qt.AlignLeft)
        self._detail.body.addStretch(1)
        self.add(self._detail)
        self.add(buttons)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _key: self.ask_files())
        self._attach.clicked.connect(lambda _checked: self.ask_files())
        self._paste.clicked.connect(lambda _checked: self.paste())
        self._defer.clicked.connect(lambda _checked: self.defer_or_take_back())
        self.defer_sheet.confirmed.connect(self.deferral_asked)
        for sheet in (self.defer_sheet, self.flaw_sheet):
            sheet.toggled.connect(self._on_sheet_toggled)
        self.flaw_sheet.confirmed.connect(self.flaw_found)
        self._promise.clicked.connect(lambda _checked: self.promise_or_take_back())
        self._mark.clicked.connect(lambda _checked: self.mark_or_take_back())
        self.strip.moved.connect(self._show_flaw)
        self.strip.opened.connect(lambda sha: self.scan_opened.emit(self.chosen(), sha))
        self.strip.removed.connect(lambda sha: self.scan_removed.emit(self.chosen(), sha))


def _needed_by(material: MaterialView) -> str:
    words = tr("editor", "For {items}").format(items=" · ".join(material.items))
    if material.unchecked:
        return f"{words} · {tr('editor', 'Distrust list not consulted; looked up again after the next sync')}"
    if material.status != "missing":
        return words
    return f"{words} · {tr('editor', 'Drop, paste or choose a file')}"


def _png_of(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.WriteOnly)
    QImage(image).save(buffer, "PNG")
    return bytes(data)
