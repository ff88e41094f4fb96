"""A labelled field of a form: label, required mark, editor, and one line below for its source or its error."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.style.marks import mark
from client.ui.translation import tr
from client.ui.widgets.chip import LEVEL_ICONS
from client.ui.widgets.editor import FieldEditor
from client.ui.widgets.labels import IconLabel, text_label
from client.ui.widgets.offer_row import OfferRow

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
        self._label = text_label(label, wrap=label_side == "left")
        self._label.setBuddy(editor)
        self._star = text_label("*", "required")
        self._star.setToolTip(tr("common", "Required"))
        self._icon: IconLabel | None = None
        self._under = text_label("", "hint", wrap=True)
        self._under_line = QHBoxLayout()
        self._required = required
        self._error = ""
        self._note = ""
        self._said = ("", False)
        self._left = label_side == "left"
        self._label_chars = label_chars if self._left else 0
        self._grid = QGridLayout(self)
        self._place(unit)
        self._fit()
        self.setFocusProxy(editor)
        self.set_required(required)
        if hasattr(editor, "said"):
            editor.said.connect(self._on_said)
        self._say()

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
        self._required = required
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
            self._offers.set_offers(texts, after=self.editor)

    def last_stop(self) -> QWidget:
        """Where Tab comes to last."""
        offered = self._offers.last_stop() if self._offers is not None else None
        return offered or self.editor

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self._fit()

    def _fit(self) -> None:
        look = current_look()
        self._under.setMinimumHeight(QFontMetrics(look.font(look.tokens.type_small)).height())
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
        head = QHBoxLayout()
        head.setSpacing(tokens.space_1)
        head.addWidget(self._label, 1 if self._left else 0)
        head.addWidget(self._star, 0, Qt.AlignVCenter)
        if self._left:
            grid.addLayout(head, _EDITOR_ROW, 0, Qt.AlignTop)
        else:
            head.addStretch(1)
            grid.addLayout(head, _LABEL_ROW, 1)
        line = QHBoxLayout()
        line.setSpacing(tokens.space_2)
        line.addWidget(self.editor, 1)
        if unit:
            line.addWidget(text_label(unit, "secondary"))
        grid.addLayout(line, _EDITOR_ROW, 1)
        self._under_line.setSpacing(tokens.space_1)
        self._under_line.addWidget(self._under, 1, Qt.AlignTop)
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
        self._under.setText(fault or " · ".join(part for part in (words, self._note) if part))
        mark(self._under, role="error" if fault else "hint")
        self._show_icon(bool(fault))
        self.editor.set_invalid(bool(self._error))
        self._tell_readers()

    def _show_icon(self, shown: bool) -> None:
        """Made with the first error: most fields of a form never have one."""
        if shown and self._icon is None:
            self._icon = IconLabel(LEVEL_ICONS["danger"], "danger", em=0.9)
            self._under_line.insertWidget(0, self._icon, 0, Qt.AlignTop)
        if self._icon is not None:
            self._icon.setVisible(shown)

    def _tell_readers(self) -> None:
        required = tr("common", "Required") if self._required else ""
        self.editor.setAccessibleName(self.label())
        self.editor.setAccessibleDescription(" ".join(word for word in (required, self._error or self._note) if word))
