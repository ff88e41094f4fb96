from pathlib import Path

import pytest
from journal_story import ANSWERS, BROUGHT, FIELDS, RESTAURANT, Story, scan_of

from forms.catalog.package import catalog_id
from forms.catalog.source import read_source
from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    FillFields,
    OpenApplication,
    RequestDeferral,
)
from forms.rulebook import Rulebook

SAMPLE = Path(__file__).parents[3] / "resources/catalog"


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    catalog = read_source(SAMPLE)
    return Rulebook(catalog, catalog_id=catalog_id(catalog))


@pytest.fixture
def opened(rulebook: Rulebook) -> Story:
    story = Story(rulebook)
    story.done(OpenApplication(theme="C-RESTAURANT", items=RESTAURANT, answers=ANSWERS))
    return story


@pytest.fixture
def filled(opened: Story) -> Story:
    """Filled, everything brought but the health certificates and the water test."""
    opened.done(FillFields(values=dict(FIELDS)))
    for material in BROUGHT:
        opened.done(AttachScan(material=material, scan=scan_of(material)))
    return opened


@pytest.fixture
def accepted(filled: Story) -> Story:
    """Accepted with two deferrals."""
    filled.done(RequestDeferral(material="M-HEALTH", reason="正在体检", due_day="2026-09-28"))
    filled.done(RequestDeferral(material="M-DRAINT", reason="化验未出", due_day="2026-09-29"))
    filled.done(AcceptApplication(receipt_number="江A01-260921-0001"))
    return filled
