"""A process that takes one distrust list after the other until it is killed, saying after each what is in force."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[3]), str(Path(__file__).parent)]

from store_window import Window  # noqa: E402

from tests.client.store.distrust_offers import offer, take  # noqa: E402
from tests.support.memory_keys import MemoryKeys  # noqa: E402


def main(folder: str) -> None:
    keys = MemoryKeys()
    keys.secrets = json.loads(sys.stdin.readline())
    window = Window(Path(folder), keys=keys)
    say("open")
    for number in range(1, 100):
        offered, data = offer(number)
        take(window, offered, data, part=700)
        say("in force", offered.revision)


def say(*words: object) -> None:
    os.write(1, (json.dumps(words) + "\n").encode())


main(*sys.argv[1:])
