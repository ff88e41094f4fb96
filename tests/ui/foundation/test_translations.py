from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt5.QtCore import QCoreApplication
from PyQt5.QtWidgets import QDialogButtonBox, QLineEdit

from client.ui.style.paths import TRANSLATIONS
from client.ui.translation import COMMON, Catalogue, install_translations, load_entries, tr

SOURCES = Path(__file__).resolve().parents[3] / "client" / "ui"


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in names:
            yield node


def holes(source: str, entries: dict[str, dict[str, str]]) -> list[str]:
    tree, found = ast.parse(source), []
    marks_texts = any(calls(tree, "tr_later"))
    for call in calls(tree, "tr", "tr_later"):
        words = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
        if len(words) != 2:
            if not marks_texts:
                found.append(f"line {call.lineno}: mark the texts that come here with tr_later(context, text)")
            continue
        context, text = words
        if text not in entries.get(context, {}) and text not in entries[COMMON]:
            found.append(f"line {call.lineno}: '{text}' has no Chinese in {context}.json")
    return found


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCES)))
def test_every_window_text_has_its_chinese(path):
    assert holes(path.read_text("utf-8"), load_entries(TRANSLATIONS / "zh_CN")) == []


def test_the_search_for_holes_finds_them():
    entries = {"common": {"Back": "上一步"}, "editor": {"Next missing": "下一缺项"}}
    source = 'tr("editor", "Next missing"); tr("editor", "Back"); tr("sync", "Gone"); tr("editor", name)'
    assert holes(source, entries) == [
        "line 1: 'Gone' has no Chinese in sync.json",
        "line 1: mark the texts that come here with tr_later(context, text)",
    ]
    table = 'WORDS = (tr_later("editor", "Next missing"), tr_later("editor", "Lost"))\ntr("editor", WORDS[0])'
    assert holes(table, entries) == ["line 1: 'Lost' has no Chinese in editor.json"]


@pytest.mark.parametrize("path", sorted((TRANSLATIONS / "zh_CN").glob("*.json")), ids=lambda path: path.stem)
def test_translations_keep_the_placeholders(path):
    for text, chinese in json.loads(path.read_text("utf-8")).items():
        assert placeholders(text) == placeholders(chinese), text


def placeholders(text: str) -> list[str]:
    return sorted(part.split("}")[0] for part in text.split("{")[1:])


def test_a_text_is_looked_up_in_its_context_then_in_common_then_left_as_it_is(qapp):
    catalogue = Catalogue({"common": {"Back": "上一步", "Open": "打开"}, "editor": {"Open": "展开"}}, qapp)
    qapp.installTranslator(catalogue)
    try:
        assert [tr("editor", text) for text in ("Open", "Back", "Elsewhere")] == ["展开", "上一步", "Elsewhere"]
    finally:
        qapp.removeTranslator(catalogue)


def test_qt_speaks_chinese_too_and_english_takes_it_back(qapp):
    install_translations(qapp)
    box = QDialogButtonBox(QDialogButtonBox.Ok | QDialogButtonBox.Cancel)
    assert {button.text() for button in box.buttons()} == {"确定", "取消"}
    assert "复制" in QCoreApplication.translate("QLineEdit", "&Copy")
    line = QLineEdit()
    menu = line.createStandardContextMenu()
    assert any("复制" in action.text() for action in menu.actions())
    install_translations(qapp, "en")
    assert tr("common", "Back") == "Back"
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Copy"


def test_a_catalogue_that_is_not_flat_is_refused_by_name(tmp_path):
    (tmp_path / "editor.json").write_text('{"Back": {"zh": "上一步"}}', "utf-8")
    with pytest.raises(ValueError, match=r"editor\.json"):
        load_entries(tmp_path)
