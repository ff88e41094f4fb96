"""Marks a widget with the properties that the style sheet looks for."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget


def mark(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties (`role`, `variant`, `level`, `invalid`) and draw `widget` anew if any changed."""
    changed = [name for name, value in properties.items() if (widget.property(name) or "") != (value or "")]
    for name in changed:
        widget.setProperty(name, properties[name])
    # A widget that was never shown is polished when it is, with the properties that it has then.
    if changed and widget.testAttribute(Qt.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
