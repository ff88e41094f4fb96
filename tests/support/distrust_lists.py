"""Distrust lists for tests: files of parties by their numbers."""

from __future__ import annotations

from forms.distrust import build_list, party_key

SOMEBODY = "11010119900307002X"
"""A number that nobody in the tests has."""


def list_file(*numbers: str, revision: str = "2026-11-23.01", salt: bytes = bytes(range(16))) -> bytes:
    """The file of a list with these numbers on it."""
    return build_list([party_key(number) for number in numbers], revision=revision, salt=salt)
