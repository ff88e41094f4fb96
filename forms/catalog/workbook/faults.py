"""What is wrong in a workbook, cell by cell: what the reader saw, and what the checks of every catalog say by place."""

from __future__ import annotations

from typing import Final

from forms.catalog.assembly import known_place
from forms.catalog.faults import Place
from forms.catalog.limits import MAX_FAULTS
from forms.catalog.workbook.grid import At
from forms.message import Message, message

_ABOUT: Final = {"catalog.template_missing": "template", "catalog.table_in_table": "kind"}
"""Faults of an entry that are about one of its cells."""

_SHEETS: Final = {
    "catalog.unknown_department": "部门",
    "catalog.unknown_block": "区块",
    "catalog.unknown_element": "数据元",
    "catalog.unknown_material": "材料",
    "catalog.unknown_situation": "情形",
    "catalog.unknown_item": "事项",
    "catalog.unknown_template": "模板",
    "catalog.unknown_area": "领域",
}

_SHEETS_BY_FILE: Final = {
    "departments.yaml": "部门",
    "blocks.yaml": "区块",
    "elements.yaml": "数据元",
    "materials.yaml": "材料",
    "situations.yaml": "情形",
    "items": "事项",
    "templates": "模板",
    "hall.yaml (areas)": "领域",
}

_SAME: Final = {
    "catalog.options_missing": "workbook.options_missing",
    "catalog.columns_missing": "workbook.columns_missing",
    "catalog.paper_missing": "workbook.paper_missing",
}
"""Faults that only name another place."""

_MISSING: Final[dict[str, At]] = {"catalog.paper_missing": ("模板", "A1")}
"""Faults of what has no cell: where it would have to be added."""


class FaultsByCell:
    """Collects faults. A cell that could not be read has one fault, whatever follows from it."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, Message]] = []
        self._unread: set[At] = set()
        self._where: dict[Place, tuple[At, str]] = {}

    @property
    def are_many(self) -> bool:
        """Whether there are so many that looking for more makes no sense."""
        return len(self.found) >= MAX_FAULTS

    def tell(self, at: At, wrong: Message) -> None:
        """Something is wrong with how a cell is written."""
        self._unread.add(at)
        if not self.are_many:
            self.found.append((*at, wrong))

    def remember(self, place: Place, at: At, column: str) -> None:
        """The content of `place` stands in the cell `at`, below `column`; the first cell of a place stays."""
        self._where.setdefault(place, (at, column))

    def where(self, place: Place) -> At | None:
        """The cell of `place`, when it is a remembered one."""
        known = self._where.get(place)
        return known[0] if known else None

    def tell_of_place(self, place: Place, wrong: Message) -> None:
        """Something is wrong with the content at `place`."""
        if wrong.code == "catalog.missing_key":
            place = (*place, wrong.params["key"])
        elif wrong.code in _ABOUT:
            place = (*place, _ABOUT[wrong.code])
        nowhere: tuple[At, str] = (_MISSING.get(wrong.code, ("", "")), "")
        at, column = self._where.get(known_place(place, self._where), nowhere)
        if at not in self._unread:
            self.found.append((*at, _in_cells(wrong, column)))


def unknown_reference(sheet: str, wanted: str, near: str) -> Message:
    """`sheet` has no `wanted`; `near` is empty where nothing in it is like that."""
    code = "workbook.unknown_reference" if near else "workbook.unknown_reference_far"
    return message(code, sheet=sheet, id=wanted, near=near)


def _in_cells(wrong: Message, column: str) -> Message:
    """`wrong` in the words of a workbook, where the words of the folder would lead nowhere."""
    given = wrong.params
    if wrong.code in _SHEETS:
        return unknown_reference(_SHEETS[wrong.code], given["id"], given["near"])
    if wrong.code == "catalog.not_defined":
        return unknown_reference(_SHEETS_BY_FILE[given["where"]], given["id"], "")
    if wrong.code == "catalog.missing_key":
        return message("workbook.cell_empty", column=column)
    if wrong.code == "catalog.wrong_value":
        return message("workbook.wrong_value", column=column, value=given["value"], reason=given["reason"])
    if wrong.code in _SAME:
        return message(_SAME[wrong.code], **given)
    return wrong
