from pathlib import Path

import pytest

from forms.catalog.model import Catalog
from forms.catalog.source import read_source

SAMPLE = Path(__file__).parents[3] / "resources" / "catalog"


@pytest.fixture(scope="session")
def sample() -> Catalog:
    return read_source(SAMPLE)
