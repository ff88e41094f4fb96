"""Administrative regions of China, now and before: GB/T 2260 codes with their names and years of validity.

A code of six digits stands for a province (xx0000), a city (xxxx00) or a county. Codes are withdrawn and given
different names, but stay on papers, so every code ever given is kept. The data is `resources/regions.tsv`, made by
`forms.elements.region_seed`; it is read when first asked for, since most screens show no region.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

import msgspec

from forms.elements.typed_text import code_text, is_digits
from forms.errors import Bug

_DATA = Path(__file__).resolve().parents[2] / "resources" / "regions.tsv"
_NO_PLACES = frozenset(("市辖区", "市", "县", "省直辖县级行政单位", "自治区直辖县级行政单位"))
"""City-level codes that only group counties; nobody says them in an address."""


class Region(msgspec.Struct, frozen=True):
    """A code under one name. `first` and `last` are the years (both included) in which it bore this name.

    `first` is None when it did so before the records begin (about 1980), `last` when it still does.
    """

    code: str
    name: str
    first: int | None = None
    last: int | None = None

    def valid_in(self, year: int) -> bool:
        """Whether the code bore this name at some day of `year`."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


class Regions:
    """Every region ever; where a code had several names one after another, its last one stands for it."""

    def __init__(self, known: Iterable[Region]) -> None:
        names: dict[str, list[Region]] = {}
        for region in known:
            names.setdefault(region.code, []).append(region)
        self._names: Mapping[str, Sequence[Region]] = {
            code: sorted(names[code], key=lambda region: region.first or 0) for code in sorted(names)
        }

    def find(self, code: str) -> Region | None:
        """The region of `code` under its last name, or None when the code was never given."""
        names = self._names.get(code)
        return names[-1] if names else None

    def names(self, code: str) -> Sequence[Region]:
        """Every name that `code` had, the oldest first; none when it was never given."""
        return self._names.get(code, ())

    def provinces(self, *, year: int | None = None) -> tuple[Region, ...]:
        """The provinces, those of `year` or all ever."""
        return self._last_names(self._below.get("", ()), year)

    def children(self, code: str, *, year: int | None = None) -> tuple[Region, ...]:
        """The cities of a province or the counties of a city, those of `year` or all ever; none below a county."""
        return self._last_names(self._below.get(code, ()), year)

    def path(self, code: str) -> tuple[Region, ...]:
        """Province, city and county down to `code`; a province is a path of one, an unknown code of none."""
        if code not in self._names:
            return ()
        steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
        return tuple(names[-1] for names in map(self._names.get, steps) if names)

    def full_name(self, code: str) -> str:
        """`山东省济南市历下区`; an unknown code as it is."""
        path = self.path(code)
        spoken = [region.name for region in path[:-1] if region.name not in _NO_PLACES]
        return "".join(spoken) + path[-1].name if path else code

    def search(self, text: str, *, limit: int = 20) -> tuple[Region, ...]:
        """At most `limit` regions that `text` may mean: the beginning of a code, or part of a present or former name.

        Names of cities and provinces may stand before it, shortened too (`济南历下`). Present names come before
        former ones, and those that begin with `text` before those that contain it.
        """
        wanted = code_text(text)
        if not wanted:
            return ()
        if is_digits(wanted):
            found = [region for code, names in self._names.items() if code.startswith(wanted) for region in names[-1:]]
        else:
            found = self._containing(wanted) or self._shortened(wanted)
        return tuple(sorted(found, key=lambda region: _rank(region, wanted))[:limit])

    def named(self, text: str) -> Region | None:
        """The one region that `text` names exactly, alone or after what it lies in; None for none or several.

        Of regions with the same name, one that still bears it wins over those that once did.
        """
        found = self._by_name.get(code_text(text), ())
        present = [region for region in found if region.last is None] or found
        return present[0] if len({region.code for region in present}) == 1 else None

    @cached_property
    def latest(self) -> int:
        """The last year of which anything is known; codes given later are not."""
        years = (year for names in self._names.values() for region in names for year in (region.first, region.last))
        return max(filter(None, years), default=0)

    def _last_names(self, codes: Iterable[str], year: int | None) -> tuple[Region, ...]:
        held = ([name for name in self._names[code] if year is None or name.valid_in(year)] for code in codes)
        return tuple(names[-1] for names in held if names)

    def _containing(self, wanted: str) -> list[Region]:
        return [region for region in self._full_names if wanted in region.name] or [
            region for region, full in self._full_names.items() if full.endswith(wanted)
        ]

    def _shortened(self, wanted: str) -> list[Region]:
        """Regions whose full name has the characters of `wanted` in order, the last of them in their own name."""
        return [
            region for region, full in self._full_names.items() if wanted[-1] in region.name and _in_order(wanted, full)
        ]

    @cached_property
    def _below(self) -> Mapping[str, Sequence[str]]:
        """The codes below a code; below '' the provinces."""
        below: dict[str, list[str]] = {}
        for code in self._names:
            below.setdefault(_parent(code), []).append(code)
        return below

    @cached_property
    def _full_names(self) -> Mapping[Region, str]:
        """Every name that any code had, with the last names of what it lies in before it."""
        full: dict[Region, str] = {}
        for code, names in self._names.items():
            before = self.full_name(code).removesuffix(names[-1].name)
            full.update((region, before + region.name) for region in names)
        return full

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Region]]:
        """Regions by their names, alone and after the names of their city, their province or both."""
        by_name: dict[str, list[Region]] = {}
        for region in self._full_names:
            above = [upper.name for upper in self.path(region.code)[:-1]]
            spoken = [name for name in above if name not in _NO_PLACES]
            for said in {"", "".join(above), "".join(spoken), *above}:
                by_name.setdefault(said + region.name, []).append(region)
        return by_name


@cache
def regions() -> Regions:
    """The regions of `resources/regions.tsv`, read once. Raises `Bug` when the file is not there or torn."""
    return Regions(read_regions(_DATA))


def read_regions(path: Path) -> Iterable[Region]:
    """The regions in a file of lines `code, first, last, name` between tabs; lines with # in front are remarks."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_region(line) for line in lines if line and not line.startswith("#")]
    except (OSError, ValueError) as error:
        raise Bug(f"{path} cannot be read: {error}") from error


def _region(line: str) -> Region:
    code, first, last, name = line.split("\t")
    return Region(code, name, int(first) if first else None, int(last) if last else None)


def _parent(code: str) -> str:
    if code.endswith("0000"):
        return ""
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


def _rank(region: Region, wanted: str) -> tuple[bool, bool, bool, bool, str]:
    """Present names first, then those that begin with what was typed, then provinces, cities and counties."""
    code, begins = region.code, region.name.startswith(wanted)
    return (region.last is not None, not begins, not code.endswith("0000"), not code.endswith("00"), code)


def _in_order(wanted: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in wanted)
