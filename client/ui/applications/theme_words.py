"""The clock of a theme as the first line of its cases. No widgets."""

from __future__ import annotations

from client.desk.theme_clocks import ThemeClock
from client.ui.translation import tr, tr_later
from client.ui.widgets.clock_words import light_cell
from client.ui.widgets.rows_model import Row

THEME = "theme"
"""The key of the line."""

_UNITS = {
    "wd": tr_later("applications", "{count} working days"),
    "nd": tr_later("applications", "{count} natural days"),
    "h": tr_later("applications", "{count} hours"),
}


def theme_rows(clock: ThemeClock | None) -> tuple[Row, ...]:
    """One line while a theme runs: its limit, its day, how it stands."""
    if clock is None:
        return ()
    limit = tr("applications", _UNITS[clock.limit.unit]).format(count=clock.limit.days)
    name = f"{tr('applications', 'Whole theme')} {limit}"
    return (Row(THEME, (name, "", light_cell(clock.stands), clock.stands.due.day)),)
