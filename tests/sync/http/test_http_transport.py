from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import msgspec
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fault_server import TOKEN, Behaviour, Request, answer, behind_uvicorn, good, good_reply, serving

from forms.message import message
from sync.http import HttpTransport
from sync.proof import PROOF_HEADER, REQUEST_ID_HEADER, proof, sign_in_key
from sync.transport import (
    AskedTooOften,
    CentreFault,
    CentreRefused,
    NotOurServer,
    TornReply,
    TransportError,
    Unreachable,
    UnsafeAddress,
)
from sync.wire import MEDIA_TYPE, PROTOCOL, ExchangeReply, ExchangeRequest, HaveRequest, ScanPart, SignInRequest

PAGE = b"<html><title>Please sign in</title></html>"
REQUEST = ExchangeRequest(protocol=PROTOCOL, device="d1", epoch=1, cursor="", head=None, operations=())


def transport(url: str, *, stall_s: float = 2.0) -> HttpTransport:
    return HttpTransport(url, token=lambda: TOKEN, trust_env=False, stall_s=stall_s, connect_s=2.0)


def exchange(*behaviours: Behaviour, stall_s: float = 2.0) -> ExchangeReply:
    with serving(*behaviours) as server, transport(server.url, stall_s=stall_s) as wire:
        return wire.exchange(REQUEST)


def raising(*behaviours: Behaviour, stall_s: float = 2.0) -> TransportError:
    with pytest.raises(TransportError) as caught:
        exchange(*behaviours, stall_s=stall_s)
    return caught.value


def saying(body: bytes, **head: object) -> Behaviour:
    """Answer `body` with a true proof, whatever else the head says."""

    def behave(connection: socket.socket, request: Request) -> None:
        connection.sendall(answer(body, claimed=request.proof_of(body), **head))  # type: ignore[arg-type]

    return behave


def strange(body: bytes, **head: object) -> Behaviour:
    """Answer without a proof."""
    return lambda connection, request: connection.sendall(answer(body, **head))  # type: ignore[arg-type]


def test_a_proven_answer_is_believed() -> None:
    assert exchange(good) == good_reply()


def test_the_request_says_who_asks_and_in_which_words() -> None:
    with serving(good) as server, transport(server.url) as wire:
        wire.exchange(REQUEST)
        wire.exchange(REQUEST)
    first, second = server.requests
    assert first.headers["authorization"] == f"Bearer {TOKEN}"
    assert first.headers["content-type"] == MEDIA_TYPE
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert msgspec.json.decode(first.body, type=ExchangeRequest) == REQUEST


def test_a_batch_travels_packed() -> None:
    operations = tuple(msgspec.Raw(b'{"n":%d,"name":"same words again"}' % n) for n in range(200))
    with serving(good) as server, transport(server.url) as wire:
        wire.exchange(msgspec.structs.replace(REQUEST, operations=operations))
    request = server.requests[0]
    assert request.headers["content-encoding"] == "zstd"
    plain = zstandard.ZstdDecompressor().decompress(request.body)
    assert len(request.body) * 4 < len(plain)
    assert msgspec.json.decode(plain, type=ExchangeRequest).operations == operations


def test_a_packed_answer_is_unpacked_after_its_proof() -> None:
    body = zstandard.ZstdCompressor().compress(msgspec.json.encode(good_reply()))
    assert exchange(saying(body, extra="Content-Encoding: zstd\r\n")) == good_reply()


@pytest.mark.parametrize(
    ("behaviour", "kind", "code"),
    [
        (strange(PAGE, media_type="text/html"), NotOurServer, "sync.portal"),
        (strange(PAGE, media_type="text/html", status="404 Not Found"), NotOurServer, "sync.portal"),
        (
            strange(b"", status="302 Found", extra="Location: http://login.example/\r\n"),
            NotOurServer,
            "sync.redirected",
        ),
        (strange(b"{}", media_type="application/json"), NotOurServer, "sync.not_our_server"),
        (strange(b"{}"), NotOurServer, "sync.not_our_server"),
        (strange(PAGE, media_type="text/html", status="407 Proxy"), NotOurServer, "sync.proxy_sign_in"),
        (strange(PAGE, media_type="text/html", status="413 Too Large"), NotOurServer, "sync.proxy_too_large"),
        (strange(PAGE, media_type="text/html", status="502 Bad Gateway"), CentreFault, "sync.gateway"),
        (strange(b"{}", claimed="0" * 64), TornReply, "sync.not_proven"),
        (saying(b"not json"), TornReply, "sync.unreadable"),
        (saying(b'{"protocol":1}'), TornReply, "sync.unreadable"),
        (saying(b"\xff\xfe"), TornReply, "sync.unreadable"),
        (saying(b"torn", extra="Content-Encoding: zstd\r\n"), TornReply, "sync.unreadable"),
        (saying(b"x", extra="Content-Encoding: br\r\n"), TornReply, "sync.unreadable"),
        (saying(b"{}", status="500 Oops"), CentreFault, "sync.centre_fault"),
        (saying(b"{}", status="503 Busy"), CentreFault, "sync.centre_busy"),
        (saying(b"{}", status="429 Slow"), AskedTooOften, "sync.centre_busy"),
        (saying(b"{}", status="401 Who"), CentreRefused, "sync.signed_out"),
        (saying(b"{}", status="403 No"), CentreRefused, "sync.forbidden"),
        (saying(b"{}", status="426 Upgrade"), CentreRefused, "sync.upgrade"),
        (saying(b"{}", status="413 Large"), CentreRefused, "sync.too_large"),
        (saying(b"{}", status="400 Bad"), CentreRefused, "sync.refused"),
    ],
)
def test_what_each_answer_means(behaviour: Behaviour, kind: type[TransportError], code: str) -> None:
    error = raising(behaviour)
    assert (type(error), error.message.code) == (kind, code)


def test_the_centres_own_words_are_kept() -> None:
    told = message("operation.other_site", site="s9")
    assert raising(saying(msgspec.json.encode(told), status="403 No")).message == told


def test_the_centre_may_ask_for_patience() -> None:
    error = raising(saying(b"{}", status="503 Busy", extra="Retry-After: 90\r\n"))
    assert isinstance(error, CentreFault) and error.retry_after == 90


def test_half_an_answer_is_torn() -> None:
    body = msgspec.json.encode(good_reply())

    def half(connection: socket.socket, request: Request) -> None:
        connection.sendall(answer(body[:40], claimed=request.proof_of(body), length=len(body)))

    assert isinstance(raising(half), TornReply)


def test_an_answer_cut_where_nobody_counts_bytes_is_torn_by_its_proof() -> None:
    body = msgspec.json.encode(good_reply())

    def cut(connection: socket.socket, request: Request) -> None:
        connection.sendall(answer(body[:40], claimed=request.proof_of(body)))

    assert isinstance(raising(cut), TornReply)


def test_an_answer_that_stalls_within_is_torn_and_before_it_unreachable() -> None:
    def within(connection: socket.socket, request: Request) -> None:
        connection.sendall(answer(b"x" * 10, claimed="0" * 64, length=1000))
        time.sleep(1.5)

    assert isinstance(raising(within, stall_s=0.5), TornReply)
    error = raising(lambda connection, request: time.sleep(1.5), stall_s=0.5)
    assert (type(error), error.message.code) == (Unreachable, "sync.stalled_link")


def test_a_connection_that_closes_before_the_answer_is_unreachable() -> None:
    assert isinstance(raising(lambda connection, request: None), Unreachable)


def test_an_answer_sent_twice_is_read_once() -> None:
    def twice(connection: socket.socket, request: Request) -> None:
        good(connection, request)
        good(connection, request)

    with serving(twice) as server, transport(server.url) as wire:
        assert wire.exchange(REQUEST) == wire.exchange(REQUEST) == good_reply()


def test_the_answer_to_another_request_is_not_believed() -> None:
    first: list[bytes] = []

    def replay(connection: socket.socket, request: Request) -> None:
        body = msgspec.json.encode(good_reply())
        first.append(answer(body, claimed=request.proof_of(body)))
        connection.sendall(first[0])

    with serving(replay) as server, transport(server.url) as wire:
        wire.exchange(REQUEST)
        with pytest.raises(TornReply):
            wire.exchange(REQUEST)


def test_nobody_listening_is_unreachable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with transport(f"http://127.0.0.1:{port}") as wire, pytest.raises(Unreachable) as caught:
        wire.exchange(REQUEST)
    assert caught.value.message.code == "sync.unreachable"


def test_a_name_that_does_not_exist_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with transport("https://centre.invalid") as wire, pytest.raises(Unreachable) as caught:
        wire.exchange(REQUEST)
    assert caught.value.message.code == "sync.no_address"


def test_plain_text_where_tls_should_be_is_not_our_server() -> None:
    with serving(strange(PAGE)) as server, transport(server.url.replace("http:", "https:")) as wire:
        error = raised_by(wire)
    assert (type(error), error.message.code) == (NotOurServer, "sync.no_tls")


def raised_by(wire: HttpTransport) -> TransportError:
    with pytest.raises(TransportError) as caught:
        wire.exchange(REQUEST)
    return caught.value


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(400, 800, "sync.clock_or_certificate"), (-800, -400, "sync.clock_or_certificate"), (-1, 400, "")],
)
def test_a_certificate_out_of_its_dates_points_at_the_clock(tmp_path: Path, first: int, last: int, code: str) -> None:
    certificate = make_certificate(tmp_path, first=first, last=last)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    with serving(good, tls=server_side) as server:
        url = server.url.replace("http:", "https:")
        with HttpTransport(url, token=lambda: TOKEN, trust_env=False, tls=trusting) as wire:
            if code:
                assert raised_by(wire).message.code == code
            else:
                assert wire.exchange(REQUEST) == good_reply()


def test_a_certificate_that_nobody_vouches_for_is_not_our_server(tmp_path: Path) -> None:
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(make_certificate(tmp_path, first=-1, last=400))
    with serving(good, tls=server_side) as server, transport(server.url.replace("http:", "https:")) as wire:
        error = raised_by(wire)
    assert (type(error), error.message.code) == (NotOurServer, "sync.certificate")


def make_certificate(folder: Path, *, first: int, last: int) -> Path:
    """A certificate for 127.0.0.1 valid from `first` to `last` days from now, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "centre")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now + timedelta(days=first))
        .not_valid_after(now + timedelta(days=last))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "centre.pem"
    file.write_bytes(secret + built.public_bytes(serialization.Encoding.PEM))
    return file


def test_a_slow_link_carries_a_part_longer_than_the_stall_timer() -> None:
    """With a large send buffer the bytes are gone at once and the read timer ends the request."""
    data = bytes(200_000)
    slow = serving(part_taken, receive_rate=80_000, receive_buffer=4096)
    with slow as server, transport(server.url, stall_s=1.2) as wire:
        began = time.monotonic()
        assert wire.send_part(scan_part(data)).have == len(data)
    assert time.monotonic() - began > 2.0
    assert server.requests[0].body == data


def part_taken(connection: socket.socket, request: Request) -> None:
    body = b'{"have":%d,"complete":true}' % len(request.body)
    connection.sendall(answer(body, claimed=request.proof_of(body)))


def scan_part(data: bytes, offset: int = 0) -> ScanPart:
    return ScanPart(scan="ab" * 32, offset=offset, total=offset + len(data), media_type="image/png", data=data)


def test_a_sign_in_is_proven_with_what_it_carries() -> None:
    request = SignInRequest(account="wang", password="pass", device="d1", epoch=1, public_key="k", window="3")
    said = {
        "account": "wang", "name": "王芳", "role": "clerk", "site": "s1", "site_name": "政务大厅", "token": "t",
        "centre_key": "c", "server_wall": 1, "server_day": "2026-11-23",
    }  # fmt: skip

    def signed(connection: socket.socket, came: Request) -> None:
        body = msgspec.json.encode(said)
        key = sign_in_key("wang", "pass")
        connection.sendall(answer(body, claimed=proof(key, came.headers["x-request-id"], body)))

    with serving(signed) as server, transport(server.url) as wire:
        assert wire.sign_in(request).name == "王芳"
    assert "authorization" not in server.requests[0].headers


def test_the_proxy_of_the_environment_is_used_only_when_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(good) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        with HttpTransport("http://centre.invalid", token=lambda: TOKEN, trust_env=True, plain_http=True) as wire:
            assert wire.exchange(REQUEST) == good_reply()
    assert proxy.requests[0].line.startswith("POST http://centre.invalid/")


def test_against_a_real_server(little_centre: Callable[..., object]) -> None:
    with behind_uvicorn(little_centre) as url, transport(url) as wire:
        assert wire.have(HaveRequest(scans=("a",))).have == {}
        assert wire.exchange(REQUEST) == good_reply()
        assert wire.send_part(scan_part(bytes(256 * 1024))).have == 256 * 1024


@pytest.fixture
def little_centre() -> Callable[..., object]:
    async def app(scope: dict[str, object], receive: Callable[[], object], send: Callable[[object], object]) -> None:
        headers = dict(scope["headers"])  # type: ignore[call-overload]
        received, more = b"", True
        while more:
            event = await receive()  # type: ignore[misc]
            received, more = received + event["body"], event["more_body"]
        said: object = good_reply()
        if str(scope["path"]).endswith("have"):
            said = {"have": {}, "complete": []}
        if "/scans/ab" in str(scope["path"]):
            said = {"have": len(received), "complete": True}
        body = msgspec.json.encode(said)
        key = proof(TOKEN, headers[REQUEST_ID_HEADER.lower().encode()].decode(), body)
        head = [(b"content-type", MEDIA_TYPE.encode()), (PROOF_HEADER.encode(), key.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": head})  # type: ignore[misc]
        await send({"type": "http.response.body", "body": body})  # type: ignore[misc]

    return app


def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.http.LARGEST_BODY", 100_000)

    def endless(connection: socket.socket, request: Request) -> None:
        connection.sendall(answer(b"", claimed="0" * 64, length=10**12))
        for _ in range(100):
            connection.sendall(bytes(10_000))

    assert isinstance(raising(endless), TornReply)


def test_a_frame_that_unpacks_beyond_reason_is_torn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.answer.LARGEST_BODY", 100_000)
    bomb = zstandard.ZstdCompressor().compress(bytes(10_000_000))
    assert isinstance(raising(saying(bomb, extra="Content-Encoding: zstd\r\n")), TornReply)
    unsized = zstandard.ZstdCompressor().compressobj()
    bomb = unsized.compress(bytes(10_000_000)) + unsized.flush()
    assert isinstance(raising(saying(bomb, extra="Content-Encoding: zstd\r\n")), TornReply)


@pytest.mark.parametrize(
    "address",
    ["http://centre.example", "http://192.168.1.9:8765", "HTTP://127.0.0.1.example", "http://localhost.example"],
)
def test_a_password_never_goes_plain_to_another_host(address: str) -> None:
    with pytest.raises(UnsafeAddress) as caught:
        transport(address)
    assert caught.value.message == message("sync.plain_http", address=address)
    HttpTransport(address, token=lambda: TOKEN, plain_http=True).close()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8765", "http://[::1]:8765", "http://localhost", "https://centre"]
)
def test_what_stays_on_this_pc_or_is_encrypted_may_go(address: str) -> None:
    transport(address).close()


def test_what_stays_on_this_pc_never_goes_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy, serving(good) as centre:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        with HttpTransport(centre.url, token=lambda: TOKEN, trust_env=True) as wire:
            assert wire.exchange(REQUEST) == good_reply()
    assert not proxy.requests


@pytest.mark.parametrize("address", ["", "centre", "ftp://centre", "https://", "http://[::"])
def test_an_address_that_is_none_is_said_so(address: str) -> None:
    with pytest.raises(NotOurServer) as caught:
        transport(address)
    assert caught.value.message == message("sync.address_wrong", address=address)
