"""The distrust list at the centre: one in force, offered to all; what windows could not check is looked up here."""

from __future__ import annotations

import pytest

from forms.distrust import list_id, party_key
from forms.elements.reading import read
from forms.errors import DistrustRefused
from forms.journal.commands import AcceptApplication, CheckCredit, FillFields, OpenApplication, SignCommitment
from forms.journal.promises import MaterialPromised
from forms.journal.state import ApplicationState, ApplicationStatus
from sync.central.credit_office import CreditOffice
from sync.central.distrust_files import next_revision
from sync.central.refused import CallRefused
from sync.central.review import Review
from sync.central.sessions import ReviewerSession
from sync.keys import is_signed, public_key
from sync.wire import ScanPart, distrust_bytes
from tests.support.accepted_papers import RESTAURANT_ANSWERS, RESTAURANT_DEFERRED, RESTAURANT_TYPED, shipped_catalog
from tests.support.distrust_lists import SOMEBODY, list_file
from tests.sync.central.centre_window import PACKAGE, SCAN_DATA, Hall, Window, outcomes, scan_of

ALL = ReviewerSession(account="wu", name="吴敏", departments=("*",))
MARKET = ReviewerSession(account="lu", name="陆青", departments=("scjg",))
APPLICANT = "11010519491231002X"
NUMBER = "01-3-20261123-00001"


def publish(hall: Hall, *numbers: str, revision: str = "2026-11-23.01") -> str:
    return CreditOffice(hall.centre).publish(ALL, list_file(*numbers, revision=revision)).id


def accepted(hall: Hall, *, cleared_by: str = "", looked: bool = True) -> Window:
    """The restaurant with two deferrals; its window was cleared by a list, or could ask none, or did not look."""
    window = hall.window("pc1")
    window.send()
    catalog, rules = shipped_catalog(), hall.rules(PACKAGE.id)
    answers = {**RESTAURANT_ANSWERS, "q_agent": False}
    items = rules.theme_items("C-RESTAURANT", answers)  # type: ignore[attr-defined]
    window.do("a1", OpenApplication(theme="C-RESTAURANT", items=items, answers=answers))
    typed = {element: read(catalog.elements[element], text) for element, text in RESTAURANT_TYPED.items()}
    window.do("a1", FillFields(values=typed))
    window.hand_in("a1", RESTAURANT_DEFERRED)
    if looked:
        credit = CheckCredit(
            party=party_key(APPLICANT), list_revision=cleared_by, listed=False, unchecked=not cleared_by
        )
        window.do("a1", credit)
    window.do("a1", AcceptApplication(receipt_number=NUMBER))
    assert set(outcomes(window.send_all())) == {"applied"}
    return window


def told(hall: Hall) -> ApplicationState:
    state = hall.store.applications.state("a1")
    assert state is not None
    return state


def said(hall: Hall) -> list[str]:
    return [objection.code for objection in told(hall).objections]


def test_the_newest_list_is_offered_with_the_centres_signature(hall: Hall) -> None:
    window = hall.window("pc1")
    assert window.send().distrust is None
    data = list_file(APPLICANT)
    row = CreditOffice(hall.centre).publish(ALL, data)
    offered = window.send().distrust
    assert offered is not None
    assert (offered.revision, offered.id, offered.size) == ("2026-11-23.01", list_id(data), len(data))
    signed = distrust_bytes(revision=offered.revision, id=offered.id)
    key = public_key(hall.store.identity.private_key())
    assert is_signed(key, data=signed, signature=offered.signature)
    part = hall.centre.catalog_part(window.session, offered.id, offset=0, length=1 << 18)
    assert (part.data, part.total) == (data, len(data))
    assert (row.count, row.account, row.name) == (1, "wu", "吴敏")


def test_a_list_goes_up_and_never_back(hall: Hall) -> None:
    window = hall.window("pc1")
    first = publish(hall, APPLICANT)
    assert publish(hall, APPLICANT) == first, "the same file again changes nothing"
    for file in (list_file(SOMEBODY), list_file(SOMEBODY, revision="2026-11-22.09")):
        with pytest.raises(CallRefused) as refused:
            CreditOffice(hall.centre).publish(ALL, file)
        assert (refused.value.status, refused.value.messages[0].code) == (409, "distrust.older")
    second = publish(hall, SOMEBODY, revision="2026-11-23.02")
    offered = window.send().distrust
    assert offered is not None and offered.id == second
    with pytest.raises(CallRefused) as gone:
        hall.centre.catalog_part(window.session, first, offset=0, length=10)
    assert gone.value.status == 404, "a window that was half through asks for the newer one"
    assert [row.revision for row in CreditOffice(hall.centre).lists(ALL)] == ["2026-11-23.02", "2026-11-23.01"]


def test_a_torn_list_leaves_the_one_in_force(hall: Hall) -> None:
    window = hall.window("pc1")
    kept = publish(hall, APPLICANT)
    torn = list_file(SOMEBODY, revision="2026-11-24.01")[:-3]
    for data in (torn, b"", b"PK"):
        with pytest.raises(CallRefused) as refused:
            CreditOffice(hall.centre).publish(ALL, data)
        assert refused.value.messages[0].code == "distrust.unreadable"
    hall.reopen()
    offered = window.send().distrust
    assert offered is not None and offered.id == kept


def test_only_reviewers_of_all_departments_keep_lists(hall: Hall) -> None:
    for act in (
        lambda: CreditOffice(hall.centre).publish(MARKET, list_file()),
        lambda: CreditOffice(hall.centre).lists(MARKET),
    ):
        with pytest.raises(CallRefused) as refused:
            act()
        assert refused.value.status == 403
    assert hall.store.distrust.newest() is None


def test_no_number_is_kept_in_plain(hall: Hall) -> None:
    publish(hall, APPLICANT)
    hall.store.close()
    for file in hall.folder.iterdir():
        assert APPLICANT.encode() not in file.read_bytes()
    hall.open()


@pytest.mark.parametrize("looked", [True, False])
def test_what_a_window_could_not_check_is_looked_up_at_intake(hall: Hall, looked: bool) -> None:
    publish(hall, APPLICANT)
    accepted(hall, looked=looked)
    state = told(hall)
    assert said(hall) == ["centre.deferral_distrusted"]
    assert state.credit is not None and (state.credit.listed, state.credit.actor) == (True, "审批中心")
    assert state.status is ApplicationStatus.ACCEPTED and len(state.deferrals) == 2
    assert "从业人员健康合格证明" in state.objections[0].params["names"]


@pytest.mark.parametrize("looked", [True, False])
def test_who_is_not_on_it_is_cleared_at_intake(hall: Hall, looked: bool) -> None:
    publish(hall, SOMEBODY)
    accepted(hall, looked=looked)
    credit = told(hall).credit
    assert said(hall) == [] and credit is not None and (credit.listed, credit.unchecked) == (False, False)


def test_what_a_window_said_is_looked_up_nevertheless(hall: Hall) -> None:
    publish(hall, APPLICANT)
    accepted(hall, cleared_by="2026-11-20.01")
    assert said(hall) == ["centre.deferral_distrusted"]


def test_without_a_list_nothing_is_said(hall: Hall) -> None:
    accepted(hall)
    credit = told(hall).credit
    assert said(hall) == [] and credit is not None and credit.unchecked


def test_a_list_that_comes_later_clears_or_names_whom_none_could_be_asked_about(hall: Hall) -> None:
    window = accepted(hall)
    publish(hall, APPLICANT)
    window.send()
    window.send()
    assert said(hall) == ["centre.deferral_distrusted"], "once"


def test_who_was_cleared_keeps_what_was_accepted(hall: Hall) -> None:
    publish(hall, SOMEBODY)
    window = accepted(hall, cleared_by="2026-11-23.01")
    publish(hall, APPLICANT, revision="2026-11-24.01")
    window.send()
    assert said(hall) == []


def test_a_promise_that_the_catalog_does_not_know_is_rejected(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.opened("a1")
    window.tell("a1", MaterialPromised(material="M-DRAINOK", name="竣工报告"))
    assert outcomes(window.send_all())[-1] == "applied"
    window.tell("a1", MaterialPromised(material="M-ID", name="身份证"))
    reply = window.send_all()
    assert outcomes(reply)[-1] == "rejected"


def test_a_reviewer_looks_at_a_signed_commitment(hall: Hall) -> None:
    window = accepted(hall)
    window.states["a1"] = window.refold("a1")
    review, scan = Review(hall.centre), scan_of(SCAN_DATA)
    with pytest.raises(CallRefused) as refused:
        review.scan(ALL, "a1", scan.sha256)
    assert refused.value.status == 404
    window.do("a1", SignCommitment(scan=scan))
    window.send_all()
    part = ScanPart(scan=scan.sha256, offset=0, total=len(SCAN_DATA), media_type="application/pdf", data=SCAN_DATA)
    assert hall.centre.send_part(window.session, part).complete
    assert review.scan(ALL, "a1", scan.sha256) == ("application/pdf", SCAN_DATA)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ("", "2026-11-23.01"),
        ("2026-11-22.07", "2026-11-23.01"),
        ("2026-11-23.07", "2026-11-23.08"),
        ("2026-12-01.01", "2026-12-01.02"),
    ],
)
def test_the_next_revision_is_always_later(kept: str, expected: str) -> None:
    assert next_revision(kept, day="2026-11-23") == expected > kept


def test_there_is_an_end_to_the_lists_of_a_day() -> None:
    with pytest.raises(DistrustRefused) as refused:
        next_revision("2026-11-23.99", day="2026-11-23")
    assert refused.value.message.code == "distrust.too_often"
