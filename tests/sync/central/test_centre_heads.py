"""Heads: the centre countersigns a true end of a chain, and nothing else."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec.structs import replace

from forms.journal.operation import CHAIN_START
from sync.keys import public_key
from sync.wire import Head, Receipt, head_bytes
from tests.sync.central.centre_window import Hall, Window


def verified(hall: Hall, window: Window, receipt: Receipt | None) -> int:
    assert receipt is not None
    centre = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key(hall.store.identity.private_key())))
    session = window.session
    said = head_bytes(device=session.device, epoch=session.epoch, dseq=receipt.dseq, chain=receipt.chain)
    centre.verify(bytes.fromhex(receipt.signature), said)
    return receipt.dseq


def test_a_true_head_is_countersigned_and_kept(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.filled("a1", ap_name="甲")
    reply = window.send(*window.sealed, head=window.head(2))
    assert verified(hall, window, reply.receipt) == 2
    assert reply.receipt and reply.receipt.chain == window.chains[2]
    hall.reopen()
    kept = hall.store.heads.newest("pc1", 1)
    assert kept == (2, window.chains[2], reply.receipt.signature)


def test_a_head_is_good_at_any_operation_that_the_centre_holds(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.keep(b"{}")
    window.opened("a2")
    window.send_all()
    assert [verified(hall, window, window.send(head=window.head(dseq)).receipt) for dseq in (3, 1, 2)] == [3, 1, 2]
    newest = hall.store.heads.newest("pc1", 1)
    assert newest is not None and newest[0] == 3


def test_a_head_beyond_what_arrived_waits(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.opened("a2")
    reply = window.send(window.sealed[0], head=window.head(2))
    assert reply.receipt is None
    assert hall.store.ledger.alarms() == []
    assert verified(hall, window, window.send(head=replace(window.head(0), chain=CHAIN_START)).receipt) == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda head: replace(head, chain="ab" * 32),
        lambda head: replace(head, signature=head.signature[:-2] + "00"),
        lambda head: replace(head, signature="no hex"),
        lambda head: replace(head, device="pc2"),
        lambda head: replace(head, epoch=2),
    ],
)
def test_an_untrue_head_gets_no_receipt_but_one_alarm(hall: Hall, spoil: object) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.send_all()
    untrue: Head = spoil(window.head(1))  # type: ignore[operator]
    for _ in range(2):
        assert window.send(head=untrue).receipt is None
    assert [alarm.code for alarm in hall.store.ledger.alarms()] == ["centre.head_untrue"]


def test_an_edited_journal_is_found_by_its_chain(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.send_all()
    forged = window.head(1, chain="cd" * 32)
    assert window.send(head=forged).receipt is None
    assert hall.store.ledger.alarms()[0].dseq == 1
