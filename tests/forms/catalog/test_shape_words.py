"""A text where a label belongs is told with what to write."""

from __future__ import annotations

from pathlib import Path

from forms.catalog.model import Department
from forms.catalog.shape import shaped
from forms.message import Message
from forms.words_files import load_words

WORDS = Path(__file__).parents[3] / "resources" / "words"


def told(content: dict[str, object]) -> list[Message]:
    found: list[Message] = []
    shaped(content, Department, ("departments", "scjg"), lambda _, wrong: found.append(wrong), key="scjg")  # type: ignore[arg-type]
    return found


def test_a_plain_name_is_told_as_a_label() -> None:
    (wrong,) = told({"name": "某局"})
    for language in ("zh_CN", "en"):
        assert "{zh: 某局}" in load_words(WORDS, language=language).say(wrong)


def test_a_key_like_no_other_suggests_nothing() -> None:
    assert [wrong.code for wrong in told({"name": {"zh": "某局"}, "qqqq": "1"})] == ["catalog.unknown_key_far"]
