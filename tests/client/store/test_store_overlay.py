"""Results, feed and overlay: an own operation is confirmed when the feed passes it, and never earlier."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from store_window import CLERK, REVIEWER, Centre, Window, accepted

from forms.errors import StorageFailed
from forms.journal.fold import fold
from forms.journal.intake import FieldsFilled, ScanAttached
from forms.journal.progress import StageMoved
from forms.journal.state import ScanRef
from sync.transport import TornReply
from sync.wire import FeedEntry


def sent(window: Window) -> list[bytes]:
    return [data for _, data in window.store.sync.outgoing(limit_bytes=1 << 20)]


def pending(window: Window) -> int:
    return sum(row.pending for row in window.store.views.search(""))


def test_a_result_alone_confirms_nothing(window: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="甲")
    sync = window.store.sync
    results = centre.take(sync.device(), sent(window))
    reply = centre.reply(sync.device(), results=results)
    assert sync.take(replace(reply, feed=(), cursor="")) == 0
    assert sent(window) == []
    assert [entry.rev for entry in window.store.journal.entries("a1")] == [0, 0]
    assert pending(window) == 2
    assert window.store.journal.state("a1").plain_values() == {"ap_name": "甲"}
    assert sync.take(centre.reply(sync.device())) == 2
    assert [entry.rev for entry in window.store.journal.entries("a1")] == [1, 2]
    assert pending(window) == 0


def test_the_feed_confirms_when_the_reply_with_the_results_was_lost(window: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="甲")
    sync = window.store.sync
    centre.take(sync.device(), sent(window))
    assert sync.take(centre.reply(sync.device())) == 2
    assert (sent(window), pending(window)) == ([], 0)
    assert sync.take(centre.reply(sync.device())) == 0


def test_foreign_operations_go_under_own_unconfirmed_ones(window: Window, other: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="甲")
    window.sync(centre)
    other.sync(centre)
    other.fill("a1", ap_phone="13900139000")
    other.sync(centre)
    window.fill("a1", ap_name="乙")
    assert window.store.sync.take(centre.reply(window.store.sync.device(), cursor=window.store.sync.cursor())) == 1
    state = window.store.journal.state("a1")
    assert state.plain_values() == {"ap_name": "乙", "ap_phone": "13900139000"}
    assert state == fold("a1", window.store.journal.entries("a1"))
    assert [entry.rev for entry in window.store.journal.entries("a1")] == [1, 2, 3, 0]


def test_both_sides_are_equal_when_nothing_waits(window: Window, other: Window, centre: Centre) -> None:
    for round_number in range(6):
        window.begin(f"w{round_number}", ap_name="甲")
        other.begin(f"o{round_number}", ap_name="乙")
        for application in (f"w{round_number - 1}", f"o{round_number - 1}"):
            if round_number:
                window.fill(application, ap_phone=f"1380000000{round_number}")
                other.fill(application, ap_phone=f"1390000000{round_number}", ap_name="丙")
        for side in (window, other, window, other):
            side.sync(centre)
    assert window.store.sync.summary().operations == 0
    assert window.store.journal.digests() == other.store.journal.digests()
    assert any(window.store.journal.state(f"w{n}").conflicts for n in range(5))


def test_incremental_state_equals_a_refold_after_restart(window: Window, other: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="甲")
    window.commit("a1", accepted("R-20261123-00001"))
    window.sync(centre)
    other.sync(centre)
    centre.write("a1", StageMoved(item="BIZ-IND", stage="accepted"), actor=REVIEWER)
    other.sync(centre)
    window.sync(centre)
    before = (window.store.journal.digests(), window.store.views.search(""), window.store.ledger.lines())
    window.reopen()
    assert (window.store.journal.digests(), window.store.views.search(""), window.store.ledger.lines()) == before
    assert window.store.journal.digests() == other.store.journal.digests()


def test_a_refused_operation_leaves_the_state_and_is_shown_with_its_reason(window: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="甲")
    window.sync(centre)
    centre.refuse.add("a1")
    window.commit("a1", accepted("R-20261123-00001"))
    window.sync(centre)
    state = window.store.journal.state("a1")
    assert (state.status, state.receipt_number) == ("intake", "")
    assert window.store.ledger.lines() == ()
    assert window.store.views.by_receipt("R-20261123-00001") is None
    (row,) = window.store.sync.quarantine()
    assert (row.application, row.kind, row.message.code) == ("a1", "application_accepted", "application.unknown")
    assert (row.receipt_number, row.applicant) == ("R-20261123-00001", "单曾国")
    (listed,) = window.store.views.search("")
    assert (listed.quarantined, listed.pending) == (True, 0)
    assert window.store.sync.summary().quarantined == 1
    assert window.store.journal.verify() == ()


def test_an_application_whose_opening_was_refused_is_not_listed(window: Window, centre: Centre) -> None:
    centre.refuse.add("a1")
    window.begin("a1", ap_name="甲")
    window.sync(centre)
    assert window.store.views.search("") == ()
    assert [row.kind for row in window.store.sync.quarantine()] == ["application_opened", "fields_filled"]
    window.store.journal.rebuild()
    assert window.store.views.search("") == ()


def test_a_restored_centre_gets_again_what_it_lost(window: Window, other: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="甲")
    window.sync(centre)
    other.sync(centre)
    window.fill("a1", ap_phone="13800138000")
    window.sync(centre)
    centre.restored(keep=2)
    other.fill("a1", ap_addr="江州路1号")
    other.sync(centre)
    window.store.sync.take(centre.reply(window.store.sync.device(), cursor="0"))
    assert len(sent(window)) == 1
    window.sync(centre)
    other.sync(centre)
    assert sent(window) == []
    assert window.store.journal.digests() == other.store.journal.digests()
    assert window.store.journal.state("a1").plain_values() == {
        "ap_name": "甲",
        "ap_addr": "江州路1号",
        "ap_phone": "13800138000",
    }


def test_a_restored_centre_is_asked_again_for_every_scan(window: Window, centre: Centre) -> None:
    sha = window.store.scans.add(b"scan", media_type="image/png", pages=1, thumbnail=b"")
    window.begin("a1")
    window.commit("a1", ScanAttached(material="M-ID", scan=ScanRef(sha256=sha, media_type="", size=4, pages=1)))
    window.sync(centre)
    window.store.sync.scan_progress(sha, have=4, complete=True)
    window.sync(centre)
    assert window.store.sync.outgoing_scans() == ()
    centre.restored(keep=0)
    window.sync(centre)
    assert [(scan.scan, scan.have) for scan in window.store.sync.outgoing_scans()] == [(sha, 0)]


def test_a_blocked_operation_stays_as_it_is(window: Window, centre: Centre) -> None:
    window.begin("a1")
    window.begin("a2")
    sync = window.store.sync
    results = centre.take(sync.device(), sent(window)[1:])
    sync.take(centre.reply(sync.device(), results=results))
    assert [dseq for dseq, _ in sync.outgoing(limit_bytes=1)] == [1]
    assert len(sent(window)) == 2


def test_batches_are_gapless_in_order_and_bounded(window: Window) -> None:
    for number in range(5):
        window.begin(f"a{number}")
    sizes = [len(data) for data in sent(window)]
    assert [dseq for dseq, _ in window.store.sync.outgoing(limit_bytes=sum(sizes[:3]))] == [1, 2, 3]
    assert [dseq for dseq, _ in window.store.sync.outgoing(limit_bytes=1)] == [1]


def foreign_entry(centre: Centre, **changed: object) -> FeedEntry:
    centre.write("a1", FieldsFilled(values={"ap_name": "乙"}), actor=CLERK, device="w2")
    return replace(centre.reply(("x", 1)).feed[0], **changed)


@pytest.mark.parametrize("changed", [{"operation": b'{"no":1}'}, {"operation": b"<html>"}, {"dseq": 9}])
def test_an_unreadable_feed_changes_nothing(window: Window, centre: Centre, changed: dict[str, object]) -> None:
    sync = window.store.sync
    reply = replace(centre.reply(sync.device()), feed=(foreign_entry(centre, **changed),), cursor="7")
    with pytest.raises(TornReply):
        sync.take(reply)
    assert (sync.cursor(), window.store.views.search(""), sync.last_contact_wall()) == ("", (), 0)


def test_other_content_under_a_known_identity_is_refused_whole(window: Window, centre: Centre) -> None:
    sync = window.store.sync
    entry = foreign_entry(centre)
    sync.take(replace(centre.reply(sync.device()), feed=(entry,), cursor="1"))
    forged = bytes(entry.operation).replace("乙".encode(), "丁".encode())
    with pytest.raises(TornReply):
        sync.take(replace(centre.reply(sync.device()), feed=(replace(entry, operation=forged),), cursor="2"))
    assert sync.cursor() == "1"


def test_an_own_operation_that_this_store_lacks_is_never_passed_over(window: Window, centre: Centre) -> None:
    sync = window.store.sync
    entry = FeedEntry(feed_seq=1, rev=1, device=sync.device()[0], epoch=1, dseq=7)
    with pytest.raises(StorageFailed) as lost:
        sync.take(replace(centre.reply(sync.device()), feed=(entry,), cursor="1"))
    assert lost.value.message.code == "store.history_lost"
    assert sync.cursor() == ""


def test_the_contact_is_remembered_with_the_centres_day_and_clock(window: Window, centre: Centre) -> None:
    sync = window.store.sync
    assert (sync.last_central_day(), sync.last_contact_wall(), sync.skew()) == ("", 0, 0)
    window.sync(centre)
    assert sync.last_central_day() == "2026-11-23"
    assert sync.last_contact_wall() == window.wall
    assert window.wall + sync.skew() == 1_795_000_000_000
    sync.remember_token("t", "ab")
    window.reopen()
    assert (window.store.sync.token(), window.store.sync.cursor()) == ("t", "0")
