"""A catalog as one immutable file: zstd over the RFC 8785 bytes of its JSON, known by their SHA-256.

Reading trusts nothing: a file may be torn, tampered with, not ours, made to fill the memory, or newer than
this program. What arrives from outside goes through `open_signed`, once; what a store kept after that is known by
its hash, and `read_package` asks no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

import msgspec
import rfc8785
import zstandard

from forms.catalog.faults import TABLES
from forms.catalog.limits import MAX_ENTRIES
from forms.catalog.model import FORMAT, Catalog
from forms.catalog.publisher_key import is_public_key
from forms.catalog.signature import (
    MOST_KEYS,
    SignedPackage,
    is_packed,
    signed_with,
    take_apart,
    verify,
    without_signatures,
)
from forms.errors import CatalogRefused
from forms.message import message

MAX_SIZE = 16 * 1024 * 1024
"""Most bytes that a package may unpack to: several times what a large city needs, and read within seconds."""

# A kilobyte of zstd can unpack to 32 MB: small steps let the size be checked before memory is gone.
_STEP = 1024
_LEVEL = 19


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A built package: `id` is the SHA-256 (hex) of the canonical bytes, `data` what is stored and sent."""

    id: str
    data: bytes


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A signed package that was verified: its `id`, what is in it, and the keys (64 hex digits) of its signers.

    `successors` are the keys that its signers trust from now on besides their own.
    """

    id: str
    catalog: Catalog
    signers: tuple[str, ...]
    successors: tuple[str, ...]


class _Outline(msgspec.Struct):
    format: int


def build(catalog: Catalog) -> Package:
    """Pack `catalog`. The same catalog gives the same id on every machine.

    Raises `CatalogRefused` when it is larger than anybody would read.
    """
    canonical = _canonical(catalog)
    if len(canonical) > MAX_SIZE:
        raise _too_large()
    _check_tables(catalog)
    return Package(id=_digest(canonical), data=zstandard.ZstdCompressor(level=_LEVEL).compress(canonical))


def package_id(data: bytes) -> str:
    """The id of the catalog in `data`. Raises `CatalogRefused` when it cannot be unpacked."""
    return _digest(_unpacked(without_signatures(data)))


def catalog_id(catalog: Catalog) -> str:
    """The id that the package of `catalog` has."""
    return _digest(_canonical(catalog))


def sign(data: bytes, private: bytes, *, successors: Sequence[str] = ()) -> bytes:
    """The package `data` with one more signature, by the private key in PEM; its id stays what it is.

    `successors` are public keys to be trusted from this package on. Those that signed already did not sign them, so
    they can only be named with the first signature. Raises `KeyRefused` for what is no private key, `CatalogRefused`
    for what is no whole package and for successors that cannot be named.
    """
    packed = without_signatures(data)
    canonical = _unpacked(packed)
    _decoded(canonical)
    known = take_apart(data)
    if known is None:
        _check_successors(successors)
        known = SignedPackage(catalog=_digest(canonical), packed=packed, successors=tuple(successors))
    else:
        verify(data, trusted=known.signers)
        if successors and tuple(successors) != known.successors:
            raise CatalogRefused(message("package.signed_before"))
    return signed_with(known, private)


def open_signed(data: bytes, *, trusted: Collection[str], expected_id: str = "") -> Opened:
    """A package from outside, which somebody with a `trusted` key signed and which is known as `expected_id` ('': any).

    The signature is verified before a byte is unpacked. Raises `CatalogRefused`.
    """
    signed = verify(data, trusted=trusted)
    if expected_id:
        _check_id(expected_id, found=signed.catalog)
    catalog = read_package(signed.packed, signed.catalog)
    return Opened(id=signed.catalog, catalog=catalog, signers=signed.signers, successors=signed.successors)


def read(data: bytes) -> Catalog:
    """The catalog in `data`, whatever its id and whoever made it. Raises `CatalogRefused` when it is no whole one."""
    return _decoded(_unpacked(without_signatures(data)))


def read_package(data: bytes, expected_id: str) -> Catalog:
    """The catalog in `data`, which must be the one known as `expected_id`; whoever made it.

    Raises `CatalogRefused`: torn, tampered with, no catalog, unpacks to more than `MAX_SIZE`, newer format.
    """
    canonical = _unpacked(without_signatures(data))
    _check_id(expected_id, found=_digest(canonical))
    return _decoded(canonical)


def _check_id(expected_id: str, *, found: str) -> None:
    if found != expected_id.lower():
        raise CatalogRefused(message("catalog.package_tampered", expected=expected_id[:12], found=found[:12]))


def _check_successors(successors: Sequence[str]) -> None:
    for key in successors:
        if not is_public_key(key):
            raise CatalogRefused(message("package.not_a_key", key=key))
    if len(successors) > MOST_KEYS:
        raise CatalogRefused(message("package.keys_full", most=MOST_KEYS))


def _canonical(catalog: Catalog) -> bytes:
    return rfc8785.dumps(msgspec.to_builtins(catalog))


def _digest(canonical: bytes) -> str:
    return hashlib.sha256(canonical).hexdigest()


def _unpacked(data: bytes) -> bytes:
    """What `data` unpacks to, never holding much more than `MAX_SIZE`, whatever its header claims."""
    if not is_packed(data):
        raise CatalogRefused(message("catalog.package_foreign"))
    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_SIZE).decompressobj()
    unpacked = bytearray()
    try:
        for start in range(0, len(data), _STEP):
            unpacked += unpacker.decompress(data[start : start + _STEP])
            if len(unpacked) > MAX_SIZE:
                raise _too_large()
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
    _check_tables(catalog)
    return _in_reading_order(catalog)


def _check_tables(catalog: Catalog) -> None:
    for name in TABLES:
        count = len(getattr(catalog, name))
        if count > MAX_ENTRIES:
            raise CatalogRefused(message("package.too_many", table=name, count=count, most=MAX_ENTRIES))


def _too_large() -> CatalogRefused:
    return CatalogRefused(message("catalog.package_too_large", limit=MAX_SIZE // 1024 // 1024))


def _in_reading_order(catalog: Catalog) -> Catalog:
    tables = {}
    for name in TABLES:
        table = getattr(catalog, name)
        first = {key: table[key] for key in catalog.order.get(name, ()) if key in table}
        tables[name] = {**first, **table}
    return msgspec.structs.replace(catalog, **tables)
