"""The scan reader: reads brought files in a child process that may die without harm to the desk."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as ReadingTimeout
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

from client.desk import scan_file
from client.desk.scan_file import FileFacts
from forms.errors import ScanRefused
from forms.message import Message, message

READING_SECONDS = 30.0
"""A file that takes longer is refused; nothing from a scanner does."""

Result = TypeVar("Result")


def end_with_the_desk() -> None:
    """In the child: end when the desk ends, also when it was killed and could close nothing.

    The child holds both ends of the pipe that it reads its work from, so it would wait there for ever.
    """
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    desk = multiprocessing.parent_process()
    if desk is not None:
        wait([desk.sentinel])
        os._exit(0)


class ChildScanReader:
    """Reads files in one child process, started at the first file and started again when it died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def inspect(self, data: bytes) -> FileFacts:
        """Facts of a readable file. Raises `ScanRefused`."""
        facts = self._ask(lambda pool: pool.submit(scan_file.read_facts, data).result(READING_SECONDS))
        if isinstance(facts, Message):
            raise ScanRefused(facts)
        return facts

    def page_image(self, data: bytes, *, page: int, width: int) -> bytes:
        """A page as PNG. Raises `ScanRefused` when it cannot be drawn."""
        return self._ask(
            lambda pool: pool.submit(scan_file.read_page, data, page=page, width=width).result(READING_SECONDS)
        )

    def codes(self, data: bytes) -> tuple[str, ...]:
        """The texts of the codes on its first pages. Raises `ScanRefused`."""
        found = self._ask(lambda pool: pool.submit(scan_file.read_codes, data).result(READING_SECONDS))
        if isinstance(found, Message):
            raise ScanRefused(found)
        return found

    def close(self) -> None:
        """End the child process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _ask(self, question: Callable[[ProcessPoolExecutor], Result]) -> Result:
        try:
            return question(self._running())
        except (BrokenProcessPool, ReadingTimeout) as error:
            self._kill()
            raise ScanRefused(message("scan.unreadable")) from error
        except (OSError, ValueError, SyntaxError, RuntimeError) as error:
            raise ScanRefused(message("scan.torn")) from error

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn: a forked child would carry the open database and Qt with it.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=end_with_the_desk)
        return self._pool

    def _kill(self) -> None:
        """A child that hangs in a decoder does not hear a polite shutdown."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list(getattr(pool, "_processes", {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)
