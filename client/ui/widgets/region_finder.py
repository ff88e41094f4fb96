"""Finds administrative regions by code, by name, and by how the name sounds."""

from __future__ import annotations

import threading
from functools import cache

from forms.elements.regions import Region, regions
from forms.pinyin import Spelling, folded, sounds_at, spelling

_MOST = 12

_Spelled = tuple[tuple[Region, Spelling, Spelling], ...]


def find_regions(text: str) -> tuple[Region, ...] | None:
    """At most a dozen regions that `text` may mean, the likeliest first.

    None while it is not yet known how names sound; that takes half a second once, which `prepare` spends elsewhere.
    """
    typed = folded(text).replace(" ", "")
    if not typed.isascii() or typed.isdigit() or not typed:
        return regions().search(text, limit=_MOST)
    if not _spelled.cache_info().currsize:
        prepare()
        return None
    return _sounding(typed)


def prepare() -> None:
    """Learn in the background how names sound."""
    if not _spelled.cache_info().currsize and not any(thread.name == _NAME for thread in threading.enumerate()):
        threading.Thread(target=_spelled, name=_NAME, daemon=True).start()


_NAME = "how regions sound"


def _sounding(typed: str) -> tuple[Region, ...]:
    """Regions of today whose own name begins so, else those whose full name has it; rare readings come last."""
    own = [(region, name) for region, name, _ in _spelled() if sounds_at(typed, name) == 0]
    found = own or [(region, full) for region, _, full in _spelled() if sounds_at(typed, full) is not None]
    rare = {region: sounds_at(typed, tuple(heard[:1] for heard in name)) is None for region, name in found}
    return tuple(sorted(rare, key=lambda region: (rare[region], *_size(region)))[:_MOST])


def _size(region: Region) -> tuple[bool, bool, str]:
    return (not region.code.endswith("0000"), not region.code.endswith("00"), region.code)


@cache
def _spelled() -> _Spelled:
    known, year = regions(), regions().latest
    found: list[tuple[Region, Spelling, Spelling]] = []
    for province in known.provinces(year=year):
        first = spelling(province.name)
        found.append((province, first, first))
        for city in known.children(province.code, year=year):
            second = spelling(city.name)
            found.append((city, second, first + second))
            for county in known.children(city.code, year=year):
                third = spelling(county.name)
                found.append((county, third, first + second + third))
    return tuple(found)
