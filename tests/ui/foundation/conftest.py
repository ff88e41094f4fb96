"""What tests of editors share."""

from __future__ import annotations

import pytest
from PyQt5.QtWidgets import QLineEdit, QVBoxLayout, QWidget


@pytest.fixture
def form(desk_app, shown):
    """A form of one editor between two plain lines, kept until the test is over."""
    kept = []

    def make(editor: QWidget) -> tuple[QLineEdit, QWidget, QLineEdit, list[str], list[str]]:
        window, before, after = QWidget(), QLineEdit(), QLineEdit()
        layout = QVBoxLayout(window)
        for widget in (before, editor, after):
            layout.addWidget(widget)
        shown(window, (600, 400))
        edited, left = [], []
        editor.edited.connect(edited.append)
        editor.left.connect(left.append)
        editor.setFocus()
        kept.append(window)
        return before, editor, after, edited, left

    yield make
