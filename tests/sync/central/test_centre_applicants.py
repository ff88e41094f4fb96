"""The applicant's own channel over the web application: signing in by receipt, sending files, handing in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from forms.journal.operation import APPLICATION, decode
from forms.journal.state import DeferralStatus
from forms.words_files import load_words
from sync.central.applicants import MOST_WRONG, WAIT_MS
from sync.central.passwords import verifier_of
from sync.central.store.rows import Person
from sync.central.web.app import create_app
from tests.sync.central.centre_window import Hall, Window
from tests.sync.central.test_centre_arrivals import accepted, answers, deferred, elsewhere, record, state
from tests.sync.http.fault_server import behind_uvicorn

pytestmark = pytest.mark.filterwarnings("ignore::litestar.exceptions.LitestarDeprecationWarning")

RECEIPT = "01-3-20261123-00001"
ID_NO = "11010519491231002X"
PHOTO = b"\xff\xd8\xff" + b"a photo of the certificate" * 40
WORDS = Path(__file__).parents[3] / "resources" / "words"


@pytest.fixture
def home(hall: Hall) -> Window:
    window = accepted(hall)
    window.send_all()
    return window


@pytest.fixture
def web(hall: Hall, home: Window) -> Iterator[httpx.Client]:
    app = create_app(hall.centre, load_words(WORDS, language="zh_CN"))
    with behind_uvicorn(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def sign_in(web: httpx.Client, *, receipt: str = RECEIPT, id_no: str = ID_NO) -> httpx.Response:
    return web.post("/applicant/v1/sign-in", json={"receipt_number": receipt, "id_no": id_no})


def signed(web: httpx.Client) -> dict[str, str]:
    return {"Authorization": f"Bearer {sign_in(web).json()['token']}"}


def send(web: httpx.Client, data: bytes, *, headers: dict[str, str], media_type: str = "image/jpeg") -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    half = len(data) // 2
    for offset, part in ((0, data[:half]), (half, data[half:])):
        sent = web.post(
            f"/applicant/v1/scans/{sha256}/parts",
            params={"offset": offset, "total": len(data)},
            content=part,
            headers=headers | {"Content-Type": media_type},
        )
        assert sent.status_code == 200, sent.text
    assert sent.json()["complete"]
    return sha256


def hand_in(web: httpx.Client, material: str, *files: str, headers: dict[str, str]) -> httpx.Response:
    body: dict[str, Any] = {"material": material, "files": [{"sha256": file, "name": "健康证.jpg"} for file in files]}
    return web.post("/applicant/v1/arrivals", json=body, headers=headers)


def test_an_applicant_hands_in_what_was_deferred(hall: Hall, home: Window, web: httpx.Client) -> None:
    headers = signed(web)
    asked = web.get("/applicant/v1/deferrals", headers=headers).json()
    assert [(row["material"], row["status"]) for row in asked] == [(each, "awaited") for each in sorted(deferred(home))]
    material = deferred(home)[0]
    scan = send(web, PHOTO, headers=headers)
    answer = hand_in(web, material, scan, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (200, "arrived")
    held = state(hall).deferrals[material]
    assert held.status is DeferralStatus.ARRIVED and held.history[-1].scans == (scan,)
    arrived = decode(hall.store.ledger.stream(APPLICATION + "a1")[-1].data)
    assert (arrived.actor.kind, arrived.actor.channel, arrived.actor.name) == ("applicant", "web", "张三丰")
    assert arrived.day == hall.day
    assert (state(hall).scans[material][-1].media_type, state(hall).scans[material][-1].size) == (
        "image/jpeg",
        len(PHOTO),
    )
    # The answer was lost: the portal asks again.
    assert hand_in(web, material, scan, headers=headers).status_code == 200
    assert len(state(hall).deferrals[material].history) == 2
    # It comes to the window like any other.
    assert home.refold("a1").deferrals[material].status is DeferralStatus.ARRIVED


def test_nothing_is_learned_and_not_much_is_guessed_by_asking(hall: Hall, web: httpx.Client) -> None:
    for receipt, id_no in ((RECEIPT, "110101199003070011"), ("01-3-20261123-00099", ID_NO), ("x", ""), ("", "")):
        refused = sign_in(web, receipt=receipt, id_no=id_no)
        assert (refused.status_code, refused.json()["message"]["code"]) == (401, "centre.applicant_unknown")
        assert "收件编号" in refused.json()["text"]
    for _ in range(MOST_WRONG):
        sign_in(web, id_no="110101199003070011")
    waiting = sign_in(web)
    assert (waiting.status_code, waiting.json()["message"]["code"]) == (429, "centre.applicant_wait")
    hall.wall += WAIT_MS
    assert sign_in(web).status_code == 200


def test_what_is_not_in_order_is_refused_and_said(hall: Hall, home: Window, web: httpx.Client) -> None:
    headers, material = signed(web), deferred(home)[0]
    scan = send(web, PHOTO, headers=headers)
    page = send(web, b"<html>" * 30, headers=headers, media_type="text/html")
    lie = send(web, b"<html>!" * 30, headers=headers)
    for files, named, status, code in (
        ((), material, 422, "centre.file_count"),
        (("ab" * 32,), material, 409, "centre.file_missing"),
        ((page,), material, 422, "centre.file_kind"),
        ((lie,), material, 422, "centre.file_kind"),
        ((scan,), "M-FIREP", 409, "deferral.none_open"),
    ):
        refused = hand_in(web, named, *files, headers=headers)
        assert (refused.status_code, refused.json()["message"]["code"]) == (status, code)
        assert refused.json()["text"] != code
    too_large = web.post(
        f"/applicant/v1/scans/{'ab' * 32}/parts", params={"offset": 0, "total": 99_000_000}, headers=headers
    )
    assert too_large.status_code == 413
    assert state(hall).deferrals[material].status is DeferralStatus.AWAITED


def test_a_token_opens_only_its_own_doors(hall: Hall, web: httpx.Client) -> None:
    headers = signed(web)
    assert web.get("/admin/v1/cases", headers=headers).status_code == 401
    assert web.get("/applicant/v1/deferrals", headers={"Authorization": "Bearer nothing"}).status_code == 401
    hall.wall += 31 * 60_000
    assert web.get("/applicant/v1/deferrals", headers=headers).status_code == 401


def test_a_reviewer_assigns_over_the_web(hall: Hall, home: Window, web: httpx.Client) -> None:
    person = Person(
        account="chen",
        name="陈审核",
        role="reviewer",
        site="",
        site_name="",
        departments=("*",),
        verifier=verifier_of("p"),
    )
    hall.store.accounts.put(person)
    token = web.post("/admin/v1/sign-in", json={"account": "chen", "password": "p"}).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    away = elsewhere(hall)
    away.send(record(away, home, material="", words="一张表"), record(away, home, receipt_number="01-3-20261123-00998"))
    waiting = web.get("/admin/v1/arrivals", headers=headers).json()
    assert [row["arrival"]["words"] == "一张表" for row in waiting] == [True, False]
    first, second = (
        f"/admin/v1/arrivals/{row['row']['device']}/{row['row']['epoch']}/{row['row']['dseq']}" for row in waiting
    )
    cursor = away.send().cursor
    material = deferred(home)[1]
    assigned = web.post(f"{first}/assign", json={"application": "a1", "material": material}, headers=headers)
    assert (assigned.status_code, assigned.json()["outcome"]) == (200, "matched")
    assert web.post(f"{first}/decline", json={"reason": "x"}, headers=headers).status_code == 409
    assert web.post(f"{second}/decline", json={"reason": ""}, headers=headers).status_code == 409
    assert web.post(f"{second}/decline", json={"reason": "无此申请。"}, headers=headers).status_code == 200
    for beyond in ("1/99", f"{10**30}/1", f"1/{10**30}"):
        unknown = web.post(f"/admin/v1/arrivals/pc9/{beyond}/decline", json={"reason": "x"}, headers=headers)
        assert unknown.status_code == 404, beyond
    matched, declined = answers(away.send(cursor=cursor))
    assert (matched.outcome, matched.material) == ("matched", material)
    assert (declined.outcome, declined.params["reason"]) == ("declined", "无此申请。")
