"""What holds for every kind, whatever is typed or stored. `YICHUANG_EXAMPLES=2000` tries more."""

from __future__ import annotations

import os
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.elements.element import Column, DataElement, ElementKind, Label, Option, Privacy
from forms.elements.kinds import KINDS
from forms.elements.reading import capitals, check, edit_text, learned, mask, read, read_range, show, shown_rows
from forms.message import Message
from forms.values import is_raw
from forms.words import Words

TODAY = "2026-11-20"
EXAMPLES = int(os.environ.get("YICHUANG_EXAMPLES", "15"))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
"""Of every character there is, unpaired surrogates and control characters too."""

TYPED = st.one_of(
    ANY_TEXT,
    st.text(
        st.sampled_from(
            '0123456789xX+-—/.,，。:：() 　年月日时分至到~¥元万整\t\n"０１２ABab是否自有租赁、济南市历下区十二'
        ),
        max_size=30,
    ),
    st.from_regex(r"[0-9]{4}[-/.年 ][0-9]{1,2}[-/.月 ][0-9]{1,2}[日 ]?", fullmatch=True),
    st.from_regex(r"[+]?[0-9]{5,20}[xX]?", fullmatch=True),
    st.from_regex(r"[0-9]{12}[GJZ][A-Z][0-9]{5}[FLQW][0-9]{8}", fullmatch=True),
    st.from_regex(r"[12][0-9]{3}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}", fullmatch=True),
    st.from_regex(r"([+]86|0086|86)?[ -]?\(?0?[1-9][0-9]{2}\)?[- ]?[0-9]{4}[- ]?[0-9]{4}", fullmatch=True),
)
TEXTS = st.text(max_size=20)
STORED = st.one_of(
    TEXTS,
    st.integers(),
    st.booleans(),
    st.lists(TEXTS, max_size=3),
    st.dictionaries(st.sampled_from(["raw", "from", "to", "x"]), TEXTS, max_size=3),
    st.dictionaries(TEXTS, st.dictionaries(st.sampled_from(["a", "b", "z"]), TEXTS), max_size=3),
    st.recursive(
        st.none() | st.booleans() | st.floats() | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=6,
    ),
)
ENDS_SHOWN = (ElementKind.IDENTITY, ElementKind.BANK_CARD, ElementKind.PHONE, ElementKind.CREDIT_CODE)
CELLS = (ElementKind.MONEY, ElementKind.PHONE, ElementKind.SEVERAL_OF, ElementKind.REGION, ElementKind.MULTILINE)


def columns(options: tuple[Option, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(id=name, label=Label(name), kind=kind, required=name == "a", options=options)
        for name, kind in zip("abcde", CELLS, strict=True)
    )


@pytest.fixture(scope="module", params=list(ElementKind))
def element(request, field, options) -> DataElement:
    rest = {"options": options, "columns": columns(options), "identity_type": "document"}
    return field(request.param, privacy=Privacy.PERSONAL, **rest)


@pytest.fixture(scope="module")
def speakers(sentences) -> tuple[Words, ...]:
    return tuple(Words(sentences[language], language=language) for language in ("zh_CN", "en"))


def assert_said(message: Message, speakers: tuple[Words, ...], sentences) -> None:
    assert message.element == "the_field"
    for words in speakers:
        sentence = sentences[words.language][message.code]
        assert {name for _, name, _, _ in string.Formatter().parse(sentence) if name} <= set(message.params)
        assert words.say(message)


def test_every_kind_is_registered():
    assert set(KINDS) == set(ElementKind)


@settings(deadline=None, max_examples=EXAMPLES)
@given(text=TYPED)
def test_whatever_is_typed_is_a_value_that_reads_back_or_gets_a_message(element, speakers, sentences, text):
    value = read(element, text)
    if value is None:
        return
    found = check(element, value, values={}, today=TODAY)
    assert found or not is_raw(value)
    assert is_raw(value) or KINDS[element.kind].holds(value)
    for message in found:
        assert_said(message, speakers, sentences)
    assert read(element, edit_text(element, value)) == value
    assert show(element, value, language="zh_CN") and show(element, value, language="en")
    assert mask(element, value)


@settings(deadline=None, max_examples=EXAMPLES)
@given(value=STORED, document=STORED)
def test_whatever_is_stored_is_checked_shown_and_masked(element, speakers, sentences, value, document):
    for message in check(element, value, values={"document": document}, today=TODAY):
        assert_said(message, speakers, sentences)
    for text in (show(element, value, language="en"), edit_text(element, value), mask(element, value)):
        assert isinstance(text, str)
    assert set(learned(element, value)) <= {"born", "sex"}
    assert isinstance(capitals(element, value), str)
    assert isinstance(shown_rows(element, value, language="zh_CN"), tuple)


@settings(deadline=None, max_examples=EXAMPLES)
@given(text=TYPED)
def test_no_mask_shows_what_it_covers(element, text):
    value = read(element, text)
    if value is None or element.kind is ElementKind.TABLE:
        return
    masked = mask(element, value)
    readable = sum(character.isalnum() for character in masked)
    if element.kind in ENDS_SHOWN:
        assert readable <= min(len(masked) - max(len(masked) // 3, 1), 10)
    elif element.kind in (ElementKind.TEXT, ElementKind.MULTILINE, ElementKind.ADDRESS):
        assert readable <= max(len(masked) // 3, 1 if len(masked) > 1 else 0)
    else:
        assert readable == 0


@settings(deadline=None, max_examples=EXAMPLES)
@given(first=TYPED, last=TYPED)
def test_two_sides_of_a_range_are_a_range_or_kept(field, first, last):
    element = field(ElementKind.DATE_RANGE)
    value = read_range(element, first, last)
    assert value is None or is_raw(value) == (not KINDS[ElementKind.DATE_RANGE].holds(value))
    assert value is None or read(element, edit_text(element, value)) == value


@pytest.mark.parametrize("empty", ["", [], {}])
def test_an_empty_value_is_no_problem_of_its_kind(element, empty):
    assert check(element, empty, values={}, today=TODAY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "2026 " * 20_000,
        " \n" * 50_000 + "x",
        "、" * 50_000 + "x",
        " x" * 50_000,
        "x" + "\t" * 90_000 + "x",
        "x" + " " * 90_000 + "x",
        '"' * 90_001,
        "（" * 90_000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_very_long_text_is_kept_and_told_quickly(element, text):
    began = time.perf_counter()
    value = read(element, text)
    assert value is not None
    assert len(str(value)) < 10 or check(element, value, values={}, today=TODAY)
    assert show(element, value, language="en") and mask(element, value)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("kind", list(ElementKind))
def test_a_field_is_read_and_checked_in_a_fifth_of_a_millisecond(field, options, kind):
    element = field(kind, options=options, columns=(Column(id="a", label=Label("甲")),))
    text = "110105 19491231 002x"
    took = []
    for _ in range(200):
        began = time.perf_counter()
        check(element, read(element, text), values={}, today=TODAY)
        took.append(time.perf_counter() - began)
    assert sorted(took)[100] < 0.0002
