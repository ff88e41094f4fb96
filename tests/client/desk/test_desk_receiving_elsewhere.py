"""Receiving at a site that never saw the application: real windows, real exchange, real centre."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from client.desk import attaching, deferring, looking, numbering, printing, receiving
from client.desk.receiving import Brought
from client.store.rows import ArrivalLine
from forms.journal.decision import Refusal
from forms.journal.state import DeferralStatus, ScanRef, digest
from forms.message import Message
from forms.notices.receipt_code import make_code
from sync.central.arrival_review import ArrivalReview
from sync.central.refused import CallRefused
from tests.client.desk.desk_hall import DAY, DAY_MS, Hall, Pc, codes, done, picture, said
from tests.story.paper_code import qr_content

pytestmark = [pytest.mark.qt_log_ignore("QStandardPaths: .*", extend=True), pytest.mark.usefixtures("qapp")]

NUMBER = "01-03-20261123-00001"
ID_NO = "11010519491231002X"
NAME = "从业人员健康合格证明"


@pytest.fixture
def away(accepted_hall: Hall) -> Pc:
    """A PC of the other site, with numbers."""
    pc = accepted_hall.pc("09")
    pc.sign_in("chenjing")
    pc.sync()
    return pc


def page(pc: Pc, title: str = "health elsewhere") -> ScanRef:
    return attaching.keep_scan(pc.desk, picture(title), name="健康证.jpg")


def brought(pc: Pc, *, title: str = "health elsewhere", **changes: object) -> ArrivalLine | Refusal:
    said_by_clerk = {"code": NUMBER, "id_no": ID_NO, "what": NAME, **changes}
    return receiving.receive_elsewhere(pc.session, pc.desk, Brought(**said_by_clerk), (page(pc, title),))


def line_of(result: ArrivalLine | Refusal) -> ArrivalLine:
    assert not isinstance(result, Refusal), said(result)
    return result


def only(pc: Pc) -> ArrivalLine:
    (line,) = receiving.taken_in(pc.desk)
    return line


def test_a_document_brought_to_another_site_reaches_its_application(away: Pc, accepted_hall: Hall) -> None:
    home, application = accepted_hall.pc(), accepted_hall.application
    line = line_of(brought(away, code=make_code(NUMBER), note="母亲代交"))
    assert (line.standing, line.receipt_number, line.words, line.clerk) == ("", NUMBER, NAME, "陈静")
    recorded = line.wall
    accepted_hall.wall += 3 * DAY_MS
    away.sync()
    home.sync()
    matched = only(away)
    assert (matched.standing, matched.application, matched.name) == ("matched", application, NAME)
    state = home.state(application)
    deferral = state.deferrals["M-HEALTH"]
    assert deferral.status is DeferralStatus.ARRIVED
    move = deferral.history[-1]
    assert (move.actor, move.day, move.wall, move.reason) == ("陈静", DAY, recorded, "母亲代交")
    assert digest(away.state(application)) == digest(state)
    assert away.store.journal.verify() == ()
    (scan,) = move.scans
    assert accepted_hall.review.scan(accepted_hall.reviewer, application, scan)[1] == picture("health elsewhere")
    accepted_hall.review.pass_deferral(accepted_hall.reviewer, application, material="M-HEALTH")
    away.sync()
    assert away.state(application).deferrals["M-HEALTH"].status is DeferralStatus.PASSED
    # Known there now: the next document is received as anywhere.
    assert done(deferring.find_receipt(away.desk, NUMBER)).id == application
    away.receive(application, "M-DRAINT")
    away.sync()
    home.sync()
    assert home.state(application).deferrals["M-DRAINT"].status is DeferralStatus.ARRIVED


def test_nothing_is_lost_or_doubled_when_both_pcs_are_switched_off_and_on(away: Pc, accepted_hall: Hall) -> None:
    line_of(brought(away))
    away.reopen()
    assert only(away).standing == ""
    away.store.journal.rebuild()
    assert only(away).standing == "" and len(away.store.sync.outgoing_scans()) == 1
    away.sync()
    away.reopen()
    before = receiving.taken_in(away.desk)
    away.store.journal.rebuild()
    assert receiving.taken_in(away.desk) == before
    assert only(away).standing == "matched"
    assert away.store.numbers.standing(only(away).number) == "used"
    assert numbering.void_number(away.session, away.desk, only(away).number, reason="写坏") is not None


def test_an_offline_village_is_matched_when_its_application_comes(complete_hall: Hall) -> None:
    village, away = complete_hall.pc(), complete_hall.pc("09")
    away.sign_in("chenjing")
    away.sync()
    village.accept(complete_hall.application)
    number = village.state(complete_hall.application).receipt_number
    line_of(brought(away, code=number))
    away.sync()
    waiting = only(away)
    assert waiting.standing == "waiting" and waiting.said is not None
    assert waiting.said.code == "arrival.receipt_unknown" and number in said(Refusal((waiting.said,)))
    village.sync()
    away.sync()
    assert only(away).standing == "matched"
    assert digest(away.state(complete_hall.application)) == digest(
        complete_hall.centre.ordering.state(complete_hall.application)
    )


def test_a_wrong_number_waits_for_a_person_who_assigns_it(away: Pc, accepted_hall: Hall) -> None:
    line_of(brought(away, id_no="110101199003070011"))
    away.sync()
    waiting = only(away)
    assert waiting.said is not None and waiting.said.code == "arrival.other_party"
    assert looking.ledger(away.desk) == ()
    reviews = ArrivalReview(accepted_hall.centre, accepted_hall.review)
    (told,) = reviews.waiting(accepted_hall.reviewer)
    named = {"device": told.row.device, "epoch": told.row.epoch, "dseq": told.row.dseq}
    (scan,) = told.arrival.scans
    assert reviews.scan(accepted_hall.reviewer, **named, sha256=scan.sha256)[1] == picture("health elsewhere")
    with pytest.raises(CallRefused):
        reviews.assign(accepted_hall.reviewer, **named, application=accepted_hall.application, material="M-FIREP")
    reviews.assign(accepted_hall.reviewer, **named, application=accepted_hall.application, material="M-HEALTH")
    away.sync()
    assert (only(away).standing, only(away).name) == ("matched", NAME)
    move = away.state(accepted_hall.application).deferrals["M-HEALTH"].history[-1]
    assert (move.actor, move.day) == ("陈静", DAY)
    with pytest.raises(CallRefused) as again:
        reviews.decline(accepted_hall.reviewer, **named, reason="重复")
    assert again.value.message.code == "centre.arrival_settled"


def test_what_belongs_to_nobody_is_declined_and_the_window_is_told_why(away: Pc, accepted_hall: Hall) -> None:
    line_of(brought(away, code="01-03-20261123-00777"))
    away.sync()
    reviews = ArrivalReview(accepted_hall.centre, accepted_hall.review)
    (told,) = reviews.waiting(accepted_hall.reviewer)
    named = {"device": told.row.device, "epoch": told.row.epoch, "dseq": told.row.dseq}
    with pytest.raises(CallRefused):
        reviews.decline(accepted_hall.reviewer, **named, reason=" ")
    reviews.decline(accepted_hall.reviewer, **named, reason="不是本市的收件凭证。")
    away.sync()
    declined = only(away)
    assert declined.standing == "declined" and declined.said is not None
    assert "不是本市的收件凭证" in said(Refusal((declined.said,)))
    assert reviews.waiting(accepted_hall.reviewer) == []


def test_one_of_two_then_the_other_and_one_comes_back(away: Pc, accepted_hall: Hall) -> None:
    home, application, review = accepted_hall.pc(), accepted_hall.application, accepted_hall.review
    line_of(brought(away))
    away.sync()
    home.sync()
    statuses = {material: held.status.value for material, held in home.state(application).deferrals.items()}
    assert statuses == {"M-HEALTH": "arrived", "M-DRAINT": "awaited"}
    review.return_deferral(accepted_hall.reviewer, application, material="M-HEALTH", reason="缺第二页")
    line_of(brought(away, title="both pages"))
    away.sync()
    home.sync()
    health = home.state(application).deferrals["M-HEALTH"]
    assert health.status is DeferralStatus.ARRIVED and len(home.state(application).scans["M-HEALTH"]) == 2
    kinds = [move.kind for move in health.history]
    assert kinds == ["deferral_opened", "deferral_arrived", "deferral_returned", "deferral_arrived"]


def test_while_the_day_is_in_doubt_nothing_is_taken_in(away: Pc, accepted_hall: Hall) -> None:
    away.off = -40 * DAY_MS
    assert codes(brought(away)) == ["day.confirm_first"]


def test_the_same_document_at_two_windows_at_once_keeps_both_scans(away: Pc, accepted_hall: Hall) -> None:
    home, application = accepted_hall.pc(), accepted_hall.application
    home.receive(application, "M-HEALTH")
    line_of(brought(away))
    away.sync()
    home.sync()
    away.sync()
    states = [home.state(application), away.state(application), accepted_hall.centre.ordering.state(application)]
    assert len({digest(state) for state in states}) == 1
    kept = {scan.sha256 for scan in states[0].scans["M-HEALTH"]}
    assert kept == {page(home, "M-HEALTH later").sha256, page(away).sha256}
    kinds = [move.kind for move in states[0].deferrals["M-HEALTH"].history]
    assert kinds == ["deferral_opened", "deferral_arrived", "deferral_arrived"]
    accepted_hall.review.pass_deferral(accepted_hall.reviewer, application, material="M-HEALTH")


def test_two_windows_of_two_sites_offline_both_hold_the_document(accepted_hall: Hall) -> None:
    first, second = accepted_hall.pc("09"), accepted_hall.pc("08")
    for pc, account in ((first, "chenjing"), (second, "chenjing")):
        pc.sign_in(account)
        pc.sync()
    line_of(brought(first, title="one"))
    line_of(brought(second, title="two"))
    for pc in (first, second, first):
        pc.sync()
    assert [only(pc).standing for pc in (first, second)] == ["matched", "matched"]
    states = [pc.state(accepted_hall.application) for pc in (first, second)]
    assert digest(states[0]) == digest(states[1]) and len(states[0].scans["M-HEALTH"]) == 2
    assert states[0].granted_sites == ("02",)


def test_a_letter_counts_from_its_day_here_and_elsewhere(away: Pc, accepted_hall: Hall) -> None:
    home, application = accepted_hall.pc(), accepted_hall.application
    accepted_hall.wall += 2 * DAY_MS
    letter = Brought(code="", id_no="", by_post=True, came_day="2026-11-24", post_number="ee 123456789 cn")
    scans = (page(home, "by post"),)
    state = done(
        receiving.receive_by_post(home.session, home.desk, application, material="M-DRAINT", scans=scans, letter=letter)
    )
    move = state.deferrals["M-DRAINT"].history[-1]
    assert (move.day, move.reason) == ("2026-11-24", "EE123456789CN")
    assert home.last_operation(application).actor.channel == "post"
    line_of(brought(away, by_post=True, came_day="2026-11-23", post_number="XA1"))
    away.sync()
    home.sync()
    assert home.state(application).deferrals["M-HEALTH"].history[-1].day == "2026-11-23"
    assert home.last_operation(application).actor.channel == "post"


@pytest.mark.parametrize("day", ["2026-11-31", "gestern", "2027-01-01"])
def test_a_letter_of_a_day_that_is_none_or_to_come_is_refused(away: Pc, accepted_hall: Hall, day: str) -> None:
    code = "arrival.day_to_come" if day == "2027-01-01" else "arrival.day_unreadable"
    assert codes(brought(away, by_post=True, came_day=day)) == [code]
    letter = Brought(code="", id_no="", by_post=True, came_day=day)
    home, application = accepted_hall.pc(), accepted_hall.application
    refused = receiving.receive_by_post(
        home.session, home.desk, application, material="M-HEALTH", scans=(page(home),), letter=letter
    )
    assert codes(refused) == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": make_code(NUMBER)[:-1]}, "receipt_code.torn"),
        ({"code": "https://example.cn"}, "receipt_code.web"),
        ({"code": ""}, "receipt_code.empty"),
        ({"id_no": "110105194912310021"}, "arrival.number_wrong"),
        ({"id_no": "王"}, "arrival.number_wrong"),
        ({"id_no": ""}, "arrival.no_party"),
    ],
)
def test_what_cannot_be_matched_later_is_refused_now(away: Pc, change: dict[str, str], code: str) -> None:
    assert codes(brought(away, **change)) == [code]
    assert receiving.taken_in(away.desk) == ()


@pytest.mark.parametrize("id_no", [ID_NO, " 110105 19491231 002x ", "92320106MA1XK7YT8G", "E12345678", "H0123456701"])
def test_every_kind_of_number_is_taken(away: Pc, id_no: str) -> None:
    line_of(brought(away, id_no=id_no))


def test_no_identity_number_is_kept_in_plain(away: Pc) -> None:
    line = line_of(brought(away))
    found = away.store.arrivals.recorded(epoch=line.epoch, dseq=line.dseq)
    assert found is not None and ID_NO not in str(found)


def test_its_paper_says_what_came_in_and_leads_to_the_receipt(away: Pc, tmp_path: Path) -> None:
    line = line_of(brought(away))
    paper = receiving.paper_for(away.desk, line)
    assert (paper.title, paper.number, paper.copy) == ("材料收件凭证", f"{line.number}-SJ", 1)
    (tmp_path / "paper.pdf").write_bytes(paper.pdf)
    assert qr_content(tmp_path / "paper.pdf") == make_code(NUMBER)
    printing.printed(away.session, away.desk, "", paper)
    assert receiving.paper_for(away.desk, line).copy == 2


def test_the_code_of_a_receipt_is_read_from_a_picture(accepted_pc: Pc) -> None:
    desk, application = accepted_pc.desk, accepted_pc.hall.application
    receipt = next(paper for paper in printing.papers(desk, application) if paper.kind == "receipt")
    assert receiving.code_in_picture(desk, receipt.pdf, name="收件凭证.pdf") == make_code(NUMBER)
    photo = io.BytesIO()
    reader_page = desk.scan_reader.page_image(receipt.pdf, page=0, width=1200)
    Image.open(io.BytesIO(reader_page)).rotate(7, expand=True, fillcolor="white").convert("RGB").save(photo, "JPEG")
    assert receiving.code_in_picture(desk, photo.getvalue(), name="照片.jpg") == make_code(NUMBER)
    nothing = receiving.code_in_picture(desk, picture("no code"), name="空白.jpg")
    assert isinstance(nothing, Message) and nothing.code == "receipt_code.picture_without"


def test_without_numbers_left_a_provisional_one_stands_in(accepted_hall: Hall) -> None:
    pc = accepted_hall.pc("09")
    pc.sign_in("chenjing")
    line = line_of(brought(pc))
    assert line.number.startswith("临〔")
    pc.sync()
    assert only(pc).standing == "matched" and accepted_hall.kept.ledger.alarms() == []
