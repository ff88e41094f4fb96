"""A document of the house, read for what it claims: links, paths, commands, words on screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """One Markdown file, `path` from the root of the repository."""

    path: str

    @property
    def text(self) -> str:
        return (ROOT / self.path).read_text("utf-8")

    @property
    def prose(self) -> str:
        return _FENCE.sub("", self.text)

    def fences(self, language: str) -> list[str]:
        return [body for found, body in _FENCE.findall(self.text) if found == language]

    def spans(self) -> list[str]:
        return _SPAN.findall(self.prose)

    def links(self) -> list[str]:
        return [target.split("#")[0] for target in _LINK.findall(self.prose) if "://" not in target]

    def headings(self) -> list[int]:
        """Level of each heading."""
        return [len(marks) for marks in _HEADING.findall(self.prose)]

    def code_lines(self) -> Iterator[str]:
        """What could be typed at a prompt: lines of plain fences, without their comments, and inline code."""
        for body in self.fences(""):
            yield from (line.split("  #")[0].split("#")[0].strip() for line in body.splitlines())
        yield from self.spans()

    def folder(self) -> Path:
        return (ROOT / self.path).parent


def documents() -> list[Document]:
    """Every document that the house keeps."""
    found = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
    return [Document(path.relative_to(ROOT).as_posix()) for path in sorted(found)]
