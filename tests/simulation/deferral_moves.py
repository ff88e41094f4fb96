"""What people do with deferrals: applicants, clerks, a supervisor, a reviewer, somebody of another site, and a liar."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from forms.distrust import party_key
from forms.journal.actor import ActorKind
from forms.journal.arrivals import ArrivalRecorded
from forms.journal.commands import (
    CompleteDeferrals,
    ExtendDeferral,
    ReceiveDocument,
    TerminateDeferral,
    WithdrawApplication,
)
from forms.journal.decision import Now
from forms.journal.state import ApplicationStatus, DeferralStatus
from sync.central.applicants import Applicants, ApplicantSignIn, SentFile
from sync.central.refused import CallRefused
from sync.wire import Outcome, ScanPart
from tests.simulation.catalogs import FOOD, LICENCE, USCC
from tests.simulation.deferral_lies import lies, sealed
from tests.simulation.deferral_nodes import (
    APPLICATION_ID,
    ELSEWHERE,
    ID_NO,
    REVIEWER,
    WINDOWS,
    Window,
    rules_of,
)
from tests.simulation.deferral_run import DEFERRED, MATERIAL, SEEN, SELDOM, WINDOW, DeferralRun


class DeferralMoves(DeferralRun):
    """Each rule is one thing that somebody does, at a node that knows what it knows."""

    @rule(name=WINDOW, material=MATERIAL, is_sent=st.booleans())
    def arrives(self, name: str, material: str, is_sent: bool) -> None:
        self.at(name, lambda window: window.tell(ReceiveDocument(material=material, scans=(self.scan(window),))))
        if is_sent:
            self.exchanges(name)

    @rule(material=MATERIAL, named=st.booleans())
    def arrives_elsewhere(self, material: str, named: bool) -> None:
        """Where nobody knows the application: its receipt and the applicant's number find it at the centre."""
        window = self.hall.windows[ELSEWHERE]
        window.sure_of_the_day()
        number = window.number()
        arrival = ArrivalRecorded(
            receipt_number=self.receipt,
            party=party_key(ID_NO),
            material=material if named else "",
            words="" if named else "租赁合同",
            scans=(self.scan(window),),
            note="",
            came_by="window",
            came_day=window.now.day,
            post_number="",
            number=number,
        )
        self.at(ELSEWHERE, lambda there: there.note(arrival))

    @rule(material=MATERIAL)
    def arrives_by_web(self, material: str) -> None:
        """The applicant hands it in at the centre."""
        self.documents += 1
        data = f"%PDF-1.7 document {self.documents}".encode()
        sha256 = hashlib.sha256(data).hexdigest()
        web = Applicants(self.hall.centre.centre)
        session = web.session(web.sign_in(ApplicantSignIn(receipt_number=self.receipt, id_no=ID_NO)).token)
        part = ScanPart(scan=sha256, offset=0, total=len(data), media_type="application/pdf", data=data)
        web.send_part(session, part)
        try:
            web.arrive(session, material=material, files=(SentFile(sha256=sha256, name="a.pdf", pages=1),))
        except CallRefused:
            state = self.hall.state()
            is_over = state.status is ApplicationStatus.WITHDRAWN
            assert is_over or state.deferrals[material].status is DeferralStatus.PASSED

    @rule(
        name=st.sampled_from((*WINDOWS, "S1", "S1")),
        material=MATERIAL,
        more=st.sampled_from((1, 2, 2, 5, 20)),
        knows=st.booleans(),
    )
    def is_extended(self, name: str, material: str, more: int, knows: bool) -> None:
        """By a supervisor who knows of the others' moves, or does not; also where a clerk asks, who may not."""
        if knows:
            self.exchanges(name)

        def extend(window: Window) -> None:
            state = window.state(APPLICATION_ID)
            pinned = rules_of(state.catalog)
            since = max(state.deferrals[material].due_day, self.hall.time.day())
            due = pinned.add_working_days(since, more)
            said = window.tell(ExtendDeferral(material=material, due_day=due, reason="台风"))
            assert said or WINDOWS[name] is ActorKind.SUPERVISOR

        self.at(name, extend)
        if knows:
            self.exchanges(name)

    @rule(name=WINDOW, material=MATERIAL, late=st.sampled_from((None, 0, 1, 3)), is_sent=st.booleans())
    def is_terminated(self, name: str, material: str, late: int | None, is_sent: bool) -> None:
        """Now, or so many days after the first on which it is overdue."""
        if late is not None:
            self.pass_due_day(material, late)
        self.at(name, lambda window: window.tell(TerminateDeferral(material=material, reason="逾期未补")))
        if is_sent:
            self.exchanges(name)

    @rule(name=WINDOW)
    def is_confirmed_complete(self, name: str) -> None:
        self.at(name, lambda window: window.tell(CompleteDeferrals(number=window.number())))

    @precondition(lambda self: self.documents > 3)
    @rule(name=WINDOW, material=MATERIAL, really=SELDOM, apart=st.booleans())
    def is_withdrawn(self, name: str, material: str, really: bool, apart: bool) -> None:
        """Seldom, for not much happens afterwards; while a supervisor who has not heard of it gives more time."""
        if not really:
            return
        if apart:
            self.is_extended("S1", material, 1, False)
        self.at(name, lambda window: window.tell(WithdrawApplication(reason="不办了")))
        self.exchanges(name)

    @rule(material=MATERIAL, good=st.sampled_from((True, True, False)), after=st.sampled_from((None, *WINDOWS)))
    def is_judged(self, material: str, good: bool, after: str | None) -> None:
        """At once, or after a window had told what it had."""
        if after is not None:
            self.exchanges(after)
        review = self.hall.centre.review
        try:
            if good:
                review.pass_deferral(REVIEWER, APPLICATION_ID, material=material)
            else:
                review.return_deferral(REVIEWER, APPLICATION_ID, material=material, reason="看不清")
        except CallRefused as refused:
            SEEN[f"judged {refused.message.code}"] += 1
            is_here = self.hall.state().deferrals[material].status is DeferralStatus.ARRIVED
            assert not is_here or refused.message.code == "centre.scan_not_here"

    @rule(item=st.sampled_from((LICENCE, FOOD)), is_refused=SELDOM, is_judged=st.booleans())
    def case_is_ended(self, item: str, is_refused: bool, is_judged: bool) -> None:
        """Whether it may be granted is the model's to say; a reviewer who is at it judges first what is there."""
        granted = not is_refused
        for material in DEFERRED if is_judged else ():
            self.is_judged(material, True, None)
        outcome, elements = ("granted", {"uscc": USCC} if item == LICENCE else {}) if granted else ("refused", {})
        try:
            self.hall.centre.review.issue_result(
                REVIEWER, APPLICATION_ID, item=item, outcome=outcome, number="1", elements=elements
            )
        except CallRefused as refused:
            SEEN[f"result {refused.message.code}"] += 1

    @rule(name=WINDOW, material=MATERIAL, until=st.sampled_from(("passed", "passed", "completed", "granted")))
    def runs_its_course(self, name: str, material: str, until: str) -> None:
        """What mostly happens, and what dice alone seldom make: it comes in, passes, is confirmed, and is granted."""
        self.arrives(name, material, True)
        self.is_judged(material, True, None)
        if until in ("completed", "granted"):
            self.exchanges(name)
            self.is_confirmed_complete(name)
        if until == "granted":
            self.case_is_ended(LICENCE, False, False)
            self.case_is_ended(FOOD, False, False)

    @rule(name=WINDOW, material=MATERIAL)
    def comes_late_and_is_sent_back(self, name: str, material: str) -> None:
        """It is awaited again then, late as it is."""
        self.pass_due_day(material, 1)
        self.arrives(name, material, True)
        self.is_judged(material, False, None)

    @rule(name=WINDOW, material=MATERIAL, is_taken_back=st.booleans())
    def does_not_come(self, name: str, material: str, is_taken_back: bool) -> None:
        """The other course: it is given up, and a supervisor takes that back, or a reviewer tries to grant without."""
        self.is_terminated(name, material, 0, True)
        if is_taken_back:
            self.is_extended("S1", material, 1, True)
        else:
            self.case_is_ended(LICENCE, False, False)

    @rule(material=MATERIAL, which=st.integers(0, 7))
    def somebody_lies(self, material: str, which: int) -> None:
        state, day = self.hall.state(), self.hall.time.day()
        told = lies(state, material, clerk=self.hall.windows["W1"].actor, day=day)
        body, actor = told[which % len(told)]
        now = Now(wall=self.hall.time.wall(), day=day)
        result = self.hall.forge(sealed(body, by=actor, device=self.hall.forger(), state=state, now=now))
        assert result.outcome is Outcome.REJECTED, body
