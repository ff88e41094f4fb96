"""The lines above the form: a newer catalog, earlier data of the applicant, items that close, answers of old fields."""

from __future__ import annotations

from collections.abc import Iterator

from client.desk.moving import LeftAnswer, MoveOffer
from client.desk.reusing import ReuseOffer
from client.ui.changes.difference_words import offer_words
from client.ui.changes.offer_strip import StripLine
from client.ui.translation import tr
from forms.elements.reading import show
from forms.unify.moved import FormDiff, ItemOffer

VERSION, REUSE, LOOK, LEFT = "version", "reuse", "look", "left"


def version_line(offer: MoveOffer) -> StripLine:
    """How much a newer catalog changes."""
    counts = tr("changes", ", ").join(_counts(offer.diff)) or tr("changes", "nothing that concerns this application")
    text = tr("changes", "Catalog {after}: {counts}; this application is under {before}").format(
        before=offer.from_version, after=offer.to_version, counts=counts
    )
    return StripLine(name=VERSION, text=text, level="warn", actions=((VERSION, tr("changes", "Compare F10")),))


def _counts(diff: FormDiff) -> Iterator[str]:
    lost = sum(answer.value is not None for answer in (*diff.gone_fields, *diff.hidden_fields))
    counted = (
        (len(diff.lost_items), tr("changes", "{count} items missing")),
        (len(diff.invalid), tr("changes", "{count} answers to fill in anew")),
        (len(diff.new_fields) + len(diff.new_materials), tr("changes", "{count} new")),
        (lost, tr("changes", "{count} answers asked no more")),
        (
            len(diff.changed_fields) + len(diff.changed_materials) + len(diff.days),
            tr("changes", "{count} asked otherwise"),
        ),
        (len(diff.offers), tr("changes", "{count} items closing")),
    )
    return (words.format(count=count) for count, words in counted if count)


def reuse_line(offers: tuple[ReuseOffer, ...]) -> StripLine:
    """When the applicant came before, and what of it could be taken over."""
    first = offers[0]
    text = tr("changes", "Came before: {values} fields, {scans} materials from {day}, receipt {number}").format(
        day=first.day,
        number=first.receipt_number,
        values=sum(len(offer.values) for offer in offers),
        scans=sum(len(offer.scans) for offer in offers),
    )
    actions = ((LOOK, tr("changes", "Look")), (REUSE, tr("changes", "Take over F12")))
    return StripLine(name=REUSE, text=text, level="info", actions=actions)


def closing_lines(offers: tuple[ItemOffer, ...], language: str) -> tuple[StripLine, ...]:
    """One line for all items that close."""
    if not offers:
        return ()
    text = tr("changes", "; ").join(offer_words(offer, language) for offer in offers)
    return (StripLine(name="closing", text=text, level="warn"),)


def left_line(left: tuple[LeftAnswer, ...], language: str) -> StripLine:
    """Answers of fields that an earlier catalog asked."""
    answers = tr("changes", "; ").join(
        tr("changes", "{field}: {value}").format(
            field=answer.element.label.text(language), value=show(answer.element, answer.value, language=language)
        )
        for answer in left
    )
    text = tr("changes", "From the earlier version: {answers}").format(answers=answers)
    return StripLine(name=LEFT, text=text, level="info", actions=((VERSION, tr("changes", "Read F10")),))
