"""A dressed application for tests of windows: offscreen, in Chinese, with the desk's style."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")

from PyQt5.QtWidgets import QApplication, QWidget

from client.ui.style.apply import apply_style
from client.ui.style.look import Look
from client.ui.translation import install_translations


def pytest_configure(config: pytest.Config) -> None:
    """What the offscreen platform cannot do concerns no test."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support .*")
    config.addinivalue_line("qt_log_ignore", "QStandardPaths: .*")


@pytest.fixture
def desk_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application as a clerk has it: Chinese, 100 %, everyday colours."""
    install_translations(qapp)
    apply_style(qapp)
    yield qapp
    install_translations(qapp, "en")


@pytest.fixture
def dress(desk_app: QApplication) -> Callable[..., Look]:
    """Change text size or contrast: `dress(scale=2.0)`."""
    return lambda scale=1.0, contrast=False: apply_style(desk_app, scale, contrast)


@pytest.fixture
def shown(desk_app: QApplication, qtbot: object) -> Callable[..., QWidget]:
    """Show a widget at a size and wait until it is there: `shown(widget, size=(1366, 768))`."""

    def show(widget: QWidget, size: tuple[int, int] = (1366, 768)) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(*size)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget)
        desk_app.processEvents()
        return widget

    return show
