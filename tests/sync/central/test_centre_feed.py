"""What a device sees: everything of its site, in commit order, page by page, its own without bytes."""

from __future__ import annotations

import base64
from pathlib import Path

from forms.journal.operation import DEVICE
from forms.journal.state import digest
from sync.central.handlers import begin_anew
from tests.sync.central.centre_window import Hall, codes, outcomes, told


def test_pages_follow_each_other_without_gap_or_repetition(tmp_path: Path) -> None:
    hall = Hall(tmp_path, feed_page=3)
    writer, reader = hall.window("pc1"), hall.window("pc2")
    for number in range(10):
        writer.opened(f"a{number}")
    writer.send_all()
    seen: list[int] = []
    sizes: list[int] = []
    cursor, more = "", True
    while more:
        reply = reader.send(cursor=cursor)
        seen += [entry.feed_seq for entry in reply.feed]
        sizes.append(len(reply.feed))
        cursor, more = reply.cursor, reply.more
    assert sizes == [3, 3, 3, 2]
    assert seen == sorted(set(seen))
    assert len(seen) == 10 + 1
    assert reader.send(cursor=cursor).feed == ()
    hall.store.close()


def test_a_page_is_cut_by_bytes_too_but_one_entry_always_goes(hall: Hall) -> None:
    writer, reader = hall.window("pc1"), hall.window("pc2")
    writer.opened("a1")
    for length in (60_000, 61_000, 100_000):
        writer.filled("a1", ap_addr="长" * length)
    writer.send_all()
    cursor, sizes, more = "", [], True
    while more:
        reply = reader.send(cursor=cursor)
        sizes.append(len(reply.feed))
        cursor, more = reply.cursor, reply.more
    assert sizes == [2, 1, 1, 1]


def test_own_operations_come_as_identity_and_those_of_others_as_their_bytes(hall: Hall) -> None:
    first, second = hall.window("pc1"), hall.window("pc2")
    data = first.opened("a1")
    reply = first.send_all()
    own = [entry for entry in reply.feed if entry.is_own]
    assert [(entry.device, entry.epoch, entry.dseq, entry.rev) for entry in own] == [("pc1", 1, 1, 1)]
    assert own[0].feed_seq == reply.results[0].feed_seq
    (foreign,) = [entry for entry in second.send().feed if entry.device == "pc1"]
    assert bytes(foreign.operation) == data


def test_a_device_never_sees_another_sites_applications_or_another_devices_stream(hall: Hall) -> None:
    first, neighbour = hall.window("pc1"), hall.window("pc2")
    stranger = hall.window("pc9", site="02", account="chenjing")
    first.opened("a1")
    first.signed_in()
    first.send_all()
    assert {operation.stream for operation in told(stranger.send())} == {DEVICE + "pc9"}
    assert {operation.stream for operation in told(neighbour.send())} == {DEVICE + "pc2", "application/a1"}


def test_the_cursor_passes_what_others_may_see(hall: Hall) -> None:
    first, stranger = hall.window("pc1"), hall.window("pc9", site="02", account="chenjing")
    before = stranger.send().cursor
    first.opened("a1")
    first.send_all()
    after = stranger.send(cursor=before)
    assert after.feed == () and after.cursor != before and not after.more


def test_a_cursor_that_is_none_starts_from_the_beginning(hall: Hall) -> None:
    first, second = hall.window("pc1"), hall.window("pc2")
    first.opened("a1")
    first.send_all()
    whole = second.send().feed
    epoch = hall.store.identity.ledger_epoch()
    foreign = [f"{epoch}:99999999999999999999", f"{epoch}:-3", f"{epoch}:x", "other:1", "\ud800", "é"]
    encoded = [base64.urlsafe_b64encode(text.encode("utf-8", "replace")).decode() for text in foreign]
    for cursor in ("%%%", "===", "a", *foreign, *encoded):
        assert second.send(cursor=cursor).feed == whole


def test_after_a_restored_backup_a_device_sends_again_and_reads_from_the_beginning(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "live")
    window = hall.window("pc1")
    window.opened("a1")
    cursor = window.send_all().cursor
    hall.store.close()
    for file in list((tmp_path / "live").iterdir()):
        (tmp_path / "backup").mkdir(exist_ok=True)
        (tmp_path / "backup" / file.name).write_bytes(file.read_bytes())
    hall.open()
    window.filled("a1", ap_name="备份之后")
    window.send_all()
    lost = window.refold("a1")
    hall.store.close()

    hall.folder = tmp_path / "backup"
    hall.open()
    begin_anew(hall.store, hall.random)
    reply = window.send(cursor=cursor)
    assert reply.expects == 2
    assert [entry.dseq for entry in reply.feed if entry.is_own] == [1]
    again = window.send_all()
    assert outcomes(again) == ["applied", "applied"] and codes(again) == ["", ""]
    assert digest(window.refold("a1")) == digest(lost)
    hall.store.close()


def test_after_a_restored_backup_no_case_number_is_given_twice(hall: Hall) -> None:
    window = hall.window("pc1")
    window.accepted("a1")
    begin_anew(hall.store, hall.random)
    window.send_all()
    state = hall.store.applications.state("a1")
    assert state is not None and state.cases["SEAL"].case_number == "gaj-20261123-010001"


def test_after_a_restored_backup_no_number_is_leased_twice(hall: Hall) -> None:
    hall.window("pc1").send()
    begin_anew(hall.store, hall.random)
    (lease,) = [operation for operation in told(hall.window("pc2").send()) if operation.kind == "numbers_leased"]
    assert lease.epoch == 2
    assert int(str(lease.body["first"])) > 200 * 5
