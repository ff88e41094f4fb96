"""The calls of devices. See docs/protocol.md; the bodies are `sync.wire` types as JSON."""

from __future__ import annotations

from collections.abc import Callable

from litestar import Controller, Response, get, post

from sync.central.handlers import Centre
from sync.central.web.bodies import AnyRequest, bearer, number, read, reply
from sync.central.web.faults import device_fault
from sync.proof import sign_in_key
from sync.wire import ExchangeRequest, HaveRequest, ScanPart, SignInRequest


class DeviceCalls(Controller):
    """The five calls of `sync.transport.Transport`. They carry raw operation bytes, which OpenAPI cannot describe."""

    path = "/sync/v1"
    include_in_schema = False

    @post("/sign-in", status_code=200, sync_to_thread=True)
    def sign_in(self, request: AnyRequest, body: bytes, centre: Centre) -> Response[bytes]:
        """Sign in; proven with what the request carries, since there is no token yet."""
        key = ""
        try:
            asked = read(request, body, SignInRequest)
            key = sign_in_key(asked.account, asked.password)
            return reply(request, centre.sign_in(asked), key=key)
        except Exception as error:
            # Only here the key is known, and a refused sign-in must be told from a portal's page.
            return device_fault(request, error, key=key)

    @post("/exchange", status_code=200, sync_to_thread=True)
    def exchange(
        self, request: AnyRequest, body: bytes, centre: Centre, committed: Callable[[int], None]
    ) -> Response[bytes]:
        """Operations up, results and feed down."""
        session = centre.device_session(bearer(request))
        asked = read(request, body, ExchangeRequest)
        answer = centre.exchange(session, asked)
        committed(len(asked.operations))
        return reply(request, answer, key=bearer(request))

    @post("/scans/have", status_code=200, sync_to_thread=True)
    def have(self, request: AnyRequest, body: bytes, centre: Centre) -> Response[bytes]:
        """Which scans are here, and how far."""
        session = centre.device_session(bearer(request))
        return reply(request, centre.have(session, read(request, body, HaveRequest)), key=bearer(request))

    @post("/scans/{scan:str}/parts", status_code=200, sync_to_thread=True)
    def send_part(self, request: AnyRequest, scan: str, body: bytes, centre: Centre) -> Response[bytes]:
        """A run of bytes, as they are: query `offset` and `total`, content type of the scan."""
        session = centre.device_session(bearer(request))
        part = ScanPart(
            scan=scan,
            offset=number(request, "offset"),
            total=number(request, "total"),
            media_type=request.headers.get("content-type", "").partition(";")[0].strip().lower(),
            data=body,
        )
        return reply(request, centre.send_part(session, part), key=bearer(request))

    @get("/catalogs/{catalog:str}", sync_to_thread=True)
    def catalog_part(self, request: AnyRequest, catalog: str, centre: Centre) -> Response[bytes]:
        """A run of bytes of a catalog package: query `offset` and `length`."""
        session = centre.device_session(bearer(request))
        offset, length = number(request, "offset"), number(request, "length")
        part = centre.catalog_part(session, catalog, offset=offset, length=length)
        return reply(request, part, key=bearer(request))
