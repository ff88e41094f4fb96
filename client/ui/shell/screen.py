"""What the shell asks of a screen, and the keys it hands on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PyQt5.QtCore import pyqtBoundSignal, pyqtSignal
from PyQt5.QtWidgets import QWidget

from client.ui.style.marks import mark


class ShellKey(StrEnum):
    """The keys of the desk; the value is the key as Qt writes it and as the window shows it."""

    GUIDE = "F1"
    NEW = "F2"
    FIND = "F3"
    SCAN = "F4"
    FLAW = "Shift+F4"
    SYNC = "F5"
    NEXT_MISSING = "F6"
    ALL_MISSING = "Shift+F6"
    DEFER = "F7"
    PROMISE = "Shift+F7"
    ACCEPT = "F8"
    PRINT = "F9"
    VERSION = "F10"
    TEXT_SIZE = "F11"
    TAKE_OVER = "F12"
    CHOICE = "Ctrl+I"
    ANSWER = "Ctrl+O"
    NUMBERS = "Ctrl+B"
    SAVE = "Ctrl+S"
    BACK = "Esc"
    CONFIRM = "Enter"


@dataclass(frozen=True)
class PrimaryAction:
    """The one next step of a screen; the button and the key both come to `on_key(key)`."""

    text: str
    key: ShellKey
    enabled: bool = True


@dataclass(frozen=True)
class Hint:
    """A key that helps on this screen, with the word for what it does."""

    key: ShellKey | str
    word: str


@dataclass(frozen=True)
class SavedState:
    """Whether the work on screen is saved; `level` is ok, warn or danger."""

    text: str
    level: str = "ok"


class Screen(Protocol):
    """A screen is a QWidget that also answers this. `chrome_changed()` makes the shell ask again."""

    chrome_changed: pyqtBoundSignal

    def title(self) -> str:
        """The name of the screen, in the title of the window."""

    def primary_action(self) -> PrimaryAction | None:
        """What is next; None where nothing is."""

    def key_hints(self) -> tuple[Hint, ...]:
        """The keys to show in the action bar."""

    def saved_state(self) -> SavedState | None:
        """What to say about saving; None where nothing is edited."""

    def can_go_back(self) -> bool:
        """True when Esc leads somewhere from here."""

    def on_key(self, key: ShellKey) -> bool:
        """Take a key of the desk. True when it meant something here; else the shell hands it to the desk."""


class ScreenWidget(QWidget):
    """A screen with nothing to say yet; screens derive from it and answer what concerns them."""

    chrome_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="canvas")

    def title(self) -> str:
        return ""

    def primary_action(self) -> PrimaryAction | None:
        return None

    def key_hints(self) -> tuple[Hint, ...]:
        return ()

    def saved_state(self) -> SavedState | None:
        return None

    def can_go_back(self) -> bool:
        return False

    def on_key(self, key: ShellKey) -> bool:
        return False
