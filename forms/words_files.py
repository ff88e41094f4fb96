"""Reads the sentences of one language from its folder of TOML files: one per room, flat, `"dotted.code" = "sentence"`.

The only module of this room that reads the words from disk; the client and the centre tell it where they are.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from forms.errors import Bug
from forms.words import Words


def load_words(folder: Path, *, language: str) -> Words:
    """The words of `language` ('zh_CN' or 'en') below `folder` (`resources/words`).

    Raises `Bug` when they are not there, unreadable or say one code twice: they are part of the program.
    """
    sentences: dict[str, str] = {}
    for path in sorted((folder / language).glob("*.toml")):
        for code, sentence in _read(path).items():
            if code in sentences:
                raise Bug(f"{path.name} says {code} a second time in {language}")
            sentences[code] = sentence
    if not sentences:
        raise Bug(f"no words for {language} in {folder}")
    return Words(sentences, language=language)


def _read(path: Path) -> dict[str, str]:
    try:
        sentences = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Bug(f"{path} cannot be read: {error}") from error
    wrong = [code for code, sentence in sentences.items() if not isinstance(sentence, str)]
    if wrong:
        raise Bug(f"{path} has no sentence for {', '.join(wrong)}")
    return sentences
