"""Searches every byte of a folder for what must never lie there in plain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.story.applicant import ID_NO, NAME, PHONE

MAGIC = {"SQLite": b"SQLite format 3\x00", "JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "PDF": b"%PDF-"}
ENCODINGS = ("utf-8", "utf-16-le", "gbk")
_WORDS = {f"{word} as {encoding}": word.encode(encoding) for word in (NAME, ID_NO, PHONE) for encoding in ENCODINGS}
_ESCAPED = {
    f"{NAME} as \\u": NAME.encode("unicode_escape"),
    f"{NAME} in upper \\u": NAME.encode("unicode_escape").upper(),
}


def plain_traces(folder: Path) -> list[str]:
    """Each trace as `file: what`; none is how it must be."""
    return [f"{path}: {what}" for path in _files(folder) for what in _found(path.read_bytes())]


def _found(data: bytes) -> Iterator[str]:
    for kind, magic in MAGIC.items():
        if data.startswith(magic):
            yield f"a {kind} file"
    for what, pattern in (_WORDS | _ESCAPED).items():
        if pattern in data:
            yield what


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
