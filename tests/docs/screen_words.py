"""What the program says on screen, to hold quotations in the guides against it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping

from document import ROOT, Document

RESOURCES = ROOT / "resources"
QUOTED = {"zh_CN": re.compile("「([^」]+)」"), "en": re.compile("“([^”]+)”")}


def messages(language: str, room: str = "*") -> Mapping[str, str]:
    """The messages of a room, or of all, by code."""
    found: dict[str, str] = {}
    for path in sorted((RESOURCES / "words" / language).glob(f"{room}.toml")):
        found |= {code: str(text) for code, text in tomllib.loads(path.read_text("utf-8")).items()}
    return found


def window_texts(language: str) -> Iterator[str]:
    """The texts of the windows: English is their source, Chinese their translation."""
    for path in sorted((RESOURCES / "translations" / "zh_CN").glob("*.json")):
        entries: dict[str, str] = json.loads(path.read_text("utf-8"))
        yield from entries if language == "en" else entries.values()


def quotations(document: Document, language: str) -> list[str]:
    """Words that the document says are on screen."""
    return QUOTED[language].findall(document.prose.replace("\n", " "))


def is_said(quotation: str, texts: list[str]) -> bool:
    """True when a text holds `quotation`, a placeholder of the text standing for anything."""
    return any(quotation in text for text in texts) or any(_shape(text).fullmatch(quotation) for text in texts)


def _shape(text: str) -> re.Pattern[str]:
    literal, _, rest = text.partition("{")
    if len(literal.strip()) + len(re.sub(r"\{?\w*\}", "", rest).strip()) < 2:
        return re.compile(re.escape(text))
    return re.compile(".+".join(re.escape(part) for part in re.split(r"\{\w+\}", text)))
