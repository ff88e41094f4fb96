"""A call that the centre understood and will not carry out; the web room turns it into a 4xx."""

from __future__ import annotations

from forms.errors import UserError
from forms.message import Message


class CallRefused(UserError):
    """Nothing changed. `status` is the fitting HTTP status, `messages` every reason, the first of them `message`."""

    def __init__(self, *messages: Message, status: int) -> None:
        super().__init__(messages[0])
        self.messages = messages
        self.status = status


def refused(code: str, *, status: int, **params: object) -> CallRefused:
    """A refusal for one reason."""
    texts = {name: str(value) for name, value in params.items()}
    return CallRefused(Message(code=code, params=texts), status=status)
