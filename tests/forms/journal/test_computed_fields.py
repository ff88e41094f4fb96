"""What is computed is a fact from acceptance on, and typed by nobody before."""

from __future__ import annotations

import pytest
from journal_story import ANSWERS, FIELDS, RESTAURANT, Story, scan_of
from msgspec.structs import replace

from forms.journal.commands import AcceptApplication, AttachScan, FillFields, MoveCatalog, OpenApplication
from forms.journal.decision import Refusal
from forms.message import message
from forms.rulebook import Rulebook


def computing(rulebook: Rulebook, rule: str = "(prem_area + 49) // 50") -> Rulebook:
    """The sample where the number of exits follows from the area of the premises."""
    exits = replace(rulebook.source.elements["exits"], computed=rule, required=False, maximum="4")
    elements = {**rulebook.source.elements, "exits": exits}
    return Rulebook(replace(rulebook.source, elements=elements), catalog_id="computing")


def story(rulebook: Rulebook) -> Story:
    story = Story(computing(rulebook))
    story.done(OpenApplication(theme="C-RESTAURANT", items=RESTAURANT, answers=ANSWERS))
    return story


def test_nobody_types_what_is_computed(rulebook: Rulebook) -> None:
    opened = story(rulebook)
    operation = opened.done(FillFields(values={"exits": 9, "prem_area": "120"}))
    assert operation.body["values"] == {"prem_area": "120"}
    assert opened.tell(FillFields(values={"exits": 9})) == []


def test_what_is_computed_is_checked_and_then_kept(rulebook: Rulebook) -> None:
    opened = story(rulebook)
    opened.done(FillFields(values={**FIELDS, "prem_area": "1000"}))
    refused = opened.tell(AcceptApplication(receipt_number="x"))
    assert isinstance(refused, Refusal)
    assert message("element.number.above", element="exits", maximum="4") in refused.messages
    opened.done(FillFields(values={"prem_area": "120"}))
    completed = opened.rules.completed(opened.state.items, opened.state.answers, opened.state.plain_values())
    assert completed["exits"] == 3
    assert not any(
        lack.element == "exits"
        for lack in opened.rules.field_lacks(opened.state.items, opened.state.answers, completed, today=opened.day)
    )


@pytest.mark.parametrize(("rule", "accepted"), [("(prem_area + 49) // 50", 3), ("prem_area // (emp_count - 6)", None)])
def test_what_was_typed_before_it_was_computed_is_not_accepted(
    rulebook: Rulebook, filled: Story, rule: str, accepted: int | None
) -> None:
    assert filled.state.values["exits"].value == 2
    later = computing(rulebook, rule)
    filled.done(MoveCatalog(target=later))
    filled.rules = later
    for material in ("M-HEALTH", "M-DRAINT"):
        filled.done(AttachScan(material=material, scan=scan_of(material)))
    told = filled.tell(AcceptApplication(receipt_number="x"))
    assert not isinstance(told, Refusal)
    held = filled.state.values.get("exits")
    assert filled.state.receipt_number == "x" and (held and held.value) == accepted
