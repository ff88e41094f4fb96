"""Every code that the program can say has its sentence in both languages, with nothing left to fill in."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path

import pytest
from message_codes import ROOT, Use, texts, uses

from forms.errors import Bug
from forms.message import message
from forms.words import Words
from forms.words_files import load_words

FOLDER = ROOT / "resources/words"
LANGUAGES = ("zh_CN", "en")
ONLY_OF_CELLS = {"element.table.cell_missing"}
"""Never shown as themselves: a table says their twin `element.cell.…`, which begins with the place."""


@cache
def sentences(language: str) -> dict[str, str]:
    return dict(load_words(FOLDER, language=language)._sentences)


@cache
def used() -> tuple[Use, ...]:
    return tuple(uses())


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_scan_finds_what_the_program_says() -> None:
    codes = {use.code: use.params for use in used()}
    assert codes["deferral.decisive_elsewhere"] == {"material", "name", "deciding", "allowing"}
    assert codes["case.waiting"] == {"item", "waits_for"}
    assert len(codes) > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence(language: str) -> None:
    said = sentences(language).keys() | ONLY_OF_CELLS
    missing = sorted(f"{use.code} ({use.where})" for use in used() if use.code not in said)
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_is_filled(language: str) -> None:
    empty = [
        f"{use.code} ({use.where}): {', '.join(sorted(lacking))}"
        for use in used()
        if use.params is not None
        if (lacking := placeholders(sentences(language).get(use.code, "")) - use.params)
    ]
    assert not empty, "\n".join(empty)


def test_both_languages_say_the_same_things() -> None:
    assert sentences("zh_CN").keys() == sentences("en").keys()


def test_no_sentence_is_left_over() -> None:
    whole, begun = texts()
    unused = [code for code in sentences("zh_CN") if code not in whole and not code.startswith(begun)]
    assert not unused


def test_every_sentence_is_shown_whole() -> None:
    words = Words(sentences("zh_CN"), language="zh_CN")
    shown = words.say(message("field.missing", element="ap_name", label="申请人姓名"))
    assert "申请人姓名" in shown and "{" not in shown


def test_a_sentence_may_name_what_its_message_is_about() -> None:
    words = Words({"a.b": "{material} {name} {nobody}"}, language="en")
    assert words.say(message("a.b", material="M-ID", name="x")) == "M-ID x {nobody}"
    assert words.say(message("c.d")) == "c.d"


def test_a_code_said_twice_is_a_bug(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en/a.toml").write_text('"x.y" = "one"', encoding="utf-8")
    (tmp_path / "en/b.toml").write_text('"x.y" = "two"', encoding="utf-8")
    with pytest.raises(Bug, match=r"x\.y"):
        load_words(tmp_path, language="en")


@pytest.mark.parametrize("content", [b'"x.y" = ', b'"x.y" = "\xff"', b'"x.y" = 3', b"", b"[x]\ny = 'z'"])
def test_unreadable_words_are_a_bug(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en/a.toml").write_bytes(content)
    with pytest.raises(Bug):
        load_words(tmp_path, language="en")
