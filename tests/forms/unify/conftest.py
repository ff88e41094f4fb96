from pathlib import Path

import pytest

from forms.catalog.model import Catalog
from forms.catalog.source import read_source


@pytest.fixture(scope="session")
def hall() -> Catalog:
    return read_source(Path(__file__).parents[3] / "resources/catalog")
