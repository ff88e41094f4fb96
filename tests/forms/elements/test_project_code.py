from __future__ import annotations

import pytest

from forms.elements.element import ElementKind, Privacy
from forms.elements.reading import check, mask, read, show

KNOWN = "2309-420000-04-01-123456"


@pytest.fixture(scope="module")
def project(field):
    return field(ElementKind.PROJECT_CODE)


@pytest.mark.parametrize(
    "text",
    [
        "23094200000401123456",
        "２３０９－４２００００－０４－０１－１２３４５６",
        " 2309—420000——04 - 01 –123456",
        "2309 420000 04 01 123456",
        "2309_420000/04-01-123456-",
    ],
)
def test_reads_the_code_with_and_without_dashes(project, codes, text):
    assert read(project, text) == KNOWN
    assert codes(project, text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2509-320193-89-01-544060", []),
        ("2017-000052-48-03-001234", []),
        ("2611-370103-04-01-123456", []),
        ("2612-370103-04-01-123456", ["project_code.time"]),
        ("2010-370103-04-01-123456", ["project_code.time"]),
        ("2313-370103-04-01-123456", ["project_code.time"]),
        ("2027-370103-04-01-123456", ["project_code.time"]),
        ("2309-990000-04-01-123456", ["project_code.region"]),
        ("2309-420000-04-01-12345", ["project_code.short"]),
        ("2309-420000-04-01-1234567", ["project_code.long"]),
        ("鄂发改审批2023", ["project_code.unreadable"]),
    ],
)
def test_says_what_is_wrong(project, codes, text, wanted):
    assert codes(project, text) == wanted


def test_a_code_stored_without_dashes_is_as_good(project):
    assert check(project, KNOWN.replace("-", ""), values={}, today="2026-11-20") == ()


def test_is_shown_whole_and_covered_as_its_privacy_says(project, field):
    assert show(project, KNOWN, language="zh_CN") == mask(project, KNOWN) == KNOWN
    assert mask(field(ElementKind.PROJECT_CODE, privacy=Privacy.PERSONAL), KNOWN) == "****-******-**-**-******"
