"""`python -m client catalog check|build`: what the people who maintain a hall's catalog run before they publish it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from forms.catalog.package import Package
from forms.message import Message, message
from forms.words import Words
from forms.words_files import load_words

WORDS = Path(__file__).resolve().parent.parent / "resources" / "words"

SOUND, WRONG, MISUSED = 0, 1, 2
"""Exit codes: done, the source (or the disk) has errors, the command itself was not right."""


def run_tool(options: argparse.Namespace) -> int:
    """Carry out `verb` (check or build) on the folder `source`; `build` writes the file `target`.

    Every error of the source is one line `file:line: sentence`, in `language`.
    """
    tool = _Tool(load_words(WORDS, language=options.language or "zh_CN"))
    source = Path(options.source)
    if not source.is_dir():
        return tool.refuse(message("catalog_tool.no_source", source=source))
    if options.verb == "check":
        return tool.check(source)
    if not options.target:
        return tool.refuse(message("catalog_tool.no_target"))
    return tool.build(source, Path(options.target))


class _Tool:
    def __init__(self, words: Words) -> None:
        self._words = words

    def check(self, source: Path) -> int:
        """Say everything that is wrong in `source`."""
        try:
            from forms.catalog.cli import check
        except ModuleNotFoundError as lacking:
            return self.refuse(message("catalog_tool.no_yaml", module=lacking.name))
        errors = check(source)
        for error in errors:
            place = f"{source / error.file}:{error.line}" if error.line else str(source / error.file)
            self._line(f"{place}: {self._words.say(error.message)}")
        if errors:
            return self._say(message("catalog_tool.wrong", count=len(errors)), WRONG)
        return self._say(message("catalog_tool.sound", source=source), SOUND)

    def build(self, source: Path, target: Path) -> int:
        """Check `source`, then make the package file `target`."""
        checked = self.check(source)
        if checked != SOUND:
            return checked
        from forms.catalog.cli import build_file

        try:
            package = build_file(source, target)
        except OSError as error:
            return self._say(message("catalog_tool.unwritable", target=target, reason=error.strerror or error), WRONG)
        return self._say(_built(package, target), SOUND)

    def refuse(self, why: Message) -> int:
        """The command itself was not right."""
        return self._say(why, MISUSED)

    def _say(self, what: Message, code: int) -> int:
        self._line(self._words.say(what))
        return code

    def _line(self, text: str) -> None:
        # A packaged program without a console has none unless it was redirected; the exit code says the result too.
        if sys.stdout is not None:
            sys.stdout.write(text + "\n")


def _built(package: Package, target: Path) -> Message:
    return message("catalog_tool.built", target=target, id=package.id, size=len(package.data))
