"""The centre as a real process, talked to over real sockets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec

from sync.proof import proof
from sync.wire import MEDIA_TYPE

ROOT = Path(__file__).parents[3]


class Running:
    """One `python -m sync.central serve`."""

    def __init__(self, data: Path, *options: str) -> None:
        command = [sys.executable, "-m", "sync.central", "serve", "--data", str(data), *options]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        said, _, self.url = self.process.stdout.readline().strip().partition(" ")
        assert said == "listening", self.process.communicate(timeout=10)

    def stop(self) -> tuple[int, str]:
        """End it; its exit code and what it logged."""
        self.process.terminate()
        _, logged = self.process.communicate(timeout=20)
        return self.process.returncode, logged


@contextmanager
def running(data: Path, *options: str) -> Iterator[Running]:
    centre = Running(data, *options)
    try:
        yield centre
    finally:
        centre.process.kill()
        centre.process.communicate(timeout=20)


class Caller:
    """Sends raw requests and checks that every answer is the centre's."""

    def __init__(self, url: str, token: str = "") -> None:
        self.client = httpx.Client(base_url=url, trust_env=False, timeout=20)
        self.token = token
        self.asked = 0

    def send(
        self,
        method: str,
        path: str,
        *,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> tuple[int, object]:
        """Status and decoded body; fails unless media type and proof are right."""
        self.asked += 1
        known = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent = {"X-Request-Id": f"r{self.asked}", "Accept-Encoding": "identity", **known, **(headers or {})}
        with self.client.stream(method, path, headers=sent, content=body) as response:
            raw = b"".join(response.iter_raw())
        assert response.headers["content-type"] == MEDIA_TYPE
        proving = self.token if key is None else key
        assert response.headers["x-sync-proof"] == proof(proving, f"r{self.asked}", raw)
        return response.status_code, msgspec.json.decode(raw)
