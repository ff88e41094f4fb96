"""The one error tree.

YichuangError
├── UserError            the person can do something about it; carries a Message
│   ├── CatalogRefused    a catalog package that is torn, tampered with or of an unknown format
│   ├── StorageFailed     disk full, file locked, key not found: nothing was changed
│   ├── DistrustRefused   a distrust list that is torn, not signed or older than the one that is kept
│   ├── ScanRefused       a file that is not a readable JPEG, PNG or PDF
│   └── SignInRefused     wrong password, unknown account, no offline record
└── Bug                   our mistake: a broken invariant

A refusal of a desk verb is no error: `decide` returns a `Refusal`. Transport failures have their
own small tree in `sync.transport`.
"""

from __future__ import annotations

from forms.message import Message


class YichuangError(Exception):
    """Root of every error that this product raises on purpose."""


class UserError(YichuangError):
    """An error that a person can act on; `message` says what happened and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


class CatalogRefused(UserError):
    """A catalog package that cannot be trusted or read; the installed one stays."""


class StorageFailed(UserError):
    """The store could not be opened or written; nothing was changed, nothing was created."""


class DistrustRefused(UserError):
    """A distrust list that cannot be read or trusted; the one kept stays."""


class ScanRefused(UserError):
    """A file that cannot become a scan."""


class SignInRefused(UserError):
    """The clerk could not be signed in."""


class Bug(YichuangError):
    """A broken invariant of our own code; never shown as anything else."""
