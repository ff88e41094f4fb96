"""Words for what went wrong before there is a house: errors of the policy, the store and of signing in."""

from __future__ import annotations

from pathlib import Path

from client.policy import PolicyWrong
from forms.errors import UserError
from forms.message import message
from forms.words_files import load_words

WORDS = Path(__file__).resolve().parent.parent / "resources" / "words"


def startup_words(error: BaseException, *, language: str) -> str:
    """What happened and what to do. A mistake of ours is said to be one, by the name of its error."""
    words = load_words(WORDS, language=language)
    if isinstance(error, UserError):
        return words.say(error.message)
    if isinstance(error, PolicyWrong):
        return words.say(message(error.code, **error.params))
    return words.say(message("program.fault", kind=type(error).__name__))
