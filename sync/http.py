"""The HTTP transport: the one module that knows httpx. See docs/protocol.md for what goes over the wire.

Stall timers, no total timeouts: a slow link may take its time as long as bytes move. The socket's send buffer is
small, since a large one swallows a whole part at once and the read timer then runs while it is still being sent.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass
from uuid import uuid4

import httpx
import msgspec
import truststore

from forms.message import message
from sync.answer import LARGEST_BODY, Answer, packed, read_answer
from sync.proof import REQUEST_ID_HEADER, sign_in_key
from sync.transport import NotOurServer, TornReply, TransportError, Unreachable, UnsafeAddress
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

SEND_BUFFER = 32 * 1024
CONNECT_S = 15.0
STALL_S = 30.0
"""A full send buffer at 2 KB/s, a round trip and the centre's work fit into this."""

KEEP_ALIVE_S = 3.0
"""Less than a server keeps an idle connection, so that a request seldom meets one that is just closing."""

_encode = msgspec.json.Encoder().encode

Reply = TypeVar("Reply")


class HttpTransport:
    """Implements `sync.transport.Transport` over HTTP. `token` yields the device's token at each request.

    One thread at a time. `trust_env` takes the proxy from the system or environment. Use as a context manager.
    Raises `NotOurServer` for an address that is none, `UnsafeAddress` for plain http elsewhere without `plain_http`.
    """

    def __init__(
        self,
        base_url: str,
        *,
        token: Callable[[], str],
        trust_env: bool = True,
        plain_http: bool = False,
        stall_s: float = STALL_S,
        connect_s: float = CONNECT_S,
        new_id: Callable[[], str] = lambda: uuid4().hex,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        if not _is_address(base_url):
            raise NotOurServer(message("sync.address_wrong", address=base_url))
        if not (plain_http or _is_safe(base_url)):
            raise UnsafeAddress(message("sync.plain_http", address=base_url))
        self._token = token
        self._new_id = new_id
        self._client = httpx.Client(
            base_url=base_url,
            transport=_wire(base_url, trust_env=trust_env, tls=tls),
            timeout=httpx.Timeout(stall_s, connect=connect_s),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": "yichuang", "Accept": MEDIA_TYPE, "Accept-Encoding": "zstd"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def sign_in(self, request: SignInRequest) -> SignInReply:
        """Sign a clerk in; the request has no token yet, so its proof is made with what it carries."""
        key = sign_in_key(request.account, request.password)
        return self._post("sync/v1/sign-in", request, SignInReply, key=key)

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Operations up, results and feed down."""
        return self._post("sync/v1/exchange", request, ExchangeReply)

    def have(self, request: HaveRequest) -> HaveReply:
        """Ask which scans the centre holds."""
        return self._post("sync/v1/scans/have", request, HaveReply)

    def send_part(self, part: ScanPart) -> PartReply:
        """Send a run of bytes of a scan, as they are: a scan does not get smaller."""
        request = self._client.build_request(
            "POST",
            f"sync/v1/scans/{part.scan}/parts",
            params={"offset": part.offset, "total": part.total},
            content=part.data,
            headers={"Content-Type": part.media_type},
        )
        return _decoded(self._answered(request, key=self._token()), PartReply)

    def catalog_part(self, catalog: str, *, offset: int, length: int) -> CatalogPart:
        """Fetch a run of bytes of a catalog package."""
        request = self._client.build_request(
            "GET", f"sync/v1/catalogs/{catalog}", params={"offset": offset, "length": length}
        )
        return _decoded(self._answered(request, key=self._token()), CatalogPart)

    def _post(self, path: str, said: object, reply: type[Reply], *, key: str = "") -> Reply:
        body, encoding = packed(_encode(said))
        headers = {"Content-Type": MEDIA_TYPE} | ({"Content-Encoding": encoding} if encoding else {})
        request = self._client.build_request("POST", path, content=body, headers=headers)
        return _decoded(self._answered(request, key=key or self._token(), bearer=not key), reply)

    def _answered(self, request: httpx.Request, *, key: str, bearer: bool = True) -> bytes:
        request_id = self._new_id()
        request.headers[REQUEST_ID_HEADER] = request_id
        if bearer and key:
            request.headers["Authorization"] = f"Bearer {key}"
        return read_answer(self._sent(request), key=key, request_id=request_id)

    def _sent(self, request: httpx.Request) -> Answer:
        """The whole answer. What breaks before it began is `Unreachable`, what breaks within it a `TornReply`."""
        try:
            response = self._client.send(request, stream=True)
        except httpx.TransportError as error:
            raise _unreachable(error) from error
        try:
            body = _body(response)
        except httpx.HTTPError as error:
            raise TornReply(message("sync.torn")) from error
        finally:
            response.close()
        return Answer(status=response.status_code, headers=dict(response.headers), body=body)


def _wire(base_url: str, *, trust_env: bool, tls: ssl.SSLContext | None) -> httpx.HTTPTransport:
    return httpx.HTTPTransport(
        verify=tls or truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        proxy=_proxy_for(base_url) if trust_env else None,
        trust_env=False,
        socket_options=[
            (socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER),
            (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
        ],
        limits=httpx.Limits(max_connections=2, max_keepalive_connections=1, keepalive_expiry=KEEP_ALIVE_S),
    )


def _is_address(base_url: str) -> bool:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        return False
    return url.scheme in ("https", "http") and bool(url.host)


def _is_safe(base_url: str) -> bool:
    """Encrypted on the way, or not going any way."""
    url = httpx.URL(base_url)
    return url.scheme == "https" or _is_loopback(url.host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _proxy_for(base_url: str) -> str | None:
    """The HTTP proxy that environment or system name for this address (on Windows also its settings).

    None for this PC itself: a proxy would carry what may only be plain because it stays here.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if _is_loopback(host) or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


def _body(response: httpx.Response) -> bytes:
    """The bytes as sent; the proof is over these."""
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_raw():
        size += len(chunk)
        if size > LARGEST_BODY:
            raise TornReply(message("sync.unreadable"))
        chunks.append(chunk)
    return b"".join(chunks)


def _decoded(body: bytes, reply: type[Reply]) -> Reply:
    try:
        return msgspec.json.decode(body, type=reply)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TornReply(message("sync.unreadable")) from error


def _unreachable(error: httpx.TransportError) -> TransportError:
    """The sentence for what broke before an answer began."""
    certificate = _cause(error, ssl.SSLCertVerificationError)
    if certificate is not None:
        return NotOurServer(message(_certificate_code(certificate)))
    if _cause(error, ssl.SSLError) is not None:
        return NotOurServer(message("sync.no_tls"))
    if isinstance(error, httpx.ProxyError):
        return NotOurServer(message("sync.proxy_refused", reason=error))
    if _cause(error, socket.gaierror) is not None:
        return Unreachable(message("sync.no_address"))
    return Unreachable(message(next((code for kind, code in _CODES.items() if isinstance(error, kind)), _OTHER)))


_OTHER = "sync.unreachable"
_CODES: Mapping[type[Exception], str] = {
    httpx.ConnectTimeout: "sync.connect_timeout",
    httpx.ConnectError: "sync.unreachable",
    httpx.TimeoutException: "sync.stalled_link",
}


def _certificate_code(error: BaseException) -> str:
    """A certificate out of its dates is most often a PC clock that is wrong; anything else is another server."""
    said = str(error).lower()
    dated = "not yet valid" in said or "expired" in said or "validity period" in said
    return "sync.clock_or_certificate" if dated else "sync.certificate"


def _cause(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    """The first of `kind` in the chain of causes."""
    at: BaseException | None = error
    while at is not None and not isinstance(at, kind):
        at = at.__cause__ or at.__context__
    return at
