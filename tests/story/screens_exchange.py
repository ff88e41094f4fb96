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
        """F5, a picture in the middle, until everything is delivered; each different state of the lines."""
        seen: list[str] = []
        self.sync_now()

        def look() -> bool:
            now = " / ".join(self.lines())
            if now and now not in seen:
                seen.append(now)
                if len(seen) == 4:
                    self.camera.shoot(picture)
            return not now

        until(look, "everything delivered", patience=60)
        return seen
