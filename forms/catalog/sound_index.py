"""Which texts sound like what is typed: an index over the first letters that somebody may type at each character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forms.pinyin import Spelling, sounds_from, spelling

_LETTERS = 3
"""Letters of a key: three leave few candidates of a thousand names, and more would be many more keys."""


class SoundIndex:
    """Finds texts by pinyin, initials or a mixture (see `forms.pinyin.sounds_at`); ASCII texts are not listened to."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._spelled: list[Spelling] = [() if text.isascii() else spelling(text) for text in texts]
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._short: dict[str, dict[int, bool]] = {}
        for number, spelled in enumerate(self._spelled):
            for key, place in _keys(spelled):
                if len(key) < _LETTERS:
                    self._short.setdefault(key, {})[number] = not place
                else:
                    self._places.setdefault(key, []).append((number, place))

    def find(self, typed: str) -> Mapping[int, bool]:
        """By the number of each text that sounds like `typed` (folded): whether it does so from its beginning."""
        if len(typed) < _LETTERS:
            return self._short.get(typed, {})
        found: dict[int, bool] = {}
        for number, place in self._places.get(typed[:_LETTERS], ()):
            if found.get(number) or (place and number in found):
                continue
            if len(typed) == _LETTERS or sounds_from(typed, self._spelled[number], place):
                found[number] = not place
        return found


def _keys(spelled: Spelling) -> Iterator[tuple[str, int]]:
    """All that may be typed, up to `_LETTERS` long, to begin at each character of `spelled`; from the last one on."""
    after: list[frozenset[str]] = [frozenset()] * (_LETTERS + 1)
    for place in range(len(spelled) - 1, -1, -1):
        after = [frozenset(), *(_typed(spelled[place], length, after) for length in range(1, _LETTERS + 1))]
        for keys in after:
            for key in keys:
                yield key, place


def _typed(syllables: Sequence[str], length: int, after: Sequence[frozenset[str]]) -> frozenset[str]:
    """What may be typed with `length` letters for a character of these `syllables` and those `after` it."""
    found: set[str] = set()
    for syllable in syllables:
        if len(syllable) >= length:
            found.add(syllable[:length])
        else:
            found.update(syllable + more for more in after[length - len(syllable)])
        if length > 1:
            found.update(syllable[0] + more for more in after[length - 1])
    return frozenset(found)
