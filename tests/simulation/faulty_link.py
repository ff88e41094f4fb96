"""The way between a window and the centre: loses, repeats, cuts and replaces what travels, as its dice say."""

from __future__ import annotations

import random
from enum import StrEnum
from typing import TypeVar

import msgspec

from forms.message import message
from sync.answer import Answer, read_answer
from sync.proof import PROOF_HEADER, proof
from sync.transport import Unreachable
from sync.wire import (
    MEDIA_TYPE,
    CatalogPart,
    ExchangeReply,
    ExchangeRequest,
    HaveReply,
    HaveRequest,
    PartReply,
    ScanPart,
    SignInReply,
    SignInRequest,
)
from tests.simulation.centre_node import Call, CentreNode
from tests.simulation.killed import CentreKilled, WindowKilled
from tests.simulation.moments import VirtualTime

BYTES_PER_MS = 8
ROUND_TRIP_MS = 600

Reply = TypeVar("Reply")


class Fate(StrEnum):
    """What happens to one request."""

    ARRIVES = "arrives"
    REQUEST_LOST = "request lost"
    REPLY_LOST = "reply lost"
    TWICE = "twice"
    CUT = "cut"
    PAGE = "page"
    GATEWAY = "gateway"
    CENTRE_DIES_BEFORE = "centre dies before commit"
    CENTRE_DIES_AFTER = "centre dies after commit"
    WINDOW_DIES_BEFORE = "window dies before request"
    WINDOW_DIES_AFTER = "window dies after request"


TROUBLES = tuple(fate for fate in Fate if fate is not Fate.ARRIVES)
_WEIGHTS = (5, 6, 6, 3, 1, 1, 2, 2, 1, 2)


class FaultyLink:
    """Implements `sync.transport.Transport` for one window. `trouble` is the share of requests that go wrong.

    What is `planned` happens to the next requests, whatever the dice say.
    """

    def __init__(self, centre: CentreNode, time: VirtualTime, rng: random.Random, *, token: str) -> None:
        self._centre = centre
        self._time = time
        self._rng = rng
        self._token = token
        self._ids = 0
        self.trouble = 0.0
        self.up = True
        self.planned: list[Fate] = []
        self.sent: list[Call] = []
        self.fates: list[str] = []

    def sign_in(self, request: SignInRequest) -> SignInReply:
        raise NotImplementedError

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        return self._call("exchange", request, ExchangeReply)

    def have(self, request: HaveRequest) -> HaveReply:
        return self._call("have", request, HaveReply)

    def send_part(self, part: ScanPart) -> PartReply:
        return self._call("send_part", part, PartReply)

    def catalog_part(self, catalog: str, *, offset: int, length: int) -> CatalogPart:
        return self._call("catalog_part", (catalog, offset, length), CatalogPart)

    def deliver_late(self, call: Call) -> None:
        """A request that hung somewhere arrives now; nobody waits for the answer."""
        self._answered(call)

    def _call(self, name: str, said: object, reply: type[Reply]) -> Reply:
        call = Call(name, self._token, msgspec.json.encode(said))
        self._time.pass_ms(ROUND_TRIP_MS + len(call.body) / BYTES_PER_MS)
        fate = self._fate()
        self.fates.append(f"{name}: {fate}")
        if fate is Fate.WINDOW_DIES_BEFORE:
            raise WindowKilled
        self.sent.append(call)
        answer = self._travel(call, fate)
        return msgspec.json.decode(answer, type=reply)

    def _fate(self) -> Fate:
        if not self.up:
            return Fate.REQUEST_LOST
        if self.planned:
            return self.planned.pop(0)
        if self._rng.random() >= self.trouble:
            return Fate.ARRIVES
        return self._rng.choices(TROUBLES, _WEIGHTS)[0]

    def _travel(self, call: Call, fate: Fate) -> bytes:
        if fate is Fate.REQUEST_LOST:
            raise _gone()
        if fate is Fate.PAGE:
            return self._read(_foreign(200, "text/html", b"<html>sign in</html>"))
        if fate is Fate.GATEWAY:
            return self._read(_foreign(502, "text/html", b"bad gateway"))
        if fate is Fate.CENTRE_DIES_BEFORE:
            self._centre.kill_at = self._rng.randint(1, 4)
        if fate is Fate.CENTRE_DIES_AFTER:
            self._centre.kill_after = True
        answered = self._answered(call)
        if fate is Fate.TWICE:
            answered = self._answered(call)
        if fate is Fate.WINDOW_DIES_AFTER:
            raise WindowKilled
        if answered is None or fate is Fate.REPLY_LOST:
            raise _gone()
        return self._proven(*answered, cut=fate is Fate.CUT)

    def _answered(self, call: Call) -> tuple[int, bytes] | None:
        try:
            return self._centre.answer(call)
        except CentreKilled:
            self._centre.start()
            return None
        finally:
            self._centre.kill_at, self._centre.kill_after = 0, False

    def _proven(self, status: int, body: bytes, *, cut: bool) -> bytes:
        """Through the product's own reading of answers."""
        self._ids += 1
        headers = {"content-type": MEDIA_TYPE, PROOF_HEADER.lower(): proof(self._token, str(self._ids), body)}
        seen = body[: self._rng.randrange(len(body))] if cut else body
        return self._read(Answer(status=status, headers=headers, body=seen))

    def _read(self, answer: Answer) -> bytes:
        return read_answer(answer, key=self._token, request_id=str(self._ids))


def _foreign(status: int, media_type: str, body: bytes) -> Answer:
    return Answer(status=status, headers={"content-type": media_type}, body=body)


def _gone() -> Unreachable:
    return Unreachable(message("sync.unreachable"))
