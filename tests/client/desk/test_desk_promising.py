"""Promises instead of proofs at the window: the material is not needed any more, and nothing is deferred by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from client.desk import accepting, deferring, filling, looking, promising
from client.desk.editor_view import MaterialView
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, DeferralStatus
from forms.notices.notice import notice_context, template_of
from forms.notices.rendering import render_html
from tests.client.desk.desk_hall import Pc, codes, done, said
from tests.client.desk.test_desk_distrust import APPLICANT, begun, publish

PROMISED = "M-DRAINOK"


def promise(pc: Pc, application: str, material: str = PROMISED) -> ApplicationState | Refusal:
    return promising.promise(pc.session, pc.desk, application, material=material)


def view_of(pc: Pc, application: str, material: str = PROMISED) -> MaterialView:
    return next(v for v in filling.editor_view(pc.desk, application, {}).materials if v.material == material)


def paper(pc: Pc, state: ApplicationState, kind: str) -> str:
    catalog = pc.desk.catalog(state.catalog)
    fact = next(one for one in state.papers if one.kind == kind)
    context = notice_context(fact, state, catalog, now_day="2026-11-23", copy=1)
    return render_html(template_of(fact, catalog), context)


@pytest.fixture
def promised(pc: Pc) -> Iterator[tuple[Pc, str]]:
    """A restaurant with a promise; everything else is handed in or comes later."""
    application = begun(pc)
    assert view_of(pc, application).is_promisable
    done(promise(pc, application))
    pc.hand_in(application, but={"M-HEALTH": "体检报告还没有出来"})
    yield pc, application


def test_a_promised_material_is_neither_needed_nor_deferred(promised: tuple[Pc, str]) -> None:
    pc, application = promised
    view = view_of(pc, application)
    assert (view.status, view.due_day, view.is_promisable) == ("promised", "", False)
    state = pc.accept(application)
    assert list(state.deferrals) == ["M-HEALTH"] and PROMISED in state.promises
    assert pc.store.views.counts(day="2026-11-23")["open_deferrals"] == 1, "never among the deferrals"
    assert all(row.material != PROMISED for row in looking.ledger(pc.desk))
    pc.sync()
    after = pc.state(application)
    assert after.objections == () and after.deferrals["M-HEALTH"].status is DeferralStatus.AWAITED


def test_a_promise_stands_on_its_letter_the_receipt_and_the_notice(promised: tuple[Pc, str]) -> None:
    pc, application = promised
    state = pc.accept(application)
    kinds = [fact.kind for fact in state.papers]
    assert kinds.count("promise_letter") == 1 and kinds.count("deferral_commitment") == 1
    letter, commitment = paper(pc, state, "promise_letter"), paper(pc, state, "deferral_commitment")
    name = state.promises[PROMISED].name
    assert name in letter and "告知承诺书" in letter and "从业人员健康合格证明" not in letter
    assert name not in commitment
    assert "告知承诺，免交" in paper(pc, state, "receipt")
    assert f"免予提交：{name}" in paper(pc, state, "acceptance_notice")


def test_without_a_promise_no_paper_speaks_of_one(complete_pc: Pc) -> None:
    state = complete_pc.accept(complete_pc.hall.application)
    assert "promise_letter" not in [fact.kind for fact in state.papers]
    assert "告知承诺" not in paper(complete_pc, state, "receipt")
    assert "免予提交" not in paper(complete_pc, state, "acceptance_notice")


def test_a_promise_taken_back_leaves_the_material_missing(pc: Pc) -> None:
    application = begun(pc)
    done(promise(pc, application))
    done(promising.take_back(pc.session, pc.desk, application, material=PROMISED))
    assert view_of(pc, application).status == "missing"
    pc.hand_in(application, but={"M-HEALTH": "体检", PROMISED: "竣工验收中"})
    assert [held.material for held in pc.accept(application).deferrals.values()] == ["M-HEALTH", PROMISED]


def test_only_what_the_catalog_says_may_be_promised(pc: Pc) -> None:
    application = begun(pc)
    refused = promise(pc, application, "M-HEALTH")
    assert codes(refused) == ["promise.not_allowed"] and "告知承诺" in said(refused)
    assert codes(promise(pc, application, "M-BED")) == ["deferral.not_needed"]
    assert not view_of(pc, application, "M-HEALTH").is_promisable


def test_not_together_with_a_deferral_of_the_same_material(pc: Pc) -> None:
    application = begun(pc)
    pc.defer(application, PROMISED, "竣工验收中")
    assert codes(promise(pc, application)) == ["promise.deferred"]
    done(deferring.take_back(pc.session, pc.desk, application, material=PROMISED))
    done(promise(pc, application))
    refused = deferring.defer(
        pc.session, pc.desk, application, material=PROMISED, reason="竣工验收中", due_day="2026-11-27"
    )
    assert codes(refused) == ["promise.given"]


def test_not_for_whoever_is_on_the_distrust_list(pc: Pc) -> None:
    publish(pc.hall, APPLICANT)
    pc.sync()
    application = begun(pc)
    assert codes(promise(pc, application)) == ["promise.distrusted"]


def test_who_is_found_on_the_list_after_the_promise_is_not_accepted_with_it(promised: tuple[Pc, str]) -> None:
    pc, application = promised
    publish(pc.hall, APPLICANT)
    pc.sync()
    refused = accepting.accept(pc.session, pc.desk, application, {})
    assert codes(refused) == ["deferral.distrusted", "promise.distrusted"]


def test_what_is_brought_after_all_needs_no_promise(promised: tuple[Pc, str]) -> None:
    pc, application = promised
    pc.attach(application, PROMISED)
    assert view_of(pc, application).status == "scanned"
    assert codes(promise(pc, application, "M-DRAINT")) == ["promise.brought"]
    state = pc.accept(application)
    assert "promise_letter" not in [fact.kind for fact in state.papers]
    assert "告知承诺" not in paper(pc, state, "receipt")


def test_the_result_waits_for_no_promise(promised: tuple[Pc, str]) -> None:
    pc, application = promised
    hall = pc.hall
    pc.accept(application)
    pc.sync()
    hall.issue_licence(application)
    for stage in ("accepted", "handling", "review", "approval"):
        hall.review.move_stage(hall.reviewer, application, item="DRAIN", stage=stage)
    state = hall.review.issue_result(
        hall.reviewer, application, item="DRAIN", outcome="granted", number="排 1", elements={}
    )
    assert state.cases["DRAIN"].result is not None
