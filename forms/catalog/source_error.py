"""What is wrong in a catalog source, and where: a line of a file, or a cell of a workbook."""

from __future__ import annotations

import msgspec

from forms.errors import UserError
from forms.message import Message, message


class SourceError(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong in a catalog source.

    `file` is relative to the folder of the source, `line` counts from 1 (0: the whole file). In a workbook `cell`
    names sheet and cell (`事项!C7`); a folder has none.
    """

    file: str
    line: int
    message: Message
    cell: str = ""


class SourceRefused(UserError):
    """A catalog source with errors; `errors` has all of them, in the order of their places."""

    def __init__(self, errors: tuple[SourceError, ...]) -> None:
        super().__init__(message("catalog.source_refused", count=len(errors)))
        self.errors = errors
