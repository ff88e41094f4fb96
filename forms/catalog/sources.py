"""Every form of catalog source by its path: a folder of YAML sheets, or one Excel workbook (`.xlsx`)."""

from __future__ import annotations

from pathlib import Path

from forms.catalog.model import Catalog
from forms.catalog.source import read_source


def read_any(path: Path) -> Catalog:
    """The catalog that `path` describes. Raises `SourceRefused` with everything that is wrong in it."""
    return read_source(path)
