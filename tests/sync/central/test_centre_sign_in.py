"""Signing in: the right person at an enrolled device, and tokens that survive a lost reply."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from msgspec.structs import replace

from forms.message import message
from sync.central import exchange
from sync.central.passwords import MOST_WRONG, WAIT_MS
from sync.central.refused import CallRefused
from sync.central.sessions import DeviceSession
from sync.central.store.rows import Person
from sync.keys import public_key
from sync.wire import PROTOCOL, ExchangeRequest, SignInRequest
from tests.sync.central.centre_window import DAY, WALL, Hall

PASSWORD = "窗口 2026"
VERIFIER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
KEY = public_key("11" * 32)
OTHER_KEY = public_key("22" * 32)
ASKED = SignInRequest(account="zhaolei", password=PASSWORD, device="pc7", epoch=1, public_key=KEY, window="3 号窗口")


@pytest.fixture
def staffed(hall: Hall) -> Hall:
    for account, role, site in (("zhaolei", "clerk", "01"), ("lina", "clerk", "02"), ("wu", "reviewer", "")):
        person = Person(
            account=account,
            name=f"{account} 名",
            role=role,
            site=site,
            site_name="市民中心",
            departments=(),
            verifier=VERIFIER,
        )
        hall.store.accounts.put(person)
    return hall


def refusal(hall: Hall, request: SignInRequest) -> tuple[int, str]:
    with pytest.raises(CallRefused) as refused:
        hall.centre.sign_in(request)
    return refused.value.status, refused.value.message.code


def test_a_clerk_signs_in_and_the_device_is_enrolled(staffed: Hall) -> None:
    reply = staffed.centre.sign_in(ASKED)
    assert (reply.name, reply.role, reply.site, reply.site_name) == ("zhaolei 名", "clerk", "01", "市民中心")
    assert reply.centre_key == public_key(staffed.store.identity.private_key())
    assert reply.server_day == DAY
    session = staffed.centre.device_session(reply.token)
    assert session == DeviceSession(device="pc7", epoch=1, site="01", window="3 号窗口")
    assert reply.token not in (staffed.folder / "central.sqlite").read_bytes().decode("latin-1")


def test_what_is_not_right_is_refused(staffed: Hall) -> None:
    staffed.centre.sign_in(ASKED)
    assert refusal(staffed, replace(ASKED, password="x")) == (401, "centre.sign_in_refused")
    assert refusal(staffed, replace(ASKED, account="nobody")) == (401, "centre.sign_in_refused")
    assert refusal(staffed, replace(ASKED, account="wangfang")) == (401, "centre.sign_in_refused")
    assert refusal(staffed, replace(ASKED, account="wu")) == (403, "centre.not_a_clerk")
    assert refusal(staffed, replace(ASKED, public_key=OTHER_KEY)) == (403, "centre.device_key")
    assert refusal(staffed, replace(ASKED, account="lina")) == (403, "centre.device_site")


@pytest.mark.parametrize(
    "fields",
    [
        {"device": ""},
        {"device": "centre"},
        {"device": "a/b"},
        {"device": "x" * 65},
        {"epoch": 0},
        {"epoch": 2**63},
        {"public_key": "zz"},
        {"public_key": "11"},
        {"window": "  "},
        {"window": "三" * 21},
        {"window": "a\nb"},
    ],
)
def test_a_malformed_enrolment_is_refused(staffed: Hall, fields: dict[str, object]) -> None:
    assert refusal(staffed, replace(ASKED, **fields))[0] == 422


def test_a_restored_device_comes_back_under_a_new_epoch_and_never_under_an_old_one(staffed: Hall) -> None:
    first = staffed.centre.sign_in(ASKED)
    staffed.centre.sign_in(replace(ASKED, epoch=3, public_key=OTHER_KEY))
    assert refusal(staffed, replace(ASKED, epoch=2)) == (403, "centre.device_epoch")
    assert staffed.centre.device_session(first.token).epoch == 1


def test_a_device_under_a_new_epoch_never_sees_the_numbers_of_the_old_one(staffed: Hall) -> None:
    leases = []
    for epoch in (1, 2):
        token = staffed.centre.sign_in(replace(ASKED, epoch=epoch)).token
        session = staffed.centre.device_session(token)
        asked = ExchangeRequest(protocol=PROTOCOL, device="pc7", epoch=epoch, cursor="", head=None, operations=())
        leases.append([bytes(entry.operation) for entry in staffed.centre.exchange(session, asked).feed])
    assert b'"first":1,' in leases[0][0]
    assert len(leases[1]) == 1 and b'"first":201,' in leases[1][0]


def test_a_lost_reply_leaves_the_token_before_it_valid_but_not_for_ever(staffed: Hall) -> None:
    staffed.centre.moments = staffed.centre._enrolment._moments = replace(staffed.centre.moments, clock=lambda: WALL)
    tokens = [staffed.centre.sign_in(ASKED).token for _ in range(5)]
    assert {staffed.centre.device_session(token).device for token in tokens[1:]} == {"pc7"}
    with pytest.raises(CallRefused) as refused:
        staffed.centre.device_session(tokens[0])
    assert refused.value.status == 401


def test_a_clerk_who_moves_to_another_window_gets_numbers_of_that_window(staffed: Hall) -> None:
    staffed.centre.sign_in(ASKED)
    session = staffed.centre.device_session(staffed.centre.sign_in(replace(ASKED, window="5")).token)
    assert session.window == "5"


@pytest.mark.parametrize(
    ("fields", "status"), [({"protocol": 0}, 426), ({"device": "pc8"}, 403), ({"epoch": 2**64}, 403)]
)
def test_an_exchange_must_speak_our_protocol_as_the_signed_in_device(
    hall: Hall, fields: dict[str, object], status: int
) -> None:
    window = hall.window("pc1")
    with pytest.raises(CallRefused) as refused:
        hall.centre.exchange(window.session, replace(window.request(()), **fields))
    assert refused.value.status == status


def test_every_served_protocol_is_answered_with_itself(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    window = hall.window("pc1")
    monkeypatch.setattr(exchange, "SERVED", (2, 1))
    asked = [replace(window.request(()), protocol=number) for number in (1, 2, 3)]
    assert [hall.centre.exchange(window.session, request).protocol for request in asked[:2]] == [1, 2]
    with pytest.raises(CallRefused) as refused:
        hall.centre.exchange(window.session, asked[2])
    assert refused.value.message == message("centre.protocol", asked=3, spoken="2, 1")


def test_guessing_has_an_end_and_the_right_password_works_again_after_a_minute(staffed: Hall) -> None:
    for _ in range(MOST_WRONG):
        assert refusal(staffed, replace(ASKED, password="guess")) == (401, "centre.sign_in_refused")
    assert refusal(staffed, ASKED) == (429, "centre.sign_in_wait")
    staffed.wall += WAIT_MS
    assert staffed.centre.sign_in(ASKED).account == "zhaolei"
    assert refusal(staffed, replace(ASKED, password="guess"))[0] == 401
    assert staffed.centre.sign_in(ASKED).account == "zhaolei"
