"""Marks a widget with the properties that the style sheet looks for."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget


def mark(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties (`role`, `variant`, `level`, `invalid`) and draw `widget` anew if any changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
