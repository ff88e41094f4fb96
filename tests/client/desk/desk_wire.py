"""The way from one PC to the centre: questions and answers as bytes, read by the product's own reading of answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from sync.answer import Answer, read_answer
from sync.central.handlers import Centre
from sync.central.refused import CallRefused
from sync.central.sessions import DeviceSession
from sync.proof import PROOF_HEADER, proof, sign_in_key
from sync.transport import TransportError
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

Reply = TypeVar("Reply")


class Wire:
    """Implements `sync.transport.Transport` on the centre's handlers. `trouble` is raised by every call."""

    def __init__(self, centre: Centre, *, token: Callable[[], str]) -> None:
        self.trouble: TransportError | None = None
        self._centre = centre
        self._token = token

    def sign_in(self, request: SignInRequest) -> SignInReply:
        key = sign_in_key(request.account, request.password)
        return self._call(self._centre.sign_in, request, reply=SignInReply, key=key)

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        return self._asked("exchange", request, reply=ExchangeReply)

    def have(self, request: HaveRequest) -> HaveReply:
        return self._asked("have", request, reply=HaveReply)

    def send_part(self, part: ScanPart) -> PartReply:
        return self._asked("send_part", part, reply=PartReply)

    def catalog_part(self, catalog: str, *, offset: int, length: int) -> CatalogPart:
        def part(_asked: object) -> CatalogPart:
            return self._centre.catalog_part(self._session(), catalog, offset=offset, length=length)

        return self._call(part, b"", reply=CatalogPart, key=self._token())

    def _asked(self, name: str, said: object, *, reply: type[Reply]) -> Reply:
        handler = getattr(self._centre, name)
        return self._call(lambda asked: handler(self._session(), asked), said, reply=reply, key=self._token())

    def _session(self) -> DeviceSession:
        return self._centre.device_session(self._token())

    def _call(self, handler: Callable[..., object], said: object, *, reply: type[Reply], key: str) -> Reply:
        if self.trouble is not None:
            raise self.trouble
        asked = msgspec.json.decode(msgspec.json.encode(said), type=type(said))
        try:
            status, answered = 200, msgspec.json.encode(handler(asked))
        except CallRefused as refused:
            status, answered = refused.status, msgspec.json.encode(refused.message)
        headers = {"content-type": MEDIA_TYPE, PROOF_HEADER.lower(): proof(key, "1", answered)}
        body = read_answer(Answer(status=status, headers=headers, body=answered), key=key, request_id="1")
        return msgspec.json.decode(body, type=reply)
