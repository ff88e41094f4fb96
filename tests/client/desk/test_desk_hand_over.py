"""Hand-over: a supervisor and the keeper give away, a colleague of the site takes over, nobody else moves anything."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.desk import ledger, ledger_hand_over, looking
from client.desk.ledger import LedgerFilters
from client.desk.ledger_hand_over import HandedOver, hand_over
from client.desk.session import Session
from forms.journal.actor import Actor, ActorKind
from forms.journal.decision import Refusal
from forms.journal.keeping import KeeperChanged
from tests.client.desk.desk_given import codes
from tests.client.desk.desk_pc import Pc


@pytest.fixture
def zhao(accepted_pc: Pc) -> Session:
    """A colleague who has signed in at this PC, too."""
    wang = accepted_pc.session
    colleague = accepted_pc.sign_in("zhaolei")
    accepted_pc.hall.sessions[accepted_pc.name] = wang
    return colleague


def kept_by(pc: Pc, account: str) -> int:
    return ledger.page(pc.desk, filters=LedgerFilters(keeper=account)).total


def given(result: HandedOver | Refusal) -> tuple[str, ...]:
    assert isinstance(result, HandedOver)
    return result.applications


def why_not(result: HandedOver | Refusal) -> list[str]:
    assert isinstance(result, HandedOver) and not result.applications
    return [message.code for _, message in result.refused]


def test_who_accepted_looks_after_it(accepted_pc: Pc) -> None:
    assert (kept_by(accepted_pc, "wangfang"), kept_by(accepted_pc, "zhaolei")) == (2, 0)
    (share,) = ledger.keepers(accepted_pc.desk)
    assert (share.key, share.name, share.lines) == ("wangfang", "王芳", 2)
    (site,) = ledger.sites(accepted_pc.desk)
    assert (site.key, site.name) == (accepted_pc.session.site, accepted_pc.session.site_name)


def test_the_keeper_gives_her_list_to_a_colleague(accepted_pc: Pc, zhao: Session) -> None:
    application, seen = accepted_pc.hall.application, list[tuple[int, int]]()
    result = hand_over(
        accepted_pc.session,
        accepted_pc.desk,
        to="zhaolei",
        all_of="wangfang",
        progress=lambda done, of: seen.append((done, of)),
    )
    assert given(result) == (application,) and seen == [(1, 1)]
    assert (kept_by(accepted_pc, "wangfang"), kept_by(accepted_pc, "zhaolei")) == (0, 2)
    entry = looking.timeline(accepted_pc.desk, application)[-1]
    assert (entry.kind, entry.facts["from_account"], entry.facts["to_account"]) == (
        "keeper_changed",
        "wangfang",
        "zhaolei",
    )
    accepted_pc.sync()
    other = accepted_pc.hall.pc("04")
    other.sign_in("zhaolei")
    other.sync()
    assert kept_by(other, "zhaolei") == 2


def test_a_colleague_takes_over_with_a_reason(accepted_pc: Pc, zhao: Session) -> None:
    application = accepted_pc.hall.application
    take = {"to": "zhaolei", "applications": (application,)}
    assert why_not(hand_over(zhao, accepted_pc.desk, **take)) == ["keeper.reason_missing"]  # type: ignore[arg-type]
    taken = hand_over(zhao, accepted_pc.desk, reason="王芳请病假", **take)  # type: ignore[arg-type]
    assert given(taken) == (application,)
    accepted_pc.sync()
    assert looking.outbox(accepted_pc.desk).quarantine == ()
    state = accepted_pc.hall.centre.store.applications.state(application)
    assert state is not None and (state.keeper, state.keeper_name) == ("zhaolei", zhao.name)


def test_a_clerk_moves_nothing_between_others_but_a_supervisor_does(accepted_pc: Pc, zhao: Session) -> None:
    application = accepted_pc.hall.application
    third = replace(zhao, account="third")
    result = hand_over(third, accepted_pc.desk, to="zhaolei", applications=(application,), reason="忙")
    assert why_not(result) == ["keeper.not_yours"]
    elsewhere = replace(zhao, account="third", site=zhao.site, role="supervisor")
    assert given(hand_over(elsewhere, accepted_pc.desk, to="zhaolei", all_of="wangfang", reason="调岗")) == (
        application,
    )


def test_nobody_unknown_gets_a_list_and_an_empty_one_is_said(accepted_pc: Pc, zhao: Session) -> None:
    nobody = hand_over(accepted_pc.session, accepted_pc.desk, to="nobody", all_of="wangfang")
    assert codes(nobody) == ["keeper.unknown"]
    empty = hand_over(accepted_pc.session, accepted_pc.desk, to="wangfang", all_of="zhaolei")
    assert codes(empty) == ["keeper.nothing_open"]
    known = ledger_hand_over.colleagues(accepted_pc.session, accepted_pc.desk)
    assert [each.account for each in known] == ["wangfang", "zhaolei"]


def test_what_has_not_been_accepted_has_no_keeper(accepted_pc: Pc, zhao: Session) -> None:
    begun = accepted_pc.begin()
    result = hand_over(accepted_pc.session, accepted_pc.desk, to="zhaolei", applications=(begun,))
    assert why_not(result) == ["keeper.not_accepted"]


def test_the_centre_rejects_a_hand_over_that_no_honest_window_makes(accepted_pc: Pc) -> None:
    """Somebody changed the program: a clerk gives a colleague's application to a third."""
    accepted_pc.sync()
    actor = Actor(kind=ActorKind.CLERK, account="wangfang", name="王芳", site=accepted_pc.session.site, window="03")
    accepted_pc.store.journal.commit(
        accepted_pc.hall.application,
        [KeeperChanged(from_account="zhaolei", to_account="third", to_name="丙", reason="随便")],
        actor=actor,
        now=accepted_pc.desk.now(),
        catalog=accepted_pc.desk.current_catalog(),
    )
    accepted_pc.sync()
    (refused,) = looking.outbox(accepted_pc.desk).quarantine
    assert (refused.kind, refused.message.code) == ("keeper_changed", "keeper.not_yours")
    assert kept_by(accepted_pc, "wangfang") == 2
