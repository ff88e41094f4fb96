"""A Qt application for tests of papers."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")

from PyQt5.QtWidgets import QApplication

from client.ui.style.apply import apply_style
from client.ui.translation import install_translations


def pytest_configure(config: pytest.Config) -> None:
    """What the offscreen platform cannot do concerns no test."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support .*")
    config.addinivalue_line("qt_log_ignore", "QStandardPaths: .*")


@pytest.fixture
def desk_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application as a clerk has it."""
    install_translations(qapp)
    apply_style(qapp)
    yield qapp
    install_translations(qapp, "en")
