from __future__ import annotations

import pytest

from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import mask, read, show

KNOWN = "370102001001GB00001F00010001"
LAND = "370102001001JC00012W00000000"


@pytest.fixture(scope="module")
def unit(field):
    return field(ElementKind.UNIT_NUMBER)


@pytest.mark.parametrize("text", [KNOWN, LAND, "000000001001GE00001L00000001", "370171001001GS00001F99990001"])
def test_numbers_of_all_sorts_are_good(unit, codes, text):
    assert read(unit, text) == text
    assert codes(unit, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "370102 001001 GB00001 F00010001",
        "３７０１０２ ００１００１ ｇｂ００００１ ｆ０００１０００１",
        "370102-001001-gb00001-f00010001",
        "37O1O2 OOIOOI GBOOOOI FOOOIOOOI",
    ],
)
def test_hurried_typing_is_mended(unit, text):
    assert read(unit, text) == KNOWN


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (KNOWN[:27], ["unit_number.short"]),
        (KNOWN + "0", ["unit_number.long"]),
        (KNOWN[:19], ["unit_number.parcel"]),
        ("99" + KNOWN[2:], ["unit_number.region"]),
        (KNOWN.replace("GB", "KB"), ["unit_number.character"]),
        (KNOWN.replace("GB", "6B"), ["unit_number.character"]),
        (KNOWN.replace("GB", "GK"), ["unit_number.character"]),
        (KNOWN.replace("F", "T"), ["unit_number.character"]),
        (KNOWN.replace("370102", "37010X"), ["unit_number.character"]),
        (KNOWN[:20] + "00000000", ["unit_number.thing_missing"]),
        (LAND[:20] + "00000001", ["unit_number.thing_not_zero"]),
        ("京(2026)海淀区不动产权第0000001号", ["unit_number.unreadable"]),
    ],
)
def test_says_which_part_is_wrong(unit, codes, text, wanted):
    assert codes(unit, text) == wanted


def test_a_wrong_letter_is_named_by_its_place_with_what_may_stand_there(unit, problems):
    (problem,) = problems(unit, KNOWN.replace("GB", "KB"))
    assert problem.params == {"place": "13", "found": "K", "wanted": "G、J、Z"}


def test_is_shown_in_groups_and_covered_as_its_privacy_says(unit, field):
    assert show(unit, KNOWN, language="zh_CN") == "370102 001001 GB00001 F00010001"
    assert read(unit, show(unit, KNOWN, language="en")) == KNOWN
    assert mask(unit, KNOWN) == "370102 001001 GB00001 F00010001"
    assert mask(field(ElementKind.UNIT_NUMBER, privacy=Privacy.PERSONAL), KNOWN) == "****** ****** ******* *********"
