"""The fold: conflicts kept, the first acceptance holds, total over any sequence, equal everywhere."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_story import CLERK, FIELDS, ID, REVIEWER, Story, scan_of
from msgspec.structs import replace

from forms.journal.commands import (
    AcceptApplication,
    AttachScan,
    FillFields,
    PassDeferral,
    ReceiveDocument,
    RequestDeferral,
    SettleConflict,
)
from forms.journal.fold import Entry, apply, fold
from forms.journal.operation import Operation, canonical, decode
from forms.journal.state import ApplicationState, DeferralStatus, decode_state, digest, encode_state

SAMPLES = [decode(path.read_bytes()) for path in sorted((Path(__file__).parent / "published").glob("*.json"))]


def from_other(operation: Operation, **changed: object) -> Operation:
    """The same fact, made at another window."""
    return replace(operation, device="pc2", actor=replace(CLERK, account="c2", name="李强"), **changed)


def test_two_windows_fill_one_field_and_nothing_is_lost(opened: Story) -> None:
    first = opened.done(FillFields(values={"ap_phone": "13812345678", "ap_addr": "甲路 1 号"}))
    opened.take(from_other(first, body={"values": {"ap_phone": "13900000000", "emp_count": 3}}))
    state = opened.state
    assert state.values["ap_phone"].value == "13812345678"
    assert [(lost.value, lost.device) for lost in state.conflicts["ap_phone"]] == [("13900000000", "pc2")]
    assert state.values["emp_count"].value == 3
    assert "conflict.open" in opened.refused(AcceptApplication(receipt_number="1"))
    opened.done(SettleConflict(element="ap_phone", value="13900000000"))
    assert opened.state.values["ap_phone"].value == "13900000000"
    assert not opened.state.conflicts
    assert "conflict.not_open" in opened.refused(SettleConflict(element="ap_phone", value="1"))


def test_what_was_seen_before_is_changed_without_a_conflict(opened: Story) -> None:
    first = opened.done(FillFields(values={"ap_phone": "13812345678"}))
    opened.take(from_other(first, base_rev=opened.state.rev, body={"values": {"ap_phone": "13900000000"}}))
    assert opened.state.values["ap_phone"].value == "13900000000"
    assert not opened.state.conflicts


def test_the_same_value_or_an_emptied_field_from_elsewhere(opened: Story) -> None:
    first = opened.done(FillFields(values={"ap_phone": "13812345678", "ap_addr": "甲路 1 号"}))
    opened.take(from_other(first))
    assert not opened.state.conflicts
    opened.take(from_other(first, body={"values": {"ap_addr": None}}))
    assert opened.state.values["ap_addr"].value == "甲路 1 号"
    assert opened.state.conflicts["ap_addr"][0].value == ""


def test_only_what_differs_is_a_fact(opened: Story) -> None:
    opened.done(FillFields(values={"food_items": ("hot", "cold"), "ap_name": "张建国"}))
    assert opened.tell(FillFields(values={"food_items": ("hot", "cold"), "ap_name": "张建国", "ap_addr": None})) == []
    changed = opened.done(FillFields(values={"food_items": ("cold",), "ap_name": "张建国"}))
    assert set(changed.body["values"]) == {"food_items"}


def test_the_first_acceptance_holds_and_the_other_number_is_kept(accepted: Story) -> None:
    acceptance = accepted.entries[-1].operation
    before = accepted.state
    accepted.take(from_other(acceptance, body={**acceptance.body, "receipt_number": "江A02-0007", "deferrals": []}))
    state = accepted.state
    assert state.receipt_number == before.receipt_number
    assert state.other_receipts == ("江A02-0007",)
    assert state.deferrals == before.deferrals and state.cases == before.cases


def test_two_windows_receive_the_same_document(accepted: Story) -> None:
    arrived = accepted.done(ReceiveDocument(material="M-HEALTH", scans=(scan_of("first"),)))
    accepted.done(PassDeferral(material="M-HEALTH"), by=REVIEWER)
    second = msgspec.to_builtins(scan_of("second"))
    accepted.take(from_other(arrived, body={"material": "M-HEALTH", "scans": [second], "note": ""}))
    accepted.take(from_other(arrived))
    deferral = accepted.state.deferrals["M-HEALTH"]
    assert deferral.status is DeferralStatus.PASSED, "what was found in order stays so"
    assert [scan.sha256 for scan in accepted.state.scans["M-HEALTH"]] == [
        scan_of("first").sha256,
        scan_of("second").sha256,
    ]
    assert len(deferral.history) == 5, "every arrival stands in the history"


def test_an_awaited_material_is_never_deferred_even_when_asked_for_before(filled: Story) -> None:
    """The wish was lawful when it was made; then an item was added whose result produces the material."""
    freight = Story(filled.rules)
    wish = {"material": "M-QUAL", "reason": "在办", "due_day": "2026-09-22"}
    for kind, body in (
        ("application_opened", {"theme": "", "items": ["ROAD-DRV", "ROAD-FRT"], "answers": {}}),
        ("deferral_requested", wish),
    ):
        freight.take(replace(filled.entries[0].operation, kind=kind, body=body))
    values = {**FIELDS, "drv_class": "b2", "drv_score": "77", "org_name": "老张货运", "uscc": "91350100M000100Y43"}
    values |= {"org_addr": "中山路 8 号", "cargo_scope": ["general"]}
    values["veh_list"] = {"r1": {"model": "重卡", "load": "10", "state": "bought"}}
    values["drv_list"] = {"r1": {"name": "王刚", "id_no": "11010519491231002X", "class": "B2"}}
    freight.done(FillFields(values=values))
    for material in ("M-ID", "M-DL", "M-EXAM", "M-BL", "M-SAFESYS", "M-VEHTECH", "M-VEH"):
        freight.done(AttachScan(material=material, scan=scan_of(material)))
    assert "deferral.awaited" in freight.refused(RequestDeferral(**wish))
    freight.done(AcceptApplication(receipt_number="1"))
    assert not freight.state.deferrals
    assert freight.state.cases["ROAD-FRT"].waits_for == ("ROAD-DRV",)


def test_what_a_newer_program_wrote_makes_it_read_only(opened: Story) -> None:
    operation = opened.entries[0].operation
    for newer in (replace(operation, kind="fields_amended"), replace(operation, v=2), replace(operation, body={})):
        state = apply(opened.state, newer, 9)
        assert state.needs_upgrade and state.rev == 9
        assert state.items == opened.state.items
    opened.state = state
    assert "application.needs_upgrade" in opened.refused(FillFields(values={"ap_name": "张"}))


sequences = st.lists(
    st.tuples(st.sampled_from(SAMPLES), st.sampled_from(("pc1", "pc2")), st.integers(0, 6), st.integers(0, 40)),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(sequences)
def test_any_sequence_folds_and_no_deferral_gets_lost(steps: list[tuple[Operation, str, int, int]]) -> None:
    state = ApplicationState(id=ID)
    opened: set[str] = set()
    for sample, device, base_rev, rev in steps:
        is_first = sample.kind == "application_accepted" and not state.accepted_day
        state = apply(state, replace(sample, device=device, base_rev=base_rev), rev)
        if is_first:
            opened |= {fact["material"] for fact in sample.body["deferrals"]}
        pending = {m for m, held in state.deferrals.items() if held.status is not DeferralStatus.PASSED}
        ended = {m for m, held in state.deferrals.items() if held.status is DeferralStatus.PASSED}
        assert opened == pending | ended
        assert decode_state(encode_state(state)) == state


@settings(max_examples=50, deadline=None)
@given(sequences)
def test_every_node_folds_to_the_same_digest(steps: list[tuple[Operation, str, int, int]]) -> None:
    entries = [Entry(operation=replace(op, device=dev, base_rev=base), rev=rev) for op, dev, base, rev in steps]
    read_back = [Entry(operation=decode(canonical(entry.operation)), rev=entry.rev) for entry in entries]
    assert digest(fold(ID, entries)) == digest(fold(ID, read_back))


def test_a_state_grown_at_the_desk_equals_one_folded_from_its_bytes(accepted: Story) -> None:
    read_back = [msgspec.structs.replace(e, operation=decode(canonical(e.operation))) for e in accepted.entries]
    assert digest(fold(ID, read_back)) == digest(accepted.state)


def test_a_fold_continues_from_a_snapshot(accepted: Story) -> None:
    """fold(snapshot, rest) equals fold(all), wherever the snapshot was taken."""
    cut = random.Random(7).randrange(1, len(accepted.entries))
    state = decode_state(encode_state(fold(ID, accepted.entries[:cut])))
    for entry in accepted.entries[cut:]:
        state = apply(state, entry.operation, entry.rev)
    assert digest(state) == digest(accepted.state)


def test_operations_are_frozen(accepted: Story) -> None:
    try:
        accepted.entries[0].operation.v = 2  # type: ignore[misc]
    except (AttributeError, dataclasses.FrozenInstanceError):
        return
    raise AssertionError("an operation could be changed")
