"""A catalog as one immutable file: zstd over the RFC 8785 bytes of its JSON, known by their SHA-256.

Reading trusts nothing: a file may be torn, tampered with, not ours, made to fill the memory, or newer than
this program. Who made it is not asked here: that is the signature of whoever hands the package over.
"""

from __future__ import annotations

import hashlib

import msgspec
import rfc8785
import zstandard

from forms.catalog.faults import TABLES
from forms.catalog.model import FORMAT, Catalog
from forms.errors import CatalogRefused
from forms.message import message

MAX_SIZE = 64 * 1024 * 1024
"""Most bytes that a package may unpack to."""

# A kilobyte of zstd can unpack to 32 MB: small steps let the size be checked before memory is gone.
_STEP = 1024
_LEVEL = 19


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A built package: `id` is the SHA-256 (hex) of the canonical bytes, `data` what is stored and sent."""

    id: str
    data: bytes


class _Outline(msgspec.Struct):
    format: int


def build(catalog: Catalog) -> Package:
    """Pack `catalog`. The same catalog gives the same id on every machine."""
    canonical = _canonical(catalog)
    return Package(id=_digest(canonical), data=zstandard.ZstdCompressor(level=_LEVEL).compress(canonical))


def catalog_id(catalog: Catalog) -> str:
    """The id that the package of `catalog` has."""
    return _digest(_canonical(catalog))


def read(data: bytes) -> Catalog:
    """The catalog in `data`, whatever its id. Raises `CatalogRefused` when it is not a whole catalog package."""
    return _decoded(_unpacked(data))


def read_package(data: bytes, expected_id: str) -> Catalog:
    """The catalog in `data`, which must be the one known as `expected_id`.

    Raises `CatalogRefused`: torn, tampered with, no catalog, unpacks to more than `MAX_SIZE`, newer format.
    """
    canonical = _unpacked(data)
    found = _digest(canonical)
    if found != expected_id.lower():
        raise CatalogRefused(message("catalog.package_tampered", expected=expected_id[:12], found=found[:12]))
    return _decoded(canonical)


def _canonical(catalog: Catalog) -> bytes:
    return rfc8785.dumps(msgspec.to_builtins(catalog))


def _digest(canonical: bytes) -> str:
    return hashlib.sha256(canonical).hexdigest()


def _unpacked(data: bytes) -> bytes:
    """What `data` unpacks to, never holding much more than `MAX_SIZE`, whatever its header claims."""
    if not data.startswith(zstandard.FRAME_HEADER):
        raise CatalogRefused(message("catalog.package_foreign"))
    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_SIZE).decompressobj()
    unpacked = bytearray()
    try:
        for start in range(0, len(data), _STEP):
            unpacked += unpacker.decompress(data[start : start + _STEP])
            if len(unpacked) > MAX_SIZE:
                raise CatalogRefused(message("catalog.package_too_large", limit=MAX_SIZE // 1024 // 1024))
    except zstandard.ZstdError as error:
        raise CatalogRefused(message("catalog.package_torn")) from error
    if not unpacker.eof or unpacker.unused_data:
        raise CatalogRefused(message("catalog.package_torn"))
    return bytes(unpacked)


def _decoded(canonical: bytes) -> Catalog:
    try:
        outline = msgspec.json.decode(canonical, type=_Outline)
        if outline.format > FORMAT:
            raise CatalogRefused(message("catalog.package_newer", format=outline.format, known=FORMAT))
        catalog = msgspec.json.decode(canonical, type=Catalog)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CatalogRefused(message("catalog.package_foreign")) from error
    return _in_reading_order(catalog)


def _in_reading_order(catalog: Catalog) -> Catalog:
    tables = {}
    for name in TABLES:
        table = getattr(catalog, name)
        first = {key: table[key] for key in catalog.order.get(name, ()) if key in table}
        tables[name] = {**first, **table}
    return msgspec.structs.replace(catalog, **tables)
