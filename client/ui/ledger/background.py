"""Says from the background how far something is, and tells the background when nobody wants it any more."""

from __future__ import annotations

from PyQt5.QtCore import QObject, Qt, pyqtSignal


class Background(QObject):
    """`told(done, total)` on the window's thread, whichever thread calls `tell`."""

    told = pyqtSignal(int, int)
    _telling = pyqtSignal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_wanted = True
        self._telling.connect(self.told, Qt.QueuedConnection)

    def begin(self) -> None:
        """Something begins, and is wanted."""
        self._is_wanted = True

    def cancel(self) -> None:
        """What runs is wanted no more."""
        self._is_wanted = False

    def tell(self, done: int, total: int) -> None:
        """So many of so many are done."""
        self._telling.emit(done, total)

    def keep_going(self, done: int, total: int) -> bool:
        """`tell`, and whether to go on."""
        self.tell(done, total)
        return self._is_wanted
