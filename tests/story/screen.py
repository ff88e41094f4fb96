"""What all page objects have: the window, the clerk's eyes, and numbered screenshots."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtWidgets import QApplication, QWidget

from client.app import Application
from client.ui.shell.shell_view import ShellView
from client.ui.window.desk_window import DeskWindow
from tests.story.keyboard import until


class Camera:
    """Takes `NN-name.png` of whatever window is in front; numbers go on where an earlier process stopped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def shoot(self, name: str) -> str:
        """One numbered picture; its file name."""
        number = 1 + len(list(self._folder.glob("[0-9][0-9]-*.png")))
        return self._save(f"{number:02d}-{name}.png").name

    def shoot_failure(self, verb: str) -> Path:
        """What the screen looked like when `verb` failed."""
        return self._save(f"failed-{verb}.png")

    def _save(self, name: str) -> Path:
        QApplication.processEvents()
        window = QApplication.activeModalWidget() or QApplication.activeWindow() or _any_window()
        path = self._folder / name
        if not window.grab().save(str(path)):
            raise OSError(f"{path} could not be written")
        return path


class Page:
    """A page object: reads what is on the screen, acts by keys and mouse."""

    def __init__(self, application: Application, camera: Camera) -> None:
        self.application = application
        self.camera = camera

    @property
    def window(self) -> DeskWindow:
        """The desk's window, once somebody is signed in."""
        assert self.application.window is not None, "nobody is signed in"
        return self.application.window

    @property
    def shell(self) -> ShellView:
        """The shell around the screens."""
        return self.window.shell

    def in_front(self, screen: QWidget) -> None:
        """Wait until `screen` is the one shown."""
        until(lambda: self.shell.current_screen() is screen and screen.isVisible(), type(screen).__name__)

    def link_text(self) -> str:
        """The words on the link chip; the tool tip has them in full."""
        return str(self.shell.top._link.toolTip())


def _any_window() -> QWidget:
    return next(widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
