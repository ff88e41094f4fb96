"""What becomes of operations: once and for ever, in order, and never at the cost of another application."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from forms.journal.actor import Actor, ActorKind
from forms.journal.commands import FillFields
from forms.journal.intake import FieldsFilled
from forms.journal.operation import content_hash, decode, next_link
from forms.journal.progress import StageMoved
from forms.journal.state import ApplicationState, ApplicationStatus, digest
from tests.sync.central.centre_window import Hall, changed, codes, outcomes


def state_of(hall: Hall, application: str) -> ApplicationState:
    state = hall.store.applications.state(application)
    assert state is not None
    return state


def test_operations_are_applied_in_order_and_give_the_state_of_the_fold(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.filled("a1", ap_name="张三丰")
    reply = window.send_all()
    assert outcomes(reply) == ["applied", "applied"]
    assert [result.rev for result in reply.results] == [1, 2]
    assert reply.results[1].feed_seq > reply.results[0].feed_seq > 0
    assert reply.expects == 3
    assert digest(state_of(hall, "a1")) == digest(window.refold("a1"))
    assert state_of(hall, "a1").values["ap_name"].value == "张三丰"


def test_the_same_bytes_again_are_a_duplicate_with_the_same_answer(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    first = window.send_all()
    hall.reopen()
    again = window.send_all()
    assert outcomes(again) == ["applied"]
    assert again.results[0].duplicate and not first.results[0].duplicate
    assert (again.results[0].rev, again.results[0].feed_seq) == (first.results[0].rev, first.results[0].feed_seq)
    assert state_of(hall, "a1").rev == 1


def test_other_bytes_under_a_used_number_are_rejected_and_raise_an_alarm(hall: Hall) -> None:
    window = hall.window("pc1")
    data = window.opened("a1")
    window.send(data)
    reply = window.send(changed(data, salt="00" * 16))
    assert codes(reply) == ["centre.identity_reused"]
    assert outcomes(reply) == ["rejected"]
    assert [alarm.code for alarm in hall.store.ledger.alarms()] == ["centre.identity_reused"]
    assert outcomes(window.send(data)) == ["applied"]


def test_a_gap_blocks_itself_and_the_rest_and_changes_nothing(hall: Hall) -> None:
    window = hall.window("pc1")
    first, second = window.opened("a1"), window.filled("a1", ap_name="李四")
    third = window.opened("a2")
    assert outcomes(window.send(second, third)) == ["blocked", "blocked"]
    assert hall.store.applications.state("a2") is None
    assert outcomes(window.send(first, third)) == ["applied", "blocked"]
    assert window.send(second, third).expects == 4


def test_a_rejection_holds_this_application_and_no_other(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.opened("a2")
    window.instead(changed(window.filled("a1", ap_name="甲"), actor=replace(window.actor, account="nobody")))
    window.tell("a1", FieldsFilled(values={"ap_name": "乙"}))
    window.tell("a2", FieldsFilled(values={"ap_name": "丙"}))
    reply = window.send_all()
    assert outcomes(reply) == ["applied", "applied", "rejected", "held", "applied"]
    assert codes(reply)[2:4] == ["centre.operation_actor", "centre.operation_held"]
    assert "ap_name" not in state_of(hall, "a1").values
    assert state_of(hall, "a2").values["ap_name"].value == "丙"
    assert codes(window.send_all())[2:4] == ["centre.operation_actor", "centre.operation_held"]


def test_another_window_goes_on_with_an_application_that_one_window_spoiled(hall: Hall) -> None:
    first, second = hall.window("pc1"), hall.window("pc2", account="limin")
    second.actor = replace(second.actor, kind=ActorKind.SUPERVISOR)
    first.opened("a1")
    first.keep(b'{"dseq":2,"stream":"application/a1"}')
    assert outcomes(first.send_all()) == ["applied", "rejected"]
    second.states["a1"] = second.refold("a1")
    second.filled("a1", ap_name="丁")
    assert outcomes(second.send_all()) == ["applied"]


def test_what_the_window_owns_only_before_acceptance_is_rejected_after_it(hall: Hall) -> None:
    first, second = hall.window("pc1"), hall.window("pc2")
    first.accepted("a1")
    opened = 1
    first.send(*first.sealed[:opened])
    second.states["a1"] = second.refold("a1")
    second.filled("a1", ap_name="迟到")
    first.send_all()
    reply = second.send_all()
    assert codes(reply) == ["application.already_accepted"]
    assert state_of(hall, "a1").values["ap_name"].value == "张三丰"


def test_a_second_acceptance_is_in_hand_too_and_is_kept_despite_the_quarantine(hall: Hall) -> None:
    first, second = hall.window("pc1"), hall.window("pc2")
    first.accepted("a1")
    first.send(first.sealed[0])
    second.send()
    second.sealed = [changed(data, device="pc2", dseq=index) for index, data in enumerate(first.sealed[1:], 1)]
    second.sealed[-1] = changed(
        second.sealed[-1], body={**decode(second.sealed[-1]).body, "receipt_number": "01-3-20261123-00201"}
    )
    first.send_all()
    reply = second.send_all()
    assert set(outcomes(reply)[1:-1]) == {"held"}
    assert outcomes(reply)[-1] == "applied"
    state = state_of(hall, "a1")
    assert state.other_receipts == ("01-3-20261123-00201",)
    assert [objection.code for objection in state.objections] == ["application.already_accepted"]
    kinds = [recorded.kind for recorded in hall.store.ledger.stream("application/a1")]
    assert kinds.count("application_accepted") == 2 and kinds.count("cases_numbered") == 1


def test_an_application_of_another_site_is_out_of_scope(hall: Hall) -> None:
    window, stranger = hall.window("pc1"), hall.window("pc9", site="02", account="chenjing")
    window.opened("a1")
    window.send_all()
    stranger.states["a1"] = window.states["a1"]
    stranger.filled("a1", ap_name="外人")
    reply = stranger.send_all()
    assert codes(reply) == ["centre.operation_not_in_scope"]
    assert "a1" not in {entry.stream for entry in map(decode, feed_bytes(reply))}
    window.filled("a1", ap_name="本站")
    assert outcomes(window.send_all()) == ["applied", "applied"]


def feed_bytes(reply: object) -> list[bytes]:
    return [bytes(entry.operation) for entry in reply.feed if not entry.is_own]  # type: ignore[attr-defined]


REVIEWER = Actor(kind=ActorKind.REVIEWER, account="wangfang", name="王芳", site="01")
SUPERVISOR = Actor(kind=ActorKind.SUPERVISOR, account="wangfang", name="王芳", site="01")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"device": "pc2"}, "centre.operation_foreign"),
        ({"epoch": 2}, "centre.operation_foreign"),
        ({"stream": "application/../etc"}, "centre.operation_stream"),
        ({"stream": "device/pc1"}, "centre.operation_stream"),
        ({"stream": "device/pc2", "kind": "clerk_signed_in"}, "centre.operation_stream"),
        ({"stream": "elsewhere"}, "centre.operation_stream"),
        ({"body": {"theme": "", "items": 3, "answers": {}}}, "centre.operation_body"),
        ({"actor": REVIEWER}, "centre.operation_actor"),
        ({"actor": SUPERVISOR}, "centre.operation_actor"),
        ({"kind": "fields_filled", "body": {"values": {}}}, "application.unknown"),
        ({"kind": "stage_moved", "body": {"item": "SEAL", "stage": "handling"}}, "authority.not_allowed"),
        ({"kind": "from_a_newer_program", "actor": REVIEWER}, "centre.operation_actor"),
    ],
)
def test_what_is_not_what_it_says_is_rejected_for_ever(hall: Hall, fields: dict[str, object], code: str) -> None:
    window = hall.window("pc1")
    window.instead(changed(window.opened("a1"), **fields))
    assert codes(window.send_all()) == [code]
    again = window.send_all()
    assert codes(again) == [code] and again.results[0].duplicate
    assert again.expects == 2
    assert hall.store.applications.state("a1") is None


def test_an_actor_of_another_site_is_rejected(hall: Hall) -> None:
    window = hall.window("pc1")
    window.actor = replace(window.actor, account="chenjing", site="02")
    window.opened("a1")
    assert codes(window.send_all()) == ["centre.operation_other_site"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data.replace(b'":', b'": ', 1), "centre.operation_not_canonical"),
        (lambda data: data.replace(b'"dseq":1,', b'"dseq":1,"day":"2026-11-23",'), "centre.operation_not_canonical"),
        (lambda data: data.replace(b'"answers":{}', b'"answers":{"q":1e400}'), "centre.operation_unreadable"),
        (lambda data: data.replace(b'"answers":{}', b'"answers":{"q":1.50}'), "centre.operation_not_canonical"),
        (lambda data: data.replace(b'"skew":0', b'"skew":9007199254740993'), "centre.operation_not_canonical"),
        (lambda data: data.replace(b'"skew":0', b'"skew":1' + b"0" * 30), "centre.operation_not_canonical"),
        (lambda data: data.replace(b'"theme":""', b'"theme":1e21'), "centre.operation_not_canonical"),
        (lambda data: b"[]", "centre.operation_unreadable"),
        (lambda data: b"null", "centre.operation_unreadable"),
        (lambda data: b'{"dseq":1,"stream":"application/a1","kind":7}', "centre.operation_unreadable"),
    ],
)
def test_bytes_that_are_no_canonical_operation_are_kept_rejected_and_stop_nothing(
    hall: Hall, spoil: object, code: str
) -> None:
    window = hall.window("pc1")
    window.instead(spoil(window.opened("a1")))  # type: ignore[operator]
    window.opened("a2")
    assert codes(window.send_all()) == [code, ""]
    assert outcomes(window.send_all()) == ["rejected", "applied"]
    kept = hall.store.ledger.find(device="pc1", epoch=1, dseq=1)
    assert kept is not None and kept.data == window.sealed[0]


def test_bytes_without_a_number_get_the_same_answer_when_they_come_again(hall: Hall) -> None:
    window = hall.window("pc1")
    assert outcomes(window.send(b'"torn"')) == ["rejected"]
    again = window.send(b'"torn"')
    assert again.results[0].duplicate and again.expects == 2


def test_an_unknown_kind_is_kept_relayed_and_makes_the_application_need_an_upgrade(hall: Hall) -> None:
    window, other = hall.window("pc1"), hall.window("pc2")
    window.opened("a1")
    unknown = changed(window.filled("a1", ap_name="甲"), kind="fields_blessed", body={"anything": [1, "two"]})
    window.instead(unknown)
    window.filled("a1", ap_name="乙")
    assert outcomes(window.send_all()) == ["applied", "applied", "applied"]
    assert state_of(hall, "a1").needs_upgrade
    assert unknown in feed_bytes(other.send())


def test_an_application_that_a_newer_program_opened_is_relayed_whole(hall: Hall) -> None:
    window, other = hall.window("pc1"), hall.window("pc2")
    window.instead(changed(window.opened("a1"), v=2))
    window.filled("a1", ap_name="甲")
    assert outcomes(window.send_all()) == ["applied", "applied"]
    assert window.sealed == [data for data in feed_bytes(other.send()) if b"application/a1" in data]


def test_device_stream_operations_are_numbered_and_a_device_actor_needs_no_account(hall: Hall) -> None:
    window = hall.window("pc1")
    window.signed_in()
    machine = Actor(kind=ActorKind.DEVICE, account="", site="01")
    body = {"catalog": "c" * 64, "version": "1"}
    window.instead(changed(window.signed_in(), kind="catalog_installed", actor=machine, body=body))
    reply = window.send_all()
    assert outcomes(reply) == ["applied", "applied"]
    assert reply.results[1].rev == reply.results[0].rev + 1


def test_a_fault_of_the_centre_keeps_the_operation_and_lets_the_others_through(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.opened("a2")

    def broken(state: object, operation: object) -> None:
        if operation.application == "a1":  # type: ignore[attr-defined]
            raise ZeroDivisionError

    monkeypatch.setattr("sync.central.intake.admission", broken)
    reply = window.send_all()
    assert outcomes(reply) == ["held", "applied"]
    assert codes(reply)[0] == "centre.fault"
    assert hall.store.applications.state("a1") is None


def test_nothing_of_a_batch_stays_when_its_commit_does_not_happen(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    window = hall.window("pc1")
    window.opened("a1")

    def torn(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(hall.centre._exchange._feed, "after", torn)
        with pytest.raises(RuntimeError):
            window.send_all()
    assert hall.store.applications.state("a1") is None
    assert hall.store.ledger.find(device="pc1", epoch=1, dseq=1) is None
    reply = window.send_all()
    assert outcomes(reply) == ["applied"] and not reply.results[0].duplicate


def test_two_windows_that_fill_the_same_field_leave_a_conflict_and_lose_nothing(hall: Hall) -> None:
    first, second = hall.window("pc1"), hall.window("pc2")
    first.opened("a1")
    first.send_all()
    first.states["a1"] = second.states["a1"] = first.refold("a1")
    first.do("a1", FillFields(values={"ap_name": "甲"}))
    second.do("a1", FillFields(values={"ap_name": "乙"}))
    first.send_all()
    assert outcomes(second.send_all()) == ["applied"]
    state = state_of(hall, "a1")
    assert state.values["ap_name"].value == "甲"
    assert [lost.value for lost in state.conflicts["ap_name"]] == ["乙"]
    assert digest(first.refold("a1")) == digest(second.refold("a1")) == digest(state)


def test_the_chain_covers_what_was_rejected_too(hall: Hall) -> None:
    window = hall.window("pc1")
    window.opened("a1")
    window.keep(b"{}")
    window.send_all()
    standing = hall.store.devices.find("pc1", 1)
    assert standing is not None
    assert standing.chain == next_link(next_link("0" * 64, content_hash(window.sealed[0])), content_hash(b"{}"))


def test_a_window_cannot_speak_as_reviewer_on_an_accepted_application(hall: Hall) -> None:
    window = hall.window("pc1")
    window.accepted("a1")
    window.send_all()
    window.tell("a1", StageMoved(item="SIGN", stage="accepted"))
    assert codes(window.send_all())[-1] == "authority.not_allowed"
    assert state_of(hall, "a1").status is ApplicationStatus.ACCEPTED


def test_a_window_cannot_borrow_the_account_of_a_reviewer_of_its_site(hall: Hall) -> None:
    hall.person("judge", role="reviewer", site="01", departments=("*",))
    window = hall.window("pc1")
    window.accepted("a1")
    window.send_all()
    judge = replace(REVIEWER, account="judge")
    window.instead(changed(window.tell("a1", StageMoved(item="SIGN", stage="accepted")), actor=judge))
    assert codes(window.send_all())[-1] == "centre.operation_actor"
    assert not state_of(hall, "a1").cases["SIGN"].stage
