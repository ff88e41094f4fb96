"""Reads the files of a catalog source within its limits, so that none of them fills the memory."""

from __future__ import annotations

from pathlib import Path

from forms.catalog.limits import MAX_FILE_SIZE, MAX_FILES, MAX_SOURCE_SIZE
from forms.catalog.source_error import SourceError, SourceRefused
from forms.message import Message, message


class SourceFiles:
    """The files of the folder `root`. What goes beyond a limit of the whole source ends the reading."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files = 0
        self._size = 0

    def named(self, name: str, suffix: str) -> list[Path]:
        """The files of folder `name` that end in `suffix`, in the order of their names."""
        paths = sorted((self._root / name).glob(f"*{suffix}"))
        self._files += len(paths)
        if self._files > MAX_FILES:
            raise _refused(name, message("catalog.too_many_files", limit=MAX_FILES))
        return paths

    def known_as(self, path: Path) -> str:
        """What messages call `path`."""
        return path.relative_to(self._root).as_posix()

    def text(self, path: Path) -> str | Message:
        """The text of `path`, or why it cannot be read."""
        file = self.known_as(path)
        if not path.is_file():
            return message("catalog.file_missing", file=file)
        try:
            with path.open("rb") as source:
                data = source.read(MAX_FILE_SIZE + 1)
        except OSError as error:
            return message("catalog.file_locked", file=file, reason=error.strerror or error)
        if len(data) > MAX_FILE_SIZE:
            return message("catalog.file_too_large", file=file, limit=MAX_FILE_SIZE // 1024 // 1024)
        self._size += len(data)
        if self._size > MAX_SOURCE_SIZE:
            raise _refused(file, message("catalog.source_too_large", limit=MAX_SOURCE_SIZE // 1024 // 1024))
        return _decoded(data, file)


def _decoded(data: bytes, file: str) -> str | Message:
    try:
        # Notepad on Windows may begin a file with a byte order mark.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return message("catalog.file_not_utf8", file=file)


def _refused(file: str, wrong: Message) -> SourceRefused:
    return SourceRefused((SourceError(file=file, line=0, message=wrong),))
