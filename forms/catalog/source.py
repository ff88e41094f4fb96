"""Reads a catalog source, a folder of YAML sheets and paper templates, into a `Catalog`.

Everything wrong is found at once, each with its file and line: a person who maintains a catalog should not
have to fix it one error at a time. See `resources/catalog` for how a source looks.
"""

from __future__ import annotations

from pathlib import Path

from forms.catalog.assembly import SHEETS, RawCatalog, assemble, known_place
from forms.catalog.faults import Place
from forms.catalog.model import Catalog
from forms.catalog.shape import Content
from forms.catalog.sheet import Sheet, read_sheet
from forms.catalog.source_error import SourceError, SourceRefused
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
        self._where: dict[Place, tuple[str, int]] = {}
        self.errors: list[SourceError] = []

    def read(self) -> RawCatalog:
        """What the sheets say; those with an error are left out."""
        tables = {name: self._table(name) for name in SHEETS}
        templates, unreadable = self._templates()
        return RawCatalog(
            tables={name: table for name, table in tables.items() if table is not None},
            hall=self._single("hall"),
            calendar=self._single("calendar"),
            templates=templates,
            unreadable_templates=unreadable,
        )

    def wrong(self, place: Place, wrong: Message) -> None:
        """Take note of something wrong, at the line of `place`."""
        file, line = self._where.get(known_place(place, self._where), ("", 0))
        self.errors.append(SourceError(file=file, line=line, message=wrong))

    def _table(self, name: str) -> dict[str, Content] | None:
        """The entries of all files of one table; None when one of the files could not be read."""
        table: dict[str, Content] = {}
        sheets = self._sheets(name)
        for sheet in sheets:
            if not isinstance(sheet.content, dict):
                self.wrong((name,), message("catalog.not_a_mapping", key=sheet.file))
                continue
            twice = self._declared_twice(sheet, name, tuple(sheet.content))
            self._remember(sheet, (name,), but=twice)
            table |= {key: body for key, body in sheet.content.items() if key not in twice}
        return table if all(sheet.readable for sheet in sheets) else None

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
            self._where.setdefault((name,), (sheet.file, 1))
        return sheets

    def _single(self, name: str) -> Content | None:
        sheet = read_sheet(self._folder / f"{name}.yaml", file=f"{name}.yaml")
        self.errors += sheet.errors
        if not sheet.readable:
            return None
        self._remember(sheet, (name,))
        return sheet.content

    def _remember(self, sheet: Sheet, prefix: Place, *, but: frozenset[str] = frozenset()) -> None:
        for place, line in sheet.lines.items():
            if not place or place[0] not in but:
                self._where[(*prefix, *place)] = (sheet.file, line)

    def _templates(self) -> tuple[dict[str, str], frozenset[str]]:
        """The texts of the paper templates, and the names of those that cannot be read."""
        templates: dict[str, str] = {}
        unreadable = set()
        for path in sorted((self._folder / "templates").glob("*.html")):
            try:
                templates[path.stem] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                file = path.relative_to(self._folder).as_posix()
                wrong = message("catalog.file_not_utf8", file=file)
                self.errors.append(SourceError(file=file, line=0, message=wrong))
                unreadable.add(path.stem)
        return templates, frozenset(unreadable)
