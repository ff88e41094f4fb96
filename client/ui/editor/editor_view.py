"""The editor screen: sections left, form in the middle, materials right, what is missing below."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PyQt5.QtCore import QCoreApplication, QEvent, Qt
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from client.desk.editor_view import EditorView
from client.desk.marked import is_sent_back
from client.ui.changes.side_sheet import SideSheet
from client.ui.editor.accept_sheet import AcceptSheet
from client.ui.editor.form_panel import FormPanel
from client.ui.editor.late_fields import LAYOUT_DEPTH
from client.ui.editor.materials_panel import MaterialsPanel
from client.ui.editor.missing_bar import MissingBar
from client.ui.editor.page_view import PageView
from client.ui.editor.section_list import SectionList
from client.ui.shell.screen import Hint, PrimaryAction, SavedState, ScreenWidget, ShellKey
from client.ui.style.look import current_look
from client.ui.translation import tr
from client.ui.widgets.editor import reveal_first
from client.ui.widgets.labels import ElidedLabel
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.scroll_sheet import ScrollSheet
from client.ui.widgets.tab_order import TabMark, follow_in_order
from forms.journal.state import ApplicationStatus
from forms.words import Words

_ROOM_FOR_ALL = 66
"""Chinese characters across, for form, page and materials side by side."""


class _Parts(QSplitter):
    """Sections, form, page and materials: the form takes what the others leave, until the clerk moves a handle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Horizontal, parent)
        self._moved = False
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            look, room = current_look(), self.width()
            sections, materials = look.chars(11.5), min(look.chars(25), room * 3 // 8)
            rest = room - sections - materials
            self.setSizes([sections, rest, rest, materials])

    def _on_moved(self, _position: int, _handle: int) -> None:
        self._moved = True


_OF_THE_FORM = frozenset(
    {
        ShellKey.NEXT_MISSING,
        ShellKey.ALL_MISSING,
        ShellKey.SCAN,
        ShellKey.FLAW,
        ShellKey.DEFER,
        ShellKey.ACCEPT,
        ShellKey.PRINT,
        ShellKey.CHOICE,
        ShellKey.ANSWER,
    }
)
"""Keys that mean nothing while another sheet stands in place of the form."""


class EditorScreen(ScreenWidget):
    """Lays the parts out; every part has its own setters and signals."""

    def __init__(self, *, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QStackedWidget(self)
        self._splitter = _Parts(self._stack)
        # Each part is made where it stays: a tree of widgets that moves is styled all over again.
        self.sections = SectionList(words=words, parent=self._splitter)
        self._middle = QWidget(self._splitter)
        self.heading = ElidedLabel("", "section", parent=self._middle)
        self._told = ScrollSheet(hugging=True, parent=self._middle)
        self.message = MessageBar(parent=self._told.widget())
        self._strip_mark = TabMark(self._middle)
        self.form = FormPanel(words=words, parent=self._middle)
        self.missing = MissingBar(parent=self._middle)
        self.page = PageView(parent=self._splitter)
        self.materials = MaterialsPanel(words=words, parent=self._splitter)
        self.accept_sheet = AcceptSheet(parent=self._stack)
        self._side: SideSheet | None = None
        self._came_from = ""
        self._keys: Mapping[ShellKey, Callable[[], None]] = {}
        self._saved: SavedState | None = None
        self._accepted = False
        self._sent_back = False
        self._place()
        self.sections.section_chosen.connect(self.form.focus_section)
        self.page.shown.connect(self._make_room_for_page)
        self.form.section_entered.connect(self.sections.set_current)

    def set_keys(self, keys: Mapping[ShellKey, Callable[[], None]]) -> None:
        """What each key of the desk does here."""
        self._keys = keys

    def set_saved_state(self, text: str, level: str) -> None:
        """Whether the work is saved, for the bar below."""
        saved = SavedState(text, level) if text else None
        if saved != self._saved:
            self._saved = saved
            self.chrome_changed.emit()

    def title(self) -> str:
        return tr("editor", "Application")

    def primary_action(self) -> PrimaryAction | None:
        if self._is_outcome():
            return PrimaryAction(tr("editor", "Print"), ShellKey.PRINT)
        if self._side is not None:
            return None
        if self._sent_back:
            return PrimaryAction(tr("answer", "Answer the reviewer"), ShellKey.ACCEPT)
        return None if self.is_accepting() else PrimaryAction(tr("editor", "Accept"), ShellKey.ACCEPT)

    def key_hints(self) -> tuple[Hint, ...]:
        if self._is_outcome():
            return (
                Hint(ShellKey.NEW, tr("editor", "Next applicant")),
                Hint(ShellKey.ANSWER, tr("applications", "To do")),
                Hint(ShellKey.SCAN, tr("applications", "Signed letter")),
            )
        if self._side is not None:
            return self._side.key_hints()
        return (
            Hint(ShellKey.ALL_MISSING, tr("editor", "All missing")),
            Hint(ShellKey.SCAN, tr("editor", "Scan")),
            Hint(ShellKey.DEFER, tr("editor", "Defer")),
            Hint(ShellKey.CHOICE, tr("changes", "Items")),
            Hint(ShellKey.ANSWER, tr("answer", "Answer")),
            Hint(ShellKey.SAVE, tr("editor", "Save")),
        )

    def _is_outcome(self) -> bool:
        """True while the screen says what was accepted or how it ended, and no sheet is over it."""
        return self._accepted and (self._side is None or self._side.is_outcome)

    def saved_state(self) -> SavedState | None:
        return self._saved

    def can_go_back(self) -> bool:
        return True

    def on_key(self, key: ShellKey) -> bool:
        if self._side is not None and (self._side.take_key(key) or key in _OF_THE_FORM):
            return True
        act = self._keys.get(key)
        if act is None:
            return False
        act()
        return True

    def set_view(self, view: EditorView, thumbnails: dict[str, bytes], *, untouched: str = "") -> None:
        """Show the whole application."""
        self._sent_back = is_sent_back(view.state)
        self._accepted = view.state.status is not ApplicationStatus.INTAKE and not self._sent_back
        self.heading.setText(
            tr("editor", "{title} · one form of {unified} fields instead of {separate}").format(
                title=view.title, unified=view.overlap.fields_unified, separate=view.overlap.fields_separate
            )
        )
        self.sections.set_sections(view.sections)
        self.form.set_view(view, untouched=untouched)
        self.materials.set_materials(view.materials, thumbnails)

    def lay_out(self) -> None:
        """Lay out what changed now, so that it is painted in one frame; left to the event loop it takes two."""
        for _ in range(LAYOUT_DEPTH):
            QCoreApplication.sendPostedEvents(None, QEvent.LayoutRequest)

    def set_strip(self, strip: QWidget) -> None:
        """Put what concerns the whole application above the form."""
        self._middle.layout().insertWidget(1, strip)
        follow_in_order(self._strip_mark, strip)

    def show_side(self, sheet: SideSheet) -> None:
        """Another sheet in place of the form, until `leave_side` or `show_form`."""
        if self._side is None:
            self._came_from = self.form.focused_field()
        if self._stack.indexOf(sheet) < 0:
            self._stack.addWidget(sheet)
        self._side = sheet
        self._stack.setCurrentWidget(sheet)
        self.chrome_changed.emit()
        sheet.take_focus()

    def leave_side(self) -> None:
        """Back to the form, with the cursor where it was."""
        self.show_form()
        if not self._came_from or not self.form.focus_field(self._came_from):
            reveal_first(self)

    def side(self) -> SideSheet | None:
        """The sheet that is shown in place of the form; None for the form and the acceptance."""
        return self._side

    def show_form(self) -> None:
        """Back to the form."""
        self._side = None
        self._stack.setCurrentIndex(0)
        self.chrome_changed.emit()

    def show_sheet(self) -> None:
        """The acceptance sheet in place of the form."""
        self._side = None
        self._stack.setCurrentIndex(1)
        self.chrome_changed.emit()

    def is_accepting(self) -> bool:
        """True while the acceptance sheet is shown."""
        return self._stack.currentIndex() == 1

    def close_page(self) -> None:
        """Put the page view away."""
        self.page.hide()
        for part in (self.sections, self.materials):
            part.show()
        self.materials.table.setFocus()

    def _make_room_for_page(self) -> None:
        """A page is read beside the form: the sections stand back, and in a narrow window the materials too."""
        self.sections.hide()
        self.materials.setVisible(self.width() > current_look().chars(_ROOM_FOR_ALL))

    def _place(self) -> None:
        look = current_look()
        tokens = look.tokens
        form_layout = QVBoxLayout(self._middle)
        form_layout.setContentsMargins(tokens.space_2, 0, tokens.space_2, 0)
        form_layout.setSpacing(tokens.space_2)
        for part, stretch in ((self.heading, 0), (self._told, 0), (self.form, 1), (self.missing, 0)):
            form_layout.addWidget(part, stretch)
        self._told.body.addWidget(self.message)
        self._told.follow(self.message)
        splitter = self._splitter
        splitter.setChildrenCollapsible(False)
        for part, stretch in ((self.sections, 0), (self._middle, 1), (self.page, 1), (self.materials, 0)):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        self.sections.setMinimumWidth(look.chars(8))
        self._middle.setMinimumWidth(look.chars(16))
        self.materials.setMinimumWidth(look.chars(14))
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.accept_sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        layout.setSpacing(tokens.space_2)
        layout.addWidget(self._stack, 1)
        follow_in_order(self.sections, self._told, self._strip_mark, self.form, self.page, self.materials, self.missing)
