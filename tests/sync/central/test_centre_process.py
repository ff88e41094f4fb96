"""The centre as vendors and windows meet it: a process, sockets, and whatever bytes anyone sends."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
import zstandard

from forms.message import Message
from sync.central.passwords import MOST_WRONG
from sync.http import HttpTransport
from sync.keys import public_key
from sync.proof import sign_in_key
from sync.transport import AskedTooOften, CentreRefused, Unreachable
from sync.wire import (
    CatalogPart,
    ExchangeRequest,
    HaveRequest,
    ScanPart,
    SignInReply,
    SignInRequest,
)
from tests.support.publisher import KEY
from tests.sync.central.centre_process import Caller, Running, running
from tests.sync.central.centre_window import DAY, PACKAGE, SCAN_DATA, Hall, Window, outcomes, scan_of

ASKED = SignInRequest(
    account="wangfang", password="demo-2026", device="pc1", epoch=1, public_key=public_key("11" * 32), window="3"
)
SCAN = scan_of(SCAN_DATA).sha256

pytestmark = pytest.mark.e2e


def offering(package: Path) -> tuple[str, ...]:
    """Options that publish `package`."""
    return ("--catalog", str(package), "--catalog-key", KEY)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("centre")
    package = folder / "catalog.package"
    package.write_bytes(PACKAGE.data)
    with running(folder / "data", *offering(package), "--demo-accounts") as centre:
        yield centre
        code, logged = centre.stop()
        assert (code, "centre.fault" in logged) == (0, False), logged


@pytest.fixture(scope="module")
def signed(centre: Running) -> SignInReply:
    with HttpTransport(centre.url, token=lambda: "", trust_env=False) as wire:
        return wire.sign_in(ASKED)


@pytest.fixture
def wire(centre: Running, signed: SignInReply) -> Iterator[HttpTransport]:
    with HttpTransport(centre.url, token=lambda: signed.token, trust_env=False) as wire:
        yield wire


@pytest.fixture(scope="module")
def caller(centre: Running, signed: SignInReply) -> Iterator[Caller]:
    caller = Caller(centre.url, signed.token)
    yield caller
    caller.client.close()


@pytest.fixture(scope="module")
def reviewer_token(centre: Running) -> str:
    with httpx.Client(base_url=centre.url, trust_env=False) as client:
        asked = {"account": "reviewer-scjg", "password": "demo-2026"}
        return str(client.post("/admin/v1/sign-in", json=asked).json()["token"])


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    """The journal of the signed-in device; its own centre only lends it the rules."""
    hall = Hall(tmp_path)
    yield hall.window("pc1")
    hall.store.close()


def request(window: Window) -> ExchangeRequest:
    return window.request(window.sealed)


def test_the_client_of_this_house_is_served(wire: HttpTransport, window: Window, signed: SignInReply) -> None:
    assert (signed.name, signed.site_name) == ("王芳", "市民中心综合窗口")
    window.accepted("a1")
    reply = wire.exchange(request(window))
    assert set(outcomes(reply)) == {"applied"}
    assert reply.catalog is not None and reply.catalog.id == PACKAGE.id
    assert reply.server_day >= DAY[:4]
    again = wire.exchange(request(window))
    assert all(result.duplicate for result in again.results)


def test_scans_and_catalogs_travel(wire: HttpTransport) -> None:
    assert wire.have(HaveRequest(scans=(SCAN,))).have == {SCAN: 0}
    part = ScanPart(scan=SCAN, offset=0, total=len(SCAN_DATA), media_type="application/pdf", data=SCAN_DATA[:10])
    assert wire.send_part(part).have == 10
    rest = msgspec.structs.replace(part, offset=10, data=SCAN_DATA[10:])
    assert wire.send_part(rest).complete
    assert wire.have(HaveRequest(scans=(SCAN,))).complete == (SCAN,)
    assert wire.catalog_part(PACKAGE.id, offset=5, length=7) == CatalogPart(
        offset=5, total=len(PACKAGE.data), data=PACKAGE.data[5:12]
    )


def test_a_refused_sign_in_says_why_and_is_proven(centre: Running) -> None:
    with HttpTransport(centre.url, token=lambda: "", trust_env=False) as wire, pytest.raises(CentreRefused) as refused:
        wire.sign_in(msgspec.structs.replace(ASKED, password="wrong"))
    assert refused.value.message.code == "centre.sign_in_refused"


def test_who_guessed_too_often_is_told_how_long_to_wait(centre: Running) -> None:
    guess = msgspec.structs.replace(ASKED, account="limin", password="wrong")
    with HttpTransport(centre.url, token=lambda: "", trust_env=False) as wire:
        for _ in range(MOST_WRONG):
            with pytest.raises(CentreRefused):
                wire.sign_in(guess)
        with pytest.raises(AskedTooOften) as wait:
            wire.sign_in(guess)
    assert wait.value.message.code == "centre.sign_in_wait"
    assert wait.value.message.params["seconds"] == f"{wait.value.retry_after:.0f}" and wait.value.retry_after > 40


def test_an_unknown_token_is_refused_with_a_proof(centre: Running, window: Window) -> None:
    with HttpTransport(centre.url, token=lambda: "x", trust_env=False) as wire, pytest.raises(CentreRefused) as refused:
        wire.exchange(request(window))
    assert refused.value.message.code == "centre.token_unknown"


def test_replies_are_packed_only_for_who_takes_it(centre: Running, signed: SignInReply, window: Window) -> None:
    body = msgspec.json.encode(window.request(()))
    for accepts, encoding in (("zstd", "zstd"), ("gzip", None)):
        headers = {"Authorization": f"Bearer {signed.token}", "Accept-Encoding": accepts}
        with httpx.Client(base_url=centre.url, trust_env=False) as client:
            with client.stream("POST", "/sync/v1/exchange", content=body, headers=headers) as response:
                raw = b"".join(response.iter_raw())
            assert response.headers.get("content-encoding") == encoding
            whole = zstandard.ZstdDecompressor().decompress(raw) if encoding else raw
            assert msgspec.json.decode(whole)["protocol"] == 1


PATHS = ("/sync/v1/sign-in", "/sync/v1/exchange", "/sync/v1/scans/have")
BOMB = zstandard.ZstdCompressor().compress(bytes(50_000_000))


def unsized(data: bytes) -> bytes:
    target = io.BytesIO()
    with zstandard.ZstdCompressor().stream_writer(target, closefd=False) as writer:
        writer.write(data)
    return target.getvalue()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"", ""),
        (b"\x00\xff\xfe", ""),
        (b"{", ""),
        (b"[]", ""),
        (b"null", ""),
        (b'{"protocol": "one"}', ""),
        (b'{"account": "\\ud800", "password": 1}', ""),
        (b"[" * 100_000, ""),
        (b'{"x":' * 50_000 + b"1" + b"}" * 50_000, ""),
        (b"not zstd", "zstd"),
        (BOMB, "zstd"),
        (unsized(bytes(50_000_000)), "zstd"),
        (zstandard.ZstdCompressor().compress(b"{}") + b"tail", "zstd"),
        (zstandard.ZstdCompressor().compress(b"{}")[:-3], "zstd"),
        (b"{}", "br"),
        (b" " * (2 * 1024 * 1024 + 1), ""),
    ],
)
def test_bodies_that_cannot_be_read_get_a_message(caller: Caller, path: str, body: bytes, encoding: str) -> None:
    key = "" if path.endswith("sign-in") else None
    if len(body) > 2 * 1024 * 1024:
        key = None
    status, said = caller.send("POST", path, key=key, headers={"Content-Encoding": encoding}, body=body)
    assert status in (400, 413, 415)
    assert msgspec.convert(said, Message).code.startswith("centre.")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/sync/v1/exchange", 405),
        ("POST", "/sync/v1/scans/nothex/parts?offset=0&total=5", 422),
        ("POST", f"/sync/v1/scans/{SCAN}/parts", 400),
        ("POST", f"/sync/v1/scans/{SCAN}/parts?offset=-1&total=5", 400),
        ("POST", f"/sync/v1/scans/{SCAN}/parts?offset=0&total={'9' * 5000}", 400),
        ("POST", f"/sync/v1/scans/{SCAN}/parts?offset=0&total=5", 422),
        ("GET", f"/sync/v1/catalogs/{PACKAGE.id}", 400),
        ("GET", f"/sync/v1/catalogs/{PACKAGE.id}?offset=x&length=1", 400),
        ("GET", f"/sync/v1/catalogs/{PACKAGE.id}?offset=999999999&length=1", 416),
        ("GET", "/sync/v1/catalogs/%00%ff?offset=0&length=1", 404),
    ],
)
def test_calls_that_cannot_be_get_a_message(caller: Caller, method: str, path: str, status: int) -> None:
    got, said = caller.send(method, path)
    assert got == status
    assert msgspec.convert(said, Message).code.startswith("centre.")


@pytest.mark.parametrize("token", ["", "a b", "x" * 5000])
def test_calls_without_a_known_token_are_refused(centre: Running, token: str) -> None:
    caller = Caller(centre.url, token)
    for method, path in (
        ("POST", "/sync/v1/exchange"),
        ("POST", "/sync/v1/scans/have"),
        ("POST", f"/sync/v1/scans/{SCAN}/parts?offset=0&total=5"),
        ("GET", f"/sync/v1/catalogs/{PACKAGE.id}?offset=0&length=1"),
    ):
        assert caller.send(method, path)[0] == 401
    caller.client.close()


def test_damaged_requests_never_make_a_fault(centre: Running, window: Window) -> None:
    """From a device of their own: damage may leave an operation whole, and then it is taken."""
    with HttpTransport(centre.url, token=lambda: "", trust_env=False) as wire:
        token = wire.sign_in(msgspec.structs.replace(ASKED, device="broken")).token
    caller, window = Caller(centre.url, token), window.hall.window("broken")
    for number in range(4):
        window.opened(f"b{number}")
        window.filled(f"b{number}", ap_name="王小二")
    whole = msgspec.json.encode(window.request(window.sealed, head=window.head(3)))
    chance = random.Random(7)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        status, _ = caller.send("POST", "/sync/v1/exchange", body=bytes(damaged))
        assert status in (200, 400, 403, 426)
    caller.client.close()


def test_reviewers_work_over_json_and_read_sentences(
    centre: Running, reviewer_token: str, wire: HttpTransport, window: Window
) -> None:
    window.accepted("a1")
    wire.exchange(request(window))
    with httpx.Client(base_url=centre.url, trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {reviewer_token}"
        rows = client.get("/admin/v1/cases", params={"department": "scjg"}).json()
        assert {row["item"] for row in rows} == {"BIZ-IND", "FOOD-LIC"}
        assert client.get(f"/admin/v1/numbers/{rows[0]['case_number']}").json() == [rows[0]]
        moved = client.post("/admin/v1/applications/a1/stages", json={"item": "BIZ-IND", "stage": "accepted"})
        assert moved.json()["cases"]["BIZ-IND"]["stage"] == "accepted"
        result = {"item": "BIZ-IND", "outcome": "granted", "number": "1"}
        refused = client.post("/admin/v1/applications/a1/results", json=result)
        assert refused.status_code == 409
        (said,) = refused.json()["messages"]
        assert said["message"]["code"] == "result.output_missing"
        assert said["text"] not in ("", "result.output_missing")
        deferral = {"material": "M-HEALTH", "reason": "x"}
        assert client.post("/admin/v1/applications/a1/deferrals/return", json=deferral).status_code == 409
        deferral = {"material": "M-HEALTH"}
        assert client.post("/admin/v1/applications/a1/deferrals/pass", json=deferral).status_code == 409
        asked = {"item": "BIZ-IND", "elements": ["shop_name"], "reason": ""}
        assert client.post("/admin/v1/applications/a1/send-backs", json=asked).status_code == 409
        back = client.post("/admin/v1/applications/a1/send-backs", json={**asked, "reason": "与租约不符"})
        assert back.status_code == 200 and back.json()["send_backs"][0]["elements"] == ["shop_name"]
        assert client.get("/admin/v1/applications/a1").json()["receipt_number"]
        assert client.get(f"/admin/v1/applications/a1/scans/{SCAN}").status_code == 404
        assert client.post("/admin/v1/applications/a1/release").json() == {"released": 0}
        assert client.get("/admin/v1/alarms").status_code == 403
    kinds = [entry for entry in wire.exchange(window.request(())).feed if entry.device == "centre"]
    assert b"stage_moved" in bytes(kinds[-2].operation)
    assert b"send_back_requested" in bytes(kinds[-1].operation)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/admin/v1/sign-in", b"{"),
        ("/admin/v1/sign-in", b'{"account": 3}'),
        ("/admin/v1/applications/a1/stages", b"[]"),
        ("/admin/v1/applications/a1/results", b'{"item":"x","outcome":"y","number":"z","elements":{"a":1.5}}'),
        ("/admin/v1/applications/a1/deferrals/pass", b"\xff"),
    ],
)
def test_reviewers_calls_that_cannot_be_read_get_a_sentence(
    centre: Running, reviewer_token: str, path: str, body: bytes
) -> None:
    with httpx.Client(base_url=centre.url, trust_env=False) as client:
        for headers in ({}, {"Authorization": f"Bearer {reviewer_token}"}):
            response = client.post(path, content=body, headers=headers)
            assert response.status_code in (400, 401)
            assert response.json()["text"]


def test_the_reviewers_calls_are_described(centre: Running) -> None:
    with httpx.Client(base_url=centre.url, trust_env=False) as client:
        paths = client.get("/schema/openapi.json").json()["paths"]
    assert "/admin/v1/applications/{application}/results" in paths
    assert not any(path.startswith("/sync") for path in paths)


def test_a_sign_in_that_is_refused_is_proven_with_its_password(centre: Running) -> None:
    caller = Caller(centre.url)
    body = msgspec.json.encode(msgspec.structs.replace(ASKED, password="nope"))
    status, said = caller.send("POST", "/sync/v1/sign-in", key=sign_in_key("wangfang", "nope"), body=body)
    assert status == 401 and msgspec.convert(said, Message).code == "centre.sign_in_refused"
    caller.client.close()


def test_a_centre_killed_after_its_commit_before_its_reply_has_the_effect_once(tmp_path: Path, window: Window) -> None:
    package, data = tmp_path / "catalog.package", tmp_path / "data"
    package.write_bytes(PACKAGE.data)
    token = ""
    with running(data, *offering(package), "--demo-accounts", "--fault-after-commit", "1") as centre:
        with HttpTransport(centre.url, token=lambda: token, trust_env=False) as wire:
            token = wire.sign_in(ASKED).token
            cursor = wire.exchange(window.request(())).cursor
            window.accepted("a1")
            with pytest.raises(Unreachable):
                wire.exchange(window.request(window.sealed, cursor=cursor))
        assert centre.process.wait(timeout=20) == -9
    with running(data) as centre, HttpTransport(centre.url, token=lambda: token, trust_env=False) as wire:
        reply = wire.exchange(window.request(window.sealed, cursor=cursor))
        assert set(outcomes(reply)) == {"applied"} and all(result.duplicate for result in reply.results)
        numbered = [entry for entry in reply.feed if b"cases_numbered" in bytes(entry.operation)]
        assert len(numbered) == 1
        assert centre.stop()[0] == 0
