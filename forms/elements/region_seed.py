"""Makes `resources/regions.tsv` from the list of region codes that `python-stdnum` carries (`stdnum/cn/loc.dat`).

Run `python -m forms.elements.region_seed TARGET` after an upgrade of python-stdnum. Only people who make the data need
that library; the program reads the file. Regions that the list does not have yet may be added by hand, one line each.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from forms.elements.regions import Region

_PROVINCE = re.compile(r'(\d{2}) province=".*"')
_COUNTY = re.compile(r'  (\d{4}) county="(.+)"')
_NAME = re.compile(r"(?:\[(\d{4})?-(\d{4})?\])?([^\[\]]+)")

_HEADER = """\
# Region codes of China (GB/T 2260) since about 1980: code, first year, last year (both included, empty = open), name.
# Made by forms.elements.region_seed from python-stdnum (stdnum/cn/loc.dat, LGPL-2.1-or-later), which takes them from
# the lists 中华人民共和国行政区划代码 of Chinese Wikipedia (CC BY-SA 4.0). The codes are given by the Ministry of Civil
# Affairs (民政部). A year is that of the list in which a name appeared or was dropped, so it may be off by one.
"""


def derived(lines: Iterable[str]) -> Iterator[Region]:
    """The regions in stdnum's list. Raises `ValueError` for a line of a form that it never had."""
    province = ""
    for line in lines:
        if line.startswith("#"):
            continue
        header, county = _PROVINCE.fullmatch(line), _COUNTY.fullmatch(line)
        if header:
            province = header[1]
        elif county:
            yield from (_region(province + county[1], name) for name in county[2].split(","))
        else:
            raise ValueError(f"not understood: {line}")


def _region(code: str, text: str) -> Region:
    found = _NAME.fullmatch(text)
    if found is None:
        raise ValueError(f"{code}: not understood: {text}")
    first, last = (int(year) if year else None for year in found.group(1, 2))
    # The list says 1983 to 1982 for names that ended before its first edition with years.
    began_before = first is not None and last is not None and first > last
    return Region(code, found[3], None if began_before else first, last)


def as_text(regions: Iterable[Region]) -> str:
    """The file's text, by code and year."""
    ordered = sorted(regions, key=lambda region: (region.code, region.first or 0))
    lines = (f"{region.code}\t{region.first or ''}\t{region.last or ''}\t{region.name}\n" for region in ordered)
    return _HEADER + "".join(lines)


def main(target: str) -> None:
    """Write the file."""
    source = resources.files("stdnum").joinpath("cn", "loc.dat").read_text(encoding="utf-8")
    Path(target).write_text(as_text(derived(source.splitlines())), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
