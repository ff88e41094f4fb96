"""How a consultation is said on the screen."""

from __future__ import annotations

from client.ui.translation import tr
from client.ui.widgets.rows_model import Cell
from forms.catalog.fees import fees_in_words
from forms.catalog.model import Term
from forms.notices.consultation import Consultation, ItemTold, MaterialTold
from forms.words import Words


def extent_words(told: Consultation) -> str:
    """How much there is to fill, to bring and to wait."""
    brought = sum(material.way in ("bring", "library") for material in told.materials)
    words = tr(
        "consult", "{items} items · one form of {fields} fields · {materials} materials, {brought} of them to bring"
    )
    said = words.format(
        items=len(told.items), fields=told.fields_unified, materials=len(told.materials), brought=brought
    )
    if told.limit is None:
        return said
    return said + " · " + tr("consult", "all within {term}").format(term=term_words(told.limit))


def answers_words(told: Consultation, language: str) -> str:
    """What was asked and answered."""
    return "  ".join(
        f"{asked.question.text(language)} {tr('common', 'Yes') if asked.yes else tr('common', 'No')}"
        for asked in told.questions
    )


def term_words(term: Term) -> str:
    """A time limit."""
    if not term.days:
        return tr("consult", "at once")
    if term.unit == "nd":
        return tr("consult", "{days} calendar days").format(days=term.days)
    if term.unit == "h":
        return tr("consult", "{hours} office hours").format(hours=term.days)
    return tr("consult", "{days} working days").format(days=term.days)


def promise_cell(item: ItemTold) -> Cell:
    """The promise of an item."""
    if item.instant or not item.promised.days:
        return Cell(tr("consult", "At once"), level="ok")
    return Cell(term_words(item.promised))


def way_cell(material: MaterialTold) -> Cell:
    """Where a material comes from."""
    if material.later_days:
        words = tr("consult", "May wait {days} days").format(days=material.later_days)
        return Cell(words, level="deferral")
    if material.way == "awaited":
        return Cell(tr("consult", "From another item"))
    if material.way == "made":
        return Cell(tr("consult", "Printed here, to sign"))
    if material.way == "library":
        return Cell(tr("consult", "Licence library, else bring"))
    return Cell(tr("consult", "Bring if needed") if material.depends else tr("consult", "Bring"))


def item_facts(item: ItemTold, words: Words) -> tuple[str, ...]:
    """Steps, time limits with their law, fees and what comes out of an item."""
    language = words.language
    steps = " → ".join(step.text(language) for step in item.steps)
    legal = tr("consult", "By law {term}: {basis}").format(term=term_words(item.legal), basis=item.legal.basis)
    fees = tr("consult", "Fees: {fees}").format(fees=tr("consult", "; ").join(fees_in_words(item.fees, words)))
    result = tr("consult", "Result: {result}").format(result=item.result)
    told = (tr("consult", "Steps: {steps}").format(steps=steps),) if steps else ()
    return (*told, legal, fees, result)
