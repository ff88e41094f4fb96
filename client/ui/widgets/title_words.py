"""What a list calls an application."""

from __future__ import annotations

from client.ui.translation import tr


def title_words(title: str) -> str:
    """`title` as the desk knows it, or why it is not known yet."""
    return title or tr("common", "Catalog on its way")
