"""Whether an item is taken in, in the list and beside the choice."""

from __future__ import annotations

from client.desk.choosing import ChoicePreview
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from client.ui.widgets.rows_model import Cell
from forms.catalog.model import Offer, ServiceItem
from forms.unify.offers import is_closed
from forms.words import Words


def offer_cell(item: ServiceItem, *, day: str) -> Cell | None:
    """What stands in the list in place of the promise; None for an item that is simply open on `day` (ISO)."""
    if is_closed(item.policy, day=day):
        return Cell(tr("changes", "Closed"), level="danger", icon="lock")
    if item.policy.offer is Offer.CLOSING:
        return Cell(tr("changes", "until {day}").format(day=item.policy.until), level="warn", icon="clock")
    return None


def left_out_words(preview: ChoicePreview, words: Words) -> str:
    """What a choice goes without because it is closed, and until when the closing ones are taken in; '' for nothing."""
    left = [words.say(reason) for reason in preview.left_out]
    closing = [
        tr("changes", "“{item}” is taken in until {day}").format(
            item=item.name.text(words.language), day=day_words(item.until)
        )
        for item in preview.closing
    ]
    return "\n".join((*left, *closing))
