"""The distrust list (失信名单): whether a party is on it can be asked without the list saying any number.

A list file is `MAGIC`, one line of JSON (`Head`), and the entries packed by zstd. An entry is the first eight bytes of
SHA-256 over the list's own salt and the key of a party, so that two lists cannot be joined and none can be looked up
in a table made beforehand; eight bytes of 200,000 entries name a stranger once in 10^14 questions. Entries are sorted
and stand byte column by byte column, which is what makes their first bytes pack away.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec
import zstandard

from forms.errors import DistrustRefused
from forms.message import message

MAGIC = b"yichuang distrust list 1\n"
MOST = 200_000
"""Most entries: more than any city has in force."""

MOST_BYTES = 2 * 1024 * 1024
"""Largest list file; `MOST` entries take three fifths of it."""

SALT_BYTES = 16
_ENTRY = 8
_LEVEL = 9
_KEY = re.compile(r"[0-9a-f]{64}")
_REVISION = re.compile(r"\d{4}-\d{2}-\d{2}\.\d{2}")
_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_BYTES}}}")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """`revision`: day and number of the day (`2026-11-23.01`), later ones sort behind; `salt` hex; how many entries."""

    revision: str
    salt: str
    count: int


class DistrustList:
    """A list that was read whole."""

    def __init__(self, head: Head, entries: bytes) -> None:
        self.revision = head.revision
        self.count = head.count
        self._salt = bytes.fromhex(head.salt)
        self._entries = entries

    def has(self, key: str) -> bool:
        """Whether the party with this key (`party_key`) is on the list; nobody is without a key."""
        if not key:
            return False
        sought = _entry(key, self._salt)
        place = bisect_left(range(self.count), sought, key=self._at)
        return place < self.count and self._at(place) == sought

    def _at(self, place: int) -> bytes:
        return self._entries[place * _ENTRY : (place + 1) * _ENTRY]


def party_key(number: str) -> str:
    """The key of the party with an identity or credit number: SHA-256 (hex) of it in capitals; '' for no number."""
    plain = number.strip().upper()
    return hashlib.sha256(f"yichuang party\n{plain}".encode()).hexdigest() if plain else ""


def credit_key(numbers: Sequence[str]) -> str:
    """The key of who is looked up together (an organisation and who acts for it by law); of one party its own."""
    keys = [party_key(number) for number in numbers if number.strip()]
    if len(keys) < 2:
        return keys[0] if keys else ""
    return hashlib.sha256("\n".join(["yichuang parties", *keys]).encode()).hexdigest()


def is_revision(text: str) -> bool:
    """Whether `text` may name a list."""
    return _REVISION.fullmatch(text) is not None


def build_list(keys: Iterable[str], *, revision: str, salt: bytes) -> bytes:
    """The file of a list of parties by their keys. Raises `DistrustRefused` for a wrong key or revision, or too many.

    `salt` is random and new for each list.
    """
    if not is_revision(revision):
        raise DistrustRefused(message("distrust.revision", revision=revision))
    known = set(keys)
    for key in known:
        if not _KEY.fullmatch(key):
            raise DistrustRefused(message("distrust.key"))
    if len(known) > MOST:
        raise DistrustRefused(message("distrust.too_many", count=len(known), most=MOST))
    entries = sorted({_entry(key, salt) for key in known})
    head = Head(revision=revision, salt=salt.hex(), count=len(entries))
    packed = zstandard.ZstdCompressor(level=_LEVEL).compress(_columns(b"".join(entries)))
    return MAGIC + msgspec.json.encode(head) + b"\n" + packed


def read_list(data: bytes) -> DistrustList:
    """The list in a file. Raises `DistrustRefused` for one that is torn, larger than allowed or no list at all."""
    if not data.startswith(MAGIC) or len(data) > MOST_BYTES:
        raise DistrustRefused(message("distrust.unreadable"))
    told, _, packed = data[len(MAGIC) :].partition(b"\n")
    try:
        head = msgspec.json.decode(told, type=Head)
        entries = _unpacked(packed, head)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, zstandard.ZstdError) as error:
        raise DistrustRefused(message("distrust.unreadable")) from error
    return DistrustList(head, entries)


def list_id(data: bytes) -> str:
    """SHA-256 (hex) of a list file: its id."""
    return hashlib.sha256(data).hexdigest()


def _entry(key: str, salt: bytes) -> bytes:
    return hashlib.sha256(b"yichuang distrust\n" + salt + bytes.fromhex(key)).digest()[:_ENTRY]


def _columns(entries: bytes) -> bytes:
    return b"".join(entries[place::_ENTRY] for place in range(_ENTRY))


def _unpacked(packed: bytes, head: Head) -> bytes:
    """The entries; `ValueError` unless they are as many as the head says, each once and in order."""
    size = head.count * _ENTRY
    if not (is_revision(head.revision) and _SALT.fullmatch(head.salt) and 0 <= head.count <= MOST):
        raise ValueError(head)
    if zstandard.frame_content_size(packed) != size:
        raise ValueError(size)
    columns = zstandard.ZstdDecompressor().decompress(packed, max_output_size=size or 1, allow_extra_data=False)
    entries = bytearray(size)
    for place in range(_ENTRY):
        entries[place::_ENTRY] = columns[place * head.count : (place + 1) * head.count]
    whole = bytes(entries)
    each = [whole[start : start + _ENTRY] for start in range(0, size, _ENTRY)]
    if any(one >= other for one, other in pairwise(each)):
        raise ValueError(head.count)
    return whole
