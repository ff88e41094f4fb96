"""Signing in: asked at the centre when it can be reached, and without it on the same password."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext

import pytest
from msgspec.structs import replace

from client.desk import signing_in
from client.desk.session import Session
from client.desk.signing_in import OFFLINE_TRIES
from forms.errors import SignInRefused, UserError
from forms.journal.actor import ActorKind
from forms.message import Message, message
from sync.central import passwords
from sync.central.demo import PASSWORD
from sync.central.passwords import verifier_of
from sync.transport import (
    AskedTooOften,
    CentreFault,
    NotOurServer,
    TornReply,
    TransportError,
    Unreachable,
    UnsafeAddress,
)
from sync.wire import SignInReply, SignInRequest
from tests.client.desk.desk_hall import Hall, Pc
from tests.client.desk.desk_wire import Wire

NO_LINK = Unreachable(message("sync.unreachable"))


def refused(pc: Pc, account: str = "wangfang", *, password: str = PASSWORD) -> Message:
    with pytest.raises(SignInRefused) as caught:
        pc.sign_in(account, password=password)
    return caught.value.message


def sign_ins(pc: Pc) -> list[Mapping[str, object]]:
    entries = pc.store.journal.device_operations()
    return [entry.operation.body for entry in entries if entry.operation.kind == "clerk_signed_in"]


def test_the_centre_says_who_the_clerk_is(hall: Hall) -> None:
    pc = hall.pc("05")
    session = signing_in.sign_in(pc.desk, account=" limin ", password=PASSWORD, window=" 05 ")
    assert session == Session(
        account="limin", name="李敏", role="supervisor", site="01", site_name="市民中心综合窗口", window="05"
    )
    assert session.actor.kind is ActorKind.SUPERVISOR
    assert sign_ins(pc) == [{"account": "limin", "offline": False}]
    assert pc.store.settings.get("last_account") == "limin" and pc.store.settings.get("window") == "05"
    hall.sessions["05"] = session
    pc.sync()
    assert pc.desk.current_catalog() and pc.store.numbers.left() > 0


def test_the_password_is_kept_nowhere(hall: Hall) -> None:
    record = hall.pc().store.accounts.find("wangfang")
    assert record is not None and record.verifier.startswith("$argon2id$") and PASSWORD not in record.verifier


@pytest.mark.parametrize(
    "trouble",
    [NO_LINK, NotOurServer(message("sync.portal")), TornReply(message("sync.unreadable")), CentreFault(message("x"))],
    ids=lambda trouble: type(trouble).__name__,
)
def test_without_an_answer_of_the_centre_the_known_password_is_enough(pc: Pc, trouble: TransportError) -> None:
    before = pc.session
    pc.wire.trouble = trouble
    assert pc.sign_in() == replace(before, offline=True)
    assert sign_ins(pc)[-1] == {"account": "wangfang", "offline": True}


def test_the_first_sign_in_on_a_pc_needs_the_centre(pc: Pc) -> None:
    pc.wire.trouble = NO_LINK
    assert refused(pc, "zhaolei") == message("sign_in.first_needs_centre", account="zhaolei")
    assert sign_ins(pc) == [{"account": "wangfang", "offline": False}]


def test_wrong_passwords_are_counted_also_over_a_restart_until_the_centre_is_asked(hall: Hall) -> None:
    pc = hall.pc()
    pc.wire.trouble = NO_LINK
    for left in range(OFFLINE_TRIES - 1, 1, -1):
        assert refused(pc, password="wrong") == message("sign_in.wrong_password", left=left)
    pc.reopen()
    pc.wire.trouble = NO_LINK
    assert [refused(pc, password="wrong").params["left"] for _ in range(2)] == ["1", "0"]
    assert refused(pc) == message("sign_in.tries_used_up")
    pc.wire.trouble = None
    assert not pc.sign_in().offline
    pc.wire.trouble = NO_LINK
    assert pc.sign_in().offline


def test_a_right_password_gives_all_tries_back(pc: Pc) -> None:
    pc.wire.trouble = NO_LINK
    refused(pc, password="wrong")
    assert pc.sign_in().offline
    assert refused(pc, password="wrong").params["left"] == str(OFFLINE_TRIES - 1)


def test_a_centre_that_refuses_is_final(hall: Hall) -> None:
    """The password was changed at the centre: the old one, which this PC still knows, opens nothing."""
    pc = hall.pc()
    person = hall.kept.accounts.find("wangfang")
    assert person is not None
    hall.kept.accounts.put(replace(person, verifier=verifier_of("another")))
    assert refused(pc).code == "centre.sign_in_refused"
    assert len(sign_ins(pc)) == 1
    assert not pc.sign_in(password="another").offline
    pc.wire.trouble = NO_LINK
    assert refused(pc).code == "sign_in.wrong_password", "the newest password counts without the centre, too"


def test_an_address_that_no_password_may_go_to_is_no_offline_sign_in(pc: Pc) -> None:
    pc.wire.trouble = UnsafeAddress(message("sync.plain_http", address="http://centre.example"))
    assert refused(pc) == message("sync.plain_http", address="http://centre.example")
    assert len(sign_ins(pc)) == 1


def test_a_reviewer_is_no_clerk(pc: Pc) -> None:
    assert refused(pc, "reviewer").code == "centre.not_a_clerk"


def test_who_must_wait_at_the_centre_cannot_go_round_it(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    pc = hall.pc()
    monkeypatch.setattr(passwords, "MOST_WRONG", 1)
    assert refused(pc, password="wrong").code == "centre.sign_in_refused"
    assert refused(pc).code == "centre.sign_in_wait"
    assert len(sign_ins(pc)) == 1
    hall.wall += passwords.WAIT_MS
    assert not pc.sign_in().offline


class RoleTold:
    """The way to a centre that says another role."""

    def __init__(self, wire: Wire, role: str) -> None:
        self._wire = wire
        self._role = role

    def sign_in(self, request: SignInRequest) -> SignInReply:
        return replace(self._wire.sign_in(request), role=self._role)


@pytest.mark.parametrize("role", ["auditor", "reviewer", ""])
def test_a_role_that_is_not_of_a_window_does_not_become_a_clerk(
    pc: Pc, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    token, known = pc.store.sync.token(), pc.store.accounts.find("wangfang")
    assert known is not None
    monkeypatch.setattr(pc.desk, "transport", lambda: nullcontext(RoleTold(pc.wire, role)))
    assert refused(pc) == message("sign_in.role", account="wangfang", role=role)
    assert (pc.store.sync.token(), pc.store.accounts.find("wangfang"), len(sign_ins(pc))) == (token, known, 1)
    monkeypatch.undo()
    pc.store.accounts.remember(replace(known, role=role))
    pc.wire.trouble = NO_LINK
    assert refused(pc) == message("sign_in.role", account="wangfang", role=role)


def test_only_who_works_at_a_window_writes_to_its_journal(pc: Pc) -> None:
    with pytest.raises(UserError) as forbidden:
        signing_in.confirm_day(replace(pc.session, role="reviewer"), pc.desk, day="2026-11-23")
    assert forbidden.value.message.code == "authority.not_allowed"
    with pytest.raises(ValueError, match="auditor"):
        _ = replace(pc.session, role="auditor").actor


@pytest.mark.parametrize(("retry_after", "seconds"), [(90.0, "90"), (0.0, "10")])
def test_any_centre_that_wants_us_to_wait_is_believed(pc: Pc, retry_after: float, seconds: str) -> None:
    pc.wire.trouble = AskedTooOften(message("sync.centre_busy"), retry_after=retry_after)
    assert refused(pc) == message("sign_in.wait", seconds=seconds)
    assert len(sign_ins(pc)) == 1


@pytest.mark.parametrize(("account", "password", "window"), [(" ", "p", "3"), ("a", "", "3"), ("a", "p", " ")])
def test_an_incomplete_form_is_not_sent(pc: Pc, account: str, password: str, window: str) -> None:
    with pytest.raises(SignInRefused) as caught:
        signing_in.sign_in(pc.desk, account=account, password=password, window=window)
    assert caught.value.message == message("sign_in.incomplete")
