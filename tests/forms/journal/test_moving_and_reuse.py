"""Moving to another catalog and taking over earlier data: decided, folded, admitted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journal_story import ANSWERS, BROUGHT, FIELDS, MONDAY, RESTAURANT, Story, scan_of
from msgspec.structs import replace

from forms.catalog.model import Catalog, Offer, Policy
from forms.catalog.source import read_source
from forms.journal.admission import admission
from forms.journal.commands import (
    AttachScan,
    ChooseItems,
    FillFields,
    MoveCatalog,
    OpenApplication,
    ReuseData,
)
from forms.journal.fold import apply
from forms.journal.reuse import ReusedScan, earlier_of
from forms.journal.state import ApplicationState
from forms.rulebook import Rulebook

GONE = "shop_name"


@pytest.fixture(scope="module")
def hall() -> Catalog:
    return read_source(Path(__file__).parents[3] / "resources/catalog")


def without_element(catalog: Catalog, element: str) -> Catalog:
    blocks = {
        name: replace(block, elements=tuple(one for one in block.elements if one != element))
        for name, block in catalog.blocks.items()
    }
    items = {
        name: replace(item, own=tuple(one for one in item.own if one != element))
        for name, item in catalog.items.items()
    }
    return replace(catalog, blocks=blocks, items=items, version="2026-12")


def policy(catalog: Catalog, item: str, policy: Policy) -> Catalog:
    return replace(catalog, items={**catalog.items, item: replace(catalog.items[item], policy=policy)})


def begun(catalog: Catalog) -> Story:
    story = Story(Rulebook(catalog, catalog_id="11" * 32))
    story.done(OpenApplication(theme="C-RESTAURANT", items=RESTAURANT, answers=ANSWERS))
    story.done(FillFields(values=FIELDS))
    return story


def later(catalog: Catalog) -> Rulebook:
    return Rulebook(catalog, catalog_id="22" * 32)


def test_moving_keeps_every_value_and_names_what_is_gone(hall: Catalog) -> None:
    story = begun(hall)
    before = story.state
    story.done(MoveCatalog(target=later(without_element(hall, GONE))))
    assert story.state.catalog == "22" * 32
    assert story.state.values == before.values
    (left,) = story.state.earlier
    assert (left.catalog, left.version) == ("11" * 32, hall.version)
    assert left.gone == {GONE: hall.elements[GONE].label.zh}


def test_moving_to_the_same_catalog_is_no_fact(hall: Catalog) -> None:
    story = begun(hall)
    assert story.tell(MoveCatalog(target=story.rules)) == []


def test_a_catalog_without_an_item_is_refused(hall: Catalog) -> None:
    story = begun(hall)
    lacking = replace(hall, items={name: item for name, item in hall.items.items() if name != "SIGN"})
    assert story.refused(MoveCatalog(target=later(lacking)))["catalog.items_lost"]["items"] == "SIGN"
    assert story.state.catalog == "11" * 32


def test_what_is_accepted_never_moves(accepted: Story, hall: Catalog) -> None:
    assert set(accepted.refused(MoveCatalog(target=later(hall)))) == {"application.already_accepted"}
    story = begun(hall)
    moved = story.done(MoveCatalog(target=later(hall)))
    same = replace(accepted.state, catalog="11" * 32)
    assert apply(same, moved, same.rev + 1) == replace(same, rev=same.rev + 1)
    refusal = admission(accepted.state, moved)
    assert refusal is not None and refusal.code == "application.already_accepted"


def test_a_move_from_elsewhere_is_refused_and_changes_nothing(hall: Catalog) -> None:
    story = begun(hall)
    moved = story.done(MoveCatalog(target=later(hall)))
    assert admission(story.state, moved) is None, "two windows that moved it alike agree"
    assert apply(story.state, moved, 9).earlier == story.state.earlier
    third = replace(story.state, catalog="33" * 32)
    refusal = admission(third, moved)
    assert refusal is not None and refusal.code == "catalog.moved_elsewhere"
    assert apply(third, moved, 9) == replace(third, rev=9)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dropped=st.sets(st.sampled_from(sorted(FIELDS)), max_size=6))
def test_moving_never_changes_a_value(hall: Catalog, dropped: set[str]) -> None:
    story = begun(hall)
    after = hall
    for element in dropped:
        after = without_element(after, element)
    before = story.state
    story.done(MoveCatalog(target=later(after)))
    assert story.state.values == before.values
    assert (story.state.items, story.state.scans, story.state.answers) == (before.items, before.scans, before.answers)


@pytest.mark.parametrize(
    ("closed", "code"),
    [
        (Policy(offer=Offer.CLOSED), "item.closed"),
        (Policy(offer=Offer.CLOSING, until="2000-01-01"), "item.closing_passed"),
    ],
)
def test_a_closed_item_is_neither_begun_nor_added_but_goes_on(hall: Catalog, closed: Policy, code: str) -> None:
    rules = Rulebook(policy(hall, "SIGN", closed), catalog_id="11" * 32)
    fresh = Story(rules)
    assert code in fresh.refused(OpenApplication(theme="", items=("SIGN",), answers={}))
    fresh.done(OpenApplication(theme="", items=("BIZ-IND",), answers={}))
    assert code in fresh.refused(ChooseItems(items=("BIZ-IND", "SIGN"), answers={}))
    goes_on = begun(hall)
    goes_on.rules = rules
    goes_on.done(ChooseItems(items=tuple(item for item in RESTAURANT if item != "DRAIN"), answers=ANSWERS))
    assert "SIGN" in goes_on.state.items


def test_a_closing_item_is_taken_in_on_its_last_day(hall: Catalog) -> None:
    rules = Rulebook(policy(hall, "SIGN", Policy(offer=Offer.CLOSING, until=MONDAY)), catalog_id="11" * 32)
    assert Story(rules).done(OpenApplication(theme="", items=("SIGN",), answers={})).kind == "application_opened"
    assert rules.not_taken_in(("SIGN",), day="2999-01-01")


def test_dropping_and_adding_an_item_back_brings_its_values_back(hall: Catalog) -> None:
    story = begun(hall)
    story.done(AttachScan(material=BROUGHT[0], scan=scan_of(BROUGHT[0])))
    before = story.state
    story.done(ChooseItems(items=("BIZ-IND",), answers=ANSWERS))
    story.done(ChooseItems(items=RESTAURANT, answers=ANSWERS))
    assert (story.state.values, story.state.scans) == (before.values, before.scans)


REUSABLE = ("ap_name", "ap_phone", "ap_addr")
NUMBER = "11010519491231002X"


@pytest.fixture(scope="module")
def reusing(hall: Catalog) -> Catalog:
    elements = {name: replace(element, reusable=name in REUSABLE) for name, element in hall.elements.items()}
    materials = {**hall.materials, "M-ID": replace(hall.materials["M-ID"], reusable_days=365)}
    return replace(hall, elements=elements, materials=materials)


OFFERED = {"ap_name": "张建国", "ap_phone": "13912345678", "prem_area": "86.5", "nowhere": "x"}


def reuse(*, taken_day: str = "2026-05-11", party: str = NUMBER) -> ReuseData:
    return ReuseData(
        application="earlier",
        receipt_number="江A01-2605-000007",
        day="2026-05-11",
        party=party,
        values=OFFERED,
        scans={"M-ID": (ReusedScan(scan=scan_of("M-ID"), taken_day=taken_day),)},
    )


def returning(catalog: Catalog, **typed: str) -> Story:
    story = Story(Rulebook(catalog, catalog_id="11" * 32))
    story.done(OpenApplication(theme="C-RESTAURANT", items=RESTAURANT, answers=ANSWERS))
    story.done(FillFields(values={"ap_id_type": "resident", "ap_id_no": NUMBER, **typed}))
    return story


def test_only_what_is_reusable_and_empty_is_taken_over_with_its_source(reusing: Catalog) -> None:
    story = returning(reusing, ap_phone="13800138000")
    operation = story.done(reuse())
    assert dict(operation.body["values"]) == {"ap_name": "张建国"}
    assert operation.needs_blobs == (scan_of("M-ID").sha256,)
    held = story.state.values
    assert earlier_of(held["ap_name"].source) == ("2026-05-11", "江A01-2605-000007")
    assert held["ap_phone"].value == "13800138000" and held["ap_phone"].source == ""
    assert story.state.scans["M-ID"] == (scan_of("M-ID"),)


def test_typing_over_what_was_taken_over_ends_its_source(reusing: Catalog) -> None:
    story = returning(reusing)
    story.done(reuse())
    story.done(FillFields(values={"ap_name": "张建军"}))
    assert story.state.values["ap_name"].source == ""
    assert story.state.values["ap_phone"].source != ""


def test_a_scan_that_is_too_old_is_not_taken_over(reusing: Catalog) -> None:
    story = returning(reusing)
    operation = story.done(reuse(taken_day="2024-01-01"))
    assert operation.body["scans"] == {} and operation.needs_blobs == ()


@pytest.mark.parametrize("party", ["", "110101199003070011"])
def test_nobody_elses_data_is_taken_over(reusing: Catalog, party: str) -> None:
    assert set(returning(reusing).refused(reuse(party=party))) == {"reuse.other_party"}


def test_a_number_that_is_wrong_finds_nothing(reusing: Catalog) -> None:
    story = returning(reusing, ap_id_no="110105194912310021")
    assert set(story.refused(reuse(party="110105194912310021"))) == {"reuse.other_party"}


def test_taking_over_twice_is_refused(reusing: Catalog) -> None:
    story = returning(reusing)
    story.done(reuse())
    assert set(story.refused(reuse())) == {"reuse.nothing"}


def test_what_another_window_filled_meanwhile_becomes_a_conflict(reusing: Catalog) -> None:
    story = returning(reusing)
    unaware = story.done(reuse())
    start = ApplicationState(id=story.state.id)
    for entry in story.entries[:-1]:
        start = apply(start, entry.operation, entry.rev)
    other = replace(story.entries[1].operation, device="pc2", body={"values": {"ap_name": "章建国"}})
    start = apply(start, other, 50)
    after = apply(start, unaware, 51)
    assert after.values["ap_name"].value == "章建国"
    assert [lost.value for lost in after.conflicts["ap_name"]] == ["张建国"]
