"""The sync screen: the link, and what is on its way."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from client.ui.widgets.progress_line import ProgressLine
from tests.story.keyboard import press, until
from tests.story.screen import Page


class ExchangePage(Page):
    """Ctrl+5, F5."""

    def open(self) -> None:
        """Go there."""
        press(Qt.Key_5, Qt.ControlModifier)
        self.in_front(self.window.exchange)

    def lines(self) -> list[str]:
        """What waits, a line per application and per scan, with its progress in words."""
        found = self.window.exchange.findChildren(ProgressLine)
        return [f"{line._name.text()}: {line.words()}" for line in found if line.isVisible()]

    def sync_now(self) -> None:
        """F5."""
        press(Qt.Key_F5)

    def watch_until_all_sent(self, picture: str) -> list[str]:
        """F5, a picture in the middle of the scans, until everything is delivered; each different state seen."""
        seen: list[str] = []
        self.sync_now()

        def look() -> bool:
            now = self.lines()
            state = " / ".join(now)
            if state and state not in seen:
                seen.append(state)
            if not self._shot and any(_is_under_way(line) for line in now):
                self._shot = self.camera.shoot(picture)
            return not now

        until(look, "everything delivered", patience=60)
        return seen

    _shot = ""


def _is_under_way(line: str) -> bool:
    """`扫描件 · 食品安全管理制度文本: 64 / 138 KB`"""
    return line.endswith(" KB") and " / " in line and not line.partition(": ")[2].startswith("0 ")
