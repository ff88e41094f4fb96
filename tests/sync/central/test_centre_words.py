"""Every code that the centre says has a sentence in both languages, and no sentence is without a code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CODE = re.compile(r'"(centre\.[a-z_]+)"')


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_codes_and_sentences_are_the_same_set(language: str) -> None:
    said = {code for path in (ROOT / "sync/central").rglob("*.py") for code in CODE.findall(path.read_text())}
    sentences = tomllib.loads((ROOT / "resources/words" / language / "central.toml").read_text(encoding="utf-8"))
    assert set(sentences) == said
    assert list(sentences) == sorted(sentences)


def test_both_languages_fill_in_the_same_things() -> None:
    given = [
        {code: set(re.findall(r"{(\w+)}", text)) for code, text in tomllib.loads(path.read_text("utf-8")).items()}
        for path in sorted((ROOT / "resources/words").glob("*/central.toml"))
    ]
    assert len(given) == 2 and given[0] == given[1]
