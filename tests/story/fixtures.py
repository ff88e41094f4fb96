"""Real processes for tests: a centre, a cable, and clerks, each run in new folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.story.cable import Cable
from tests.story.centre import Centre
from tests.story.place import Place
from tests.story.scan_files import make_scans


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def scans(place: Place) -> Mapping[str, Path]:
    return make_scans(place.scans)


@pytest.fixture
def centre(place: Place) -> Iterator[Centre]:
    centre = Centre(place)
    yield centre
    centre.stop()


@pytest.fixture
def cable(centre: Centre) -> Iterator[Cable]:
    cable = Cable(centre.port)
    yield cable
    cable.close()
