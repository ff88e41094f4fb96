"""What the database says when it fails, as messages for a person."""

from __future__ import annotations

from pathlib import Path

from forms.errors import StorageFailed
from forms.message import message

_CODES = (
    ("disk is full", "store.disk_full"),
    ("readonly", "store.read_only"),
    ("locked", "store.busy"),
    ("not a database", "store.key_wrong"),
    ("malformed", "store.damaged"),
    ("disk i/o error", "store.disk_fault"),
    ("unable to open", "store.disk_fault"),
)


def storage_failed(fault: Exception, path: Path) -> StorageFailed | None:
    """The failure that `fault` of the file at `path` means, or None when it is a mistake of our own."""
    text = str(fault).lower()
    for part, code in _CODES:
        if part in text:
            return StorageFailed(message(code, file=path.name, folder=path.parent, reason=fault))
    return None
