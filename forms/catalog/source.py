"""Reads a catalog source, a folder of YAML sheets and paper templates, into a `Catalog`.

Everything wrong is found at once, each with its file and line: a person who maintains a catalog should not
have to fix it one error at a time. See `resources/catalog` for how a source looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from forms.catalog.checks import faults
from forms.catalog.faults import Ids, Place
from forms.catalog.model import (
    FORMAT,
    Block,
    Catalog,
    Department,
    Hall,
    Material,
    ServiceItem,
    Situation,
    Theme,
    WorkCalendar,
)
from forms.catalog.shape import shaped
from forms.catalog.sheet import Sheet, SourceError, read_sheet
from forms.elements.element import DataElement
from forms.errors import UserError
from forms.message import Message, message

__all__ = ["SourceError", "SourceRefused", "read_source"]

_TABLES: Mapping[str, type[msgspec.Struct]] = {
    "departments": Department,
    "blocks": Block,
    "elements": DataElement,
    "materials": Material,
    "situations": Situation,
    "themes": Theme,
    "items": ServiceItem,
}


S = TypeVar("S", bound=msgspec.Struct)


class SourceRefused(UserError):
    """A catalog source with errors; `errors` has all of them, by file and line."""

    def __init__(self, errors: tuple[SourceError, ...]) -> None:
        super().__init__(message("catalog.source_refused", count=len(errors)))
        self.errors = errors


class _Agent(msgspec.Struct, frozen=True, kw_only=True):
    situation: str
    block: str
    materials: tuple[str, ...]


class _HallSheet(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    hall: Hall
    areas: tuple[str, ...]
    agent: _Agent


def read_source(folder: Path) -> Catalog:
    """The catalog that `folder` describes. Raises `SourceRefused` with everything that is wrong in it."""
    reader = _Reader(folder)
    catalog = reader.read()
    if reader.errors or catalog is None:
        raise SourceRefused(tuple(sorted(reader.errors, key=lambda error: (error.file, error.line))))
    return catalog


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._where: dict[Place, tuple[str, int]] = {}
        self._all_readable = True
        self.errors: list[SourceError] = []

    def read(self) -> Catalog | None:
        """The catalog, without the entries that did not fit; None when a whole sheet could not be read."""
        tables = {name: self._table(name, cls) for name, cls in _TABLES.items()}
        hall = self._single("hall", _HallSheet)
        calendar = self._single("calendar", WorkCalendar)
        if hall is None or calendar is None or not self._all_readable:
            return None
        catalog = Catalog(
            format=FORMAT,
            version=hall.version,
            hall=hall.hall,
            areas=hall.areas,
            calendar=calendar,
            templates=self._templates(),
            agent_situation=hall.agent.situation,
            agent_block=hall.agent.block,
            agent_materials=hall.agent.materials,
            order={name: tuple(table) for name, table in tables.items()},
            **tables,  # type: ignore[arg-type]
        )
        for fault in faults(catalog, known=self._declared()):
            self._wrong(fault.place, fault.message)
        return catalog

    def _table(self, name: str, cls: type[msgspec.Struct]) -> dict[str, msgspec.Struct]:
        table: dict[str, msgspec.Struct] = {}
        for sheet in self._sheets(name):
            if not isinstance(sheet.content, dict):
                self._wrong((name,), message("catalog.not_a_mapping", key=sheet.file))
                continue
            twice = self._declared_twice(sheet, name, tuple(sheet.content))
            self._remember(sheet, (name,), but=twice)
            for key, body in sheet.content.items():
                made = None if key in twice else shaped(body, cls, (name, key), self._wrong, key=key)
                if made is not None:
                    table[key] = made
        return table

    def _declared_twice(self, sheet: Sheet, name: str, keys: tuple[str, ...]) -> frozenset[str]:
        """Those of `keys` that an earlier sheet of the same table declares already."""
        twice = frozenset(key for key in keys if (name, key) in self._where)
        for key in twice:
            file, line = self._where[(name, key)]
            wrong = message("catalog.duplicate_id", id=key, file=file, line=line)
            self.errors.append(SourceError(file=sheet.file, line=sheet.lines[(key,)], message=wrong))
        return twice

    def _sheets(self, name: str) -> list[Sheet]:
        files = sorted((self._folder / name).glob("*.yaml")) or [self._folder / f"{name}.yaml"]
        sheets = [read_sheet(path, file=path.relative_to(self._folder).as_posix()) for path in files]
        for sheet in sheets:
            self.errors += sheet.errors
            self._all_readable = self._all_readable and sheet.readable
            self._where.setdefault((name,), (sheet.file, 1))
        return [sheet for sheet in sheets if sheet.readable]

    def _single(self, name: str, cls: type[S]) -> S | None:
        sheet = read_sheet(self._folder / f"{name}.yaml", file=f"{name}.yaml")
        self.errors += sheet.errors
        if not sheet.readable:
            return None
        self._remember(sheet, (name,))
        return shaped(sheet.content, cls, (name,), self._wrong)

    def _remember(self, sheet: Sheet, prefix: Place, *, but: frozenset[str] = frozenset()) -> None:
        for place, line in sheet.lines.items():
            if not place or place[0] not in but:
                self._where[(*prefix, *place)] = (sheet.file, line)

    def _declared(self) -> Ids:
        """Every id that a sheet declares, even where its entry is broken: a reference to it is no second error."""
        places = [place for place in self._where if len(place) == 2]
        ids = {name: frozenset(str(place[1]) for place in places if place[0] == name) for name in _TABLES}
        return ids | {"templates": frozenset(path.stem for path in self._template_files())}

    def _templates(self) -> dict[str, str]:
        templates: dict[str, str] = {}
        for path in self._template_files():
            try:
                templates[path.stem] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                file = path.relative_to(self._folder).as_posix()
                wrong = message("catalog.file_not_utf8", file=file)
                self.errors.append(SourceError(file=file, line=0, message=wrong))
        return templates

    def _template_files(self) -> list[Path]:
        return sorted((self._folder / "templates").glob("*.html"))

    def _wrong(self, place: Place, wrong: Message) -> None:
        while place and place not in self._where:
            place = place[:-1]
        file, line = self._where.get(place, ("", 0))
        self.errors.append(SourceError(file=file, line=line, message=wrong))
