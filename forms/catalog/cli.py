"""What a person who maintains a catalog does: check a source folder, build its package file."""

from __future__ import annotations

import os
from pathlib import Path

from forms.catalog.package import Package, build
from forms.catalog.source import SourceError, SourceRefused, read_source


def check(source: Path) -> tuple[SourceError, ...]:
    """Everything that is wrong in the folder `source`, by file and line; empty when it is sound."""
    try:
        read_source(source)
    except SourceRefused as refused:
        return refused.errors
    return ()


def build_file(source: Path, target: Path) -> Package:
    """Build the folder `source` into the package file `target`, which is replaced as a whole or not at all.

    Raises `SourceRefused` with all errors, and `OSError` when `target` cannot be written.
    """
    package = build(read_source(source))
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.write_bytes(package.data)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return package
