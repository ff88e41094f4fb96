"""A new PC, or another window: what others began is in its lists before the catalog and the scans are."""

from __future__ import annotations

import msgspec
import pytest

from client.desk import attaching, choosing, filling, looking
from forms.errors import StorageFailed
from sync.report import Work
from tests.client.desk.desk_hall import Hall, Pc, package, picture
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import published

NAME = {"ap_name": "张三丰", "shop_name": "张三丰家常菜馆"}


@pytest.fixture
def newer(hall: Hall) -> str:
    """The centre publishes another catalog; its id."""
    built = published(msgspec.structs.replace(shipped_catalog(), version="2027.1"))
    hall.kept.catalogs.publish(built.id, version="2027.1", data=built.data)
    return built.id


def without_the_old_catalog(hall: Hall) -> Pc:
    """A new PC that has everything but what is pinned."""
    pc = hall.pc("07")
    pc.sign_in("zhaolei")
    for _ in range(200):
        pc.step()
        if pc.desk.current_catalog():
            return pc
    raise AssertionError("no catalog came")


def test_lists_are_whole_while_a_pinned_catalog_is_on_its_way(hall: Hall, newer: str) -> None:
    pc = hall.pc()
    begun, accepted = pc.begin(), pc.complete()
    pc.fill(begun, NAME)
    pc.accept(accepted)
    pc.sync()
    other = without_the_old_catalog(hall)
    assert other.desk.current_catalog() == newer
    titles = {row.application: row.title for row in looking.applications(other.desk, "")}
    cases = "、".join(case.name for case in other.state(accepted).cases.values())
    assert titles == {begun: "", accepted: cases}
    filling.autosave(other.session, other.desk, begun, {"ap_name": "张三丰"})
    (draft,) = looking.workbench(other.session, other.desk).drafts
    assert (draft.application, draft.title, draft.applicant) == (begun, "", "张三丰")
    assert [row.application for row in looking.ledger(other.desk)] == [accepted, accepted]
    assert choosing.short_names(other.desk, other.state(begun)) == {}
    assert looking.material_label(other.desk, begun, "M-ID").zh == "M-ID"
    assert looking.outbox(other.desk).applications == ()
    lack = looking.catalog_lack(other.desk, other.state(begun))
    assert lack is not None and lack.code == "catalog.not_here"
    with pytest.raises(StorageFailed):
        filling.editor_view(other.desk, begun, {})


def test_a_pinned_catalog_is_fetched_by_itself_and_stays_a_pinned_one(hall: Hall, newer: str) -> None:
    begun = hall.pc().begin()
    hall.pc().sync()
    other = without_the_old_catalog(hall)
    other.step()
    other.reopen()
    other.sync()
    assert other.desk.current_catalog() == newer
    assert looking.catalog_lack(other.desk, other.state(begun)) is None
    assert filling.editor_view(other.desk, begun, {}).title == looking.applications(other.desk, "")[0].title != ""
    assert other.step().work is Work.NOTHING
    assert other.state(other.begin()).catalog == newer


def test_a_catalog_that_was_never_published_rests_and_is_told(
    hall: Hall, newer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = hall.pc().begin()
    hall.pc().sync()
    other = without_the_old_catalog(hall)
    given = hall.kept.catalogs.data
    monkeypatch.setattr(hall.kept.catalogs, "data", lambda asked: None if asked == package().id else given(asked))
    reports = [other.step() for _ in range(3)]
    assert [report.trouble.code for report in reports if report.trouble] == ["centre.catalog_unknown"]
    assert looking.applications(other.desk, "")[0].application == begun


def test_scans_of_another_window_are_said_to_be_there(hall: Hall) -> None:
    pc = hall.pc()
    application = pc.begin()
    pc.attach(application, "M-ID")
    pc.sync()
    other = hall.pc("07")
    other.sign_in("zhaolei")
    other.sync()
    (scan,) = other.state(application).scans["M-ID"]
    assert attaching.thumbnail(other.desk, scan.sha256) == b""
    lack = attaching.scan_lack(other.desk, application, scan.sha256)
    assert lack is not None and (lack.code, lack.params) == ("scan.elsewhere", {"window": "03"})
    assert attaching.thumbnail(pc.desk, scan.sha256).startswith(b"\x89PNG")
    assert attaching.scan_lack(pc.desk, application, scan.sha256) is None


def test_an_own_scan_that_is_lost_is_to_be_made_again(pc: Pc) -> None:
    application = pc.begin()
    state = pc.attach(application, "M-ID", data=picture("身份证"))
    (scan,) = state.scans["M-ID"]
    with pc.store._files.scans.write():
        pc.store._files.scans.run("DELETE FROM parts")
        pc.store._files.scans.run("DELETE FROM scans")
    lack = attaching.scan_lack(pc.desk, application, scan.sha256)
    assert lack is not None and lack.code == "store.scan_missing"
