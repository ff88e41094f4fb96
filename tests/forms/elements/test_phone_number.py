from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import edit_text, mask, read, show

MOBILE_ONLY = r"^1[3-9]\d{9}$"


@pytest.fixture(scope="module")
def any_phone(field):
    return field(ElementKind.PHONE)


@pytest.fixture(scope="module")
def mobile(field):
    return field(ElementKind.PHONE, pattern=MOBILE_ONLY)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("139 1234 5678", "13912345678"),
        ("139-1234-5678", "13912345678"),
        ("＋８６ １３９１２３４５６７８", "13912345678"),
        ("86-13912345678", "13912345678"),
        ("008613912345678", "13912345678"),
        ("053166601234", "0531-66601234"),
        ("(0531) 6660 1234", "0531-66601234"),
        ("0531—66601234", "0531-66601234"),
        ("+86 531 66601234", "0531-66601234"),
        ("+86 10 66601234", "010-66601234"),
        ("010-66601234转801", "010-66601234-801"),
        ("400-123-4567", "4001234567"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_reads_and_accepts(any_phone, codes, text, stored):
    assert read(any_phone, text) == stored
    assert codes(any_phone, text) == []
    assert read(any_phone, edit_text(any_phone, stored)) == stored


@settings(deadline=None, max_examples=60)
@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_every_mobile_number_passes(any_phone, mobile, codes, number):
    assert codes(any_phone, number) == codes(mobile, number) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1391234", ["phone.short"]),
        ("139123456789", ["phone.long"]),
        ("12912345678", ["phone.start"]),
        ("2391234567", ["phone.short", "phone.start"]),
        ("0531-666", ["phone.landline"]),
        ("66601234", ["phone.area_code"]),
        ("+852", ["phone.foreign"]),
        ("不知道", ["phone.unreadable"]),
    ],
)
def test_says_what_is_wrong(any_phone, codes, text, wanted):
    assert codes(any_phone, text) == wanted


def test_says_how_many_digits_are_missing(any_phone, problems):
    assert problems(any_phone, "1391234")[0].params["missing"] == "4"


def test_a_pattern_allows_mobile_numbers_only(mobile, codes):
    assert codes(mobile, "0531-66601234") == ["phone.mobile_wanted"]
    assert codes(mobile, "66601234") == ["phone.short", "phone.start"]


def test_a_pattern_that_allows_more_has_the_last_word(field, codes):
    hotline = field(ElementKind.PHONE, pattern=r"12345|1[3-9]\d{9}")
    assert codes(hotline, "12345") == []


def test_masks_the_middle(any_phone, mobile):
    assert mask(mobile, "13912345678") == "139****5678"
    assert mask(replace(any_phone, privacy=Privacy.PERSONAL), "66601234") == "6*******"
    assert mask(any_phone, "0531-66601234") == "0531-66601234"
    assert show(any_phone, "4001234567", language="zh_CN") == "400-123-4567"
