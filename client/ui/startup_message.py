"""What must be told before there is any window of ours: the program cannot start, and why."""

from __future__ import annotations

import sys

from PyQt5.QtWidgets import QApplication, QMessageBox


def show_startup_message(text: str) -> None:
    """A message window, until it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    box = QMessageBox(QMessageBox.Critical, "一窗 Yichuang", text)
    box.exec_()
    app.processEvents()
