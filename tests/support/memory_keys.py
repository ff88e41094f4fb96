"""A key ring in memory, for tests that need no operating system."""

from __future__ import annotations


class MemoryKeys:
    backend = "tests.support.memory_keys.MemoryKeys"

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def put(self, name: str, value: str) -> None:
        self.secrets[name] = value
