"""What every benchmark shares: the machine's line, percentiles, rows with a floor and a limit, a table or JSON.

A product figure is only worth something beside a floor that was taken in the same minute on the same machine:
`interleaved` takes them in turns.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure. `value` in `unit` is what `limit` is about; `p50`, `p95` and `floor` (the floor's) are in ms."""

    name: str
    value: float
    unit: str
    limit: float
    n: int
    p50: float
    p95: float
    floor: float | None = None

    @property
    def ok(self) -> bool:
        """True when the limit is kept."""
        return self.value <= self.limit


def percentile(samples: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of `samples` do not exceed, straight between the two nearest of them."""
    if not samples:
        raise ValueError("no samples")
    ordered = sorted(samples)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def timed(name: str, samples: Sequence[float], *, limit: float) -> Row:
    """A row that limits the p95 of `samples` (ms)."""
    p50, p95 = percentile(samples, 0.5), percentile(samples, 0.95)
    return Row(name=name, value=p95, unit="ms p95", limit=limit, n=len(samples), p50=p50, p95=p95)


def compared(name: str, samples: Sequence[float], floor: Sequence[float], *, share: float, limit: float) -> Row:
    """A row that limits how many times the floor's percentile the product's is; both in ms."""
    of_floor = percentile(floor, share)
    return Row(
        name=name,
        value=percentile(samples, share) / of_floor,
        unit=f"x p{share * 100:.0f}",
        limit=limit,
        n=len(samples),
        p50=percentile(samples, 0.5),
        p95=percentile(samples, 0.95),
        floor=of_floor,
    )


def interleaved(
    turns: int, product: Callable[[], float], floor: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """`turns` samples of each, by turns, so that what else the machine does meets both alike."""
    ours, theirs = [], []
    for turn in range(turns):
        for take, into in ((product, ours), (floor, theirs))[:: 1 if turn % 2 else -1]:
            into.append(take())
    return ours, theirs


def machine() -> str:
    """Processor, system and Python, for whoever compares figures."""
    return f"{os.cpu_count()} x {_processor()}, {platform.system()} {platform.release()}, Python {_python()}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _python() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def as_json(rows: Sequence[Row]) -> str:
    """Machine and rows as one JSON text."""
    told = [{**asdict(row), "ok": row.ok} for row in rows]
    return json.dumps({"machine": machine(), "rows": told}, ensure_ascii=False, indent=1)


_HEAD = ("", "n", "p50 ms", "p95 ms", "floor ms", "value", "limit", "")


def as_table(rows: Sequence[Row]) -> str:
    """Machine and rows for a terminal."""
    cells = [_HEAD, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEAD))]
    lines = ["  ".join(_padded(line, widths)).rstrip() for line in cells]
    return "\n".join([machine(), *lines])


def _cells(row: Row) -> tuple[str, ...]:
    floor = "" if row.floor is None else f"{row.floor:.2f}"
    value, limit = f"{row.value:.2f} {row.unit}", f"{row.limit:g}"
    return row.name, str(row.n), f"{row.p50:.2f}", f"{row.p95:.2f}", floor, value, limit, "ok" if row.ok else "MISSED"


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        text.ljust(width) if not at else text.rjust(width)
        for at, (text, width) in enumerate(zip(line, widths, strict=True))
    ]
