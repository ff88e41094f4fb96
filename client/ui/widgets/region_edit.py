"""The editor of an administrative region: its code is kept, its name is shown and typed."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QEvent, QStringListModel, Qt, QTimer
from PyQt5.QtGui import QFocusEvent, QKeyEvent
from PyQt5.QtWidgets import QCompleter, QStyledItemDelegate, QWidget

from client.ui.translation import tr
from client.ui.widgets.drop_line import DropLine, show_below
from client.ui.widgets.editor import is_enter
from client.ui.widgets.region_cascade import RegionCascade
from client.ui.widgets.region_finder import find_regions, prepare
from client.ui.widgets.text_editors import TextEdit
from forms.elements.regions import Region, regions

_ASK_AGAIN_MS = 100


class RegionEdit(DropLine, TextEdit):
    """A part of a name, its pinyin or initials, or a code; what may be meant drops down, Enter and Tab take it.

    Alt+Down goes through province, city and county. `name_of` gives the words for a code, with years where it is no
    longer in use. The value is the code, else the text as typed.
    """

    def __init__(self, *, name_of: Callable[[str], str], placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, says=self._meaning, parent=parent)
        self._name_of = name_of
        self._codes: dict[str, str] = {}
        self._found: tuple[Region, ...] = ()
        self._offers: QCompleter | None = None
        self._cascade: RegionCascade | None = None
        self.keep_room()

    def value_text(self) -> str:
        return self._codes.get(self.text(), self.text().strip())

    def set_value_text(self, text: str) -> None:
        shown = self._shown(text)
        if shown != self.text():
            self._put(shown)
            self._say()

    def open_below(self) -> None:
        """Province, city and county, at the region that is chosen."""
        self._hide_offers()
        if self._cascade is None:
            self._cascade = RegionCascade(self)
            self._cascade.chosen.connect(self._take)
        show_below(self._cascade, self)
        self._cascade.open_at(self.value_text())

    def event(self, event: QEvent) -> bool:
        # Tab never reaches keyPressEvent; it takes what is offered on its way out.
        if event.type() == QEvent.KeyPress and event.key() == Qt.Key_Tab:
            self._take_offered()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self._take_offered()
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        prepare()

    def _typed(self, text: str) -> None:
        super()._typed(text)
        if not self.is_composing():
            self._offer(text)

    def _offer(self, text: str) -> None:
        if text != self.text() or not self.hasFocus():
            return
        found = find_regions(text) if len(text.strip()) > 1 else ()
        if found is None:
            QTimer.singleShot(_ASK_AGAIN_MS, lambda: self._offer(text))
            return
        self._found = found
        if not found or self.value_text() in {region.code for region in found} - {text.strip()}:
            self._hide_offers()
            return
        self._show_offers([f"{self._name_of(region.code)}  {region.code}" for region in found])

    def _show_offers(self, words: list[str]) -> None:
        if self._offers is None:
            self._offers = QCompleter(QStringListModel(self), self)
            self._offers.setCompletionMode(QCompleter.UnfilteredPopupCompletion)
            self._offers.setWidget(self)
            # A completer's own delegate knows no style sheet.
            self._offers.popup().setItemDelegate(QStyledItemDelegate(self._offers.popup()))
            self._offers.popup().clicked.connect(lambda index: self._take(self._found[index.row()].code))
        self._offers.popup().ensurePolished()
        self._offers.model().setStringList(words)
        self._offers.complete()
        popup = self._offers.popup()
        popup.setCurrentIndex(popup.model().index(0, 0))

    def _take_offered(self) -> None:
        if self._offers is None or not self._offers.popup().isVisible():
            return
        row = self._offers.popup().currentIndex().row()
        self._hide_offers()
        if 0 <= row < len(self._found):
            self._take(self._found[row].code)

    def _hide_offers(self) -> None:
        if self._offers is not None:
            self._offers.popup().hide()

    def _take(self, code: str) -> None:
        self._hide_offers()
        self.retype(self._shown(code))

    def _shown(self, text: str) -> str:
        """The full name of a code; anything else as it is."""
        if regions().find(text) is None:
            return text
        name = regions().full_name(text)
        self._codes = {name: text}
        return name

    def _meaning(self, value: str) -> str:
        """The code of a name, the name of a code, and whether the code is no longer given."""
        region = regions().find(value)
        if region is None:
            return ""
        words = self._name_of(value) if self.text().strip() == value else value
        if region.last is None:
            return words
        return tr("common", "{region} · former region of {years}, still accepted").format(
            region=words, years=f"{region.first or ''}—{region.last}"
        )
