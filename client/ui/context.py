"""What every screen is built with: the desk, who sits at it, the words, the language, and the background."""

from __future__ import annotations

from dataclasses import dataclass

from client.desk.desk import Desk
from client.desk.session import Session
from client.ui.tasks import Tasks
from forms.message import Message
from forms.words import Words


@dataclass(frozen=True, kw_only=True)
class UiContext:
    """Handed to presenters by the composition root."""

    desk: Desk
    session: Session
    words: Words
    tasks: Tasks

    @property
    def language(self) -> str:
        """'zh_CN' or 'en'."""
        return self.words.language

    def say(self, messages: tuple[Message, ...]) -> str:
        """Several messages as one text, each on its line."""
        return "\n".join(self.words.say(message) for message in messages)
