from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.message import Message
from forms.notices.choice_code import Choice, choice_code, is_choice_code, read_choice
from forms.notices.consultation import Consultation, consultation
from forms.rulebook import Rulebook
from tests.support.accepted_papers import shipped_catalog

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return Rulebook(shipped_catalog(), catalog_id="0" * 64)


def told(rules: Rulebook, theme: str, **answers: bool) -> Consultation:
    return consultation(rules, theme=theme, items=rules.theme_items(theme, answers), answers=answers, day=DAY)


def test_a_restaurant_is_told_in_full(rules):
    whole = told(rules, "C-RESTAURANT", q_open_public=True, q_drain_city=True)
    assert (len(whole.items), whole.fields_separate) == (6, 116)
    materials = {material.name.zh: material for material in whole.materials}
    assert len(materials) == len(whole.materials)
    health = next(material for name, material in materials.items() if "健康合格证明" in name)
    assert (health.way, health.later_days) == ("bring", 5)
    licence = materials["营业执照"]
    assert (licence.way, licence.awaited_from.zh, licence.later_days) == ("awaited", "营业执照", 0)


def test_what_one_item_decides_on_is_never_told_to_come_later(rules):
    """FOOD-LIC would let M-PREM wait, BIZ-IND decides on it."""
    alone = consultation(rules, theme="", items=("FOOD-LIC",), answers={}, day=DAY)
    together = consultation(rules, theme="", items=("BIZ-IND", "FOOD-LIC"), answers={}, day=DAY)
    name = rules.source.materials["M-PREM"].name
    later = [next(m.later_days for m in whole.materials if m.name == name) for whole in (alone, together)]
    assert later == [3, 0]


def test_answers_choose_items_and_papers(rules):
    plain, public = told(rules, "C-RESTAURANT"), told(rules, "C-RESTAURANT", q_open_public=True)
    assert len(public.items) == len(plain.items) + 1
    agent = told(rules, "C-RESTAURANT", q_agent=True)
    assert {m.name.zh for m in agent.materials} - {m.name.zh for m in plain.materials} == {
        rules.source.materials[paper].name.zh for paper in rules.source.agent_materials
    }
    first = public.questions[0]
    assert first.question.zh and first.yes


def test_a_paper_that_depends_on_the_form_is_told_as_such(rules):
    """遗失声明 is needed only when the card was lost, which is a field, not a question."""
    whole = consultation(rules, theme="", items=("ID-CARD",), answers={}, day=DAY)
    name = rules.source.materials["M-LOST"].name
    assert [m.depends for m in whole.materials if m.name == name] == [True]


def test_every_theme_and_every_item_can_be_told(rules):
    for theme in rules.source.themes:
        assert told(rules, theme).items
    for item in rules.source.items:
        assert consultation(rules, theme="", items=(item,), answers={}, day=DAY).items


_names = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Nd"), whitelist_characters="_-"), min_size=1)
_choices = st.one_of(
    st.builds(Choice, theme=_names, answers=st.dictionaries(_names, st.booleans(), max_size=4)),
    st.builds(
        Choice,
        items=st.lists(_names, min_size=1, max_size=5).map(tuple),
        answers=st.dictionaries(_names, st.booleans()),
    ),
)


@given(_choices)
def test_a_choice_comes_back_whole(choice):
    code = choice_code(choice)
    assert is_choice_code(code)
    assert read_choice(f" {code}\n") == choice


@given(_choices, st.data())
def test_a_torn_code_is_no_choice(choice, data):
    code = choice_code(choice)
    at = data.draw(st.integers(min_value=0, max_value=len(code) - 1))
    assert isinstance(read_choice(code[:at] + code[at + 1 :]), Message)


@given(st.text())
def test_no_text_breaks_the_reader(text):
    assert isinstance(read_choice(text), Message)
