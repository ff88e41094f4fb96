"""Fixtures: a window on a real, encrypted store, and a centre."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_window import Centre, Window


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    made = Window(tmp_path / "store")
    yield made
    made.store.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Window]:
    made = Window(tmp_path / "other")
    yield made
    made.store.close()


@pytest.fixture
def centre() -> Centre:
    return Centre()
