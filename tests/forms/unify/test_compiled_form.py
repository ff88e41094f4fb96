"""What is shown, required, filled in and needed as a clerk types."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from forms.catalog.model import Catalog
from forms.unify.compiled_form import CompiledForm, FormNow
from forms.unify.unify import unify
from forms.values import Values, raw

RESTAURANT = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")


def now(
    hall: Catalog, values: Values, *, items: tuple[str, ...] = RESTAURANT, answers: dict[str, bool] | None = None
) -> FormNow:
    answers = answers or {}
    return CompiledForm(unify(hall, items=items, answers=answers), hall).now(values, answers)


def test_a_field_shows_when_its_condition_holds(hall: Catalog) -> None:
    empty = now(hall, {})
    assert not {"prem_lease_end", "deliv_name", "deliv_addr"} & empty.shown
    leased = now(hall, {"prem_right": "lease", "deliv_mode": "courier"})
    assert leased.shown - empty.shown == {"prem_lease_end", "deliv_name", "deliv_phone", "deliv_addr"}
    assert "prem_lease_end" in leased.required
    assert "prem_lease_end" not in now(hall, {"prem_right": "own"}).shown


def test_what_must_be_filled(hall: Catalog) -> None:
    required = now(hall, {}).required
    assert "ap_name" in required
    assert "food_staff" not in required  # the catalog lets it stay empty
    assert "uscc" not in required  # awaited from the business licence
    assert "uscc" in now(hall, {}, items=("FOOD-LIC",)).required


def test_required_if_follows_another_field(hall: Catalog) -> None:
    birth = ("BIRTH-SRV",)
    assert "father_id" not in now(hall, {}, items=birth).required
    assert "father_id" in now(hall, {"father_name": "王强"}, items=birth).required
    assert "father_name" not in now(hall, {"father_name": "王强"}, items=birth).required


def test_a_fact_under_two_labels_is_typed_once(hall: Catalog) -> None:
    values = now(hall, {"ap_name": "张建国", "shop_name": "老张饭店", "prem_addr": "解放路 21 号"}).values
    assert (values["legal_rep"], values["org_name"], values["org_addr"]) == ("张建国", "老张饭店", "解放路 21 号")
    assert "deliv_name" not in values, "only what is shown is filled in"
    kept = now(hall, {"ap_name": "张建国", "legal_rep": "李梅"}).values
    assert kept["legal_rep"] == "李梅", "a clerk's own words stay"


def test_filling_in_goes_through_several_labels(hall: Catalog) -> None:
    elements = dict(hall.elements)
    elements["org_phone"] = replace(elements["org_phone"], same_as=("deliv_phone",))
    chained = replace(hall, elements=elements)
    assert now(chained, {"ap_phone": "13812345678"}).values.get("org_phone") is None
    values = now(chained, {"ap_phone": "13812345678", "deliv_mode": "courier"}).values
    assert values["org_phone"] == "13812345678"


def test_the_first_of_several_sources_with_a_value_fills(hall: Catalog) -> None:
    elements = dict(hall.elements)
    elements["org_phone"] = replace(elements["org_phone"], same_as=("deliv_phone", "shop_phone", "ap_phone"))
    elements["shop_phone"] = replace(elements["org_phone"], id="shop_phone", same_as=())
    items = {**hall.items, "SEAL": replace(hall.items["SEAL"], own=("shop_phone",))}
    several = replace(hall, elements=elements, items=items)
    first = now(several, {"ap_phone": "13812345678"})
    assert (first.values["org_phone"], first.followed["org_phone"]) == ("13812345678", "ap_phone")
    second = now(several, {"ap_phone": "13812345678", "shop_phone": "010-66668888"})
    assert (second.values["org_phone"], second.followed["org_phone"]) == ("010-66668888", "shop_phone")
    assert now(several, {"ap_phone": "1", "shop_phone": raw("?")}).values["org_phone"] == "1"
    typed = now(several, {"ap_phone": "13812345678", "org_phone": "13912345678"})
    assert (typed.values["org_phone"], typed.followed) == ("13912345678", {})


def test_nothing_follows_from_unreadable_text_or_from_what_is_not_on_the_form(hall: Catalog) -> None:
    assert "legal_rep_id" not in now(hall, {"ap_id_no": raw("1101051949")}).values
    assert "org_name" not in now(hall, {"shop_name": "旧店"}, items=("SEAL",)).values


def test_a_hidden_or_dropped_value_decides_nothing(hall: Catalog) -> None:
    """A value stays in the state when its item is dropped or its field hides; it must not haunt the form."""
    elements = dict(hall.elements)
    elements["deliv_addr"] = replace(elements["deliv_addr"], shown_if="prem_lease_end != null")
    haunted = replace(hall, elements=elements)
    values = {"prem_right": "own", "prem_lease_end": "2029-08-31"}
    assert "deliv_addr" not in now(haunted, values).shown
    assert "deliv_addr" in now(haunted, {**values, "prem_right": "lease"}).shown
    assert "deliv_addr" not in now(haunted, values, items=("ROAD-FRT",)).shown


def test_a_paper_is_needed_when_its_condition_holds(hall: Catalog) -> None:
    def needed(values: Values, **rest: object) -> set[str]:
        return {need.material for need in now(hall, values, **rest).materials}  # type: ignore[arg-type]

    assert needed({"fire_commit": True}) - needed({"fire_commit": False}) == {"M-FIREC"}
    assert "M-MARRY" in needed({}, items=("RE-TRANSFER",), answers={"q_married": True})
    assert "M-MARRY" not in needed({}, items=("RE-TRANSFER",))
    assert "M-LOST" in needed({"id_reason": "lost"}, items=("ID-CARD",))


def test_a_block_may_hide_as_a_whole(hall: Catalog) -> None:
    blocks = {**hall.blocks, "D": replace(hall.blocks["D"], shown_if="exits > 1")}
    hiding = replace(hall, blocks=blocks)
    assert "deliv_mode" not in now(hiding, {"exits": 1}).shown
    assert "deliv_mode" in now(hiding, {"exits": 2}).shown


@pytest.mark.parametrize("wrong", [raw("很多"), "abc", {"from": "x"}, [], True, ""])
def test_any_stored_value_is_survived(hall: Catalog, wrong: object) -> None:
    for element in ("prem_right", "deliv_mode", "exits", "fire_commit", "food_mgr", "prem_area"):
        assert "ap_name" in now(hall, {element: wrong}).shown  # type: ignore[dict-item]


def test_the_largest_sample_form_is_evaluated_within_a_millisecond(hall: Catalog) -> None:
    answers = {"q_agent": True}
    form = CompiledForm(unify(hall, items=RESTAURANT, answers=answers), hall)
    values: Values = {"ap_name": "张建国", "prem_right": "lease", "deliv_mode": "courier", "fire_commit": True}
    assert len(form.form.fields()) == 41
    best = min(_seconds(form, values, answers) for _ in range(20))
    assert best < 0.001


def _seconds(form: CompiledForm, values: Values, answers: dict[str, bool]) -> float:
    begun = time.perf_counter()
    form.now(values, answers)
    return time.perf_counter() - begun
