"""Looks at a workbook file before anything is made of it: is it a workbook, is it whole, is it of a sane size.

A workbook is a zip archive of XML. What the archive claims is checked first, then every part is unpacked once in
small steps, so that neither a bomb nor a torn file costs time or memory.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from forms.errors import UserError
from forms.message import Message, message

_MB: Final = 1024 * 1024
MAX_FILE: Final = 16 * _MB
MAX_UNPACKED: Final = 32 * _MB
MAX_PART: Final = 4 * _MB
"""Bytes of any XML but sheets and shared texts: styles and the like become many small objects in memory."""

MAX_PARTS: Final = 1_000
MAX_SHEETS: Final = 60
MAX_CELLS: Final = 250_000
"""Cells, rows and shared texts together: a catalog of 1,000 items has some 100,000."""

_STEP: Final = 256 * 1024
_OVERLAP: Final = 200
_XML: Final = (".xml", ".rels")
_LARGE: Final = ("xl/worksheets/sheet", "xl/sharedStrings")
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_CELL: Final = re.compile(rb"<(?:\w+:)?(?:c|si|row|xf|dataValidation|cfRule)[\s/>]")
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}\d{1,7})")
_FORBIDDEN: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|\x00")
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


class WorkbookUnreadable(UserError):
    """A file that is no workbook, or one that cannot be read safely."""


@dataclass(frozen=True)
class Parts:
    """What a look at the parts of a workbook found: sheets by their title, and where cells are merged in each."""

    sheets: Mapping[str, str]
    merged: Mapping[str, list[str]]


def look_into(path: Path) -> Parts:
    """Unpack every part of the workbook `path` once. Raises `WorkbookUnreadable`, and `OSError` as the disk does."""
    size = path.stat().st_size
    if size > MAX_FILE:
        raise WorkbookUnreadable(message("workbook.file_too_large", size=size // _MB, limit=MAX_FILE // _MB))
    try:
        with zipfile.ZipFile(path) as archive:
            return _look(archive)
    except zipfile.BadZipFile as error:
        raise WorkbookUnreadable(_no_zip(path)) from error
    except (zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError, ValueError) as error:
        raise WorkbookUnreadable(message("workbook.torn")) from error
    except ElementTree.ParseError as error:
        raise WorkbookUnreadable(message("workbook.torn")) from error


def _no_zip(path: Path) -> Message:
    with path.open("rb") as file:
        begins = file.read(4)
    if begins == _OLD_EXCEL:
        return message("workbook.old_or_locked")
    return message("workbook.torn" if begins.startswith(b"PK") else "workbook.no_workbook")


def _look(archive: zipfile.ZipFile) -> Parts:
    parts = archive.infolist()
    if not {_BOOK, _RELATIONS} <= {part.filename for part in parts}:
        raise WorkbookUnreadable(message("workbook.no_workbook"))
    _check_sizes(parts)
    merged: dict[str, list[str]] = {}
    found: Counter[str] = Counter()
    for part in parts:
        if part.filename.endswith(_XML):
            merged[part.filename] = list(_scanned(archive, part, found))
    sheets = _sheets(archive)
    return Parts(sheets, {title: merged.get(name, []) for title, name in sheets.items()})


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    large = [part.filename for part in parts if part.file_size > MAX_PART and part.filename.endswith(_XML)]
    over = any(not name.startswith(_LARGE) for name in large)
    if unpacked > MAX_UNPACKED or over or len(parts) > MAX_PARTS:
        raise WorkbookUnreadable(
            message("workbook.unpacks_too_large", size=max(unpacked // _MB, 1), limit=MAX_UNPACKED // _MB)
        )


def _scanned(archive: zipfile.ZipFile, part: zipfile.ZipInfo, found: Counter[str]) -> Iterator[str]:
    """The first cell of every merged area of one part. Counts cells, and refuses what XML of a workbook never has."""
    before = b""
    with archive.open(part) as stream:
        while step := stream.read(_STEP):
            if _FORBIDDEN.search(before[-12:] + step):
                raise WorkbookUnreadable(message("workbook.foreign_xml", part=part.filename))
            yield from _merged(before, step)
            found["cells"] += len(_CELL.findall(step))
            if found["cells"] > MAX_CELLS:
                raise WorkbookUnreadable(message("workbook.too_many_cells", limit=MAX_CELLS))
            before = step[-_OVERLAP:]


def _merged(before: bytes, step: bytes) -> Iterator[str]:
    """The areas that end in `step`, of which `before` is the end of what came earlier."""
    for area in _MERGED.finditer(before + step):
        if area.end() > len(before):
            yield area[1].decode("ascii")


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of every sheet, by the title of the sheet."""
    relations = ElementTree.fromstring(archive.read(_RELATIONS))
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    book = ElementTree.fromstring(archive.read(_BOOK))
    sheets: dict[str, str] = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(relation, "")
        sheets[sheet.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    if len(sheets) > MAX_SHEETS or len(set(sheets.values())) < len(sheets):
        raise WorkbookUnreadable(message("workbook.foreign_xml", part=_BOOK))
    return sheets
