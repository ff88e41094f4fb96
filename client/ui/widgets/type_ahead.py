"""Finds a choice by what is typed: its beginning, its number, its pinyin or their initials, any part of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from forms.pinyin import folded, sounds_at, spelling

PAUSE_S = 1.0
"""After so long without a key the next one begins a new word."""


class TypeAhead:
    """Keys that follow each other quickly are one word."""

    def __init__(self) -> None:
        self._word = ""
        self._at = 0.0

    def word(self, text: str) -> str:
        """The word so far, `text` at its end."""
        now = time.monotonic()
        self._word = text if now - self._at > PAUSE_S else self._word + text
        self._at = now
        return self._word

    def forget(self) -> None:
        """The next key begins a new word."""
        self._word = ""


def find_choice(word: str, labels: Sequence[str]) -> int | None:
    """Which of `labels` is meant by `word`, the best first; None when none is. Numbers count from 1."""
    wanted = folded(word).replace("'", "").replace(" ", "")
    if not wanted:
        return None
    plain = [folded(label) for label in labels]
    if (at := _first(label.startswith(wanted) for label in plain)) is not None:
        return at
    if wanted.isdecimal() and 1 <= int(wanted) <= len(labels):
        return int(wanted) - 1
    spoken = [sounds_at(wanted, spelling(label)) if wanted.isascii() else None for label in labels]
    for found in ([at == 0 for at in spoken], [wanted in label for label in plain], [at is not None for at in spoken]):
        if True in found:
            return found.index(True)
    return None


def _first(found: Iterable[bool]) -> int | None:
    return next((at for at, one in enumerate(found) if one), None)
