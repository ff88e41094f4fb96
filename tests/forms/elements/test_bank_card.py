from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from forms.elements.bank_card import luhn_digit
from forms.elements.element import ElementKind
from forms.elements.reading import mask, read, show

CARD = "6222021234567890128"


@pytest.fixture(scope="module")
def card(field):
    return field(ElementKind.BANK_CARD)


@settings(deadline=None, max_examples=60)
@given(st.from_regex(r"\A6[0-9]{14,17}\Z"), st.integers(0, 17), st.sampled_from("0123456789"))
def test_a_made_card_passes_and_a_changed_one_fails(card, codes, first, place, other):
    number = first + luhn_digit(first)
    assert luhn.is_valid(number)
    assert codes(card, number) == []
    changed = number[:place] + other + number[place + 1 :]
    still_a_card = place > 0 and place < len(number)
    assert not still_a_card or changed == number or codes(card, changed) == ["bank_card.luhn"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6222 0212 3456 7890 128", []),
        ("6222021234567890123", ["bank_card.luhn"]),
        ("62220212345", ["bank_card.length"]),
        ("1602023319200123456", []),
        ("16020233", ["bank_card.length"]),
        ("工商银行", ["bank_card.unreadable"]),
    ],
)
def test_says_what_is_wrong_with_a_card(card, codes, text, wanted):
    assert codes(card, text) == wanted


def test_groups_and_masks_a_card(card):
    assert read(card, show(card, CARD, language="zh_CN")) == CARD
    assert mask(card, CARD) == "6222***********0128"
