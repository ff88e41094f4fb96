"""An answer of one kind is shown by the editor of any other: a catalog may change what a field is."""

from __future__ import annotations

import pytest

from client.ui.editor.field_editors import editor_for, show_in, value_in
from forms.elements.element import Column, DataElement, ElementKind, Label, Option

VALUES = ("文字", "2026-11-23", 6, True, ["a1"], {"from": "2026-01-01", "to": "2026-02-01"}, {"1": {"c": "x"}})
OPTIONS = (Option(id="a1", label=Label("合伙")), Option(id="a2", label=Label("独资")))
COLUMNS = (Column(id="c", label=Label("列")),)


@pytest.mark.parametrize("kind", list(ElementKind))
@pytest.mark.parametrize("value", [*VALUES, {"raw": "约八十"}], ids=str)
def test_any_answer_is_shown_in_any_editor_and_not_lost_by_looking(desk_app, qtbot, kind, value):
    element = DataElement(id="x", label=Label("项"), kind=kind, options=OPTIONS, columns=COLUMNS)
    editor = editor_for(element, language="zh_CN")
    qtbot.addWidget(editor)
    show_in(editor, element, value)
    assert value_in(editor, element) is not None
