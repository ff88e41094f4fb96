from __future__ import annotations

import pytest

from forms.elements.element import ElementKind, Label, Option, Privacy
from forms.elements.reading import check, edit_text, mask, read, read_chosen, show


@pytest.fixture(scope="module")
def right(field, options):
    return field(ElementKind.ONE_OF, options=options)


@pytest.fixture(scope="module")
def kinds(field, options):
    return field(ElementKind.SEVERAL_OF, options=options)


@pytest.fixture(scope="module")
def answer(field):
    return field(ElementKind.YES_NO)


@pytest.mark.parametrize("text", ["lease", "租赁", " 租赁 ", "LEASE", "Lease"])
def test_one_option_by_id_or_label(right, text):
    assert read(right, text) == "lease"


def test_an_unknown_option_is_kept_and_explained(right, problems):
    assert read(right, "借用") == {"raw": "借用"}
    (found,) = problems(right, "借用")
    assert found.code == "element.choice.unknown"
    assert found.params["options"] == "自有、租赁、无偿使用"
    assert found.params["options_en"] == "Own, Lease, Free use"


def test_a_widgets_option_is_checked_against_the_catalog(right, kinds):
    assert check(right, "lease", values={}, today="2026-11-20") == ()
    assert [found.params["text"] for found in check(right, "gone", values={}, today="2026-11-20")] == ["gone"]
    assert len(check(kinds, ["own", "gone", "lost"], values={}, today="2026-11-20")) == 2
    assert check(kinds, "own", values={}, today="2026-11-20")


def test_several_options_come_in_the_catalogs_order(kinds):
    assert read(kinds, "租赁，自有、租赁") == ["own", "lease"]
    assert read_chosen(kinds, ["free", "own", "free"]) == ["own", "free"]
    assert read_chosen(kinds, ["gone", "own"]) == ["own", "gone"]
    assert read_chosen(kinds, []) is None
    assert read(kinds, "租赁、丢失") == {"raw": "租赁、丢失"}


def test_names_the_part_that_is_no_option(kinds, problems):
    assert problems(kinds, "租赁、丢失")[0].params["text"] == "丢失"


def test_labels_that_mislead_are_edited_by_id(field):
    tricky = (
        Option(id="a", label=Label("b")),
        Option(id="b", label=Label("同名")),
        Option(id="c", label=Label("同名")),
        Option(id="d", label=Label("烟、酒")),
    )
    for kind in (ElementKind.ONE_OF, ElementKind.SEVERAL_OF):
        element = field(kind, options=tricky)
        for option in tricky:
            value = option.id if kind is ElementKind.ONE_OF else [option.id]
            assert read(element, edit_text(element, value)) == value
    every = field(ElementKind.SEVERAL_OF, options=tricky)
    assert read(every, edit_text(every, ["a", "b", "c", "d"])) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("是", True),
        ("有", True),
        ("Ｙ", True),
        ("true", True),
        ("1", True),
        ("否", False),
        ("没有", False),
        ("No", False),
        ("也许", {"raw": "也许"}),
    ],
)
def test_yes_and_no(answer, text, stored):
    assert read(answer, text) == stored


def test_no_is_an_answer(answer, codes):
    assert codes(answer, "否") == []
    assert codes(answer, "也许") == ["yes_no.unreadable"]
    assert check(answer, 1, values={}, today="2026-11-20")
    assert (show(answer, False, language="zh_CN"), show(answer, True, language="en")) == ("否", "Yes")


def test_shows_labels(right, kinds, field, options):
    assert show(right, "lease", language="zh_CN") == "租赁"
    assert show(right, "gone", language="zh_CN") == "gone"
    assert show(kinds, ["own", "lease"], language="zh_CN") == "自有、租赁"
    assert show(kinds, ["own", "lease"], language="en") == "Own, Lease"
    assert mask(field(ElementKind.ONE_OF, options=options, privacy=Privacy.SENSITIVE), "lease") == "**"
