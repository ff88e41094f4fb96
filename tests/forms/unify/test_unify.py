"""One form for the chosen items: each element and each material once, with who needs it and who will produce it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace

from forms.catalog.model import Catalog, Deferrable
from forms.catalog.source import read_source
from forms.unify.unified_form import MaterialNeed, UnifiedForm
from forms.unify.unify import overlap, unify

RESTAURANT = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
ALL = read_source(Path(__file__).parents[3] / "resources/catalog")


def need(form: UnifiedForm, material: str) -> MaterialNeed:
    return next(need for need in form.materials if need.material == material)


@pytest.mark.parametrize(
    ("theme", "figures"),
    [
        ("C-RESTAURANT", (116, 41, 30, 17, 1, 3, 13)),
        ("C-STORE", (98, 35, 22, 11, 1, 2, 8)),
        ("C-NEWBORN", (62, 22, 22, 9, 2, 3, 4)),
        ("C-LAND", (104, 30, 30, 17, 3, 5, 9)),
        ("C-FREIGHT", (56, 31, 18, 12, 3, 6, 3)),
    ],
)
def test_overlap_of_the_sample_themes(hall: Catalog, theme: str, figures: tuple[int, int, int, int]) -> None:
    saved = overlap(hall, [entry.item for entry in hall.themes[theme].items])
    assert astuple(saved) == figures


def test_shared_blocks_come_first_then_what_only_one_item_asks(hall: Catalog) -> None:
    form = unify(hall, items=RESTAURANT, answers={"q_agent": True})
    assert [section.id for section in form.sections] == ["P", "A", "O", "S", "D", *RESTAURANT]
    assert len(form.fields()) == 41
    labels = {section.id: section.label.zh for section in form.sections}
    assert (labels["S"], labels["SEAL"]) == ("经营场所", "公章刻制备案")
    asking = {field.element.id: field.items for field in form.fields()}
    assert asking["ap_name"] == ("BIZ-IND",)
    assert asking["prem_addr"] == ("BIZ-IND", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
    assert asking["seal_kinds"] == ("SEAL",)


def test_an_agent_brings_a_block_and_two_papers(hall: Catalog) -> None:
    without = unify(hall, items=RESTAURANT, answers={})
    agent = unify(hall, items=RESTAURANT, answers={"q_agent": True})
    assert len(agent.fields()) - len(without.fields()) == 3
    assert "A" not in {section.id for section in without.sections}
    assert {n.material for n in agent.materials} - {n.material for n in without.materials} == {"M-POA", "M-AGID"}
    assert need(agent, "M-AGID").decisive_for == RESTAURANT
    # Items without an agent's block take no agent's papers.
    assert not {"M-POA", "M-AGID"} & {
        n.material for n in unify(hall, items=["ID-CARD"], answers={"q_agent": True}).materials
    }


def test_the_result_of_one_item_is_awaited_by_the_others(hall: Catalog) -> None:
    form = unify(hall, items=RESTAURANT, answers={})
    awaited = {field.element.id: field.awaited_from for field in form.fields() if field.awaited_from}
    assert awaited == {"uscc": "BIZ-IND"}
    licence = need(form, "M-BL")
    assert (licence.awaited_from, licence.items) == ("BIZ-IND", RESTAURANT[1:])
    alone = unify(hall, items=["FOOD-LIC"], answers={})
    assert need(alone, "M-BL").awaited_from == ""
    assert not any(field.awaited_from for field in alone.fields())


def test_an_item_is_not_asked_for_what_its_own_result_produces(hall: Catalog) -> None:
    alone = unify(hall, items=["BIRTH-CERT"], answers={})
    assert "birth_cert_no" not in {field.element.id for field in alone.fields()}
    both = unify(hall, items=["BIRTH-CERT", "MED-INS"], answers={})
    number = next(field for field in both.fields() if field.element.id == "birth_cert_no")
    assert (number.items, number.awaited_from) == (("MED-INS",), "BIRTH-CERT")


def test_one_decides_where_others_would_let_it_come_later(hall: Catalog) -> None:
    lease = need(unify(hall, items=RESTAURANT, answers={}), "M-PREM")
    assert lease.items == ("BIZ-IND", "FOOD-LIC", "FIRE-OPEN", "SIGN")
    assert lease.decisive_for == ("BIZ-IND",)
    assert [(item, allowed.days) for item, allowed in lease.deferrable_for] == [
        ("FOOD-LIC", 3),
        ("FIRE-OPEN", 3),
        ("SIGN", 3),
    ]
    assert [n.material for n in unify(hall, items=RESTAURANT, answers={}).materials][:4] == [
        "M-APP",
        "M-ID",
        "M-PREM",
        "M-BL",
    ]


def test_an_instant_item_lets_nothing_come_later(hall: Catalog) -> None:
    seal = replace(hall.items["SEAL"], main=("M-APP",), deferrable=(Deferrable(material="M-ID", days=3),))
    lenient = replace(hall, items={**hall.items, "SEAL": seal})
    identity = need(unify(lenient, items=["SEAL"], answers={}), "M-ID")
    assert (identity.decisive_for, identity.deferrable_for) == (("SEAL",), ())


def test_an_item_chosen_twice_counts_once(hall: Catalog) -> None:
    assert unify(hall, items=["SEAL", "SEAL"], answers={}) == unify(hall, items=["SEAL"], answers={})


def test_an_unknown_item_is_a_mistake_of_the_caller(hall: Catalog) -> None:
    with pytest.raises(KeyError):
        unify(hall, items=["NO-SUCH"], answers={})


choices = st.lists(st.sampled_from(sorted(ALL.items)), min_size=1, max_size=8, unique=True)


@settings(max_examples=200, deadline=None)
@given(items=choices, agent=st.booleans())
def test_any_choice_asks_each_thing_once_and_forgets_nothing(items: list[str], agent: bool) -> None:
    form = unify(ALL, items=items, answers={"q_agent": agent})
    asked = [field.element.id for field in form.fields()]
    assert len(asked) == len(set(asked))
    for item in (ALL.items[item] for item in items):
        blocks = [block for block in item.blocks if agent or block != "A"]
        own_form = {*item.own, *(element for block in blocks for element in ALL.blocks[block].elements)}
        assert {f.element.id for f in form.fields() if item.id in f.items} == own_form - {*item.result_elements}
        papers = {*item.main, *(entry.material for entry in item.deferrable)}
        papers |= {"M-POA", "M-AGID"} if agent and "A" in item.blocks else set()
        assert {n.material for n in form.materials if item.id in n.items} == papers
    for part in (*form.fields(), *form.materials):
        assert part.awaited_from not in part.items
        assert part.awaited_from in {"", *items}
    for material in form.materials:
        allowing = {item for item, _ in material.deferrable_for}
        assert {*material.decisive_for} | allowing == {*material.items}
        assert not {*material.decisive_for} & allowing
