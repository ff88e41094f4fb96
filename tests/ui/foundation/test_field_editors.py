from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from client.ui.editor.computed_words import computed_words
from client.ui.editor.field_editors import editor_for, is_wide, show_in, value_in
from client.ui.translation import install_translations
from client.ui.widgets.computed_edit import ComputedEdit
from client.ui.widgets.line_field import LineField
from client.ui.widgets.table_edit import TableEdit
from forms.elements.element import ElementKind
from forms.elements.reading import check, read
from forms.values import raw
from tests.ui.kinds_page import ELEMENTS, STATES, words_of

KINDS = {element.id: element for element in ELEMENTS}
TYPED = {ElementKind.TEXT, ElementKind.MULTILINE, ElementKind.ADDRESS, ElementKind.REGION, ElementKind.ONE_OF}


def stored(element, state):
    value = STATES[state].get(element.id)
    return read(element, value) if isinstance(value, str) and not element.options else value


def test_the_page_has_every_kind():
    assert {element.kind for element in ELEMENTS} == set(ElementKind)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", KINDS)
def test_what_is_shown_and_left_alone_reads_back_as_it_was_stored(name, state, language, desk_app):
    install_translations(desk_app, language)
    element = KINDS[name]
    editor = editor_for(element, language=language, words=words_of(language))
    told = []
    editor.edited.connect(told.append)
    value = stored(element, state)
    show_in(editor, element, value)
    assert value_in(editor, element) == value
    show_in(editor, element, None)
    assert value_in(editor, element) is None
    assert told == []


@pytest.mark.parametrize("name", [name for name in KINDS if name not in ("table", "multi", "daterange")])
def test_a_value_that_its_kind_cannot_read_is_not_lost(name, desk_app):
    element = KINDS[name]
    editor = editor_for(element, language="zh_CN", words=words_of("zh_CN"))
    show_in(editor, element, raw("什么 都 不是"))
    kept = value_in(editor, element)
    assert (kept["raw"] if isinstance(kept, dict) else kept).replace(" ", "") == "什么都不是"


@pytest.mark.parametrize("name", KINDS)
def test_numbers_codes_and_days_switch_the_input_method_off(name, form):
    element = KINDS[name]
    if element.kind in (ElementKind.YES_NO, ElementKind.SEVERAL_OF, ElementKind.DATE_RANGE, ElementKind.TABLE):
        pytest.skip("has parts of its own")
    editor = editor_for(element, language="zh_CN")
    form(editor)
    assert editor.testAttribute(Qt.WA_InputMethodEnabled) is (element.kind in TYPED)


def test_the_amount_is_said_in_capitals_while_it_is_typed(form):
    element = KINDS["money"]
    editor = editor_for(element, language="zh_CN")
    said = []
    editor.said.connect(lambda words, wrong: said.append(words))
    form(editor)
    QTest.keyClicks(editor, "12.x")
    assert said == ["壹元整", "壹拾贰元整", ""]


@pytest.mark.parametrize(("language", "expected"), [("zh_CN", "女 1949-12-31"), ("en", "female 1949-12-31")])
def test_an_identity_number_says_who_it_is(language, expected, form, desk_app):
    install_translations(desk_app, language)
    editor = editor_for(KINDS["id18"], language=language)
    form(editor)
    QTest.keyClicks(editor, "11010519491231002x")
    assert editor._said == expected
    QTest.keyClick(editor, Qt.Key_Backspace)
    assert editor._said == ""


def test_a_computed_field_says_what_it_is_computed_from(desk_app):
    labels = {"area": "面积", "price": "单价"}
    assert computed_words("area * price / 2 >= 'area'", labels) == "自动计算：面积 × 单价 ÷ 2 ≥ 'area'"
    editor = editor_for(KINDS["fee"], language="zh_CN", labels={"decimal": "经营面积"})
    assert isinstance(editor, ComputedEdit)
    line = LineField("应缴费用", editor)
    show_in(editor, KINDS["fee"], "36.00")
    assert line._under.text() == "叁拾陆元整 · 自动计算：经营面积 × 12"


def test_text_of_an_older_catalog_stands_in_the_first_cells_of_a_table(desk_app):
    element = KINDS["table"]
    editor = editor_for(element, language="zh_CN")
    show_in(editor, element, raw("张三\t110105\n李四"))
    assert [row["name"] for row in editor.rows().values()] == ["张三", "李四"]


@pytest.fixture
def table(form) -> TableEdit:
    editor = editor_for(KINDS["table"], language="zh_CN", words=words_of("zh_CN"))
    form(editor)
    return editor


def test_cells_are_checked_by_the_kind_of_their_column(table):
    table.wrong = []
    table.said.connect(lambda words, wrong: table.wrong.append(words) if wrong else None)
    QTest.keyClick(table._grid, Qt.Key_Return)
    for text in ("Li", "4403"):
        for character in text:
            QTest.keyClicks(QApplication.focusWidget(), character)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key_Return)
        QApplication.processEvents()
    table._grid.go_to(0, 1)
    assert table.wrong == [
        "第 1 行“身份证号码”：身份证号码应为 18 位，还差 14 位：请对照证件补全；其他证件请先改证件类型"
    ]


def test_rows_with_headings_are_pasted_and_choices_stand_as_words(table):
    QApplication.clipboard().setText(
        "出资方式\t股东姓名\t身份证号码\t认缴出资额\n货币\t张三\t11010519491231002x\t６０\n"
    )
    QTest.keyClick(table._grid, Qt.Key_V, Qt.ControlModifier)
    row = {"name": "张三", "number": "11010519491231002X", "amount": "60", "by": "cash"}
    assert value_in(table, KINDS["table"]) == {"1": row}
    assert table.rows()["1"]["by"] == "货币"


def test_wide_kinds_take_the_whole_width():
    assert {name for name, element in KINDS.items() if is_wide(element)} == {"multi", "address", "multiline", "table"}


@pytest.mark.parametrize("name", KINDS)
def test_the_filled_page_is_right_and_the_wrong_page_is_wrong(name):
    element = KINDS[name]
    assert check(element, stored(element, "filled"), values={}, today="2026-11-23") == ()
    if name not in ("bool", "fee"):
        assert check(element, stored(element, "wrong"), values={}, today="2026-11-23") != ()
