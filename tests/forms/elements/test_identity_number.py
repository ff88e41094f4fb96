from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from forms.elements.element import ElementKind
from forms.elements.identity import check_character
from forms.elements.reading import check, edit_text, learned, mask, read, show

KNOWN = "11010519491231002X"
TODAY = "2026-11-20"
DIGITS = "0123456789"


@st.composite
def numbers(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(["110105", "370103", "510202", "222403", "810000", "990156"]))
    born = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 11, 20)))
    first = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first + check_character(first)


@pytest.fixture(scope="module")
def number(field):
    return field(ElementKind.IDENTITY)


@pytest.fixture(scope="module")
def typed_number(field):
    """An identity field whose document type is another field."""
    return field(ElementKind.IDENTITY, identity_type="document")


@pytest.mark.parametrize(
    "text",
    [
        KNOWN,
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２ｘ",
        "110105-19491231-002×",
        "110105\u200b19491231002Х",
        "11010519491231002*",
        "110105\u200d19491231\u00a0002X",
    ],
)
def test_every_way_of_typing_reads_as_the_number(number, text):
    value = read(number, text)
    assert value == KNOWN
    assert check(number, value, values={}, today=TODAY) == ()


@settings(deadline=None, max_examples=60)
@given(numbers())
def test_a_made_number_passes_and_agrees_with_stdnum(number, made):
    assert check(number, made, values={}, today=TODAY) == ()
    assert ric.calc_check_digit(made) == made[17]
    assert read(number, edit_text(number, made)) == made


@settings(deadline=None, max_examples=60)
@given(numbers(), st.integers(0, 17), st.sampled_from(DIGITS + "X"))
def test_any_single_change_fails(number, made, place, other):
    changed = made[:place] + other + made[place + 1 :]
    assert changed == made or check(number, changed, values={}, today=TODAY)


@settings(deadline=None, max_examples=60)
@given(numbers())
def test_swapped_neighbours_fail(number, made):
    for place in range(16):
        swapped = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
        assert swapped == made or check(number, swapped, values={}, today=TODAY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("110105194912310021", ["identity.check"]),
        ("11010519491231", ["identity.short"]),
        ("11010519491231002X1", ["identity.long", "identity.characters"]),
        ("1101051949123100A1", ["identity.characters"]),
        ("11010519491331002X", ["identity.birth_impossible"]),
        ("11010520261121002X", ["identity.birth_future"]),
        ("11010517491231002X", ["identity.birth_long_ago"]),
        ("00010519491231002X", ["identity.region", "identity.check"]),
        ("张三", ["identity.unreadable"]),
    ],
)
def test_says_what_is_wrong(number, codes, text, wanted):
    assert codes(number, text) == wanted


def test_names_the_expected_check_character(number, problems):
    (found,) = problems(number, "110105194912310021")
    assert (found.params["expected"], found.params["found"]) == ("X", "1")
    assert found.element == "the_field"


def test_an_old_number_is_answered_with_the_new_one(number, problems):
    (found,) = problems(number, "110105491231002")
    assert found.params["suggested"] == KNOWN


@pytest.mark.parametrize(
    ("document", "text", "wanted"),
    [
        ("resident", KNOWN, []),
        ("resident", "810000199408230021", ["identity.is_permit"]),
        ("hmt", "810000199408230021", []),
        ("hmt", KNOWN, ["identity.not_permit"]),
        ("foreign", KNOWN, ["identity.not_foreigner"]),
        ("foreign", "FRA110019801011", []),
        ("foreign", "fra 1100 198010 11", []),
        ("foreign", "FRA11001980101", ["identity.foreigner"]),
        ("foreign", "110105491231002", ["identity.foreigner"]),
        ("resident", "110105491231002", ["identity.old"]),
        ("hmt", "830000199408230021", ["identity.check"]),
        ("resident", "110105999999002", ["identity.short"]),
        ("resident", "E12345678", ["identity.short", "identity.characters"]),
        ("passport", "E12345678", []),
        ("passport", "110105194912310021", []),
        ("passport", "E1", ["identity.travel"]),
        ("passport", "E" * 21, ["identity.travel"]),
        ("", "110105194912310021", ["identity.check"]),
    ],
)
def test_the_document_decides_the_rules(typed_number, codes, document, text, wanted):
    assert codes(typed_number, text, values={"document": document}) == wanted


def test_a_foreigners_card_passes_and_is_not_a_resident_card(typed_number, codes):
    first = "91103519800101001"
    card = first + check_character(first)
    assert codes(typed_number, card, values={"document": "foreign"}) == []
    assert codes(typed_number, card, values={"document": "resident"}) == ["identity.is_foreigner"]


def test_shows_grouped_and_masks_the_middle(number, typed_number):
    assert show(number, KNOWN, language="zh_CN") == "110105 19491231 002X"
    assert mask(number, KNOWN) == "110105********002X"
    assert mask(typed_number, "E12345678") == "E******78"
    assert mask(number, {"raw": "110105张"}) == "*******"


def test_learns_birth_date_and_sex(number, field):
    assert learned(number, KNOWN) == {"born": "1949-12-31", "sex": "female"}
    assert learned(number, "110105194912310038") == {"born": "1949-12-31", "sex": "male"}
    assert learned(number, "110105194912310021") == {}
    assert learned(number, {"raw": KNOWN}) == {}
    assert learned(field(ElementKind.TEXT), KNOWN) == {}
