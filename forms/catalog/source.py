"""Reads a catalog source, a folder of YAML sheets and paper templates, into a `Catalog`.

Everything wrong is found at once, each with its file and line: a person who maintains a catalog should not
have to fix it one error at a time. `docs/catalog.md` says how a source is written.
"""

from __future__ import annotations

from pathlib import Path

from forms.catalog.assembly import SHEETS, RawCatalog, assemble, known_place
from forms.catalog.faults import Place
from forms.catalog.limits import MAX_VALUES
from forms.catalog.model import Catalog
from forms.catalog.shape import Content
from forms.catalog.sheet import Sheet, parse_sheet, unreadable
from forms.catalog.source_error import SourceError, SourceRefused
from forms.catalog.source_files import SourceFiles
from forms.message import Message, message

__all__ = ["SourceError", "SourceRefused", "read_source"]


def read_source(folder: Path) -> Catalog:
    """The catalog that `folder` describes. Raises `SourceRefused` with everything that is wrong in it."""
    reader = _Reader(folder)
    catalog = assemble(reader.read(), reader.wrong)
    if reader.errors or catalog is None:
        raise SourceRefused(tuple(sorted(reader.errors, key=lambda error: (error.file, error.line))))
    return catalog


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = SourceFiles(folder)
        self._first: dict[str, Sheet] = {}
        self._owners: dict[tuple[str, str], Sheet] = {}
        self._values_left = MAX_VALUES
        self.errors: list[SourceError] = []

    def read(self) -> RawCatalog:
        """What the sheets say; those with an error are left out."""
        tables = {name: self._table(name) for name in SHEETS}
        templates, broken = self._templates()
        return RawCatalog(
            tables={name: table for name, table in tables.items() if table is not None},
            hall=self._single("hall"),
            calendar=self._single("calendar"),
            templates=templates,
            unreadable_templates=broken,
        )

    def wrong(self, place: Place, wrong: Message) -> None:
        """Take note of something wrong, at the line of `place`."""
        file, line = self._line(place)
        self.errors.append(SourceError(file=file, line=line, message=wrong))

    def _line(self, place: Place) -> tuple[str, int]:
        """The file and line of `place`: an entry stands in the sheet that declares it first, a template in its own."""
        name = str(place[0]) if place else ""
        if name == "templates":
            return f"templates/{place[1]}.html", next((part for part in place[2:] if isinstance(part, int)), 0)
        sheet = self._owners.get((name, str(place[1]))) if len(place) > 1 else None
        sheet = sheet or self._first.get(name)
        if sheet is None:
            return "", 0
        return sheet.file, sheet.lines.get(known_place(place[1:], sheet.lines), 1)

    def _table(self, name: str) -> dict[str, Content] | None:
        """The entries of all files of one table; None when one of the files could not be read."""
        table: dict[str, Content] = {}
        sheets = self._sheets(name)
        for sheet in sheets:
            if not isinstance(sheet.content, dict):
                wrong = message("catalog.not_a_mapping", key=sheet.file)
                self.errors.append(SourceError(file=sheet.file, line=1, message=wrong))
                continue
            for key, body in sheet.content.items():
                if (name, key) in self._owners:
                    self._declared_twice(sheet, name, key)
                    continue
                self._owners[(name, key)] = sheet
                table[key] = body
        return table if all(sheet.readable for sheet in sheets) else None

    def _declared_twice(self, sheet: Sheet, name: str, key: str) -> None:
        file, line = self._line((name, key))
        wrong = message("catalog.duplicate_id", id=key, file=file, line=line)
        self.errors.append(SourceError(file=sheet.file, line=sheet.lines[(key,)], message=wrong))

    def _sheets(self, name: str) -> list[Sheet]:
        paths = self._files.named(name, ".yaml") or [self._folder / f"{name}.yaml"]
        return [self._sheet(path, name) for path in paths]

    def _sheet(self, path: Path, name: str) -> Sheet:
        file, text = self._files.known_as(path), self._files.text(path)
        sheet = (
            unreadable(file, 0, text)
            if isinstance(text, Message)
            else parse_sheet(text, file=file, limit=self._values_left)
        )
        self._values_left -= sheet.values
        self.errors += sheet.errors
        self._first.setdefault(name, sheet)
        return sheet

    def _single(self, name: str) -> Content | None:
        sheet = self._sheet(self._folder / f"{name}.yaml", name)
        return sheet.content if sheet.readable else None

    def _templates(self) -> tuple[dict[str, str], frozenset[str]]:
        """The texts of the paper templates, and the names of those that cannot be read."""
        templates: dict[str, str] = {}
        broken = set()
        for path in self._files.named("templates", ".html"):
            text = self._files.text(path)
            if isinstance(text, str):
                templates[path.stem] = text
                continue
            self.errors.append(SourceError(file=self._files.known_as(path), line=0, message=text))
            broken.add(path.stem)
        return templates, frozenset(broken)
