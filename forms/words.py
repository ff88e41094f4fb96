"""Turns message codes into sentences; the only place where a code becomes words."""

from __future__ import annotations

from collections.abc import Mapping

from forms.message import Message


class Words:
    """The sentences of one language, by message code; placeholders are `{name}`."""

    def __init__(self, sentences: Mapping[str, str], *, language: str) -> None:
        self._sentences = sentences
        self.language = language

    def say(self, message: Message) -> str:
        """The sentence for `message`; `{element}` and `{material}` are the ids that it is about.

        An unknown code is shown as itself, never hidden.
        """
        sentence = self._sentences.get(message.code, message.code)
        about = {"element": message.element, "material": message.material}
        return sentence.format_map(_Given({name: id_ for name, id_ in about.items() if id_} | dict(message.params)))


class _Given(dict[str, str]):
    """Parameters for a sentence; one that nobody gave stays visible instead of failing in front of a clerk."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
