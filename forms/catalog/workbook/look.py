"""How the sheets look and what they offer while a person types: styles, widths, drop-downs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.catalog.workbook.cells import Amount, Cell, Choice, Day, Reference, Whole
from forms.catalog.workbook.layout import FIRST_ROW, HEADER_ROW, HELP_ROW, Column, SheetLayout

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_ROOM: Final = 2_000
"""Rows below the last one that have drop-downs too."""

TITLES: Final = {
    "areas": "领域",
    "departments": "部门",
    "blocks": "区块",
    "elements": "数据元",
    "materials": "材料",
    "situations": "情形",
    "items": "事项",
    "themes": "主题",
    "templates": "模板",
}
"""The sheet whose first column has the ids of a table."""


def dress(sheet: Worksheet, layout: SheetLayout, *, last_row: int) -> None:
    """Give a written sheet its look and its drop-downs."""
    sheet.freeze_panes = f"B{FIRST_ROW}"
    for number, column in enumerate(layout.columns, start=1):
        _dress_column(sheet, number, column, last_row)
    sheet.row_dimensions[HELP_ROW].height = 48
    for number, column in enumerate(layout.columns, start=1):
        validation = _validation(column.cell)
        if validation is not None:
            letter = sheet.cell(HEADER_ROW, number).column_letter
            validation.add(f"{letter}{FIRST_ROW}:{letter}{last_row + _ROOM}")
            sheet.add_data_validation(validation)


def dress_about(sheet: Worksheet) -> None:
    """Give the sheet that explains the others its look."""
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = 90
    for row in sheet.iter_rows(min_col=1, max_col=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column == 2)
            cell.font = Font(bold=cell.column == 1 and row[1].value is not None)


def _dress_column(sheet: Worksheet, number: int, column: Column, last_row: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    header, help_cell = sheet.cell(HEADER_ROW, number), sheet.cell(HELP_ROW, number)
    header.font = Font(bold=True, color="FFFFFF")
    header.fill = PatternFill("solid", fgColor="1F4E79" if column.required else "5B7FA3")
    header.alignment = Alignment(vertical="center", wrap_text=True)
    help_cell.font = Font(italic=True, color="595959", size=9)
    help_cell.fill = PatternFill("solid", fgColor="EEF3F8")
    help_cell.alignment = Alignment(vertical="top", wrap_text=True)
    letter = header.column_letter
    sheet.column_dimensions[letter].width = column.width
    sheet.column_dimensions[letter].number_format = shown = _number_format(column.cell)
    wrapped = Alignment(vertical="top", wrap_text=column.width >= 20)
    sheet.column_dimensions[letter].alignment = wrapped
    for (cell,) in sheet.iter_rows(min_row=FIRST_ROW, max_row=last_row, min_col=number, max_col=number):
        if cell.value is not None:
            cell.number_format = shown
            cell.alignment = wrapped


def _number_format(cell: Cell) -> str:
    """Text stays text: Excel would take an id such as 1-2 for a day."""
    if isinstance(cell, Day):
        return "yyyy-mm-dd"
    return "General" if isinstance(cell, Whole | Amount) else "@"


def _validation(cell: Cell) -> DataValidation | None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if isinstance(cell, Choice):
        words = ",".join(called[0] for called in cell.choices.values())
        choices = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
        choices.error, choices.errorTitle = "请从下拉列表中选择", "不认识的值"
        return choices
    if isinstance(cell, Reference):
        source = f"={TITLES[cell.table]}!$A${FIRST_ROW}:$A${FIRST_ROW + 10 * _ROOM}"
        # A Chinese name is understood as well as an id, so Excel only asks.
        return DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    return None
