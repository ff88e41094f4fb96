"""What a person hands to the centre to make a distrust list of: numbers or keys of parties, or the list itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from forms.distrust import MAGIC, SALT_BYTES, build_list, party_key
from forms.errors import DistrustRefused
from forms.message import message
from sync.central.moment import Moments

_KEY = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9A-Za-z]{8,24}")
_MOST_A_DAY = 99


def list_of(path: Path, *, revision: str, moments: Moments) -> bytes:
    """The list file in `path`, or one made of the lines there, a number or a key each; empty lines are left out.

    A list made here has a salt of its own. Raises `DistrustRefused`, which names a wrong line by its place and never
    says what stands there, and `OSError`.
    """
    data = path.read_bytes()
    if data.startswith(MAGIC):
        return data
    return build_list(_keys(data), revision=revision, salt=moments.random_bytes(SALT_BYTES))


def next_revision(kept: str, *, day: str) -> str:
    """The revision after `kept` ('' for none): of `day` (ISO), or of the day of `kept` when that is not before it."""
    last, _, number = kept.partition(".")
    if not kept or last < day:
        return f"{day}.01"
    if int(number) >= _MOST_A_DAY:
        raise DistrustRefused(message("distrust.too_often", day=last))
    return f"{last}.{int(number) + 1:02d}"


def _keys(data: bytes) -> Iterator[str]:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DistrustRefused(message("distrust.unreadable")) from error
    for place, line in enumerate(lines, start=1):
        said = line.strip()
        if _KEY.fullmatch(said):
            yield said
        elif _NUMBER.fullmatch(said):
            yield party_key(said)
        elif said:
            raise DistrustRefused(message("distrust.line", line=place))
