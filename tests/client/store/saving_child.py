"""A process that saves without pause until it is killed, saying after each save what is on disk from now on."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[3]), str(Path(__file__).parent)]

from store_window import CATALOG, Window, accepted  # noqa: E402

from client.store.rows import Draft  # noqa: E402
from tests.support.memory_keys import MemoryKeys  # noqa: E402


def main(folder: str, round_number: str) -> None:
    keys = MemoryKeys()
    keys.secrets = json.loads(sys.stdin.readline())
    window = Window(Path(folder), keys=keys)
    say("open")
    number = 0
    while True:
        number += 1
        application = f"r{round_number}-{number}"
        save(window, application, number)


def save(window: Window, application: str, number: int) -> None:
    patch = {"ap_name": str(number)}
    draft = Draft(application="typing", clerk="li", base_rev=0, catalog=CATALOG, patch=patch, saved_wall=1)
    window.store.drafts.save(draft)
    say("draft", number)
    scan = window.store.scans.add(application.encode() * 9_000, media_type="image/png", pages=1, thumbnail=b"t")
    say("scan", scan)
    window.begin(application, ap_name="单曾国", ap_addr="江州路" * 5)
    say("application", application, 2)
    window.commit(application, accepted(application))
    say("application", application, 3)


def say(*words: object) -> None:
    os.write(1, (json.dumps(words) + "\n").encode())


main(*sys.argv[1:])
