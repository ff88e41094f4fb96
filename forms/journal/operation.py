"""The operation: one frozen fact, its identity, its hash and the hash chain of a device.

Identity is (device, epoch, dseq), gapless. `content_hash` is the SHA-256 of the RFC 8785 bytes of the whole
envelope; both ends compute it, nobody sends it. The random salt keeps a purged hash from being guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec
import rfc8785

from forms.journal.actor import Actor

CHAIN_START = "0" * 64
"""Chain value before the first operation of a device and epoch."""

APPLICATION = "application/"
DEVICE = "device/"


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """The envelope of one fact.

    `wall` UTC ms at the acting device, `skew` ms the device believed to be off, `day` ISO day in the hall's zone,
    `catalog` the pinned catalog id ('' on device streams), `base_rev` the last confirmed revision the actor saw.
    `needs_blobs` are the SHA-256 of the scans that this operation refers to.
    """

    device: str
    epoch: int
    dseq: int
    stream: str
    kind: str
    v: int
    actor: Actor
    wall: int
    skew: int
    day: str
    catalog: str
    base_rev: int
    needs_blobs: tuple[str, ...]
    salt: str
    body: Mapping[str, Any]

    @property
    def identity(self) -> tuple[str, int, int]:
        """(device, epoch, dseq): the name of this operation for ever."""
        return (self.device, self.epoch, self.dseq)

    @property
    def application(self) -> str:
        """The application's id, or '' on a device stream."""
        return self.stream.removeprefix(APPLICATION) if self.stream.startswith(APPLICATION) else ""


_sorted = msgspec.json.Encoder(order="sorted")
_BEYOND_BMP = re.compile(rb"[\xf0-\xf4]")


def canonical(operation: Operation) -> bytes:
    """The RFC 8785 bytes: what is stored, hashed and sent.

    msgspec's sorted JSON is the same bytes fifty times faster, except that it orders keys by code point and RFC 8785
    by UTF-16 unit. The two differ only where a character beyond the BMP occurs.
    """
    plain = msgspec.to_builtins(operation)
    quick = _sorted.encode(plain)
    return rfc8785.dumps(plain) if _BEYOND_BMP.search(quick) else quick


def content_hash(data: bytes) -> str:
    """SHA-256 (hex) of an operation's canonical bytes."""
    return hashlib.sha256(data).hexdigest()


_decoder = msgspec.json.Decoder(Operation)


def decode(data: bytes) -> Operation:
    """Read canonical bytes back; raises `msgspec.DecodeError` or `msgspec.ValidationError` on foreign bytes."""
    return _decoder.decode(data)


def next_link(previous: str, hash_of_operation: str) -> str:
    """The next value of a device's hash chain: h_n = SHA-256(h_{n-1} + content_hash), over hex text."""
    return hashlib.sha256((previous + hash_of_operation).encode("ascii")).hexdigest()
