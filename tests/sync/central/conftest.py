from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.sync.central.centre_window import Hall


@pytest.fixture(autouse=True)
def plain_log() -> Iterator[None]:
    """No rendering of locals, which takes longer than what is tested."""
    structlog.configure(processors=[structlog.processors.JSONRenderer(default=str)])
    yield
    structlog.reset_defaults()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "data")
    yield hall
    hall.store.close()
