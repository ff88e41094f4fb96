"""A child process as the orchestrator sees it: started, asked, killed."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0


class ChildFault(AssertionError):
    """A child raised, ended or said nothing; the message has its words and the end of its stderr."""


class Child:
    """`python -m module arguments`, with lines in and out; its stderr goes to `log`."""

    def __init__(self, module: str, arguments: Sequence[str], *, environment: Mapping[str, str], log: Path) -> None:
        self.name = module
        self._log = log
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-X", "utf8", "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=dict(environment),
                cwd=REPOSITORY,
            )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.events: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, name="lines", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """The process id."""
        return self.process.pid

    def first_line(self, *, patience: float = PATIENCE_S) -> str:
        """What it says first. Raises `ChildFault`."""
        return self._next(patience)

    def do(self, verb: str, *, patience: float = PATIENCE_S, **facts: Any) -> Any:
        """Ask and wait for the answer. Raises `ChildFault`."""
        self.ask(verb, **facts)
        return self.answer(patience=patience)

    def ask(self, verb: str, **facts: Any) -> None:
        """Ask without waiting."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps({"do": verb, "with": facts}, ensure_ascii=False).encode() + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise ChildFault(self._told(f"cannot be asked to {verb}: {error}")) from error

    def answer(self, *, patience: float = PATIENCE_S) -> Any:
        """The answer to the last question; events before it are kept in `events`."""
        while True:
            said = json.loads(self._next(patience))
            if "fault" in said:
                raise ChildFault(self._told(said["fault"]))
            if "event" not in said:
                return said["answer"]
            self.events.append(said)

    def event(self, *, patience: float = PATIENCE_S) -> dict[str, Any]:
        """The next event. Raises `ChildFault` when an answer comes instead."""
        said: dict[str, Any] = json.loads(self._next(patience))
        if "event" not in said:
            raise ChildFault(self._told(str(said)))
        self.events.append(said)
        return said

    def kill(self) -> None:
        """SIGKILL, as by a power cut; harmless when it has ended."""
        self.process.kill()
        self._ended(self.process.wait())

    def end(self, *, patience: float = 20.0) -> int:
        """Close its stdin and let it end by itself; its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.wait(patience=patience)

    def terminate(self, *, patience: float = 20.0) -> int:
        """SIGTERM, and its exit code."""
        self.process.terminate()
        return self.wait(patience=patience)

    def wait(self, *, patience: float = PATIENCE_S) -> int:
        """Wait until it has ended by itself. Raises `ChildFault` when it does not."""
        try:
            return self._ended(self.process.wait(patience))
        except subprocess.TimeoutExpired as late:
            self.kill()
            raise ChildFault(self._told(f"did not end within {patience:.0f} s")) from late

    def _ended(self, code: int) -> int:
        self._reader.join(10)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.decode("utf-8"))
        self._lines.put(None)

    def _next(self, patience: float) -> str:
        deadline = time.monotonic() + patience
        try:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty as late:
            raise ChildFault(self._told(f"said nothing for {patience:.0f} s")) from late
        if line is None:
            self._lines.put(None)
            raise ChildFault(self._told(f"ended with {self.process.wait()}"))
        return line

    def _told(self, what: str) -> str:
        tail = self._log.read_text("utf-8", "replace")[-3000:]
        return f"{self.name} (pid {self.pid}): {what}\n--- {self._log}\n{tail}"
