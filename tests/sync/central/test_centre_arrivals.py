"""Documents that come in at a site that never saw the application: the centre finds it, or a person does."""

from __future__ import annotations

import msgspec
import pytest

from forms.distrust import party_key
from forms.journal.arrivals import ArrivalAnswered, ArrivalRecorded
from forms.journal.commands import ReceiveDocument
from forms.journal.kinds import body_of
from forms.journal.operation import APPLICATION, DEVICE, Operation, decode
from forms.journal.state import ApplicationState, DeferralStatus, digest
from sync.wire import ExchangeReply
from tests.sync.central.centre_window import DAY, WALL, Hall, Window, codes, outcomes, scan_of

RECEIPT = "01-3-20261123-00001"
SCAN = scan_of(b"the certificate")


def accepted(hall: Hall) -> Window:
    home = hall.window("pc1")
    home.send()
    home.accepted("a1")
    return home


def elsewhere(hall: Hall, device: str = "pc9") -> Window:
    if hall.store.accounts.find("chenjing") is None:
        hall.person("chenjing", role="clerk", site="02")
    window = hall.window(device, site="02", account="chenjing")
    window.send()
    return window


def party_of(home: Window) -> str:
    return party_key(home.states["a1"].party.id_no)


def deferred(home: Window) -> list[str]:
    return list(home.states["a1"].deferrals)


def record(window: Window, home: Window, **changes: object) -> bytes:
    """A record of what was brought for the application of `home`, as the other site's clerk makes it."""
    material = deferred(home)[0]
    body = ArrivalRecorded(
        receipt_number=RECEIPT,
        party=party_of(home),
        material=material,
        words=home.states["a1"].deferrals[material].name,
        scans=(SCAN,),
        note="委托人代交",
        came_by="window",
        came_day=DAY,
        post_number="",
        number=f"02-3-20261123-{len(window.sealed) + 1:05d}",
    )
    body = msgspec.structs.replace(body, **changes)
    return window.seal(body, stream=DEVICE + window.session.device)


def answers(reply: ExchangeReply, device: str = "pc9") -> list[ArrivalAnswered]:
    operations = [decode(bytes(entry.operation)) for entry in reply.feed if not entry.is_own]
    bodies = [body_of(each) for each in operations if each.stream == DEVICE + device]
    return [body for body in bodies if isinstance(body, ArrivalAnswered)]


def state(hall: Hall, application: str = "a1") -> ApplicationState:
    return hall.centre.ordering.state(application)


def ordered(hall: Hall, application: str = "a1") -> list[Operation]:
    return [decode(recorded.data) for recorded in hall.store.ledger.stream(APPLICATION + application)]


def test_a_document_finds_its_application_and_counts_from_the_windows_time(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    reply = away.send(record(away, home))
    assert outcomes(reply) == ["applied"]
    (answer,) = answers(reply)
    material = deferred(home)[0]
    assert (answer.outcome, answer.application, answer.material) == ("matched", "a1", material)
    assert (answer.epoch, answer.dseq) == (1, 1)
    deferral = state(hall).deferrals[material]
    assert deferral.status is DeferralStatus.ARRIVED
    move = deferral.history[-1]
    assert (move.kind, move.actor, move.wall, move.day) == ("deferral_arrived", "王芳", WALL, DAY)
    assert move.reason == "委托人代交"
    assert SCAN in state(hall).scans[material]
    arrived = [each for each in ordered(hall) if each.kind == "deferral_arrived"]
    assert [(each.device, each.actor.account, each.actor.site) for each in arrived] == [("centre", "chenjing", "02")]


def test_the_site_sees_the_whole_application_from_then_on(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    cursor = away.send().cursor
    reply = away.send(record(away, home), cursor=cursor)
    seen = [entry for entry in reply.feed if not entry.is_own and decode(bytes(entry.operation)).application == "a1"]
    assert [entry.rev for entry in seen] == list(range(1, state(hall).rev + 1))
    assert [entry.feed_seq for entry in reply.feed] == sorted({entry.feed_seq for entry in reply.feed})
    assert state(hall).granted_sites == ("02",)
    assert digest(away.refold("a1")) == digest(home.refold("a1")) == digest(state(hall))
    # What happens later comes to both sites.
    away.states["a1"] = away.refold("a1")
    away.do("a1", ReceiveDocument(material=deferred(home)[1], scans=(scan_of(b"another"),)))
    assert outcomes(away.send(*away.sealed[1:])) == ["applied"]
    assert digest(home.refold("a1")) == digest(state(hall))


def test_the_same_record_again_arrives_once(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    data = record(away, home)
    away.send(data)
    before = state(hall)
    hall.reopen()
    again = away.send(data)
    assert again.results[0].duplicate and state(hall) == before
    assert len(state(hall).deferrals[deferred(home)[0]].history) == 2


def test_an_application_that_comes_later_finds_what_waits_for_it(hall: Hall) -> None:
    home = accepted(hall)
    away = elsewhere(hall)
    (waits,) = answers(away.send(record(away, home)))
    assert (waits.outcome, waits.code) == ("waiting", "arrival.receipt_unknown")
    assert [row.receipt_number for row in hall.store.arrivals.waiting()] == [RECEIPT]
    cursor = away.send().cursor
    home.send_all()
    (found,) = answers(away.send(cursor=cursor))
    assert (found.outcome, found.application, found.dseq) == ("matched", "a1", 1)
    assert hall.store.arrivals.waiting() == []
    assert digest(away.refold("a1")) == digest(state(hall))


def test_what_does_not_fit_waits_for_a_person_and_the_window_is_told_why(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    for change, code in (
        ({"receipt_number": "01-3-20261123-00999"}, "arrival.receipt_unknown"),
        ({"party": party_key("110101199003070011")}, "arrival.other_party"),
        ({"material": "", "words": "一张表"}, "arrival.material_unclear"),
        ({"party": "", "came_by": "post"}, "arrival.party_unsaid"),
        ({"material": "M-NO-SUCH", "words": "别的"}, "arrival.material_unclear"),
    ):
        (answer,) = answers(away.send(record(away, home, **change), cursor=away.send().cursor))
        assert (answer.outcome, answer.code, answer.application) == ("waiting", code, "")
    assert len(hall.store.arrivals.waiting()) == 5
    assert state(hall).granted_sites == ()
    assert all(held.status is DeferralStatus.AWAITED for held in state(hall).deferrals.values())


def test_a_material_is_found_by_its_very_name_or_as_the_only_one_that_waits(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    first, second = deferred(home)[:2]
    name = home.states["a1"].deferrals[second].name
    (answer,) = answers(away.send(record(away, home, material="", words=name)))
    assert (answer.outcome, answer.material) == ("matched", second)
    assert len(deferred(home)) == 2
    (unclear,) = answers(away.send(record(away, home, material="", words=""), cursor=away.send().cursor))
    assert (unclear.outcome, unclear.code) == ("waiting", "arrival.material_unclear")
    assert first


def test_a_letter_counts_from_the_day_of_its_receipt(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    away.send(record(away, home, came_by="post", came_day="2026-11-21", post_number="XA1234"))
    move = state(hall).deferrals[deferred(home)[0]].history[-1]
    assert (move.day, move.reason) == ("2026-11-21", "委托人代交；XA1234")
    arrived = next(each for each in ordered(hall) if each.kind == "deferral_arrived")
    assert arrived.actor.channel == "post"


def test_a_second_document_may_come_with_the_paper_of_the_first(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    away.send(record(away, home))
    second = deferred(home)[1]
    name = home.states["a1"].deferrals[second].name
    data = record(away, home, receipt_number="02-3-20261123-00001", material=second, words=name)
    (answer,) = answers(away.send(data, cursor=away.send().cursor))
    assert (answer.outcome, answer.material) == ("matched", second)
    assert state(hall).granted_sites == ("02",)


def test_records_that_no_honest_window_makes_are_rejected(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    bad = [
        record(away, home, scans=()),
        record(away, home, came_day="2027-01-01", came_by="post"),
        record(away, home, party=""),
        record(away, home, came_by="pigeon"),
    ]
    reply = away.send(*bad)
    assert outcomes(reply) == ["rejected"] * 4
    assert codes(reply) == ["arrival.no_scan", "arrival.day_to_come", "arrival.no_party", "arrival.way_unknown"]
    assert hall.store.arrivals.waiting() == []


def test_the_number_of_its_paper_is_used_and_a_strange_one_raises_an_alarm(hall: Hall) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)
    before = hall.store.numbers.unused(device="pc9", epoch=1)
    away.send(record(away, home))
    assert hall.store.numbers.unused(device="pc9", epoch=1) == before - 1
    assert hall.store.ledger.alarms() == []
    away.send(record(away, home, number="02-3-20261123-00001"), record(away, home, number="99-9-20261123-00001"))
    assert [alarm.code for alarm in hall.store.ledger.alarms()] == ["centre.number_used", "centre.number_not_leased"]


def test_a_provisional_receipt_the_number_bound_to_it_and_a_case_number_lead_there(hall: Hall) -> None:
    home = hall.window("pc1")
    home.send()
    provisional = "临〔PC1〕1-0001"
    home.accepted("a1", number=provisional)
    away = elsewhere(hall)
    (waits,) = answers(away.send(record(away, home, receipt_number=provisional)))
    assert waits.code == "arrival.receipt_unknown"
    cursor = away.send().cursor
    home.send_all()
    (found,) = answers(away.send(cursor=cursor))
    assert found.outcome == "matched"
    bound = state(hall).bound_numbers[provisional]
    case_number = next(iter(state(hall).cases.values())).case_number
    for number in (bound, case_number):
        cursor = away.send().cursor
        (again,) = answers(away.send(record(away, home, receipt_number=number), cursor=cursor))
        assert (again.outcome, again.application) == ("matched", "a1")


def test_an_arrival_waits_while_its_application_was_only_taken_in(hall: Hall) -> None:
    home = accepted(hall)
    taken_in = home.sealed[:-1]
    away = elsewhere(hall)
    home.send(*taken_in)
    (waits,) = answers(away.send(record(away, home)))
    assert waits.code == "arrival.receipt_unknown"
    cursor = away.send().cursor
    home.send(home.sealed[-1])
    (found,) = answers(away.send(cursor=cursor))
    assert found.outcome == "matched"


def test_a_fault_of_ours_while_matching_keeps_the_document_for_a_person(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = accepted(hall)
    home.send_all()
    away = elsewhere(hall)

    def fails(*asked: object) -> None:
        raise RuntimeError("a rule that nobody foresaw")

    with monkeypatch.context() as broken:
        broken.setattr("sync.central.arrivals.match_arrival", fails)
        reply = away.send(record(away, home))
    assert outcomes(reply) == ["applied"]
    (waits,) = answers(reply)
    assert (waits.outcome, waits.code) == ("waiting", "arrival.unchecked")
    assert all(held.status is DeferralStatus.AWAITED for held in state(hall).deferrals.values())
    cursor = away.send().cursor
    home.do("a1", ReceiveDocument(material=deferred(home)[1], scans=(scan_of(b"another"),)))
    home.send(home.sealed[-1])
    (found,) = answers(away.send(cursor=cursor))
    assert found.outcome == "matched", "the next move of the application tries again"
