from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from forms.elements.credit_code import check_character
from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import check, edit_text, mask, read

KNOWN = "91350100M000100Y43"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@st.composite
def credit_codes(draw: st.DrawFn, authorities: str = "159ANY") -> str:
    region = draw(st.sampled_from(["110105", "370103", "510202"]))
    organisation = draw(st.text(ALPHABET, min_size=9, max_size=9))
    first = draw(st.sampled_from(authorities)) + draw(st.sampled_from("1239")) + region + organisation
    return first + check_character(first)


@pytest.fixture(scope="module")
def code(field):
    return field(ElementKind.CREDIT_CODE)


@pytest.mark.parametrize(
    "text", [KNOWN, "91350100m000100y43", "9135 0100 M000 100Y 43", "９１３５０１００Ｍ０００１００Ｙ４３"]
)
def test_every_way_of_typing_reads_as_the_code(code, text):
    assert read(code, text) == KNOWN
    assert check(code, KNOWN, values={}, today="2026-11-20") == ()


@settings(deadline=None, max_examples=60)
@given(credit_codes())
def test_a_made_code_passes(code, made):
    assert check(code, made, values={}, today="2026-11-20") == ()
    assert read(code, edit_text(code, made)) == made


@settings(deadline=None, max_examples=30)
@given(credit_codes(authorities="159"))
def test_agrees_with_stdnum(made):
    assert uscc.is_valid(made)


@settings(deadline=None, max_examples=100)
@given(credit_codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_change_fails(code, made, place, other):
    changed = made[:place] + other + made[place + 1 :]
    assert changed == made or check(code, changed, values={}, today="2026-11-20")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("91350100M000100Y44", ["credit_code.check"]),
        ("91350100M000100Y4", ["credit_code.short"]),
        ("91350100M000100Y431", ["credit_code.long"]),
        ("9135O100M000100Y43", ["credit_code.letter"]),
        ("9135A100M000100Y43", ["credit_code.region"]),
        ("370100200012345", ["credit_code.old_licence"]),
        ("3701002000123", ["credit_code.old_licence"]),
        ("M000100Y4", ["credit_code.old_organisation"]),
        ("某某公司", ["credit_code.unreadable"]),
    ],
)
def test_says_what_is_wrong(code, codes, text, wanted):
    assert codes(code, text) == wanted


def test_names_the_letter_its_place_and_what_was_meant(code, problems):
    (found,) = problems(code, "9135O100M000100Y43")
    assert (found.params["letter"], found.params["place"], found.params["meant"]) == ("O", "5", "0")


def test_names_the_expected_check_character(code, problems):
    (found,) = problems(code, "91350100M000100Y44")
    assert (found.params["expected"], found.params["found"]) == ("3", "4")


def test_is_public_unless_personal(code, field):
    assert mask(code, KNOWN) == KNOWN
    assert mask(field(ElementKind.CREDIT_CODE, privacy=Privacy.PERSONAL), KNOWN) == "913501********0Y43"
