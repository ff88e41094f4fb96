"""Papers after the intake, each made by operations of really handled applications."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from client.papers.renderer import QtPaperRenderer
from forms.journal.commands import (
    AttachScan,
    Command,
    CompleteDeferrals,
    IssuePaper,
    IssueResult,
    OpenApplication,
    OwnWords,
    PassDeferral,
    PauseCase,
    ReceiveApplication,
    ReceiveDocument,
    RefuseApplication,
    RequestCorrection,
)
from forms.journal.issuing import Facts
from forms.journal.state import ApplicationState, PaperFact
from forms.notices.drafted import conclusion_of, handover_of, results_of, service_of, termination_of
from forms.notices.later_papers import TITLES
from forms.notices.notice import footer, notice_context, paper_title, query_number, template_of
from forms.notices.receipt_code import make_code
from forms.notices.rendering import render_html
from tests.support.accepted_papers import (
    DAY,
    RESTAURANT_ANSWERS,
    RESTAURANT_TYPED,
    REVIEWER,
    Intake,
    restaurant,
    scan,
    shipped_catalog,
)

REMEDIES = "如不服本决定，可以自收到本决定书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
CREDIT_CODE = "91350100M000100Y43"
LATER = tuple(TITLES)


class Handled(Intake):
    """An application on its way after the window, with papers numbered as from a leased block."""

    def number(self) -> str:
        self.taken = getattr(self, "taken", 100) + 1
        return f"江0301-2612-{self.taken:06d}"

    def issue(self, facts: Facts, *, day: str = DAY) -> None:
        self.do(IssuePaper(number=self.number(), facts=facts), day=day)

    def reviewed(self, command: Command, *, day: str) -> None:
        self.do(command, actor=REVIEWER, day=day)


def handled(intake: Intake) -> Handled:
    """The same application, going on."""
    going_on = Handled(intake.catalog)
    going_on.state, going_on._count = intake.state, intake._count
    return going_on


@cache
def concluded() -> ApplicationState:
    """The restaurant from acceptance to the last result, with every paper that comes up on the way."""
    story = handled(restaurant())
    state, catalog = story.state, story.catalog
    story.issue(handover_of(state, catalog, department=state.cases["FOOD-LIC"].department))
    notices = [paper for paper in state.papers if paper.kind in ("acceptance_notice", "deferral_notice")]
    story.issue(service_of(notices, catalog, way="直接送达", place="江州市政务服务中心 3 号窗口"))
    granted = {"uscc": CREDIT_CODE}
    story.reviewed(result("BIZ-IND", number=CREDIT_CODE, elements=granted), day="2026-11-24")
    story.reviewed(
        PauseCase(
            item="FOOD-LIC",
            procedure="survey",
            reason="需要现场核查经营场所的布局和设施设备",
            basis="《食品经营许可和备案管理办法》第二十一条",
            until="2026-12-04",
            number=story.number(),
        ),
        day="2026-11-25",
    )
    _completed(story)
    for item in [item for item, case in story.state.cases.items() if case.result is None]:
        if story.state.cases[item].paused is None:
            story.reviewed(result(item, number=f"江审〔2026〕{len(item)}号", elements={}), day="2026-12-03")
    story.issue(conclusion_of(story.state, collect="窗口领取或者快递寄送"), day="2026-12-03")
    story.issue(results_of(story.state, catalog, way="窗口领取", receiver="张三丰"), day="2026-12-03")
    return story.state


def result(item: str, *, number: str, elements: Mapping[str, str]) -> IssueResult:
    return IssueResult(item=item, outcome="granted", number=number, note="", elements=elements)


def _completed(story: Handled) -> None:
    for place, material in enumerate(story.state.deferrals):
        story.do(ReceiveDocument(material=material, scans=(scan(90 + place, pages=2),)), day="2026-11-26")
        story.reviewed(PassDeferral(material=material), day="2026-11-27")
    story.do(CompleteDeferrals(number=story.number()), day="2026-11-27")


@cache
def ended() -> ApplicationState:
    """The restaurant whose health certificates never came."""
    story = handled(restaurant())
    facts = termination_of(
        story.state,
        story.catalog,
        items=("FOOD-LIC",),
        returned=True,
        reason="容缺材料逾期没有补交，也没有申请延期。",
        basis="《江州市政务服务容缺受理办法》第十一条",
        remedies=REMEDIES,
    )
    story.issue(facts, day="2026-12-03")
    return story.state


@cache
def corrected() -> ApplicationState:
    """Taken in with things lacking, and told so."""
    story = _half_filled()
    words = (OwnWords(material="M-LAYOUT", words="没有标明各功能区的尺寸"),)
    number = story.number()
    story.do(ReceiveApplication(receipt_number=number))
    story.do(RequestCorrection(number=story.number(), words=words))
    return story.state


@cache
def refused() -> ApplicationState:
    """Taken in and refused: another organ is competent."""
    story = _half_filled()
    story.do(ReceiveApplication(receipt_number=story.number()))
    story.do(
        RefuseApplication(
            number=story.number(),
            reason="申请的经营场所在江北新区，不属于本机关管辖。",
            remedies=REMEDIES,
            competent="江北新区行政审批局",
        )
    )
    return story.state


def _half_filled() -> Handled:
    story = Handled()
    answers = {**RESTAURANT_ANSWERS, "q_agent": False}
    items = story.rules.theme_items("C-RESTAURANT", answers)
    story.do(OpenApplication(theme="C-RESTAURANT", items=items, answers=answers))
    story.typed({name: text for name, text in RESTAURANT_TYPED.items() if name != "food_mode"})
    for number, material in enumerate(("M-ID", "M-PREM", "M-LAYOUT")):
        story.do(AttachScan(material=material, scan=scan(number, pages=2)))
    return story


def application_of(kind: str) -> ApplicationState:
    """An application that has a paper of `kind`."""
    return next(
        state
        for state in (concluded(), ended(), corrected(), refused())
        if any(paper.kind == kind for paper in state.papers)
    )


def later_paper(kind: str) -> tuple[ApplicationState, PaperFact]:
    state = application_of(kind)
    return state, next(paper for paper in state.papers if paper.kind == kind)


def pdf_of_paper(state: ApplicationState, paper: PaperFact, *, copy: int = 1, day: str = DAY) -> bytes:
    """Any paper as the desk prints it."""
    catalog = shipped_catalog()
    html = render_html(template_of(paper, catalog), notice_context(paper, state, catalog, now_day=day, copy=copy))
    return QtPaperRenderer().render(
        html,
        title=paper_title(paper, catalog),
        qr=make_code(query_number(paper, state)),
        footer=footer(paper, state, copy=copy),
    )
