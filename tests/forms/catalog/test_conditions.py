import subprocess
import sys
from decimal import Decimal

import pytest

from forms.catalog.conditions import UnreadableCondition, compile_condition, names_of
from forms.elements.element import DataElement, ElementKind, Label
from forms.values import raw


def element(element_id: str, kind: ElementKind) -> DataElement:
    return DataElement(id=element_id, label=Label(element_id), kind=kind)


ELEMENTS = {
    e.id: e
    for e in (
        element("prem_right", ElementKind.ONE_OF),
        element("prem_area", ElementKind.DECIMAL),
        element("price", ElementKind.MONEY),
        element("exits", ElementKind.INTEGER),
        element("seals", ElementKind.SEVERAL_OF),
        element("net", ElementKind.YES_NO),
        element("staff", ElementKind.TABLE),
        element("period", ElementKind.DATE_RANGE),
    )
}


def holds(text: str, values: dict[str, object], **answers: bool) -> bool:
    return compile_condition(text).holds(names_of(values, answers, ELEMENTS))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_condition_always_holds(text: str) -> None:
    assert compile_condition(text).holds({})
    assert compile_condition(text).names == frozenset()


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ('prem_right == "lease"', {"prem_right": "lease"}, True),
        ('prem_right == "lease"', {"prem_right": "own"}, False),
        ('prem_right == "lease"', {}, False),
        ("prem_area > 50", {"prem_area": "50.01"}, True),
        ("prem_area > 9", {"prem_area": "50"}, True),
        ("prem_area == 0.3", {"prem_area": "0.3"}, True),
        ("price >= 100", {"price": "99.99"}, False),
        ("exits < 2", {"exits": 1}, True),
        ('"official" in seals', {"seals": ["official", "invoice"]}, True),
        ('"official" in seals', {"seals": ["invoice"]}, False),
        ("net", {"net": True}, True),
        ("not net", {"net": False}, True),
        ("not net", {}, True),
        ("staff >= 2", {"staff": {"r1": {"name": "甲"}, "r2": {"name": "乙"}}}, True),
        ('period["to"] < "2027-01-01"', {"period": {"from": "2026-01-01", "to": "2026-12-31"}}, True),
    ],
)
def test_conditions_read_values(text: str, values: dict[str, object], expected: bool) -> None:
    assert holds(text, values) is expected


def test_situations_are_booleans_in_the_same_namespace() -> None:
    assert holds('q_open_public and prem_right == "lease"', {"prem_right": "lease"}, q_open_public=True)
    assert not holds("q_open_public", {}, q_open_public=False)
    assert not holds("q_open_public", {})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("prem_area > 50", {}),
        ("not (prem_area > 50)", {}),
        ("prem_area > 50", {"prem_area": raw("about fifty")}),
        ('"a" in seals', {}),
        ("1 / exits == 1", {"exits": 0}),
        ("prem_right > 3", {"prem_right": "lease"}),
    ],
)
def test_what_cannot_be_evaluated_does_not_hold(text: str, values: dict[str, object]) -> None:
    assert holds(text, values) is False


def test_names_leaves_out_what_reads_as_null() -> None:
    names = names_of(
        {"prem_area": "abc", "price": "NaN", "seals": [], "unknown": "x", "exits": raw("?"), "net": False},
        {"q": True},
        ELEMENTS,
    )
    assert names == {"q": True, "net": False}
    assert names_of({"prem_area": "1.50"}, {}, ELEMENTS) == {"prem_area": Decimal("1.50")}


def test_names_of_a_condition() -> None:
    assert compile_condition('prem_right == "q_no" and (q_open or exits > 1)').names == {
        "prem_right",
        "q_open",
        "exits",
    }
    assert compile_condition("b").names == {"b"}, "one condition never sees another's names"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a ==", "unfinished"),
        ('a = "b"', "single_equals"),
        ("a and", "unfinished"),
        ("(a", "bracket"),
        ('a =~ "("', "pattern"),
        ('"x" > 3', "refused"),
    ],
)
def test_unreadable_text_is_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(UnreadableCondition) as refused:
        compile_condition(text)
    assert refused.value.message.code == f"condition.{code}"
    assert refused.value.message.params["condition"] == text


def test_the_language_has_no_clock() -> None:
    with pytest.raises(UnreadableCondition) as refused:
        compile_condition('$today > d"2026-01-01"')
    assert refused.value.message.code == "catalog.condition_builtin"
    assert holds('prem_right == "$today"', {"prem_right": "$today"})


def test_importing_conditions_does_not_load_the_parser() -> None:
    code = "import sys, forms.catalog.conditions; sys.exit('rule_engine' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
