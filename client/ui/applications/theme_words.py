"""The clock of a theme in the clerk's words."""

from __future__ import annotations

from client.ui.translation import tr, tr_later
from client.ui.widgets.clock_words import light_words
from client.ui.widgets.day_words import day_words
from forms.catalog.model import Term
from forms.clock.clock import Standing

_UNITS = {
    "wd": tr_later("applications", "{count} working days"),
    "nd": tr_later("applications", "{count} natural days"),
    "h": tr_later("applications", "{count} hours"),
}


def theme_words(limit: Term, stands: Standing) -> str:
    """The limit of a theme, its day and how it stands."""
    days = tr("applications", _UNITS[limit.unit]).format(count=limit.days)
    words = tr("applications", "The whole theme: {days}, by {due}, {stands}")
    return words.format(days=days, due=day_words(stands.due.day), stands=light_words(stands))
