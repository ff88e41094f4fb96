"""Every form of catalog source by its path: a folder of YAML sheets, or one Excel workbook (`.xlsx`).

What each form needs to be read or written is imported when it is used: a window never does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from forms.catalog.model import Catalog

WORKBOOK: Final = ".xlsx"
"""How the name of a workbook ends; whatever else there is is a folder."""


def read_any(path: Path) -> Catalog:
    """The catalog that `path` describes. Raises `SourceRefused` with everything that is wrong in it."""
    if is_workbook(path):
        from forms.catalog.workbook.reader import read_workbook

        return read_workbook(path)
    from forms.catalog.source import read_source

    return read_source(path)


def write_any(catalog: Catalog, path: Path) -> None:
    """Write `catalog` as the source `path`: a workbook, which replaces one of that name, or a new folder.

    Raises `SourceUnwritten` when the catalog cannot be said in that form, and `OSError` when the disk refuses.
    """
    if is_workbook(path):
        from forms.catalog.workbook.writer import write_workbook

        write_workbook(catalog, path)
        return
    from forms.catalog.yaml_writer import write_source

    write_source(catalog, path)


def is_workbook(path: Path) -> bool:
    """Whether `path` names a workbook; a folder may have any name."""
    return path.suffix.lower() in (WORKBOOK, ".xls", ".xlsm") and not path.is_dir()
