"""A form remembers its last answers; nobody may notice but by the clock."""

from __future__ import annotations

from forms.catalog.model import Catalog
from forms.unify.compiled_form import CompiledForm
from forms.unify.unify import unify
from forms.values import Value


def form(hall: Catalog) -> CompiledForm:
    return CompiledForm(unify(hall, items=("BIZ-IND", "FOOD-LIC"), answers={}), hall)


def test_the_same_question_has_the_same_answer(hall: Catalog) -> None:
    asked = form(hall)
    values: dict[str, Value] = {"prem_right": "lease"}
    first = asked.now(values, {})
    assert asked.now(dict(values), {}) is first


def test_a_caller_who_changes_its_values_gets_a_new_answer(hall: Catalog) -> None:
    asked = form(hall)
    values: dict[str, Value] = {"prem_right": "lease"}
    assert "prem_lease_end" in asked.now(values, {}).shown
    values["prem_right"] = "own"
    assert "prem_lease_end" not in asked.now(values, {}).shown


def test_old_answers_are_forgotten(hall: Catalog) -> None:
    asked = form(hall)
    first = asked.now({"ap_name": "0"}, {})
    for number in range(1, 20):
        assert asked.now({"ap_name": str(number)}, {}).values["ap_name"] == str(number)
    again = asked.now({"ap_name": "0"}, {})
    assert again == first
    assert again is not first
