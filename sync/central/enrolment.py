"""Enrolment: a clerk signs in at a window and the device gets its token."""

from __future__ import annotations

import hashlib

from forms.journal.operation import CHAIN_START
from sync.central.checks import NAME
from sync.central.moment import Moments
from sync.central.ordering import CENTRE
from sync.central.passwords import Passwords
from sync.central.refused import refused
from sync.central.sessions import DeviceSession
from sync.central.store.rows import Person, Standing, Ticket
from sync.central.store.store import Store
from sync.keys import is_public_key, public_key
from sync.wire import SignInReply, SignInRequest

DESK_ROLES = ("clerk", "supervisor")
_TOKEN_BYTES = 32
_TOKENS_KEPT = 4
"""A reply that was lost must not lock the device out: the tokens before it stay valid."""
_MOST_EPOCH = 2**31 - 1
_LONGEST_WINDOW = 20


class Enrolment:
    """Signs clerks in, enrols devices, knows tokens."""

    def __init__(self, store: Store, moments: Moments, *, passwords: Passwords) -> None:
        self._store = store
        self._moments = moments
        self._passwords = passwords

    def sign_in(self, request: SignInRequest) -> SignInReply:
        """A new token for the device. Raises `CallRefused`: 401 wrong password, 403 role or device, 422 bad form."""
        person = self._person(request)
        _check(request)
        with self._store.transaction():
            self._enrol(request, person)
            token = self._token(request)
        return SignInReply(
            account=person.account,
            name=person.name,
            role=person.role,
            site=person.site,
            site_name=person.site_name,
            token=token,
            centre_key=public_key(self._store.identity.private_key()),
            server_wall=self._moments.clock(),
            server_day=self._moments.today(),
            catalog_keys=self._store.publishers.all(),
        )

    def session(self, token: str) -> DeviceSession:
        """Whose token this is. Raises `CallRefused` (401) for one that is unknown or replaced."""
        ticket = self._store.tokens.find(token_hash(token))
        standing = self._store.devices.find(ticket.device, ticket.epoch) if ticket and ticket.device else None
        if standing is None:
            raise refused("centre.token_unknown", status=401)
        return DeviceSession(device=standing.device, epoch=standing.epoch, site=standing.site, window=standing.window)

    def _person(self, request: SignInRequest) -> Person:
        person = self._passwords.confirm(self._store.accounts.find(request.account), request.password)
        if person.role not in DESK_ROLES:
            raise refused("centre.not_a_clerk", status=403, account=person.account)
        return person

    def _enrol(self, request: SignInRequest, person: Person) -> None:
        known = self._store.devices.find(request.device, request.epoch)
        if known is None:
            self._enrol_new(request, person)
        elif known.public_key != request.public_key:
            raise refused("centre.device_key", status=403, device=request.device)
        elif known.site != person.site:
            raise refused("centre.device_site", status=403, site=known.site)
        elif known.window != request.window:
            self._store.devices.move_to(request.device, request.epoch, window=request.window)

    def _enrol_new(self, request: SignInRequest, person: Person) -> None:
        if request.epoch < self._store.devices.newest_epoch(request.device):
            raise refused("centre.device_epoch", status=403, device=request.device)
        standing = Standing(
            device=request.device,
            epoch=request.epoch,
            public_key=request.public_key,
            site=person.site,
            window=request.window,
            watermark=0,
            chain=CHAIN_START,
            since=self._store.identity.feed_seq(),
        )
        self._store.devices.enrol(standing)

    def _token(self, request: SignInRequest) -> str:
        token = self._moments.random_bytes(_TOKEN_BYTES).hex()
        ticket = Ticket(account=request.account, device=request.device, epoch=request.epoch, expires_wall=0)
        self._store.tokens.put(token_hash(token), ticket, wall=self._moments.clock())
        self._store.tokens.keep_newest(account=request.account, device=request.device, count=_TOKENS_KEPT)
        return token


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check(request: SignInRequest) -> None:
    if not NAME.fullmatch(request.device) or request.device == CENTRE:
        raise refused("centre.device_name", status=422, device=request.device)
    if not 0 < request.epoch <= _MOST_EPOCH:
        raise refused("centre.device_name", status=422, device=request.device)
    if not is_public_key(request.public_key):
        raise refused("centre.public_key", status=422)
    if not 0 < len(request.window.strip()) <= _LONGEST_WINDOW or not request.window.isprintable():
        raise refused("centre.window", status=422, most=_LONGEST_WINDOW)
