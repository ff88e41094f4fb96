"""Messages: what happened, as a code and its parameters; `forms.words` turns them into words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to tell a person.

    `code` is a dotted key of `resources/words/<language>/*.toml`; `params` fill the placeholders of its text.
    `element` and `material` say which field or material it is about, so that a screen can jump there.
    """

    code: str
    params: Mapping[str, str] = {}
    element: str = ""
    material: str = ""


def message(code: str, *, element: str = "", material: str = "", **params: object) -> Message:
    """Make a `Message`; parameters are kept as text, since they only ever fill sentences."""
    texts = {name: str(value) for name, value in params.items()}
    return Message(code=code, params=texts, element=element, material=material)
