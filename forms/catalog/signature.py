"""Who made a package: signatures in front of its packed catalog, within the same file.

They stand in a zstd skippable frame, so that the content, and with it the catalog's id, stays what it is and any
zstd program still unpacks the file. Everything is fixed in size; nothing is parsed before it was verified:

    50 2A 4D 18 | size (4, little-endian) | "yichuang-signed-1\\0" | catalog id (32)
    | n (1) | n successor keys (32 each) | one or more of: public key (32), signature (64)
    then the zstd frame of the catalog

Each signature is over `DOMAIN`, the id, the successor keys and the SHA-256 of the frame that follows: a package whose
bytes differ in one place anywhere is refused before it is unpacked. See docs/decisions/0007.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import msgspec
import zstandard

from forms.catalog.publisher_key import KEY_BYTES, SIGNATURE_BYTES, fingerprint, is_signature, public_key, signature
from forms.errors import CatalogRefused
from forms.message import message

DOMAIN = b"yichuang-catalog-v1\0"
"""In front of what is signed, so that a signature for a catalog is one for nothing else."""

MOST_KEYS = 8
"""Successors and signatures of one package, at most this many of each."""

_MAGIC = bytes.fromhex("502a4d18")
_TAG = b"yichuang-signed-1\0"
_ID_BYTES = 32
_SIZE_BYTES = 4
_SIGNED_BYTES = KEY_BYTES + SIGNATURE_BYTES


class SignedPackage(msgspec.Struct, frozen=True, kw_only=True):
    """A package taken apart: what it says its catalog's id is, who signed it, whom its signers trust from now on.

    Keys are 64 hex digits. `packed` is the zstd frame. Nothing of it is verified yet.
    """

    catalog: str
    packed: bytes
    signatures: tuple[tuple[str, bytes], ...] = ()
    successors: tuple[str, ...] = ()

    @property
    def signers(self) -> tuple[str, ...]:
        """The keys that signed."""
        return tuple(key for key, _ in self.signatures)


def take_apart(data: bytes) -> SignedPackage | None:
    """The parts of a signed package, None for one that is not signed. Raises `CatalogRefused` when it is torn."""
    if not data.startswith(_MAGIC):
        return None
    start = len(_MAGIC) + _SIZE_BYTES
    end = start + int.from_bytes(data[len(_MAGIC) : start], "little")
    said, packed = data[start:end], data[end:]
    if len(data) <= end or not said.startswith(_TAG):
        raise CatalogRefused(message("catalog.package_torn"))
    body = said[len(_TAG) :]
    catalog, count, rest = body[:_ID_BYTES], body[_ID_BYTES : _ID_BYTES + 1], body[_ID_BYTES + 1 :]
    successors, signed = _cut(rest, int.from_bytes(count, "little") * KEY_BYTES)
    if len(signed) % _SIGNED_BYTES or not 0 < len(signed) <= MOST_KEYS * _SIGNED_BYTES:
        raise CatalogRefused(message("catalog.package_torn"))
    return SignedPackage(
        catalog=catalog.hex(),
        packed=packed,
        signatures=tuple((one[:KEY_BYTES].hex(), one[KEY_BYTES:]) for one in _pieces(signed, _SIGNED_BYTES)),
        successors=tuple(one.hex() for one in _pieces(successors, KEY_BYTES)),
    )


def is_packed(data: bytes) -> bool:
    """Whether `data` begins as a zstd frame."""
    return data.startswith(zstandard.FRAME_HEADER)


def without_signatures(data: bytes) -> bytes:
    """The packed catalog of a package, signed or not."""
    signed = take_apart(data)
    return data if signed is None else signed.packed


def verify(data: bytes, *, trusted: Collection[str]) -> SignedPackage:
    """The parts of a package that somebody with a `trusted` key made.

    Every signature in it has to be true, one of them by a trusted key. Raises `CatalogRefused`: not signed, altered
    after it was signed, signed by nobody who is trusted, or nobody is trusted yet.
    """
    signed = take_apart(data)
    if signed is None:
        raise CatalogRefused(message("package.unsigned") if is_packed(data) else message("catalog.package_foreign"))
    said = _said(signed)
    if not all(is_signature(bytes.fromhex(key), data=said, signature=made) for key, made in signed.signatures):
        raise CatalogRefused(message("package.altered"))
    if not trusted:
        raise CatalogRefused(message("package.no_keys"))
    if not set(trusted) & set(signed.signers):
        known = ", ".join(map(fingerprint, signed.signers))
        raise CatalogRefused(message("package.key_unknown", fingerprints=known))
    return signed


def signed_with(package: SignedPackage, private: bytes) -> bytes:
    """The file of `package` with one more signature, by the key in the PEM `private`; in place of its earlier one.

    Raises `KeyRefused` for a file that is no private key, `CatalogRefused` for a package with `MOST_KEYS` signatures.
    """
    key, made = public_key(private), signature(private, _said(package))
    kept = tuple(one for one in package.signatures if one[0] != key)
    if len(kept) >= MOST_KEYS:
        raise CatalogRefused(message("package.keys_full", most=MOST_KEYS))
    return _put_together(msgspec.structs.replace(package, signatures=(*kept, (key, made))))


def _said(package: SignedPackage) -> bytes:
    """The bytes that are signed."""
    successors = b"".join(map(bytes.fromhex, package.successors))
    count = bytes([len(package.successors)])
    return DOMAIN + bytes.fromhex(package.catalog) + count + successors + hashlib.sha256(package.packed).digest()


def _put_together(package: SignedPackage) -> bytes:
    successors = b"".join(map(bytes.fromhex, package.successors))
    signed = b"".join(bytes.fromhex(key) + made for key, made in package.signatures)
    said = _TAG + bytes.fromhex(package.catalog) + bytes([len(package.successors)]) + successors + signed
    return _MAGIC + len(said).to_bytes(_SIZE_BYTES, "little") + said + package.packed


def _cut(data: bytes, at: int) -> tuple[bytes, bytes]:
    return data[:at], data[at:]


def _pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]
