"""Signing in: asked at the centre when it can be reached; afterwards also without it, on the same password."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from client.desk.carry_out import note_on_device
from client.desk.desk import Desk
from client.desk.hall_day import HallDay, hall_day
from client.desk.session import Session
from client.store.rows import AccountRecord
from forms.elements.typed_text import tidy
from forms.errors import SignInRefused
from forms.journal.actor import ActorKind
from forms.journal.device import ClerkSignedIn, DayConfirmed
from forms.message import Message, message
from sync.transport import AskedTooOften, CentreRefused, TransportError, UnsafeAddress
from sync.wire import SignInReply, SignInRequest

OFFLINE_TRIES = 5
"""Wrong passwords in a row before an offline sign-in needs the centre. Advisory: the store's key is the barrier."""

DESK_ROLES = (ActorKind.CLERK, ActorKind.SUPERVISOR)
"""Who works at a window. A role of a newer centre is none of them until this program knows what it may do."""

LEAST_WAIT_S = 10
"""Said when a centre wants us to wait and does not say how long."""


def sign_in(desk: Desk, *, account: str, password: str, window: str) -> Session:
    """A session for `account` at `window`. Raises `SignInRefused` with what to do.

    A centre that refuses is final, so is an address that no password may go to; a centre that cannot be reached
    makes it an offline sign-in.
    """
    session = _proved(desk, account=account, password=password, window=window, stays=True)
    desk.store.settings.put("last_account", session.account)
    desk.store.settings.put("window", session.window)
    note_on_device(session, desk, ClerkSignedIn(account=session.account, offline=session.offline))
    return session


def sign_for_one_act(session: Session, desk: Desk, *, account: str, password: str) -> Session:
    """A supervisor's session for one act at the window of `session`, whose clerk stays signed in.

    Checked as a sign-in is, without the centre too, and noted on the device like one. Raises `SignInRefused`; nobody
    of another site signs here, for the centre would refuse what was done.
    """
    signed = _proved(desk, account=account, password=password, window=session.window, stays=False)
    if signed.role != ActorKind.SUPERVISOR:
        raise SignInRefused(message("sign_in.not_supervisor", account=signed.account, name=signed.name))
    if signed.site != session.site:
        raise SignInRefused(message("sign_in.other_site", account=signed.account, site=signed.site_name))
    note_on_device(signed, desk, ClerkSignedIn(account=signed.account, offline=signed.offline))
    return signed


def _proved(desk: Desk, *, account: str, password: str, window: str, stays: bool) -> Session:
    """Who it is, by the centre or by this PC; for one that `stays` the device's exchange goes on in that name."""
    account, window = tidy(account).strip(), tidy(window).strip()
    # Half of a character cannot be sent; no password has one.
    password = password.encode("utf-8", "replace").decode()
    if not account or not password or not window:
        raise SignInRefused(message("sign_in.incomplete"))
    try:
        return _online(desk, account=account, password=password, window=window, stays=stays)
    except (CentreRefused, UnsafeAddress) as refused:
        raise SignInRefused(refused.message) from refused
    except AskedTooOften as wait:
        # It was reached and counted too many wrong passwords, whatever words it has for that: no offline sign-in.
        raise SignInRefused(_wait_words(wait)) from wait
    except TransportError as unreached:
        return _offline(desk, account=account, password=password, window=window, cause=unreached)


def _wait_words(wait: AskedTooOften) -> Message:
    if "seconds" in wait.message.params:
        return wait.message
    return message("sign_in.wait", seconds=max(LEAST_WAIT_S, round(wait.retry_after)))


def _online(desk: Desk, *, account: str, password: str, window: str, stays: bool) -> Session:
    device = desk.store.device
    request = SignInRequest(
        account=account,
        password=password,
        device=device.id,
        epoch=device.epoch,
        public_key=device.public_key,
        window=window,
    )
    with desk.transport() as transport:
        reply = transport.sign_in(request)
    _check_role(reply.account, reply.role)
    if stays:
        desk.store.sync.remember_token(reply.token, reply.centre_key)
    desk.store.catalog_keys.named(reply.catalog_keys)
    desk.store.sync.remember_clock(skew=reply.server_wall - desk.clock(), day=reply.server_day)
    desk.store.accounts.remember(_record(reply, password, confirmed_wall=desk.clock()))
    desk.store.settings.put(_tries_name(account), "0")
    return Session(
        account=reply.account,
        name=reply.name,
        role=reply.role,
        site=reply.site,
        site_name=reply.site_name,
        window=window,
    )


def _check_role(account: str, role: str) -> None:
    if role not in DESK_ROLES:
        raise SignInRefused(message("sign_in.role", account=account, role=role))


def _record(reply: SignInReply, password: str, *, confirmed_wall: int) -> AccountRecord:
    return AccountRecord(
        account=reply.account,
        name=reply.name,
        role=reply.role,
        site=reply.site,
        site_name=reply.site_name,
        verifier=PasswordHasher().hash(password),
        confirmed_wall=confirmed_wall,
    )


def _offline(desk: Desk, *, account: str, password: str, window: str, cause: TransportError) -> Session:
    record = desk.store.accounts.find(account)
    if record is None:
        raise SignInRefused(message("sign_in.first_needs_centre", account=account)) from cause
    _check_role(record.account, record.role)
    tries = int(desk.store.settings.get(_tries_name(account), "0"))
    if tries >= OFFLINE_TRIES:
        raise SignInRefused(message("sign_in.tries_used_up")) from cause
    if not _matches(record, password):
        desk.store.settings.put(_tries_name(account), str(tries + 1))
        raise SignInRefused(message("sign_in.wrong_password", left=OFFLINE_TRIES - tries - 1)) from cause
    desk.store.settings.put(_tries_name(account), "0")
    return Session(
        account=record.account,
        name=record.name,
        role=record.role,
        site=record.site,
        site_name=record.site_name,
        window=window,
        offline=True,
    )


def _tries_name(account: str) -> str:
    return f"tries/{account}"


def _matches(record: AccountRecord, password: str) -> bool:
    try:
        return PasswordHasher().verify(record.verifier, password)
    except (VerificationError, InvalidHashError):
        return False


def today(desk: Desk) -> HallDay:
    """The hall's day, and whether the clerk must confirm it."""
    return hall_day(desk.store, wall=desk.clock())


def confirm_day(session: Session, desk: Desk, *, day: str) -> None:
    """The clerk looked at a calendar: today is `day` (ISO)."""
    known = today(desk)
    desk.store.settings.put("confirmed_day", f"{known.pc_day}={day}")
    note_on_device(session, desk, DayConfirmed(day=day, pc_day=known.pc_day))
