"""What the desk says it will print, it prints: notices and every material that the system makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.desk import accepting, printing
from client.desk.scan_reader import ChildScanReader
from forms.journal.decision import Refusal
from tests.support.paper_pages import ReadBack
from tests.ui.screens.hall import Hall, done

# The first picture of a process makes Qt look for a folder of a session that a test has not.
pytestmark = pytest.mark.qt_log_ignore("QStandardPaths: .*", extend=True)

TITLES = (
    "政务服务事项申请表",
    "消防安全告知承诺书",
    "收件凭证",
    "受理通知书",
    "容缺受理通知书",
    "申请容缺受理承诺书",
)


@pytest.fixture
def hall(tmp_path: Path, qapp: object) -> Iterator[Hall]:
    reader = ChildScanReader()
    made = Hall(tmp_path / "store", reader=reader)
    yield made
    made.close()
    reader.close()


def test_the_acceptance_announces_every_paper_and_all_are_printed(hall: Hall) -> None:
    application = hall.complete()
    hall.fill(application, {"fire_commit": "是"})
    planned = accepting.plan(hall.session, hall.desk, application, {})
    assert not isinstance(planned, Refusal) and planned.papers == TITLES
    accepted = done(accepting.accept(hall.session, hall.desk, application, {}))
    assert accepting.described(hall.desk, accepted).papers == TITLES

    papers = printing.papers(hall.desk, application)
    assert tuple(paper.title for paper in papers) == TITLES
    assert len({paper.number for paper in papers}) == len(papers)
    for paper in papers:
        text = ReadBack(paper.pdf).text()
        assert paper.title in text and paper.number in text

    commitment = papers[1]
    printing.printed(hall.session, hall.desk, application, commitment)
    copies = {paper.number: paper.copy for paper in printing.papers(hall.desk, application)}
    assert copies == {paper.number: 2 if paper == commitment else 1 for paper in papers}


def test_without_the_commitment_it_is_not_among_the_papers(hall: Hall) -> None:
    application = hall.accepted()
    titles = tuple(paper.title for paper in printing.papers(hall.desk, application))
    assert titles == tuple(title for title in TITLES if title != "消防安全告知承诺书")
