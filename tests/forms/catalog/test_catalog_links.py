"""The first page leads an author to the guide, and one thing has one word wherever an author reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(("page", "guide"), [("README.md", "catalog.md"), ("README.zh-CN.md", "catalog.zh-CN.md")])
def test_the_first_page_leads_to_the_guide(page: str, guide: str) -> None:
    assert f"(docs/{guide})" in (ROOT / page).read_text("utf-8") and (ROOT / "docs" / guide).is_file()


@pytest.mark.parametrize(("instead", "word"), [("表块", "区块"), ("勘验", "踏勘"), ("事项的分类", "领域")])
def test_one_thing_has_one_word(instead: str, word: str) -> None:
    words = ROOT / "resources" / "words" / "zh_CN"
    texts = [*words.glob("catalog*.toml"), words / "workbook.toml", *(ROOT / "docs").glob("catalog*.zh-CN.md")]
    said = "".join(path.read_text("utf-8") for path in texts)
    assert word in said and instead not in said
