"""What a clerk says of a document that came in: for which receipt, whose, what it is, how it came, its scans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QHBoxLayout, QWidget

from client.desk.receiving import Brought
from client.ui.editor.scan_strip import ScanStrip
from client.ui.receive.receipt_line import ReceiptLine
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.choice_editors import NO, YES, YesNo
from client.ui.widgets.code_groups import identity_groups
from client.ui.widgets.day_editors import DateEdit
from client.ui.widgets.editor import reveal
from client.ui.widgets.labels import text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.scroll_sheet import ScrollSheet
from client.ui.widgets.text_editors import CodeEdit, TextEdit
from forms.elements.date import read_day
from forms.journal.state import ScanRef
from forms.message import Message
from forms.words import Words

OTHER = "?"
"""The choice for a document that is in no list: the note says what it is."""


class ReceiveForm(Card):
    """`code_entered`, `picture_dropped(path)`, `files_dropped([path…])`, `files_wanted`, `scan_removed(sha256)`."""

    code_entered = pyqtSignal()
    picture_dropped = pyqtSignal(object)
    files_dropped = pyqtSignal(object)
    files_wanted = pyqtSignal()
    scan_removed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("receive", "A document came in"), parent=parent)
        self.setAcceptDrops(True)
        self._is_known = False
        self.message = MessageBar()
        self.code = LineField(tr("receive", "Receipt"), ReceiptLine(), required=True)
        self.id_no = LineField(
            tr("receive", "Applicant's number"), CodeEdit(groups=identity_groups, upper=True), required=True
        )
        self.id_no.editor.setObjectName("receive:id_no")
        self.what = LineField(tr("receive", "Which document"), ChoiceBox())
        self.what.editor.setObjectName("receive:what")
        self.by_post = LineField(tr("receive", "Came by post"), YesNo())
        self.by_post.editor.setObjectName("receive:by_post")
        self.day = LineField(tr("receive", "Day of receipt"), DateEdit(), required=True)
        self.day.editor.setObjectName("receive:day")
        self.post_number = LineField(tr("receive", "Number of the letter"), CodeEdit(upper=True))
        self.post_number.editor.setObjectName("receive:post_number")
        self.note = LineField(tr("receive", "Note"), TextEdit())
        self.note.editor.setObjectName("receive:note")
        self.scans = ScanStrip()
        self.files = Button(tr("receive", "Choose scans F4, or drop them here"), icon_name="attach")
        self.files.setObjectName("receive:files")
        self._count = text_label("", "secondary", wrap=True)
        self._place()
        self._connect()

    def begin(self, *, code: str, today: str) -> None:
        """Begin anew, with the receipt that was scanned; a letter came `today` (ISO) unless the clerk says when."""
        for field in (self.id_no, self.day, self.post_number, self.note):
            field.editor.set_value_text("")
            field.set_error("")
        self.day.editor.set_value_text(today)
        self.code.editor.set_value_text(code)
        self.what.editor.set_value_text("")
        self.by_post.editor.set_value_text(NO)
        self.message.clear()
        self.set_scans((), {})
        self._fit()

    def set_known(self, known: bool) -> None:
        """Whether the application is known here: then nobody has to prove whose it is."""
        self._is_known = known
        self._fit()

    def set_materials(self, materials: tuple[Choice, ...]) -> None:
        """What may be brought; a known application knows exactly."""
        other = () if self._is_known else (Choice(OTHER, tr("receive", "Something else (say it in the note)")),)
        self.what.editor.set_choices((*materials, *other))
        self.what.set_required(self._is_known)

    def set_scans(self, scans: tuple[ScanRef, ...], thumbnails: dict[str, bytes]) -> None:
        """Show what was scanned so far."""
        self.scans.set_scans(scans, thumbnails)
        pages = sum(scan.pages for scan in scans)
        words = tr("receive", "{files} files, {pages} pages").format(files=len(scans), pages=pages)
        self._count.setText(words if scans else tr("receive", "No scan yet"))

    def brought(self) -> Brought:
        """What is filled in."""
        chosen, note = self.what.editor.value_text(), self.note.editor.value_text()
        by_post = self.by_post.editor.value_text() == YES
        typed = self.day.editor.value_text()
        return Brought(
            code=self.code.editor.value_text(),
            id_no=self.id_no.editor.value_text(),
            what=note if chosen == OTHER else chosen,
            note="" if chosen == OTHER else note,
            by_post=by_post,
            came_day=(read_day(typed) or typed) if by_post else "",
            post_number=self.post_number.editor.value_text(),
        )

    def refuse(self, reasons: Sequence[Message], words: Words) -> None:
        """Say each reason at its field, the others above them; the first field to be put right gets the cursor."""
        elsewhere = [reason for reason in reasons if self._field_of(reason) is None]
        for field in self.fields():
            field.set_error("\n".join(words.say(reason) for reason in reasons if self._field_of(reason) is field))
        self.message.clear()
        if elsewhere:
            self.message.show_message("\n".join(map(words.say, elsewhere)), "danger")
        wrong = next((field for field in self.fields() if field.error()), None)
        if wrong is not None:
            reveal(wrong.editor, Qt.OtherFocusReason)

    def _field_of(self, reason: Message) -> LineField | None:
        if reason.code.startswith("receipt_code.") or reason.code == "arrival.no_receipt":
            return self.code
        if reason.code in ("arrival.no_party", "arrival.number_wrong"):
            return self.id_no
        return self.day if reason.code.startswith("arrival.day_") else None

    def fields(self) -> tuple[LineField, ...]:
        """The fields from top to bottom."""
        return (self.code, self.id_no, self.what, self.by_post, self.day, self.post_number, self.note)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files_dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _fit(self) -> None:
        """Ask only for what is needed: a letter's day, and whose it is where nobody knows."""
        by_post = self.by_post.editor.value_text() == YES
        self.day.setVisible(by_post)
        self.post_number.setVisible(by_post)
        self.id_no.setVisible(not self._is_known)
        self.id_no.set_required(not by_post)

    def _connect(self) -> None:
        self.code.editor.entered.connect(self.code_entered)
        self.code.editor.picture_dropped.connect(self.picture_dropped)
        self.by_post.editor.edited.connect(lambda _value: self._fit())
        self.files.clicked.connect(lambda _checked: self.files_wanted.emit())
        self.scans.removed.connect(self.scan_removed)
        self.note.editor.entered.connect(lambda: self.files.setFocus(Qt.OtherFocusReason))

    def _place(self) -> None:
        sheet = ScrollSheet()
        sheet.body.setContentsMargins(0, 0, current_look().tokens.space_2, 0)
        self.add(self.message)
        for field in self.fields():
            sheet.body.addWidget(field)
        line = QHBoxLayout()
        line.addWidget(self.files)
        line.addWidget(self._count, 1)
        sheet.body.addLayout(line)
        sheet.body.addWidget(self.scans)
        sheet.body.addStretch(1)
        self.add(sheet, 1)
        self._fit()
