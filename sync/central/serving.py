"""The centre as a process: real clock, real random, uvicorn, an orderly end."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn

from forms.catalog.conditions import warm_up
from forms.words_files import load_words
from sync.central.handlers import Centre
from sync.central.rulebooks import Rulebooks
from sync.central.store.store import Store
from sync.central.web.app import create_app

WORDS = Path(__file__).parents[2] / "resources" / "words"
_ZONE = "Asia/Shanghai"
_BACKLOG = 128
_GRACE_S = 10


def serve(store: Store, *, host: str, port: int, fault_after_commit: int) -> None:
    """Serve until told to stop. Writes one line `listening http://HOST:PORT` once connections are taken."""
    rulebooks = Rulebooks(store)
    warm_up()
    centre = Centre(
        store,
        clock=lambda: time.time_ns() // 1_000_000,
        today=lambda: hall_day(rulebooks),
        random_bytes=secrets.token_bytes,
        rules=rulebooks,
    )
    app = create_app(centre, load_words(WORDS, language="zh_CN"), committed=_fault(fault_after_commit))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, ws="none", server_header=False, timeout_graceful_shutdown=_GRACE_S
    )
    with _listening(host, port) as taking:
        sys.stdout.write(f"listening http://{host}:{taking.getsockname()[1]}\n")
        sys.stdout.flush()
        # uvicorn stops in order and then raises the signal again: by then there is nothing left to interrupt.
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: None)
        uvicorn.Server(config).run(sockets=[taking])


def hall_day(rulebooks: Rulebooks) -> str:
    """Today (ISO) in the hall's zone, as the current catalog says."""
    catalog = rulebooks.current()
    zone = catalog.hall.zone if catalog else _ZONE
    return datetime.now(ZoneInfo(zone)).date().isoformat()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_BACKLOG)


def _fault(after: int) -> Callable[[int], None]:
    """For crash tests: die like a power cut after the commit of the n-th exchange with operations, before its reply."""
    left = after

    def committed(operations: int) -> None:
        nonlocal left
        if operations and after:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return committed
