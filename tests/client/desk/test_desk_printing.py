"""Printing: every copy is counted on the device's stream, and the next one says which it is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.desk import issuing, printing
from client.desk.printing import Paper
from forms.elements.element import Label
from forms.journal.issuing import Served, ServiceFacts
from forms.notices.receipt_code import make_code
from tests.client.desk.desk_hall import Pc
from tests.support.later_catalog import later_catalog, with_elements
from tests.support.paper_pages import ReadBack
from tests.support.publisher import published

# The first picture of a process makes Qt look for a folder of a session that a test has not.
pytestmark = [pytest.mark.qt_log_ignore("QStandardPaths: .*", extend=True), pytest.mark.usefixtures("qapp")]


def receipt(pc: Pc) -> Paper:
    state = pc.state(pc.hall.application)
    fact = next(paper for paper in state.papers if paper.kind == "receipt")
    return printing.render(pc.desk, state, fact)


def test_before_the_acceptance_there_are_no_papers(complete_pc: Pc) -> None:
    assert printing.papers(complete_pc.desk, complete_pc.hall.application) == ()


def test_each_printing_of_a_paper_is_counted(accepted_pc: Pc) -> None:
    application, paper = accepted_pc.hall.application, receipt(accepted_pc)
    others = [fact.number for fact in accepted_pc.state(application).papers if fact.number != paper.number]
    assert (paper.copy, printing.copies(accepted_pc.desk, paper.number)) == (1, 0), "rendering is not printing"
    wakes = accepted_pc.wakes
    for copy in (1, 2):
        printing.printed(accepted_pc.session, accepted_pc.desk, application, receipt(accepted_pc))
        assert printing.copies(accepted_pc.desk, paper.number) == copy
    assert {printing.copies(accepted_pc.desk, number) for number in others} == {0}
    assert accepted_pc.wakes == wakes + 2
    noted = [entry.operation for entry in accepted_pc.store.journal.device_operations()][-2:]
    assert [operation.body for operation in noted] == [
        {"application": application, "number": paper.number, "copy": copy} for copy in (1, 2)
    ]
    assert {operation.actor.account for operation in noted} == {"wangfang"}


def test_the_count_survives_and_stands_on_the_next_copy(accepted_pc: Pc) -> None:
    printing.printed(accepted_pc.session, accepted_pc.desk, accepted_pc.hall.application, receipt(accepted_pc))
    accepted_pc.reopen()
    again = receipt(accepted_pc)
    page = ReadBack(again.pdf)
    assert again.copy == 2 and "第2次打印" in page.text()
    assert page.codes() == [make_code("01-03-20261123-00001")]


def test_what_was_printed_is_told_to_the_centre(accepted_pc: Pc) -> None:
    hall = accepted_pc.hall
    printing.printed(accepted_pc.session, accepted_pc.desk, hall.application, receipt(accepted_pc))
    accepted_pc.sync()
    assert accepted_pc.device_kinds()[-1] == "paper_printed"
    assert accepted_pc.store.sync.summary().operations == 0
    assert accepted_pc.store.sync.summary().quarantined == 0


def test_a_reprint_after_another_catalog_was_installed_is_the_same_but_for_its_mark(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    served = ServiceFacts(
        papers=(Served(title="受理通知书", number="01-03-20261123-00001-SL"),), way="直接送达", place="江州市"
    )
    issuing.issue_paper(accepted_pc.session, accepted_pc.desk, application, served)
    before = printing.papers(accepted_pc.desk, application)
    for paper in before:
        printing.printed(accepted_pc.session, accepted_pc.desk, application, paper)
    accepted_pc.sync()
    pinned = accepted_pc.desk.current_catalog()
    changed = with_elements(later_catalog(), ap_name={"label": Label("姓名或名称")})
    templates = {name: "<p>另一种格式</p>" for name in changed.templates}
    package = published(replace(changed, templates=templates))
    accepted_pc.hall.kept.catalogs.publish(package.id, version="2", data=package.data)
    accepted_pc.sync()
    assert accepted_pc.desk.current_catalog() == package.id != pinned
    accepted_pc.hall.wall += 40 * 86_400_000
    after = printing.papers(accepted_pc.desk, application)
    assert len(after) == len(before) == 6
    for first, again in zip(before, after, strict=True):
        assert (first.copy, again.copy) == (1, 2)
        one, two = ReadBack(first.pdf), ReadBack(again.pdf)
        assert two.text().replace("第2次打印", "第1次打印") == one.text() != two.text(), first.title
        assert one.codes() == two.codes() and one.pages == two.pages
