"""Full-width forms, stray and invisible characters, and letter case never decide whether a value is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.elements.element import ElementKind
from forms.elements.reading import check, read

UNSEEN = ["", "", "", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060"]
SPACES = [*UNSEEN, " ", "\u3000", "\u00a0", "\u2009"]

CODES = {
    ElementKind.IDENTITY: ("11010519491231002X", "11010519491231002X"),
    ElementKind.CREDIT_CODE: ("91350100M000100Y43", "91350100M000100Y43"),
    ElementKind.PHONE: ("0531-66601234-801", "0531-66601234-801"),
    ElementKind.BANK_CARD: ("6222021234567890128", "6222021234567890128"),
    ElementKind.REGION: ("370102", "370102"),
    ElementKind.UNIT_NUMBER: ("370102001001GB00001F00010001", "370102001001GB00001F00010001"),
    ElementKind.PROJECT_CODE: ("2309-420000-04-01-123456", "2309-420000-04-01-123456"),
    ElementKind.INTEGER: ("1,200人", 1200),
    ElementKind.DECIMAL: ("12,345.5人", "12345.5"),
    ElementKind.MONEY: ("¥12,345.50", "12345.5"),
    ElementKind.ONE_OF: ("租赁", "lease"),
    ElementKind.SEVERAL_OF: ("own、租赁", ["own", "lease"]),
    ElementKind.YES_NO: ("yes", True),
}
DAYS = {
    ElementKind.DATE: ("2026-12-03", "2026-12-03"),
    ElementKind.DATETIME: ("2026-12-03T14:30", "2026-12-03T14:30"),
    ElementKind.DATE_RANGE: ("2026-01-01~2026-12-31", {"from": "2026-01-01", "to": "2026-12-31"}),
}


def full_width(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


@st.composite
def hurried(draw: st.DrawFn, text: str, between: list[str]) -> str:
    """`text` as someone in a hurry, or another program, may give it."""
    typed = draw(st.sampled_from(between))
    for character in text:
        way = draw(st.sampled_from((str, full_width, str.lower, lambda one: full_width(one.lower()))))
        typed += way(character) + draw(st.sampled_from(between))
    return typed


@pytest.mark.parametrize("kind", CODES)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_a_code_or_number_is_read_through_every_disguise(field, options, kind, data):
    text, value = CODES[kind]
    element = field(kind, options=options, unit="" if kind is ElementKind.MONEY else "人")
    assert read(element, data.draw(hurried(text, SPACES))) == value
    assert check(element, value, values={}, today="2026-11-20") == ()


@pytest.mark.parametrize("kind", DAYS)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_a_day_is_read_through_every_disguise(field, kind, data):
    text, value = DAYS[kind]
    assert read(field(kind), data.draw(hurried(text, UNSEEN))) == value
