"""How Chinese text sounds, for search by keyboard: full pinyin, initials, or a mixture, in every reading.

The dictionary takes a quarter of a second to load; that happens when the first text is spelled.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice, product

MOST_READINGS = 16
"""Most ways in which one text is read for an index; the likeliest come first."""

_LONGEST_NAME = 4
_SURNAMES = {
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "乐": "yue",
    "仇": "qiu",
    "任": "ren",
    "区": "ou",
    "单": "shan",
    "召": "shao",
    "员": "yun",
    "曾": "zeng",
    "朴": "piao",
    "查": "zha",
    "种": "chong",
    "繁": "po",
    "缪": "miao",
    "覃": "qin",
    "解": "xie",
    "盖": "ge",
    "翟": "zhai",
}
"""Surnames that are not read as the character mostly is."""

Spelling = tuple[tuple[str, ...], ...]
"""The syllables that each character may be read as, the likeliest first; a letter or digit reads as itself."""


def folded(text: str) -> str:
    """`text` as it is compared: half width, lower case, `ü` as `v`, no space around."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ü", "v").strip()


def spelling(text: str) -> Spelling:
    """The readings of each letter, digit and Chinese character of `text`; other signs are left out."""
    text = "".join(char for char in folded(text) if char.isalnum())
    likely = _in_context(text)
    return tuple(_likely_first(readings(char), reading) for char, reading in zip(text, likely, strict=True))


@lru_cache(maxsize=32768)
def readings(char: str) -> tuple[str, ...]:
    """Every reading of one character, without tones; a character without pinyin reads as itself."""
    if char.isascii():
        return (char,)
    # Loading the dictionary would slow the start of a program that nobody searches in yet.
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    return _unique(folded(syllable) for syllable in found) or (char,)


def initials(text: str) -> tuple[str, ...]:
    """The initials of `text` in at most `MOST_READINGS` readings: `("kfd",)` for 开饭店."""
    return _initials(spelling(text))


def pinyin_keys(spelled: Spelling) -> tuple[str, ...]:
    """What someone may type to find a text: its initials, then its full pinyin, each in its readings."""
    return tuple(dict.fromkeys((*_initials(spelled), *_joined(spelled))))


def sort_key(text: str) -> str:
    """What Chinese `text` is sorted by: syllable by syllable, then by the characters; a surname as it is read in names.

    A space sorts before every letter, so that 李四 comes before 连城, and 李 before both.
    """
    plain = folded(text)
    surname = next((plain[:count] for count in (2, 1) if plain[:count] in _SURNAMES), "")
    said = [_SURNAMES[surname]] if surname and len(plain) <= _LONGEST_NAME else []
    said += [syllables[0] for syllables in spelling(plain[len(surname) :] if said else plain)]
    return f"{' '.join(said)}  {plain}" if said else plain


def sounds_at(query: str, spelled: Spelling) -> int | None:
    """Where in `spelled` the folded `query` begins, as initials, full pinyin or a mixture; None when it does not.

    The last syllable may be unfinished: `kaifand` finds 开饭店.
    """
    if not query:
        return 0
    return next((start for start in range(len(spelled)) if sounds_from(query, spelled, start)), None)


def sounds_from(query: str, spelled: Spelling, start: int) -> bool:
    """Whether `query` reads the characters of `spelled` from `start` on; all ways to read it advance together."""
    read = {0}
    for syllables in islice(spelled, start, None):
        further: set[int] = set()
        for at in read:
            rest = query[at:]
            for syllable in syllables:
                if syllable.startswith(rest):
                    return True
                if rest.startswith(syllable):
                    further.add(at + len(syllable))
                if rest[0] == syllable[0]:
                    further.add(at + 1)
        read = further
    return False


def _initials(spelled: Spelling) -> tuple[str, ...]:
    return _joined(tuple(_unique(syllable[0] for syllable in syllables) for syllables in spelled))


def _in_context(text: str) -> Sequence[str]:
    """The reading of each character that its neighbours suggest: 行 is hang in 银行, xing in 行人."""
    if text.isascii():
        return text
    from pypinyin import Style, lazy_pinyin

    # Signs without pinyin come in runs; a list keeps one entry for each, which the library's types do not know.
    found = lazy_pinyin(text, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]
    return [folded(syllable) for syllable in found]


def _likely_first(syllables: tuple[str, ...], likely: str) -> tuple[str, ...]:
    return _unique((likely, *syllables)) if likely in syllables else syllables


def _unique(syllables: Iterable[str]) -> tuple[str, ...]:
    return tuple(syllable for syllable in dict.fromkeys(syllables) if syllable)


def _joined(spelled: Spelling) -> tuple[str, ...]:
    """The readings of a whole text: the likeliest, then those that differ from it in one character, in two…"""
    if not spelled:
        return ()
    return tuple(dict.fromkeys(islice(_read_aloud(spelled), MOST_READINGS)))


def _read_aloud(spelled: Spelling) -> Iterator[str]:
    ambiguous = [index for index, syllables in enumerate(spelled) if len(syllables) > 1]
    for count in range(len(ambiguous) + 1):
        for changed in combinations(ambiguous, count):
            for others in product(*(spelled[index][1:] for index in changed)):
                swaps = dict(zip(changed, others, strict=True))
                yield "".join(swaps.get(index, syllables[0]) for index, syllables in enumerate(spelled))
