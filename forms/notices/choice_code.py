"""The code on a one-time notice: `YCK|<theme>|<items>|<answers>|<check>`, so that a choice is never typed again.

Whoever comes back with the notice, at any window, begins where the consultation ended. It names nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from forms.message import Message, message

_FORMAT = "YCK"
_PARTS = 5
_CHECK_LENGTH = 6
_LONGEST = 2000


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen: a theme, whose items follow from its answers, or `items` picked singly (theme '')."""

    theme: str = ""
    items: tuple[str, ...] = ()
    answers: Mapping[str, bool] = {}


def choice_code(choice: Choice) -> str:
    """The content of the code. Every answer stands on it: a later catalog may take another one for granted."""
    answers = sorted(f"{name}{'+' if yes else '-'}" for name, yes in choice.answers.items())
    body = "|".join((_FORMAT, choice.theme, "" if choice.theme else ",".join(choice.items), ",".join(answers)))
    return f"{body}|{_check(body)}"


def is_choice_code(text: str) -> bool:
    """True for what a scanner reads off a one-time notice, whole or torn."""
    return text.strip().upper().startswith(f"{_FORMAT}|")


def read_choice(text: str) -> Choice | Message:
    """The choice in a scanned code; else what is wrong with it and what to do."""
    body, _, check = text.strip().rpartition("|")
    parts = body.split("|")
    if len(text) > _LONGEST or len(parts) != _PARTS - 1 or parts[0] != _FORMAT or check != _check(body):
        return message("choice_code.torn")
    answers = {name[:-1]: name.endswith("+") for name in _names(parts[3])}
    return Choice(theme=parts[1], items=_names(parts[2]), answers=answers)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


def _check(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:_CHECK_LENGTH].upper()
