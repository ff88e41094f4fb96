"""What holds for every kind, whatever is typed or stored."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.elements.element import Column, DataElement, ElementKind, Label, Privacy
from forms.elements.kinds import KINDS
from forms.elements.reading import check, edit_text, learned, mask, read, show
from forms.message import Message
from forms.values import is_raw
from forms.words import Words

TODAY = "2026-11-20"
TYPED = st.one_of(
    st.text(max_size=40),
    st.text(
        st.sampled_from("0123456789xX+-—/.,，。:：() 　年月日时分至到~¥元万\t\n０１２ABab是否自有租赁、"), max_size=30
    ),
    st.from_regex(r"[0-9]{4}[-/.年 ][0-9]{1,2}[-/.月 ][0-9]{1,2}[日 ]?", fullmatch=True),
    st.from_regex(r"[+]?[0-9]{5,20}[xX]?", fullmatch=True),
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
)


@pytest.fixture(scope="module", params=list(ElementKind))
def element(request, field, options) -> DataElement:
    columns = (
        Column(id="a", label=Label("甲"), kind=ElementKind.MONEY),
        Column(id="b", label=Label("乙"), kind=ElementKind.PHONE, required=False),
    )
    rest = {"options": options, "columns": columns, "privacy": Privacy.PERSONAL, "identity_type": "document"}
    return field(request.param, **rest)


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


@settings(deadline=None, max_examples=50)
@given(text=TYPED)
def test_whatever_is_typed_is_a_value_that_reads_back_or_gets_a_message(element, speakers, sentences, text):
    value = read(element, text)
    if value is None:
        return
    found = check(element, value, values={}, today=TODAY)
    assert found or not is_raw(value)
    for message in found:
        assert_said(message, speakers, sentences)
    assert read(element, edit_text(element, value)) == value
    assert show(element, value, language="zh_CN") and show(element, value, language="en")
    assert mask(element, value)


@settings(deadline=None, max_examples=50)
@given(value=STORED, document=STORED)
def test_whatever_is_stored_is_checked_shown_and_masked(element, speakers, sentences, value, document):
    for message in check(element, value, values={"document": document}, today=TODAY):
        assert_said(message, speakers, sentences)
    for text in (show(element, value, language="en"), edit_text(element, value), mask(element, value)):
        assert isinstance(text, str)
    assert set(learned(element, value)) <= {"born", "sex"}


@pytest.mark.parametrize("empty", ["", [], {}])
def test_an_empty_value_is_no_problem_of_its_kind(element, empty):
    assert check(element, empty, values={}, today=TODAY) == ()


def test_very_long_text_is_kept_and_told_quickly(element):
    for text in (
        "1" * 100_000,
        "2026 " * 20_000,
        " \n" * 50_000 + "x",
        "、" * 50_000 + "x",
        " x" * 50_000,
        "x" + "\t" * 90_000 + "x",
        "x" + " " * 90_000 + "x",
    ):
        began = time.perf_counter()
        value = read(element, text)
        assert value is not None
        assert len(str(value)) < 10 or check(element, value, values={}, today=TODAY)
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
