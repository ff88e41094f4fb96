"""What the centre's own database says of the numbers leased to devices, read with SQL and nothing of the product."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from tests.story.count import CENTRE

USED, VOID, RETURNED, OUTSTANDING, TWICE = "used", "void", "returned", "outstanding", "twice"


def fates(centre: Path) -> Counter[str]:
    """How many of the numbers leased to devices stand on papers, ended otherwise, or are still to be given.

    A number that two applications carry, or that came back and was used all the same, counts as `twice`.
    """
    with closing(dbapi2.connect(str(centre / CENTRE))) as database:
        database.execute("PRAGMA query_only = ON")
        blocks = database.execute("SELECT prefix, first, last FROM number_block WHERE device <> ''").fetchall()
        used = Counter(database.execute("SELECT prefix, number FROM used_number WHERE prefix <> ''").fetchall())
        ended = database.execute("SELECT prefix, first, last, how FROM ended_number").fetchall()
    how = {(prefix, number): way for prefix, first, last, way in ended for number in range(first, last + 1)}
    leased = [(prefix, number) for prefix, first, last in blocks for number in range(first, last + 1)]
    assert len(set(leased)) == len(leased), "a number was leased twice"
    return Counter(_fate(used[number], how.get(number, "")) for number in leased)


def _fate(carried: int, how: str) -> str:
    if carried > 1 or (carried and how == RETURNED):
        return TWICE
    return how or (USED if carried else OUTSTANDING)
