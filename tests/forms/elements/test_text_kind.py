from __future__ import annotations

import pytest

from forms.elements.element import ElementKind, Label, Privacy
from forms.elements.reading import mask, read

CODED = r"^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("　张三 ", "张三"),
        ("１２号楼Ａ座（东）", "12号楼A座（东）"),
        ("热食类制售；\r\n 冷食类制售", "热食类制售； 冷食类制售"),
        ("张\u3000 三\t丰", "张 三 丰"),
        ("张\u200b三\ufeff", "张三"),
        ("\x00王\x07", "王"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("\ufa0c", "\ufa0c"),
        ("破\ud83d", "破\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_tidies_what_nobody_can_see_and_keeps_every_name(field, text, stored):
    assert read(field(ElementKind.TEXT), text) == stored


@pytest.mark.parametrize("text", ["", "  ", "\t", "\u3000\n", "\u200b", "\x00"])
def test_nothing_typed_is_no_value(field, text):
    assert all(read(field(kind), text) is None for kind in ElementKind)


def test_length_counts_characters(field, codes, problems):
    name = field(ElementKind.TEXT, max_length=3)
    assert codes(name, "张三丰") == []
    assert codes(name, "𠮷𠮷𠮷") == []
    (found,) = problems(name, "张三丰先生")
    assert (found.code, found.params) == ("element.text.long", {"maximum": "3", "extra": "2"})


def test_a_pattern_matches_as_a_whole_and_forgives_spaces_and_width(field, codes):
    project = field(ElementKind.TEXT, pattern=CODED)
    assert read(project, "２０２６－370103 - 01-01-000001") == "2026-370103-01-01-000001"
    assert codes(project, "2026-370103-01-01-000001") == []
    assert codes(project, "2026-370103-01-01-0000012") == ["text.pattern"]
    unit = field(ElementKind.TEXT, pattern="[0-9A-Z]{28}", hint=Label("28 位", "28 characters"))
    assert read(unit, "370103 001001 gb00001 f00010001") == "370103001001GB00001F00010001"
    assert codes(unit, "370103") == ["text.pattern_hint"]


def test_a_slow_pattern_is_not_tried_on_text_over_length(field, codes):
    assert codes(field(ElementKind.TEXT, pattern="(a+)+b", max_length=10), "a" * 5000) == ["text.long"]


def test_masks_names_and_addresses_by_privacy(field):
    personal = field(ElementKind.TEXT, privacy=Privacy.PERSONAL)
    assert mask(personal, "张三") == "张*"
    assert mask(personal, "欧阳娜娜") == "欧***"
    assert mask(personal, "山东省济南市市中区12号") == "山东省济********"
    assert mask(field(ElementKind.TEXT, privacy=Privacy.SENSITIVE), "T370123456") == "T*********"
    assert mask(field(ElementKind.TEXT), "张三饭店") == "张三饭店"
