from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.elements.capitals import capitals
from forms.elements.element import ElementKind
from forms.elements.reading import capitals as capitals_of
from forms.elements.reading import read

VALUES = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def spoken_value(text: str) -> int:
    """The whole number that capitals say, worked out another way: from left to right."""
    total = section = digit = 0
    for character in text:
        if character in VALUES:
            digit = VALUES[character]
        elif character in UNITS:
            section, digit = section + digit * UNITS[character], 0
        elif character == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return total + section + digit


@pytest.mark.parametrize(
    ("amount", "spoken"),
    [
        ("0", "零元整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("0.5", "伍角整"),
        ("0.02", "贰分"),
        ("0.50", "伍角整"),
        ("1.05", "壹元零伍分"),
        ("10.5", "壹拾元零伍角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10001", "壹万零壹元整"),
        ("100000000", "壹亿元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100000001", "壹亿零壹元整"),
        ("1010010000", "壹拾亿壹仟零壹万元整"),
        ("1234567890123456", "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿玖仟零壹拾贰万叁仟肆佰伍拾陆元整"),
        ("-3.2", "负叁元贰角整"),
        ("-0.00", "零元整"),
        ("1.250", "壹元贰角伍分"),
    ],
)
def test_writes_amounts_as_the_rules_ask(amount, spoken):
    assert capitals(amount) == spoken


@pytest.mark.parametrize("text", ["", "x", "1.234", "1e3", ".5", "1" * 17, "٣", "1.", "NaN"])
def test_what_is_no_amount_to_the_fen_has_no_capitals(text):
    assert capitals(text) == ""


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 10**16 - 1), st.integers(0, 99))
def test_capitals_say_the_amount_with_single_zeros_and_one_end(yuan, fen):
    spoken = capitals(f"{yuan}.{fen:02}")
    whole, _, rest = spoken.rpartition("元")
    assert spoken_value(whole) == yuan
    jiao, cent = re.search(r"([^零元])角", rest), re.search(r"(.)分", rest)
    assert (VALUES[jiao[1]] if jiao else 0) * 10 + (VALUES[cent[1]] if cent else 0) == fen
    assert "零零" not in spoken and "零万" not in spoken and "零亿" not in spoken and not spoken.endswith("零整")
    assert spoken.endswith("整") == (fen % 10 == 0)


@pytest.mark.parametrize(
    ("unit", "text", "spoken"),
    [
        ("元", "1250", "壹仟贰佰伍拾元整"),
        ("万元", "12.5", "壹拾贰万伍仟元整"),
        ("亿元", "0.00000001", "壹元整"),
        ("", "3", "叁元整"),
        ("美元", "3", ""),
        ("元", "1.234", ""),
        ("元", "很多", ""),
    ],
)
def test_a_field_of_money_says_its_amount_in_yuan(field, unit, text, spoken):
    element = field(ElementKind.MONEY, unit=unit)
    value = read(element, text)
    assert value is not None
    assert capitals_of(element, value) == spoken


def test_only_money_has_capitals(field):
    assert capitals_of(field(ElementKind.DECIMAL), "3") == ""
