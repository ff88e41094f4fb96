import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).parents[3]
SENTENCES = {
    language: tomllib.loads((ROOT / "resources/words" / language / "catalog.toml").read_text(encoding="utf-8"))
    for language in ("zh_CN", "en")
}


def codes_in_code() -> set[str]:
    sources = (ROOT / "forms/catalog").glob("*.py")
    return {code for path in sources for code in re.findall(r'"(catalog\.[a-z0-9_]+)"', path.read_text("utf-8"))}


def test_every_code_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert codes_in_code() == set(SENTENCES["zh_CN"]) == set(SENTENCES["en"])


@pytest.mark.parametrize("code", sorted(SENTENCES["zh_CN"]))
def test_both_languages_use_the_same_parameters(code: str) -> None:
    used = [{name for _, name, _, _ in Formatter().parse(SENTENCES[language][code]) if name} for language in SENTENCES]
    assert used[0] == used[1]
