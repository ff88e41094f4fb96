"""Adding and dropping items after the application was begun: told before, kept after, and brought back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.desk import changing, choosing
from client.desk.changing import Choice
from forms.catalog.model import Catalog, Offer, Policy
from tests.client.desk.desk_hall import ANSWERS, DAY_MS, DEFERRED, ITEMS, NOTHING_TYPED, THEME, Pc, codes, done
from tests.support.accepted_papers import RESTAURANT_TYPED, shipped_catalog
from tests.support.later_catalog import with_item
from tests.support.publisher import published


def choice_of(pc: Pc, application: str) -> Choice:
    state = pc.state(application)
    return Choice(items=state.items, answers=state.answers)


def without(choice: Choice, *items: str) -> Choice:
    return replace(choice, items=tuple(item for item in choice.items if item not in items))


def closing(catalog: Catalog, item: str, policy: Policy) -> Catalog:
    return replace(with_item(catalog, item, policy=policy), version="later")


def test_what_falls_away_is_told_before_it_does(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    before = pc.state(application)
    wanted = without(choice_of(pc, application), "FOOD-LIC", "DRAIN")
    preview = changing.preview_change(pc.desk, application, {"food_net": False}, wanted)
    gone = {answer.element.id: answer.value for answer in preview.diff.gone_fields if answer.value is not None}
    assert gone["food_net"] is False, "what is typed and not saved counts"
    assert gone["drain_kind"] == before.values["drain_kind"].value
    assert "ap_name" not in gone
    fallen = {need.material for need in preview.diff.gone_materials}
    assert set(DEFERRED) <= fallen
    assert set(DEFERRED) <= preview.deferred
    assert any(preview.scans.get(material) for material in fallen)
    assert not preview.is_same
    assert pc.state(application) == before


def test_the_same_choice_changes_nothing(pc: Pc) -> None:
    application = pc.begin()
    preview = changing.preview_change(pc.desk, application, NOTHING_TYPED, choice_of(pc, application))
    assert preview.is_same and preview.diff.is_empty
    done(changing.change(pc.session, pc.desk, application, choice_of(pc, application)))
    assert pc.kinds(application) == ["application_opened"]


def test_dropping_an_item_and_adding_it_back_brings_everything_back(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    before, choice = pc.state(application), choice_of(complete_pc, complete_pc.hall.application)
    dropped = done(changing.change(pc.session, pc.desk, application, without(choice, "FOOD-LIC")))
    assert dropped.items == tuple(item for item in ITEMS if item != "FOOD-LIC")
    assert (dropped.values, dropped.scans) == (before.values, before.scans)
    back = done(changing.change(pc.session, pc.desk, application, choice))
    assert set(back.items) == set(before.items)
    assert (back.values, back.scans, back.deferral_requests) == (before.values, before.scans, before.deferral_requests)
    pc.accept(application)
    pc.sync()
    assert pc.state(application).objections == ()


def test_what_an_added_item_asks_is_told(pc: Pc) -> None:
    application = pc.begin(theme="", items=("BIZ-IND",), answers={})
    wanted = Choice(items=("BIZ-IND", "SIGN"), answers={})
    preview = changing.preview_change(pc.desk, application, NOTHING_TYPED, wanted)
    assert "sign_type" in {field.element.id for field in preview.diff.new_fields}
    assert preview.diff.gone_fields == ()


def test_a_question_answered_otherwise_brings_and_takes_the_items_of_its_theme(pc: Pc) -> None:
    application = pc.begin()
    choice = choice_of(pc, application)
    asked = changing.preview_change(pc.desk, application, NOTHING_TYPED, choice).situations
    assert "q_drain_city" in {situation.id for situation in asked}
    dry = changing.answered(pc.desk, application, choice, situation="q_drain_city", yes=False)
    assert set(choice.items) - set(dry.items) == {"DRAIN"}
    again = changing.answered(pc.desk, application, dry, situation="q_drain_city", yes=True)
    assert set(again.items) == set(choice.items) and again.answers == choice.answers


def test_an_item_ticked_by_hand_stays_when_a_question_is_answered_otherwise(pc: Pc) -> None:
    application = pc.begin()
    choice = choice_of(pc, application)
    more = replace(without(choice, "SIGN"), items=(*without(choice, "SIGN").items, "RE-QUERY"))
    dry = changing.answered(pc.desk, application, more, situation="q_drain_city", yes=False)
    assert "RE-QUERY" in dry.items and "SIGN" not in dry.items


def test_the_agents_fields_fall_away_with_the_answer(pc: Pc) -> None:
    application = pc.begin(answers={**ANSWERS, "q_agent": True})
    pc.fill(application, {"ag_name": "赵六"})
    alone = changing.answered(pc.desk, application, choice_of(pc, application), situation="q_agent", yes=False)
    preview = changing.preview_change(pc.desk, application, NOTHING_TYPED, alone)
    assert "赵六" in [answer.value for answer in preview.diff.gone_fields]
    done(changing.change(pc.session, pc.desk, application, alone))
    assert pc.state(application).values["ag_name"].value == "赵六"


def test_nothing_left_is_refused(pc: Pc) -> None:
    application = pc.begin()
    refused = changing.change(pc.session, pc.desk, application, Choice(items=(), answers={}))
    assert codes(refused) == ["items.none_chosen"]


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        (Policy(offer=Offer.CLOSED), "item.closed"),
        (Policy(offer=Offer.CLOSING, until="2026-11-22"), "item.closing_passed"),
    ],
)
def test_an_item_closed_by_the_current_catalog_cannot_be_added(pc: Pc, policy: Policy, code: str) -> None:
    """Also to an application that pins an earlier one, under which it is open."""
    alone = pc.begin(theme="", items=("BIZ-IND",), answers={})
    whole = pc.begin()
    later = published(closing(shipped_catalog(), "SIGN", policy))
    pc.hall.kept.catalogs.publish(later.id, version="2", data=later.data)
    pc.sync()
    wanted = Choice(items=("BIZ-IND", "SIGN"), answers={})
    assert codes(changing.change(pc.session, pc.desk, alone, wanted)) == [code]
    closed = {line.item: line.closed for line in changing.item_lines(pc.desk, alone)}
    assert closed["SIGN"] is not None and closed["SIGN"].code == code and closed["FOOD-LIC"] is None
    kept = {line.item: line.closed for line in changing.item_lines(pc.desk, whole)}
    assert kept["SIGN"] is None, "it was begun while it was open"
    pc.fill(whole, RESTAURANT_TYPED)
    pc.hand_in(whole)
    assert pc.accept(whole).receipt_number


def test_what_is_closing_is_said_while_it_goes_on(pc: Pc) -> None:
    application = pc.begin()
    assert changing.closing_items(pc.desk, pc.state(application)) == ()
    policy = Policy(offer=Offer.CLOSING, until="2026-11-24")
    later = published(closing(shipped_catalog(), "SIGN", policy))
    pc.hall.kept.catalogs.publish(later.id, version="2", data=later.data)
    pc.sync()
    (offer,) = changing.closing_items(pc.desk, pc.state(application))
    assert (offer.item, offer.closed, offer.policy.until) == ("SIGN", False, "2026-11-24")
    pc.hall.wall += 2 * DAY_MS
    (offer,) = changing.closing_items(pc.desk, pc.state(application))
    assert offer.closed, "its last day is over"


def test_a_theme_goes_without_its_closed_items_and_an_item_picked_by_hand_is_refused(pc: Pc) -> None:
    later = published(closing(shipped_catalog(), "SIGN", Policy(offer=Offer.CLOSED)))
    pc.hall.kept.catalogs.publish(later.id, version="2", data=later.data)
    pc.sync()
    shown = choosing.preview(pc.desk, theme=THEME, items=(), answers=ANSWERS)
    assert "SIGN" not in shown.items and [told.code for told in shown.left_out] == ["item.closed"]
    assert "SIGN" not in pc.state(pc.begin()).items
    refused = choosing.open_application(pc.session, pc.desk, theme="", items=("SIGN",), answers={})
    assert codes(refused) == ["item.closed"]
