"""A clock in words, each with its icon and colour: nothing is told by colour alone."""

from __future__ import annotations

from client.ui.translation import tr
from client.ui.widgets.rows_model import Cell
from forms.clock.clock import Light, Standing

_LOOKS = {
    Light.GREEN: ("ok", "clock"),
    Light.YELLOW: ("warn", "clock"),
    Light.RED: ("danger", "error"),
    Light.PAUSED: ("offline", "minus"),
}
"""Level and icon of each light."""


def light_words(stands: Standing) -> str:
    """How a clock stands, in few words."""
    if stands.light is Light.PAUSED:
        return tr("clock", "paused")
    if stands.light is Light.RED:
        return tr("clock", "{days} over").format(days=stands.over) if stands.over else tr("clock", "over")
    if stands.left <= 0:
        return tr("clock", "today")
    return tr("clock", "{days} left").format(days=stands.left)


def light_cell(stands: Standing, *, before: str = "") -> Cell:
    """A clock as a table cell, behind the words `before`; a day that may still move is said to be about."""
    level, icon = _LOOKS[stands.light]
    text = " ".join(part for part in (before, light_words(stands)) if part)
    return Cell(text if stands.is_sure else tr("clock", "{text} (calendar to come)").format(text=text), level, icon)
