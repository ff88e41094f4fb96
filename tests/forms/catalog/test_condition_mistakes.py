"""What is wrong in a condition is said in words that help whoever wrote it, never in those of the parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from forms.catalog.checks import faults
from forms.catalog.model import Catalog, ThemeItem
from forms.message import Message
from forms.words_files import load_words

WORDS = Path(__file__).parents[3] / "resources" / "words"
PARSER = ("LexToken", "syntax", "illegal", "EOF", "token")


def told(sample: Catalog, text: str) -> Message:
    changed = replace(sample.elements["shop_name"], shown_if=text)
    found = faults(replace(sample, elements={**sample.elements, "shop_name": changed}))
    return next(fault.message for fault in found if fault.place == ("elements", "shop_name", "shown_if"))


@pytest.mark.parametrize(
    ("text", "code", "helps"),
    [
        ('prem_right = "lease"', "condition.single_equals", "=="),
        ("prem_area === 3", "condition.written_otherwise", "=="),
        ("prem_right == “lease”", "condition.wide_mark", '"'),
        ("prem_area》3", "condition.wide_mark", ">"),
        ("prem_area ＞ 3", "condition.wide_mark", ">"),
        ("（prem_area > 3)", "condition.wide_mark", "("),
        ("prem_area ≥ 3", "condition.wide_mark", ">="),
        ("经营面积 > 3", "condition.chinese_name", "经营面积"),
        ("prem_area > 3 && q_agent", "condition.written_otherwise", "and"),
        ("!q_agent", "condition.written_otherwise", "not"),
        ("prem_area <> 3", "condition.written_otherwise", "!="),
        ("q_agent AND q_agent", "condition.written_otherwise", "and"),
        ('prem_right == "lease', "condition.quote_open", '"'),
        ("(prem_area > 3", "condition.bracket", "("),
        ("prem_area > 3)", "condition.bracket", ")"),
        ("prem_area >", "condition.unfinished", "prem_area"),
        ("prem_area > 3 q_agent", "catalog.condition_unreadable", "“q_agent”"),
        ("prem_area > 1 / 0", "condition.arithmetic", "0"),
        ('shop_name =~ "["', "condition.pattern", "["),
        ("round(prem_area, 2) > 3", "condition.unknown_function", "rounded"),
        ("zzzzz > 3", "catalog.unknown_name_far", "zzzzz"),
        ("q_agent > 1", "condition.not_ordered", "q_agent (bool)"),
        ("(q_agent == q_agent) > 1", "condition.refused", ""),
    ],
)
def test_a_mistake_is_said_in_words(sample: Catalog, text: str, code: str, helps: str) -> None:
    wrong = told(sample, text)
    assert wrong.code == code
    for language in ("zh_CN", "en"):
        said = load_words(WORDS, language=language).say(wrong)
        assert helps in said
        assert not [word for word in PARSER if word in said.replace(text, "")]


def test_a_label_is_told_with_its_id(sample: Catalog) -> None:
    wrong = told(sample, f"{sample.elements['prem_area'].label.zh} > 3")
    assert (wrong.code, wrong.params["id"]) == ("condition.chinese_named", "prem_area")


def test_what_stands_in_quotes_is_no_mistake(sample: Catalog) -> None:
    changed = replace(sample.elements["shop_name"], shown_if='prem_addr != "《甲》= 乙 && （"')
    found = faults(replace(sample, elements={**sample.elements, "shop_name": changed}))
    assert not [fault for fault in found if fault.place == ("elements", "shop_name", "shown_if")]


def test_an_element_cannot_choose_items(sample: Catalog) -> None:
    theme = next(iter(sample.themes.values()))
    item = ThemeItem(item=theme.items[0].item, wanted_if="prem_area > 3")
    changed = replace(theme, items=(item, *theme.items[1:]))
    found = faults(replace(sample, themes={**sample.themes, theme.id: changed}))
    (wrong,) = [fault.message for fault in found if fault.place[0] == "themes"]
    assert wrong.code == "condition.wanted_if_element"
    assert wrong.params["known"] == ", ".join(theme.situations)


def at(catalog: Catalog, *place: str | int) -> list[Message]:
    return [fault.message for fault in faults(catalog) if fault.place == place]


def with_element(sample: Catalog, name: str, **changed: object) -> Catalog:
    return replace(sample, elements={**sample.elements, name: replace(sample.elements[name], **changed)})


def with_item(sample: Catalog, name: str, **changed: object) -> Catalog:
    return replace(sample, items={**sample.items, name: replace(sample.items[name], **changed)})


def test_what_reads_itself_has_its_own_words(sample: Catalog) -> None:
    computed = with_element(sample, "emp_count", computed="emp_count + 1", required_if="", same_as=())
    (wrong,) = at(computed, "elements", "emp_count", "computed")
    assert (wrong.code, wrong.params) == ("catalog.reads_itself", {"id": "emp_count", "key": "computed"})
    (wrong,) = at(with_element(sample, "shop_name", same_as=("shop_name",)), "elements", "shop_name", "same_as")
    assert (wrong.code, wrong.params["key"]) == ("catalog.reads_itself", "same_as")


def test_only_what_is_near_is_suggested(sample: Catalog) -> None:
    (near,) = at(with_item(sample, "SEAL", department="scjgg"), "items", "SEAL", "department")
    assert (near.code, near.params["near"]) == ("catalog.unknown_department", "scjg")
    (far,) = at(with_item(sample, "SEAL", department="zzz-1"), "items", "SEAL", "department")
    assert (far.code, far.params["where"]) == ("catalog.not_defined", "departments.yaml")


def test_an_empty_table_suggests_nothing(sample: Catalog) -> None:
    emptied = replace(sample, areas=())
    (far,) = at(emptied, "items", "SEAL", "area")
    assert far.code == "catalog.not_defined"
    assert "“”" not in load_words(WORDS, language="zh_CN").say(far)


def test_a_limit_in_days_may_be_today(sample: Catalog) -> None:
    day = next(name for name, element in sample.elements.items() if element.kind.value == "date")
    (wrong,) = at(with_element(sample, day, minimum="tomorrow"), "elements", day, "minimum")
    assert "today" in load_words(WORDS, language="zh_CN").say(wrong)
