"""Every sheet of a catalog workbook, in the order in which a person turns them over."""

from __future__ import annotations

from typing import Final

from forms.catalog.workbook.field_sheets import FIELD_SHEETS
from forms.catalog.workbook.hall_sheets import CALENDAR_SHEETS, HALL_SHEETS
from forms.catalog.workbook.item_sheets import ITEM_SHEETS
from forms.catalog.workbook.layout import SheetLayout

LAYOUTS: Final[tuple[SheetLayout, ...]] = (*HALL_SHEETS, *ITEM_SHEETS, *FIELD_SHEETS, *CALENDAR_SHEETS)
"""Rows that belong to an entry of another sheet come after that sheet."""

ABOUT: Final = "说明"
"""The sheet that only explains the others; it is not read."""
