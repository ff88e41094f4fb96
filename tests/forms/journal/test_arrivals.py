"""Documents that came in elsewhere: what a window may note, and which deferral is found for it. Nothing is guessed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal_story import CENTRE, REVIEWER, Story, scan_of

from forms.distrust import party_key
from forms.journal.arrivals import ArrivalRecorded, CameBy, ScopeGranted
from forms.journal.commands import PassDeferral, ReceiveDocument
from forms.journal.decide_arrivals import assign_arrival, match_arrival, record_arrival
from forms.journal.decision import Now, Refusal
from forms.journal.deferrals import DeferralArrived
from forms.journal.fold import apply
from forms.journal.numbering import carried_numbers
from forms.journal.operation import APPLICATION, DEVICE
from forms.journal.seal import Place, seal
from forms.journal.state import ApplicationState
from forms.rulebook import Rulebook

DAY = "2026-09-22"
NOW = Now(wall=1_790_000_000_000, day=DAY)
NUMBER = "江A01-260921-0001"
ARRIVAL = ArrivalRecorded(
    receipt_number=NUMBER,
    party=party_key("11010519491231002X"),
    material="M-HEALTH",
    words="从业人员健康合格证明",
    scans=(scan_of("M-HEALTH"),),
    note="",
    came_by="window",
    came_day=DAY,
    post_number="",
    number="S2-B03-20260922-00007",
)


def changed(**facts: Any) -> ArrivalRecorded:
    return msgspec.structs.replace(ARRIVAL, **facts)


def codes(decision: object) -> list[str]:
    assert isinstance(decision, Refusal), decision
    return [message.code for message in decision.messages]


def party_of(state: ApplicationState) -> str:
    return party_key(state.party.id_no)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, []),
        ({"party": "", "came_by": "post"}, []),
        ({"came_by": "post", "came_day": "2026-09-20"}, []),
        ({"material": "", "words": ""}, []),
        ({"receipt_number": ""}, ["arrival.no_receipt"]),
        ({"party": ""}, ["arrival.no_party"]),
        ({"scans": ()}, ["arrival.no_scan"]),
        ({"number": ""}, ["arrival.no_number"]),
        ({"came_by": "pigeon"}, ["arrival.way_unknown"]),
        ({"came_day": "2026-09-20"}, ["arrival.day_of_window"]),
        ({"came_by": "post", "came_day": "2026-09-23"}, ["arrival.day_to_come"]),
        ({"came_by": "post", "came_day": "20.9."}, ["arrival.day_unreadable"]),
        ({"receipt_number": "", "scans": ()}, ["arrival.no_receipt", "arrival.no_scan"]),
    ],
)
def test_what_may_be_noted(facts: dict[str, Any], told: list[str]) -> None:
    decision = record_arrival(changed(**facts), NOW)
    assert (codes(decision) if told else []) == told
    assert told or decision == (changed(**facts),)


@given(
    st.builds(
        ArrivalRecorded,
        receipt_number=st.text(max_size=30),
        party=st.text(max_size=5),
        material=st.text(max_size=5),
        words=st.text(max_size=5),
        scans=st.just(ARRIVAL.scans) | st.just(()),
        note=st.text(max_size=5),
        came_by=st.sampled_from([*CameBy, ""]),
        came_day=st.dates().map(str) | st.text(max_size=12),
        post_number=st.text(max_size=5),
        number=st.text(max_size=5),
    )
)
def test_anything_is_noted_or_refused_with_reasons(arrival: ArrivalRecorded) -> None:
    decision = record_arrival(arrival, NOW)
    assert decision == (arrival,) or codes(decision)


def test_the_material_is_found_by_id_by_name_or_as_the_only_one(accepted: Story, rulebook: Rulebook) -> None:
    state = accepted.state
    key = party_of(state)
    name = state.deferrals["M-DRAINT"].name
    for facts, material in (
        ({"material": "M-HEALTH", "words": "随便"}, "M-HEALTH"),
        ({"material": "", "words": name}, "M-DRAINT"),
        ({"material": "M-OF-ANOTHER-CATALOG", "words": name}, "M-DRAINT"),
    ):
        decision = match_arrival(state, changed(party=key, **facts), rulebook, NOW)
        assert isinstance(decision, tuple)
        (arrived,) = decision
        assert isinstance(arrived, DeferralArrived)
        assert (arrived.material, arrived.scans) == (material, ARRIVAL.scans)
    for facts in ({"material": "", "words": ""}, {"material": "", "words": "证明"}, {"material": "M-ID", "words": ""}):
        decision = match_arrival(state, changed(party=key, **facts), rulebook, NOW)
        assert codes(decision) == ["arrival.material_unclear"]
        assert isinstance(decision, Refusal) and name in decision.messages[0].params["names"]
    accepted.done(ReceiveDocument(material="M-DRAINT", scans=(scan_of("M-DRAINT"),)))
    accepted.done(PassDeferral(material="M-DRAINT"), by=REVIEWER)
    (only,) = match_arrival(accepted.state, changed(party=key, material="", words=""), rulebook, NOW)
    assert isinstance(only, DeferralArrived) and only.material == "M-HEALTH"


def test_whose_it_is_must_fit(accepted: Story, opened: Story, rulebook: Rulebook) -> None:
    assert codes(match_arrival(accepted.state, changed(party=party_key("E1")), rulebook, NOW)) == [
        "arrival.other_party"
    ]
    assert codes(match_arrival(accepted.state, changed(party=""), rulebook, NOW)) == ["arrival.party_unsaid"]
    nothing = ApplicationState(id="a")
    assert codes(match_arrival(nothing, ARRIVAL, rulebook, NOW)) == ["arrival.nothing_deferred"]
    newer = msgspec.structs.replace(accepted.state, needs_upgrade=True)
    assert codes(match_arrival(newer, ARRIVAL, rulebook, NOW)) == ["application.needs_upgrade"]


def test_a_person_may_assign_what_was_deferred_and_nothing_else(accepted: Story, rulebook: Rulebook) -> None:
    state = accepted.state
    letter = changed(party="", words="一封信", note="折皱", post_number="XA1", came_by="post")
    (arrived,) = assign_arrival(state, letter, "M-HEALTH", rulebook, NOW)
    assert isinstance(arrived, DeferralArrived) and arrived.note == "一封信；折皱；XA1"
    assert codes(assign_arrival(state, letter, "M-ID", rulebook, NOW)) == ["deferral.none_open"]


def test_a_site_is_let_in_once(accepted: Story) -> None:
    state = accepted.state
    for dseq in (90, 91):
        place = Place(
            device="centre",
            epoch=1,
            dseq=dseq,
            stream=APPLICATION + state.id,
            catalog=state.catalog,
            base_rev=state.rev,
            salt="00",
        )
        state = apply(state, seal(ScopeGranted(site="02"), place=place, actor=CENTRE, now=NOW), dseq)
    assert state.granted_sites == ("02",)


def test_the_number_of_its_paper_is_carried_and_the_receipts_is_not() -> None:
    place = Place(device="pc9", epoch=1, dseq=1, stream=DEVICE + "pc9", catalog="", base_rev=0, salt="00")
    operation = seal(ARRIVAL, place=place, actor=CENTRE, now=NOW)
    assert list(carried_numbers(operation)) == [ARRIVAL.number]
    assert operation.needs_blobs == (ARRIVAL.scans[0].sha256,)
