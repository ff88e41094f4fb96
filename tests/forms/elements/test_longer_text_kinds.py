"""Text of several lines, and addresses."""

from __future__ import annotations

import pytest

from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import edit_text, mask, read, show


@pytest.fixture(scope="module")
def scope(field):
    return field(ElementKind.MULTILINE, max_length=40)


@pytest.fixture(scope="module")
def address(field):
    return field(ElementKind.ADDRESS, max_length=40, privacy=Privacy.PERSONAL)


def test_lines_stay_and_their_ends_are_tidied(scope, codes):
    text = " 热食类制售；\u3000 \r\n冷食类制售１２ \n\n\n\n（不含裱花） "
    stored = "热食类制售；\n冷食类制售12\n\n（不含裱花）"
    assert read(scope, text) == stored
    assert show(scope, stored, language="zh_CN") == edit_text(scope, stored) == stored
    assert codes(scope, text) == []
    assert codes(scope, "长" * 41) == ["text.long"]


@pytest.mark.parametrize("kind", [ElementKind.TEXT, ElementKind.MULTILINE, ElementKind.ADDRESS])
def test_text_may_be_as_long_as_its_field_says(field, codes, kind):
    long = field(kind, max_length=1000)
    assert read(long, "长" * 1000) == "长" * 1000
    assert codes(long, "长" * 1000) == []


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("济南市 历下区\n解放路　１２－３ 号", "济南市历下区解放路12-3号"),
        ("解放路１２——３号楼Ａ座 3 0 1 室", "解放路12-3号楼A座3 0 1室"),
        ("Room 5, No. 3 Jiefang Road", "Room 5, No. 3 Jiefang Road"),
        ("历下区（东）Ａ 座", "历下区（东）A座"),
    ],
)
def test_an_address_becomes_one_tidy_line(address, codes, text, stored):
    assert read(address, text) == stored
    assert codes(address, text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12-3-401", ["address.no_place"]),
        ("１２３４５", ["address.no_place"]),
        ("济南市", ["address.short"]),
        ("济" * 41, ["text.long"]),
    ],
)
def test_an_address_that_leads_nowhere_is_told(address, codes, text, wanted):
    assert codes(address, text) == wanted


def test_an_address_of_a_person_is_covered_after_its_beginning(address):
    assert mask(address, "山东省济南市历下区解放路12号") == "山东省济南" + "*" * 10
