from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.elements.element import Column, ElementKind, Label
from forms.elements.grid import grid, grid_text
from forms.elements.pasted import read_pasted
from forms.elements.table import MOST_ROWS
from forms.elements.typed_text import tidy
from forms.words import Words

COLUMNS = (
    Column(id="name", label=Label("姓名", "Name")),
    Column(id="no", label=Label("证件号码", "Document number"), kind=ElementKind.IDENTITY),
    Column(id="paid", label=Label("认缴出资额(万元)", "Subscribed"), kind=ElementKind.MONEY, unit="万元"),
)
CELLS = st.text(st.sampled_from('甲a1\n\t" 　,'), max_size=6)


@pytest.fixture(scope="module")
def holders(field):
    return field(ElementKind.TABLE, columns=COLUMNS)


def row(name: str = "", no: str = "", paid: str = "") -> dict[str, str]:
    return {"name": name, "no": no, "paid": paid}


def codes(pasted) -> list[str]:
    return [message.code.removeprefix("element.table.") for message in pasted.messages]


def test_every_cell_is_read_by_its_kind(holders):
    pasted = read_pasted(holders, "张三\t110105 19491231 002x\t１，２５０．５０万元\r\n李四\t?\t很多\r\n")
    assert pasted.rows == (row("张三", "11010519491231002X", "1250.5"), row("李四", "?", "很多"))
    assert pasted.messages == ()


@pytest.mark.parametrize(
    "heading",
    [
        "姓名\t证件号码\t认缴出资额(万元)",
        " 姓 名*\t证件号码：\t认缴出资额",
        "Name\tDOCUMENT NUMBER\tsubscribed",
        "姓名\t证件号码",
    ],
)
def test_headings_are_no_row(holders, heading):
    assert read_pasted(holders, heading + "\n张三").rows == (row("张三"),)
    assert read_pasted(holders, heading).rows == ()


def test_headings_say_which_column_is_which_and_what_has_no_column_is_told(holders):
    pasted = read_pasted(holders, "序号\t证件号码\t姓名\t备注\t认缴出资额\n1\t\t张三\t亲\t20\n2\t\t李四")
    assert pasted.rows == (row("张三", paid="20"), row("李四"))
    assert codes(pasted) == ["pasted_headings"]
    assert pasted.messages[0].params["headings"] == "序号、备注"


def test_headings_that_differ_in_their_remark_keep_apart(field):
    columns = tuple(Column(id=unit, label=Label(f"金额({unit})")) for unit in ("元", "美元"))
    element = field(ElementKind.TABLE, columns=columns)
    assert read_pasted(element, "金额（美元）\t金额（元）\n7\t50").rows == ({"元": "50", "美元": "7"},)


def test_a_first_row_with_one_word_that_is_a_label_is_data(holders):
    assert read_pasted(holders, "姓名\t1\t2").rows == (row("姓名", "1", "2"),)


def test_cells_beyond_the_last_column_are_told_once_for_all_rows(holders):
    pasted = read_pasted(holders, "甲\t\t1\t\t\n乙\t\t2\t多\t余\n丙\t\t3\t外")
    assert pasted.rows == (row("甲", paid="1"), row("乙", paid="2"), row("丙", paid="3"))
    assert codes(pasted) == ["pasted_cells"]
    assert pasted.messages[0].params == {"rows": "2", "first": "2", "text": "多 余", "columns": "3"}
    (below_headings,) = read_pasted(holders, "姓名\t证件号码\n甲\t\t外").messages
    assert below_headings.params["first"] == "2"


def test_a_quoted_cell_may_hold_line_breaks_tabs_and_quotes():
    assert grid('"甲\n乙\t""丙"""\t2\n"" 说\t"尾') == [['甲\n乙\t"丙"', "2"], ['"" 说', '"尾']]


def test_more_rows_than_a_table_may_have_are_told(holders):
    pasted = read_pasted(holders, "\n".join(f"甲{number}" for number in range(MOST_ROWS + 3)))
    assert len(pasted.rows) == MOST_ROWS
    assert [message.params for message in pasted.messages] == [{"rows": "1003", "most": "1000", "rest": "3"}]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b"])
def test_an_empty_clipboard_is_told(holders, text):
    assert read_pasted(holders, text).rows == ()
    assert codes(read_pasted(holders, text)) == ["pasted_nothing"]


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=4))
def test_a_grid_written_is_the_grid_read(rows):
    assert grid(grid_text(rows)) == [row for row in rows if any(cell.strip() for cell in row)]


@settings(deadline=None, max_examples=80)
@given(text=st.text() | st.text(st.sampled_from('姓名证件号码\t\n"1')))
def test_whatever_is_pasted_is_rows_and_messages_in_words(holders, sentences, text):
    pasted = read_pasted(holders, text)
    assert all(set(made) == {"name", "no", "paid"} for made in pasted.rows)
    assert pasted.rows or pasted.messages or len(grid(tidy(text))) == 1
    for language in sentences:
        words = Words(sentences[language], language=language)
        assert all(words.say(message) != message.code for message in pasted.messages)


@pytest.mark.parametrize(
    "text", ['"' * 900_000, '"x\t' * 200_000, '"""x\t' * 200_000, '""x\t' * 99_000 + "\n" * 99_000]
)
def test_a_clipboard_full_of_quotes_takes_no_time(holders, text):
    began = time.perf_counter()
    assert read_pasted(holders, text).rows
    assert time.perf_counter() - began < 5
