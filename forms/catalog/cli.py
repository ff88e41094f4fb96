"""What a person who maintains a catalog does: check a source, build and sign its package."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from forms.catalog.key_files import read_private_key, read_public_key
from forms.catalog.model import Catalog
from forms.catalog.package import Package, build, read, sign
from forms.catalog.publisher_key import public_key
from forms.catalog.signature import SignedPackage, verify
from forms.catalog.source_error import SourceError, SourceRefused
from forms.catalog.sources import WORKBOOK, is_workbook, read_any


def is_source(path: Path) -> bool:
    """Whether `path` is where a source may be: a folder or a workbook."""
    return path.is_dir() or is_workbook(path)


def is_target(path: Path) -> bool:
    """Whether a source may be written to `path`: a workbook, or a folder, whose name has no ending unless it exists."""
    return path.is_dir() or path.suffix.lower() in (WORKBOOK, "") or path.suffix[1:].isdigit()


def read_catalog(path: Path) -> Catalog:
    """The catalog of a source or of a package, signed or not. Raises `UserError` and `OSError`."""
    return read_any(path) if is_source(path) else read(path.read_bytes())


def check(source: Path) -> tuple[SourceError, ...]:
    """Everything that is wrong in `source`, by place; empty when it is sound."""
    try:
        read_any(source)
    except SourceRefused as refused:
        return refused.errors
    return ()


def build_file(source: Path, target: Path) -> Package:
    """Build `source` into the package file `target`, which is replaced as a whole or not at all.

    Raises `SourceRefused` with all errors, and `OSError` when `target` cannot be written.
    """
    package = build(read_any(source))
    _write_whole(target, package.data)
    return package


def sign_file(package: Path, *, key: Path, target: Path, successors: Sequence[str] = ()) -> SignedPackage:
    """Sign `package` with the private key file `key` into `target`, which may be `package` itself.

    `successors` are public keys or their files. Returns what was made, the new signature last. Raises
    `CatalogRefused`, `KeyRefused` and `OSError`.
    """
    private = read_private_key(key)
    data = sign(package.read_bytes(), private, successors=[read_public_key(given) for given in successors])
    _write_whole(target, data)
    return verify(data, trusted=(public_key(private),))


def _write_whole(target: Path, data: bytes) -> None:
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.write_bytes(data)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
