"""A labelled field of a form: label, required mark, editor, and one line below for its source or its error.

A form has many of them, and most have nothing to say: what says it is made with the first word.
"""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.chip import LEVEL_ICONS
from client.ui.widgets.editor import FieldEditor
from client.ui.widgets.labels import IconLabel, text_label
from client.ui.widgets.offer_row import OfferRow
from client.ui.widgets.tab_order import stops_in

_LABEL_ROW, _EDITOR_ROW, _UNDER_ROW, _OFFER_ROW = 0, 1, 2, 3


class LineField(QWidget):
    """One field. The line under the editor is kept free, so that an error does not push the next field away.

    `label_side` is "above" or "left"; `label_chars` fixes the width of a left label in Chinese characters, so that
    editors line up. `edited` and `left` are those of the editor; `offer_taken(number)` when one of the values offered
    below it was chosen.
    """

    offer_taken = pyqtSignal(int)

    def __init__(
        self,
        label: str,
        editor: FieldEditor,
        *,
        required: bool = False,
        label_side: str = "above",
        label_chars: float = 0,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._offers: OfferRow | None = None
        self._label = text_label(label, wrap=label_side == "left", parent=self)
        self._label.setBuddy(editor)
        self._head = QHBoxLayout()
        self._star: QLabel | None = None
        self._icon: IconLabel | None = None
        self._under: QLabel | None = None
        self._under_line = QHBoxLayout()
        self._required = False
        self._error = ""
        self._note = ""
        self._said = ("", False)
        self._left = label_side == "left"
        self._label_chars = label_chars if self._left else 0
        self._grid = QGridLayout(self)
        self._place(unit)
        self._fit()
        editor.setAccessibleName(label)
        if hasattr(editor, "said"):
            editor.said.connect(self._on_said)
        self.set_required(required)

    def label(self) -> str:
        """The label of the field."""
        return self._label.text()

    def error(self) -> str:
        """The error shown; empty when there is none."""
        return self._error

    def note(self) -> str:
        """The note, shown whenever there is no error."""
        return self._note

    def set_required(self, required: bool) -> None:
        """Show or hide the required mark."""
        if required == self._required:
            return
        self._required = required
        if self._star is None:
            self._star = text_label("*", "required", parent=self)
            self._star.setToolTip(tr("common", "Required"))
            self._head.insertWidget(1, self._star, 0, Qt.AlignVCenter)
        self._star.setVisible(required)
        self._tell_readers()

    def set_error(self, text: str) -> None:
        """Say under the field what is wrong and what to do; empty clears it."""
        if text != self._error:
            self._error = text
            self._say()

    def set_note(self, text: str) -> None:
        """Say under the field where its value came from or what it means; empty clears it."""
        if text != self._note:
            self._note = text
            self._say()

    def set_offers(self, texts: tuple[str, ...]) -> None:
        """Offer values to choose from below the field, after it in Tab order; none takes them away."""
        if self._offers is None and texts:
            self._offers = OfferRow(self)
            self._offers.taken.connect(self.offer_taken)
            self._grid.addWidget(self._offers, _OFFER_ROW, 1)
        if self._offers is not None:
            self._offers.set_offers(texts, after=self._editor_stop())

    def last_stop(self) -> QWidget:
        """Where Tab comes to last."""
        offered = self._offers.last_stop() if self._offers is not None else None
        return offered or self._editor_stop()

    def _editor_stop(self) -> QWidget:
        stops = stops_in(self.editor)
        return stops[-1] if stops else self.editor

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def _fit(self) -> None:
        look = current_look()
        # Qt leaves out the gap above a row with nothing in it.
        gap = 0 if self._under is not None else self._grid.verticalSpacing()
        self._grid.setRowMinimumHeight(_UNDER_ROW, look.small_text_height() + gap)
        if self._left:
            self._label.setMinimumHeight(look.field_height())
        if self._label_chars:
            self._grid.setColumnMinimumWidth(0, look.chars(self._label_chars))

    def _place(self, unit: str) -> None:
        tokens = current_look().tokens
        grid = self._grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.space_2)
        grid.setVerticalSpacing(tokens.space_1 // 2)
        self._head.setSpacing(tokens.space_1)
        self._head.addWidget(self._label, 1 if self._left else 0)
        if self._left:
            grid.addLayout(self._head, _EDITOR_ROW, 0, Qt.AlignTop)
        else:
            self._head.addStretch(1)
            grid.addLayout(self._head, _LABEL_ROW, 1)
        if unit:
            line = QHBoxLayout()
            line.setSpacing(tokens.space_2)
            grid.addLayout(line, _EDITOR_ROW, 1)
            line.addWidget(self.editor, 1)
            line.addWidget(text_label(unit, "secondary", parent=self))
        else:
            grid.addWidget(self.editor, _EDITOR_ROW, 1)
        self._under_line.setSpacing(tokens.space_1)
        grid.addLayout(self._under_line, _UNDER_ROW, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(_UNDER_ROW, 1)

    def _on_said(self, words: str, wrong: bool) -> None:
        """What the editor reads out of its value stands before the note; what it finds wrong, before everything."""
        if (words, wrong) != self._said:
            self._said = (words, wrong)
            self._say()

    def _say(self) -> None:
        words, wrong = self._said
        fault = words if wrong else self._error
        self._say_under(fault or " · ".join(part for part in (words, self._note) if part), bool(fault))
        self._show_icon(bool(fault))
        self.editor.set_invalid(bool(self._error))
        self._tell_readers()

    def _say_under(self, words: str, wrong: bool) -> None:
        if self._under is None:
            if not words:
                return
            self._under = text_label("", "hint", wrap=True, parent=self)
            self._under_line.addWidget(self._under, 1, Qt.AlignTop)
            self._under.show()
            self._fit()
        self._under.setText(words)
        mark(self._under, role="error" if wrong else "hint")

    def _show_icon(self, shown: bool) -> None:
        if shown and self._icon is None:
            self._icon = IconLabel(LEVEL_ICONS["danger"], "danger", em=0.9, parent=self)
            self._under_line.insertWidget(0, self._icon, 0, Qt.AlignTop)
        if self._icon is not None:
            self._icon.setVisible(shown)

    def _tell_readers(self) -> None:
        required = tr("common", "Required") if self._required else ""
        self.editor.setAccessibleDescription(" ".join(word for word in (required, self._error or self._note) if word))
