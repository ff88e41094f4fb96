"""The look a running window has: its tokens, its text scale and the lengths that follow from its font."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PyQt5.QtGui import QFont, QFontInfo, QFontMetrics
from PyQt5.QtWidgets import QApplication

from client.ui.style.tokens import Tokens, light

_KEPT = "yichuang_look"


@dataclass(frozen=True)
class Look:
    """Tokens at a text scale (1.0 to 2.0); all lengths in px."""

    tokens: Tokens
    scale: float = 1.0

    def font(self, points: float = 0.0, *, bold: bool = False) -> QFont:
        """The desk's font at `points` (0 is the base size) times the scale."""
        font = QFont(QApplication.font())
        font.setPointSizeF((points or self.tokens.type_base) * self.scale)
        font.setBold(bold)
        return font

    def em(self) -> int:
        """Height of one base character, the measure of everything that grows with the text."""
        return self._em

    @cached_property
    def _em(self) -> int:
        """Asked for thousands of times while a form is laid out; the font of a look does not change."""
        return max(1, QFontInfo(self.font()).pixelSize())

    def field_height(self) -> int:
        """Height of an editor or button."""
        return round(self.em() * self.tokens.field_factor)

    def text_height(self) -> int:
        """Height of a label of base text."""
        return self._text_height

    @cached_property
    def _text_height(self) -> int:
        return QFontMetrics(self.font()).height()

    def small_text_height(self) -> int:
        """Height of a hint or an error."""
        return self._small_text_height

    @cached_property
    def _small_text_height(self) -> int:
        return QFontMetrics(self.font(self.tokens.type_small)).height()

    def line_height(self, points: float = 0.0) -> int:
        """Height of one line of text at `points`, with its leading; never less than the font needs."""
        font = self.font(points)
        wanted = round(QFontInfo(font).pixelSize() * self.tokens.line_factor)
        return max(wanted, QFontMetrics(font).height())

    def icon_size(self) -> int:
        """Side of an icon that stands beside base text."""
        return round(self.em() * 1.25)

    def chars(self, count: float) -> int:
        """Width of `count` Chinese characters of base text."""
        return round(QFontMetrics(self.font()).horizontalAdvance("国") * count)


def current_look() -> Look:
    """The look given to the running application by `apply_style`; the everyday look before that."""
    app = QApplication.instance()
    # An attribute: a property of Qt's is converted each time, and widgets ask a thousand times while a form is made.
    look = getattr(app, _KEPT, None)
    return look if isinstance(look, Look) else Look(light())


def remember_look(app: QApplication, look: Look) -> None:
    """Make `look` the one that widgets of `app` draw with."""
    setattr(app, _KEPT, look)
