"""The journal on a real file: what is committed is there, in order, chained, and tampering shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from sqlcipher3 import dbapi2
from store_window import CATALOG, CLERK, DAY, REVIEWER, Centre, Window, accepted

from client.store.rows import Draft
from forms.errors import StorageFailed
from forms.journal.device import ClerkSignedIn
from forms.journal.fold import fold
from forms.journal.intake import FieldsFilled
from forms.journal.operation import CHAIN_START, canonical, content_hash, next_link
from forms.journal.progress import StageMoved
from forms.journal.state import ApplicationStatus
from forms.message import message


def test_an_unknown_application_is_new(window: Window) -> None:
    state = window.store.journal.state("nobody")
    assert (state.id, state.status) == ("nobody", ApplicationStatus.NEW)
    assert window.store.views.search("") == ()


def test_committed_operations_are_there_after_reopening(window: Window) -> None:
    saved = window.begin("a1", ap_name="单曾国")
    saved = window.fill("a1", ap_phone="13800138000")
    window.reopen()
    assert window.store.journal.state("a1") == saved
    assert saved.plain_values() == {"ap_name": "单曾国", "ap_phone": "13800138000"}


def test_state_is_the_fold_of_the_entries(window: Window) -> None:
    window.begin("a1", ap_name="单曾国")
    window.commit("a1", accepted("R-20261123-00001"))
    entries = window.store.journal.entries("a1")
    assert [entry.operation.kind for entry in entries] == [
        "application_opened",
        "fields_filled",
        "application_accepted",
    ]
    assert fold("a1", entries) == window.store.journal.state("a1")


def test_numbers_are_gapless_over_streams_and_the_chain_links_them(window: Window) -> None:
    window.begin("a1", ap_name="甲")
    window.store.journal.commit_device([ClerkSignedIn(account="li", offline=False)], actor=CLERK, now=window.now())
    window.reopen()
    window.begin("a2")
    entries = [*window.store.journal.entries("a1"), *window.store.journal.device_operations()]
    entries += window.store.journal.entries("a2")
    assert [entry.operation.dseq for entry in entries] == [1, 2, 3, 4]
    chain = CHAIN_START
    for entry in entries:
        chain = next_link(chain, content_hash(canonical(entry.operation)))
        head = window.store.sync.head(dseq=entry.operation.dseq)
        assert head is not None and head.chain == chain
    assert window.store.sync.head(dseq=5) is None


def test_several_facts_of_one_verb_stand_together(window: Window) -> None:
    with pytest.raises(KeyError):
        window.commit("a1", FieldsFilled(values={"ap_name": "甲"}), Draft)  # type: ignore[arg-type]
    assert window.store.journal.entries("a1") == ()
    window.begin("a1")
    assert [entry.operation.dseq for entry in window.store.journal.entries("a1")] == [1]


def test_saving_ends_the_draft_of_this_clerk_only(window: Window) -> None:
    window.begin("a1")
    for clerk in ("li", "wang"):
        window.store.drafts.save(draft(clerk))
    window.commit("a1", FieldsFilled(values={"ap_name": "甲"}), ends_draft=True)
    assert window.store.drafts.load("a1", "li") is None
    assert window.store.drafts.load("a1", "wang") == draft("wang")


def test_what_changed_elsewhere_while_typing_becomes_a_conflict(window: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="甲")
    window.sync(centre)
    seen = window.store.journal.state("a1").rev
    window.store.drafts.save(draft("li", base_rev=seen))
    centre.write("a1", FieldsFilled(values={"ap_name": "乙"}), actor=CLERK, device="w2", base_rev=seen)
    window.sync(centre)
    window.store.drafts.save(draft("li", base_rev=window.store.journal.state("a1").rev))
    state = window.commit("a1", FieldsFilled(values={"ap_name": "丙"}), ends_draft=True)
    assert state.plain_values() == {"ap_name": "乙"}
    assert [conflict.value for conflict in state.conflicts["ap_name"]] == ["丙"]


def draft(clerk: str, *, base_rev: int = 0) -> Draft:
    return Draft(
        application="a1",
        clerk=clerk,
        base_rev=base_rev,
        catalog=CATALOG,
        patch={"ap_name": {"raw": "?"}, "ap_phone": None, "tags": ["x", "y"]},
        saved_wall=5,
    )


def test_a_draft_keeps_where_its_typing_began(window: Window) -> None:
    window.store.drafts.save(draft("li", base_rev=3))
    window.store.drafts.save(draft("li", base_rev=9))
    assert window.store.drafts.load("a1", "li") == draft("li", base_rev=3)
    window.store.drafts.drop("a1", "li")
    assert window.store.drafts.load("a1", "li") is None


def test_a_failed_transaction_leaves_nothing_and_the_next_one_works(window: Window) -> None:
    window.begin("a1", ap_name="甲")
    database = window.store.journal._database
    pages = database.one("PRAGMA page_count")
    database.one(f"PRAGMA max_page_count = {pages[0] if pages else 0}")
    with pytest.raises(StorageFailed) as full:
        window.fill("a1", ap_name="乙" * 40_000)
    assert full.value.message.code == "store.disk_full"
    database.one("PRAGMA max_page_count = 1000000")
    assert window.store.journal.state("a1").plain_values() == {"ap_name": "甲"}
    assert window.fill("a1", ap_name="丙").plain_values() == {"ap_name": "丙"}
    assert window.store.journal.verify() == ()
    window.reopen()
    assert window.store.journal.state("a1").plain_values() == {"ap_name": "丙"}


Tamper = Callable[[dbapi2.Connection], object]


def cut_end(file: dbapi2.Connection) -> None:
    file.execute("DELETE FROM operations WHERE dseq = (SELECT max(dseq) FROM operations WHERE chain <> '')")


def replace_with_hash(file: dbapi2.Connection) -> None:
    """Edit an operation and repair its own hash, as somebody would who knows the format."""
    ((data,),) = file.execute("SELECT data FROM operations WHERE dseq = 2").fetchall()
    edited = data.replace("单曾国".encode(), "单曾民".encode())
    file.execute("UPDATE operations SET data = ?, hash = ? WHERE dseq = 2", (edited, content_hash(edited)))


def insert_copy(file: dbapi2.Connection) -> None:
    """Put a row between two others, renumbering what follows."""
    file.execute("UPDATE operations SET dseq = -dseq WHERE dseq > 2")
    file.execute("UPDATE operations SET dseq = 1 - dseq WHERE dseq < 0")
    file.execute(
        "INSERT INTO operations (device, epoch, dseq, stream, kind, wall, hash, chain, data)"
        " SELECT device, epoch, 3, stream, kind, wall, hash, chain, data FROM operations WHERE dseq = 2"
    )


TAMPERINGS: dict[str, tuple[Tamper, str]] = {
    "edit": (
        lambda file: file.execute(
            "UPDATE operations SET data = CAST(replace(CAST(data AS TEXT), '单', '李') AS BLOB) WHERE dseq = 2"
        ),
        "journal.hash_differs",
    ),
    "edit with its hash": (replace_with_hash, "journal.chain_breaks"),
    "delete": (lambda file: file.execute("DELETE FROM operations WHERE dseq = 2"), "journal.gap"),
    "insert": (insert_copy, "journal.chain_breaks"),
    "relabel": (
        lambda file: file.execute("UPDATE operations SET stream = 'application/a9' WHERE dseq = 2"),
        "journal.row_differs",
    ),
    "cut the end": (cut_end, "journal.receipt_differs"),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found_and_named(window: Window, centre: Centre, tampering: str) -> None:
    window.begin("a1", ap_name="单曾国")
    window.fill("a1", ap_phone="13800138000")
    window.commit("a1", accepted("R-20261123-00001"))
    receipted(window, centre)
    assert window.store.journal.verify() == ()
    tamper, code = TAMPERINGS[tampering]
    window.store.close()
    tampered(window, tamper)
    window.reopen()
    found = window.store.journal.verify()
    assert code in {fault.code for fault in found}


def test_a_deleted_operation_of_another_device_is_missed(window: Window, centre: Centre) -> None:
    window.begin("a1", ap_name="单曾国")
    window.commit("a1", accepted("R-20261123-00001"))
    window.sync(centre)
    for stage in ("accepted", "handling"):
        centre.write("a1", StageMoved(item="BIZ-IND", stage=stage), actor=REVIEWER)
    window.sync(centre)
    assert window.store.journal.verify() == ()
    window.store.close()
    tampered(window, lambda file: file.execute("DELETE FROM operations WHERE kind = 'stage_moved' AND rev = 4"))
    window.reopen()
    assert window.store.journal.verify() == (message("journal.hole", application="a1", place=4),)


def test_a_centre_that_orders_anew_after_a_backup_makes_no_hole(window: Window, centre: Centre) -> None:
    """What it had from others keeps its old place until it comes again."""
    window.begin("a1", ap_name="单曾国")
    window.sync(centre)
    centre.write("a1", FieldsFilled(values={"ap_phone": "13800138000"}), actor=CLERK, device="w2")
    window.sync(centre)
    window.fill("a1", ap_phone="13900139000")
    window.sync(centre)
    centre.write("a1", FieldsFilled(values={"ap_name": "单曾民"}), actor=CLERK, device="w2")
    window.sync(centre)
    centre.restored(keep=2)
    window.store.sync.take(centre.reply(window.store.sync.device(), cursor="0"))
    window.sync(centre)
    assert sorted(rev for _, rev in centre.feed) == [1, 2, 3]
    assert window.store.journal.verify() == ()


def receipted(window: Window, centre: Centre) -> None:
    """Exchange once and take the centre's countersignature of the whole chain."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from msgspec.structs import replace

    from sync.wire import Receipt, head_bytes

    key = Ed25519PrivateKey.generate()
    window.store.sync.remember_token("token", key.public_key().public_bytes_raw().hex())
    window.sync(centre)
    head = window.store.sync.head(dseq=4)
    assert head is not None
    said = head_bytes(device=head.device, epoch=head.epoch, dseq=head.dseq, chain=head.chain)
    receipt = Receipt(dseq=head.dseq, chain=head.chain, signature=key.sign(said).hex())
    sync = window.store.sync
    sync.take(replace(centre.reply(sync.device(), cursor=sync.cursor()), receipt=receipt))


def tampered(window: Window, tamper: Tamper) -> None:
    """Change the closed file by its key, with the guards of the table taken off."""
    file = dbapi2.connect(str(window.folder / "journal.db"), isolation_level=None)
    (key,) = window.keys.secrets.values()
    file.execute(f"PRAGMA key = \"x'{key}'\"")
    for trigger in ("operations_are_frozen", "operations_are_kept"):
        file.execute(f"DROP TRIGGER {trigger}")
    tamper(file)
    file.close()


def test_operations_cannot_be_changed_by_mistake(window: Window) -> None:
    window.begin("a1", ap_name="甲")
    database = window.store.journal._database
    for statement in ("DELETE FROM operations", "UPDATE operations SET data = x'00'"):
        with pytest.raises(Exception, match="an operation"), database.write():
            database.run(statement)
    assert window.store.journal.verify() == ()


def test_the_file_is_no_plain_sqlite(window: Window) -> None:
    window.begin("a1")
    plain = sqlite3.connect(window.folder / "journal.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_digests_name_every_application(window: Window) -> None:
    window.begin("a1")
    window.begin("a2")
    assert list(window.store.journal.digests()) == ["a1", "a2"]
    assert window.store.journal.entries("a1")[0].operation.day == DAY
