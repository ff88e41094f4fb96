"""Values that a field could take, one quiet button each, below it."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.ui.style.look import current_look
from client.ui.widgets.button import Button
from client.ui.widgets.flow_layout import FlowLayout

_MOST_CHARS = 14
"""Of a value on its button, in Chinese characters; the tool tip has all of it."""


class OfferRow(QWidget):
    """`taken(number)` when the clerk takes one, from 0. Hidden while there is nothing to choose."""

    taken = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gap = current_look().tokens.space_1
        self._flow = FlowLayout(self, gap=gap, row_gap=gap)
        self._texts: tuple[str, ...] = ()
        self._buttons: list[Button] = []
        self.hide()

    def set_offers(self, texts: tuple[str, ...], *, after: QWidget) -> None:
        """Offer `texts`; Tab comes to them after the widget `after`."""
        if texts == self._texts:
            return
        self._texts = texts
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(number, text) for number, text in enumerate(texts)]
        for before, button in zip((after, *self._buttons), self._buttons, strict=False):
            QWidget.setTabOrder(before, button)
        self.setVisible(bool(texts))

    def last_stop(self) -> QWidget | None:
        """The last button; None while there is nothing to choose."""
        return self._buttons[-1] if self._buttons else None

    def _button(self, number: int, text: str) -> Button:
        room = current_look().chars(_MOST_CHARS)
        button = Button("", variant="quiet", parent=self)
        button.setText(button.fontMetrics().elidedText(text, Qt.ElideRight, room).replace("&", "&&"))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _checked: self.taken.emit(number))
        self._flow.addWidget(button)
        button.show()
        return button
