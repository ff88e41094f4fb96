from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import check, edit_text, mask, read, show


@pytest.fixture(scope="module")
def price(field):
    return field(ElementKind.MONEY, unit="元")


@pytest.fixture(scope="module")
def count(field):
    return field(ElementKind.INTEGER, minimum="1", maximum="10000", unit="人")


@pytest.fixture(scope="module")
def area(field):
    return field(ElementKind.DECIMAL, minimum="0.01", unit="m²")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("1,250.00", "1250"),
        ("１，２５０．５", "1250.5"),
        ("￥1250", "1250"),
        ("人民币 1，250 元整", "1250"),
        ("RMB1250", "1250"),
        ("1 250 元", "1250"),
        ("12。5", "12.5"),
        ("1234,5678", "12345678"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("+3", "3"),
        ("-0.0", "0"),
        ("-2.50", "-2.5"),
        ("0.1", "0.1"),
        ("12345678901234567890.12", "12345678901234567890.12"),
    ],
)
def test_reads_amounts_as_canonical_decimals(price, text, stored):
    assert read(price, text) == stored


@pytest.mark.parametrize("text", ["1,25", "12万", "约5", "1.2.3", ".", "-", "1e5", "٣", "²", "NaN", "1" * 31])
def test_keeps_what_is_no_number(price, text):
    assert read(price, text) == {"raw": text}


@settings(deadline=None, max_examples=100)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_reads_its_own_shown_amount_without_losing_a_digit(price, amount):
    value = read(price, f"{amount:,}")
    assert isinstance(value, str)
    assert Decimal(value) == amount
    assert read(price, edit_text(price, value)) == value
    assert read(price, show(price, value, language="zh_CN")) == value


@settings(deadline=None, max_examples=60)
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_are_ints(count, number):
    assert read(count, f"{number:,}人") == number
    assert type(read(count, "7")) is int


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0", ["number.below"]),
        ("10001", ["number.above"]),
        ("1", []),
        ("10000", []),
        ("3.0", []),
        ("3.5", ["number.fraction"]),
        ("三", ["number.unreadable"]),
        ("9" * 16, ["number.long"]),
    ],
)
def test_says_what_is_wrong_with_a_count(count, codes, text, wanted):
    assert codes(count, text) == wanted


def test_limits_are_compared_as_decimals(area, codes):
    assert codes(area, "0.010") == []
    assert codes(area, "0.0099999999999999999999") == ["number.below"]
    assert codes(area, "9" * 31) == ["number.long"]


def test_money_is_not_negative_and_has_no_part_of_a_fen(price, field, codes):
    assert codes(price, "-1") == ["number.below"]
    assert codes(field(ElementKind.MONEY, unit="元", minimum="-5"), "-1") == []
    assert codes(price, "1.005") == ["money.fen"]
    assert codes(field(ElementKind.MONEY, unit="万元"), "1.2345") == []


def test_a_stored_truth_value_is_no_number(count, area):
    assert check(count, True, values={}, today="2026-11-20")
    assert check(area, "12,5", values={}, today="2026-11-20")


def test_shows_thousands_decimals_and_unit(price, count, area, field):
    assert show(price, "1250", language="zh_CN") == "1,250.00 元"
    assert show(price, "-1250.5", language="en") == "-1,250.50 元"
    assert show(field(ElementKind.MONEY, unit="万元"), "1.2345", language="zh_CN") == "1.2345 万元"
    assert show(count, 1200, language="zh_CN") == "1,200 人"
    assert show(area, "1234567.5", language="zh_CN") == "1,234,567.5 m²"
    assert mask(field(ElementKind.MONEY, privacy=Privacy.SENSITIVE), "1250.5") == "*,***.**"
