"""What an application is found by, and how a query is put to the index.

FTS5 sees words between spaces, so every Chinese character stands alone and a run of them is asked as a phrase;
the trigram tokenizer would find no word of one or two characters. Numbers are kept forwards and backwards: a
clerk types their beginning or their end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from forms.journal.numbering import PROVISIONAL, is_provisional, numbers_of
from forms.journal.state import ApplicationState
from forms.pinyin import folded, pinyin_keys, spelling

_HAN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W_]+(?:-[^\W_]+)*")
_NUMBER = re.compile(r"[0-9A-Z]*[0-9][0-9A-Z]*")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,10}")

_LONGEST_TEXT = 40
"""Longer values are descriptions; nobody looks for an application by them."""

_SHORTEST_NUMBER = 6


class SearchDocument(msgspec.Struct, frozen=True):
    """The four columns of the index, each as words between spaces."""

    texts: str
    readings: str
    numbers: str
    tails: str


class Searched(msgspec.Struct, frozen=True):
    """What of an application is searched: texts, names among them, and numbers without signs. Cheap to compare."""

    texts: tuple[str, ...]
    numbers: tuple[str, ...]

    def document(self) -> SearchDocument:
        """The index entry; spelling a name that was never seen is the costly part."""
        readings = dict.fromkeys(key for text in self.texts for key in _readings(text))
        return SearchDocument(
            texts=" , ".join(_split(text) for text in self.texts),
            readings=" ".join(readings),
            numbers=" ".join(self.numbers),
            tails=" ".join(number[::-1] for number in self.numbers),
        )


def searched(state: ApplicationState) -> Searched:
    """What `state` is found by: short texts and numbers among its values, its party and its numbers."""
    party = state.party
    cases = [case.case_number for case in state.cases.values()]
    given = [party.name, party.id_no, party.phone, *numbers_of(state), *cases]
    given += [field.value for field in state.values.values() if isinstance(field.value, str)]
    found = [_sorted_out(value) for value in given]
    return Searched(_unique(text for text, _ in found), _unique(number for _, number in found))


@lru_cache(maxsize=16384)
def _sorted_out(value: str) -> tuple[str, str]:
    """(text, number) that `value` is searched as; mostly one of them is ''. A provisional number is both."""
    if is_provisional(value):
        return PROVISIONAL, _number(value)
    if _HAN.search(value):
        return (value, "") if len(value) <= _LONGEST_TEXT else ("", "")
    return "", _number(value)


def match_of(query: str) -> str:
    """The FTS5 expression of what a clerk typed, '' when nothing in it can be looked for. Every part must be found."""
    return " AND ".join(_term(run) for run in _RUNS.findall(folded(query)))


def _term(run: str) -> str:
    if _HAN.match(run):
        return f'texts : "{_split(run)}"'
    plain = run.replace("-", "")
    if any(sign.isdigit() for sign in plain):
        return f'(numbers : "{plain}"* OR tails : "{plain[::-1]}"* OR texts : "{run}"*)'
    return f'(readings : "{plain}"* OR texts : "{run}"* OR numbers : "{plain}"*)'


@lru_cache(maxsize=16384)
def _split(text: str) -> str:
    return " ".join(_HAN.sub(r" \1 ", folded(text)).split())


@lru_cache(maxsize=4096)
def _readings(text: str) -> tuple[str, ...]:
    """Readings of a name, and of a person's given name alone: that is what people remember."""
    if not _NAME.fullmatch(text):
        return ()
    spelled = spelling(text)
    given = spelled[-2:] if 3 <= len(spelled) <= 4 else ()
    return tuple(dict.fromkeys((*pinyin_keys(spelled), *pinyin_keys(given))))


def _number(text: str) -> str:
    plain = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    return plain.lower() if len(plain) >= _SHORTEST_NUMBER and _NUMBER.fullmatch(plain) else ""


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
