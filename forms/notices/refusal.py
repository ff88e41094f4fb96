"""The error of this room."""

from __future__ import annotations

from forms.errors import UserError


class PaperRefused(UserError):
    """A paper that cannot be made; nothing was printed. The message says why and what to do."""
