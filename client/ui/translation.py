"""Window texts: English in the source, Chinese from `resources/translations/zh_CN/<context>.json`.

A screen calls `tr("editor", "Next missing")` and keeps its Chinese in `editor.json` as {"Next missing": "下一缺项"};
`common.json` serves every context. Texts with a value in them are formatted after translation:
`tr("editor", "{count} missing").format(count=3)`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from PyQt5.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from client.ui.style.paths import TRANSLATIONS

COMMON = "common"
_QT_CATALOGUES = ("qtbase", "qt")


def tr(context: str, text: str) -> str:
    """The window text `text` of `context` in the language that was installed; `text` itself when it has none."""
    return QCoreApplication.translate(context, text)


def tr_later(context: str, text: str) -> str:
    """Gives `text` back and marks it for the catalogue: for tables of words that are made before the language is known.

    Such a table says `tr_later("window", "Online")`, and what shows it says `tr("window", word)`.
    """
    return text


class Catalogue(QTranslator):
    """The translations of one language, kept by context and source text."""

    def __init__(self, entries: Mapping[str, Mapping[str, str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._common = entries.get(COMMON, {})

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The translation, or None so that Qt asks the next catalogue and in the end shows the source text."""
        return self._entries.get(context, {}).get(text) or self._common.get(text)

    def isEmpty(self) -> bool:
        return not self._entries


def load_entries(folder: Path) -> dict[str, dict[str, str]]:
    """Every `<context>.json` of `folder`. Raises ValueError naming the file that is not a flat text-to-text object."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}


def install_translations(app: QCoreApplication, language: str = "zh_CN") -> None:
    """Make `app` speak `language` ("zh_CN" or "en"), Qt's own words included. English needs no catalogue."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language == "en":
        return
    for name in _QT_CATALOGUES:
        of_qt = QTranslator(app)
        if of_qt.load(f"{name}_{language}", QLibraryInfo.location(QLibraryInfo.TranslationsPath)):
            app.installTranslator(of_qt)
            break
    app.installTranslator(Catalogue(load_entries(TRANSLATIONS / language), app))


def _read(path: Path) -> dict[str, str]:
    entries = json.loads(path.read_text("utf-8"))
    if not isinstance(entries, dict) or not all(isinstance(text, str) and text for text in entries.values()):
        raise ValueError(f"{path.name} must be a flat object of source text to translation")
    return entries
