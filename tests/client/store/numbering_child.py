"""A process that gives out numbers without pause until it is killed, saying each that is on disk from now on."""

from __future__ import annotations

import json
import os
import sys
from itertools import count
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[3]), str(Path(__file__).parent)]

from store_window import DAY, Window, accepted  # noqa: E402

from tests.support.memory_keys import MemoryKeys  # noqa: E402


def main(folder: str, round_number: str) -> None:
    keys = MemoryKeys()
    keys.secrets = json.loads(sys.stdin.readline())
    window = Window(Path(folder), keys=keys)
    for number in count(1):
        application = f"r{round_number}-{number}"
        window.begin(application)
        given = window.store.numbers.next(DAY)
        window.commit(application, accepted(given))
        os.write(1, (json.dumps([application, given]) + "\n").encode())


main(*sys.argv[1:])
