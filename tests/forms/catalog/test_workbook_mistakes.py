"""Everything that is wrong in a workbook is told in one run, each thing with its own cell, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl.styles import Font
from workbook_given import Edited, faults_of

from forms.catalog.model import Catalog
from forms.catalog.source_error import SourceRefused
from forms.catalog.workbook.reader import read_workbook
from forms.catalog.workbook.writer import write_workbook
from forms.words_files import load_words

pytestmark = pytest.mark.slow

WORDS = Path(__file__).parents[3] / "resources" / "words"


@pytest.fixture(scope="module")
def good(sample: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "catalog.xlsx"
    write_workbook(sample, path)
    return path


@pytest.fixture
def edited(good: Path, tmp_path: Path) -> Edited:
    return Edited(Path(shutil.copy(good, tmp_path)))


def seed(book: Edited) -> dict[str, str]:
    """Put mistakes of different kinds into `book`; the code that each of their cells must get."""
    last = book.add("日历", 日期="2031-01-01", 类型="放假")
    question = book.add("情形", 编号="Q-1", 问题="大写？")
    area = book.add("领域", 名称="商事登记")
    code = book.add("部门", 编码="scjg", 名称="市场局")
    hall = book.add("大厅", 目录版本="2")
    owner = book.add("主题事项", 主题="C-NOWHERE", 事项="SEAL")
    twice = book.add("可容缺", 事项="BIZ-CO", 材料="M-PREM", 天数=1)
    holiday = book.add("日历", 日期="2026-10-01", 类型="上班")
    step = book.add("步骤", 事项="SEAL", 步骤="=A1&B1")
    constraint = book.add("约束", 数据元="prem_addr", 条件="prem_area >", 提示="不对")
    book.book["日历"].cell(last + 5, 9).value = "备忘"
    book.book["区块"].merge_cells("B9:C9")
    book.book["声明"].sheet_state = "hidden"
    book.book["材料"]["A1"].font = Font(bold=False)
    return {
        f"日历!A{last}": "catalog.day_outside",
        f"日历!I{last + 5}": "workbook.no_header",
        f"日历!A{holiday}": "workbook.twice",
        book.put("日历", 5, "类型", "放价"): "workbook.no_choice",
        f"情形!A{question}": "catalog.not_a_name",
        f"领域!A{area}": "workbook.twice",
        f"部门!A{code}": "workbook.duplicate_id",
        f"大厅!A{hall}": "workbook.one_row_only",
        f"主题事项!A{owner}": "workbook.unknown_reference",
        f"可容缺!B{twice}": "workbook.duplicate_id",
        f"步骤!B{step}": "workbook.formula",
        f"约束!B{constraint}": "condition.unfinished",
        "区块!B9": "workbook.merged",
        "声明!A1": "workbook.hidden_sheet",
        book.put("大厅", 3, "代办情形", "q_agnt"): "workbook.unknown_reference",
        book.put("大厅", 3, "日历首日", "去年元旦"): "workbook.not_a_day",
        book.put("大厅", 3, "机关代字", None): "workbook.cell_empty",
        book.put("部门", "gaj", "名称", "  "): "workbook.cell_empty",
        book.put("主题", "C-STORE", "牵头部门", "xzsbj"): "workbook.unknown_reference",
        book.put("主题", "C-STORE", "时限", "十天"): "workbook.not_whole",
        book.put("情形", "q_tobacco", "默认", "也许"): "workbook.no_choice_far",
        book.put("主题事项", ("C-RESTAURANT", "FIRE-OPEN"), "条件", "q_open_pubic"): "catalog.unknown_name",
        book.put("事项", "BIZ-CO", "办件类型", "当场件"): "workbook.no_choice_far",
        book.put("事项", "SEAL", "领域", "商事登计"): "workbook.unknown_reference",
        book.put("事项", "FOOD-LIC", "区块", "O、A、Z"): "workbook.unknown_reference_far",
        book.put("事项", "SIGN", "承诺时限", 99): "catalog.promise_beyond_law",
        book.put("事项", "DRAIN", "主审材料", "M-APP、M-APP"): "catalog.listed_twice",
        book.put("收费", 4, "金额", "二十元"): "workbook.not_amount",
        book.put("数据元", "prem_area", "类型", "小树"): "workbook.no_choice",
        book.put("数据元", "emp_count", "最小", "一个"): "workbook.not_a_limit",
        book.put("数据元", "shop_name", "格式", "[a-z"): "catalog.pattern_unreadable",
        book.put("数据元", "ap_phone", "最多字数", 0): "catalog.length_not_positive",
        book.put("数据元", "ap_id_no", "证件类型取自", "ap_id_tipe"): "workbook.unknown_reference",
        book.put("表格列", ("buyers", "name"), "类型", "表格"): "catalog.table_in_table",
        book.put("选项", 3, "名称", "#REF!"): "workbook.excel_error",
        book.put("材料", "M-POA", "模板", None): "catalog.template_missing",
        book.put("材料", "M-FIREC", "需要的条件", 'fire_commit == "yes'): "condition.quote_open",
        book.put("材料", 1, "审查标准", "审察标淮"): "workbook.unknown_column_near",
    }


def test_thirty_and_more_mistakes_are_told_each_with_its_cell(edited: Edited) -> None:
    expected = seed(edited)
    path = edited.save()
    assert len(expected) >= 30 and len(set(expected.values())) >= 20
    found = faults_of(path)
    assert set(expected.items()) - set(found) == set(), "not told"
    assert sorted(set(found) - set(expected.items())) == [], "told beside them"
    assert len(found) == len(expected)


def test_mistakes_are_told_in_reading_order_and_in_words(edited: Edited) -> None:
    seed(edited)
    with pytest.raises(SourceRefused) as refused:
        read_workbook(edited.save())
    sheets = [error.cell.split("!")[0] for error in refused.value.errors]
    assert sheets == sorted(sheets, key=edited.book.sheetnames.index)
    for language in ("zh_CN", "en"):
        words = load_words(WORDS, language=language)
        for error in refused.value.errors:
            said = words.say(error.message)
            assert said != error.message.code and "{" not in said, said


@pytest.mark.parametrize(
    ("sheet", "row", "column", "typed", "near"),
    [
        ("事项", "SEAL", "部门", "gaJJ", "gaj"),
        ("事项", "SEAL", "办件类型", "即辦件", "即办件"),
        ("数据元", "prem_right", "类型", "单选择", "单选"),
        ("材料", 1, "审查标准", "审查标 准", "审查标准"),
    ],
)
def test_what_would_be_right_is_said(
    edited: Edited, sheet: str, row: int | str, column: str, typed: str, near: str
) -> None:
    cell = edited.put(sheet, row, column, typed)
    with pytest.raises(SourceRefused) as refused:
        read_workbook(edited.save())
    (error,) = refused.value.errors
    assert (error.cell, error.message.params["near"]) == (cell, near)


def test_an_ambiguous_name_is_told_with_what_it_may_be(edited: Edited) -> None:
    for element in ("ap_phone", "ag_phone"):
        edited.put("数据元", element, "名称", "手机")
    cell = edited.put("事项", "SEAL", "自有数据元", "手机")
    assert faults_of(edited.save()) == [(cell, "workbook.several_called_so")]


def test_a_missing_sheet_is_the_only_fault_that_it_causes(edited: Edited) -> None:
    edited.book.remove(edited.book["选项"])
    assert faults_of(edited.save()) == [("选项!A1", "workbook.sheet_missing")]


def test_a_misspelt_sheet_is_told_once(edited: Edited) -> None:
    edited.book["选项"].title = "选項"
    assert faults_of(edited.save()) == [("选項!A1", "workbook.unknown_sheet")]


def test_a_sheet_that_does_not_belong_is_told(edited: Edited) -> None:
    edited.book.create_sheet("Sheet1")
    assert faults_of(edited.save()) == [("Sheet1!A1", "workbook.unknown_sheet_far")]


def test_a_missing_column_is_the_only_fault_that_it_causes(edited: Edited) -> None:
    edited.book["材料"].delete_cols(2)
    assert faults_of(edited.save()) == [("材料!A1", "workbook.column_missing")]


def test_an_unknown_column_and_one_that_is_there_twice(edited: Edited) -> None:
    sheet = edited.book["部门"]
    sheet["F1"], sheet["F4"], sheet["G1"] = "负责处室电话", "123", "名称"
    assert faults_of(edited.save()) == [("部门!F1", "workbook.unknown_column"), ("部门!G1", "workbook.column_twice")]


def test_an_empty_hall_is_told(edited: Edited) -> None:
    edited.book["大厅"].delete_rows(3)
    assert faults_of(edited.save()) == [("大厅!A3", "workbook.row_missing")]


def test_an_option_of_a_column_that_is_not_there(edited: Edited) -> None:
    line = edited.add("选项", 数据元="buyers", 列="nmae", 编号="x", 名称="甲")
    assert faults_of(edited.save()) == [(f"选项!B{line}", "workbook.unknown_reference")]
