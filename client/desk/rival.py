"""One of the values that windows gave the same field."""

from __future__ import annotations

import msgspec

from forms.values import Value


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a field in conflict (None: emptied), whether this PC gave it, else at which window and by whom."""

    value: Value | None
    own: bool
    window: str = ""
    clerk: str = ""
