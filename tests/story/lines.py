"""How the orchestrator and a clerk's process talk: one JSON object a line, asked on stdin, answered on stdout."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

Verb = Callable[..., Any]


class Talk:
    """The child's side. Everything else that writes to stdout goes to stderr, so that no line is torn."""

    def __init__(self) -> None:
        self._out: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def asked(self) -> Iterator[Mapping[str, Any]]:
        """The questions, until stdin ends."""
        for line in sys.stdin:
            yield json.loads(line)

    def answer(self, question: Mapping[str, Any], verb: Verb) -> None:
        """Carry out one question and say what came of it."""
        try:
            self._say({"answer": verb(**question["with"])})
        except Exception:
            self._say({"fault": traceback.format_exc()})

    def tell(self, event: str, **facts: Any) -> None:
        """Say something that nobody asked for, while a verb is under way."""
        self._say({"event": event, **facts})

    def _say(self, said: Mapping[str, Any]) -> None:
        self._out.write(json.dumps(said, ensure_ascii=False) + "\n")
        self._out.flush()
