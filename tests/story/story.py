"""The story, step by step: one clerk, one restaurant, the cable pulled. Every step says what must then be true."""

from __future__ import annotations

import time
from pathlib import Path

from forms.notices.receipt_code import make_code
from tests.story import applicant
from tests.story.applicant import BROUGHT, CREDIT_CODE, DEFERRED, ID_NO, ITEMS, TYPED, WRONG_ID_NO
from tests.story.paper_code import qr_content
from tests.story.reviewer import Refused, Reviewer
from tests.story.stage import Stage

TYPED_BEFORE_KILL = ("ap_name", "ap_id_type", "ap_id_no", "ap_phone")
ALLOWED_LOSS_S = 2.0
LEFT_EMPTY = "exits"
LEFT_FOR_LATER = ("M-PREM", "M-DRAINOK")
WAITS_FOR_DEFERRAL = {"FOOD-LIC": "M-HEALTH", "DRAIN": "M-DRAINT"}
COMPLETION = "确认补齐通知书"
PAPERS = {"受理通知书", "容缺受理通知书", "申请容缺受理承诺书", "收件凭证"}
SLOW_RATE = 200 * 1024
"""Bytes per second, so that there is progress to be seen."""


class Story(Stage):
    """Plays everything in the folders of `place`; pictures and papers go to `out`."""

    def play(self) -> None:
        """All parts. Raises AssertionError at the first thing that is not as it must be."""
        for part in (
            self._sign_in_online,
            self._pick_offline,
            self._type_and_be_killed,
            self._find_the_draft,
            self._bring_scans,
            self._defer,
            self._be_refused_then_complete,
            self._accept_and_save_papers,
            self._send,
            self._review,
            self._receive_documents,
            self._confirm_and_issue,
            self._end,
        ):
            self._say((part.__doc__ or "").partition("\n")[0])
            part()

    def _sign_in_online(self) -> None:
        """A clerk signs in; the catalog and receipt numbers arrive."""
        self._sign_in(picture="sign-in")
        self._do("workbench.wait_for_catalog")
        self._shoot("workbench")

    def _pick_offline(self) -> None:
        """The cable is pulled; 开饭店 is found by name, by area and by its initials, and begun."""
        self._cable.pull()
        self._do("pick.open")
        assert "开饭店" in self._do("pick.find", text="开饭店")[0]
        assert any("设立登记" in name for name in self._do("pick.find_by_area", area="商事登记"))
        assert "开饭店" in self._do("pick.find", text="kfd")[0]
        self._do("pick.choose_first")
        self._do("pick.answer", wanted=applicant.ANSWERS)
        facts = self._do("pick.facts")
        assert str(applicant.FIELDS_UNIFIED) in facts and str(applicant.FIELDS_SEPARATE) in facts, facts
        self._shoot("pick")
        self._do("pick.start")
        heading = self._do("editor.heading")
        assert str(applicant.FIELDS_UNIFIED) in heading and str(applicant.FIELDS_SEPARATE) in heading, heading
        elements = self._do("editor.elements")
        assert len(elements) == len(set(elements)) == applicant.FIELDS_UNIFIED - applicant.FIELDS_OF_AGENT, elements
        self._shoot("editor-empty")

    def _type_and_be_killed(self) -> None:
        """A wrong identity number is explained; the client is killed in the middle of typing."""
        for element in TYPED_BEFORE_KILL:
            self._do("editor.fill", element=element, text=WRONG_ID_NO if element == "ap_id_no" else TYPED[element])
            self._do("editor.leave")
        said = self._do("editor.error", element="ap_id_no")
        assert "校验" in said or "末位" in said, said
        self._shoot("wrong-id-number")
        self._do("editor.refill", element="ap_id_no", text=ID_NO)
        self._do("editor.leave")
        assert self._do("editor.error", element="ap_id_no") == ""
        self._typed = self._typed_until_killed()

    def _typed_until_killed(self) -> str:
        """Kill in the middle of a long line; what had been typed two seconds before."""
        self._clerk.ask("type_until_killed", element="ap_addr", text="0123456789" * 12, delay_ms=50)
        typed: list[tuple[float, str]] = []
        while not typed or typed[-1][0] - typed[0][0] < ALLOWED_LOSS_S + 1:
            event = self._clerk.event()
            typed.append((time.monotonic(), event["text"]))
        self._clerk.kill()
        killed = time.monotonic()
        return [text for moment, text in typed if killed - moment >= ALLOWED_LOSS_S][-1]

    def _find_the_draft(self) -> None:
        """Started again without network: the draft is there, at most two seconds short; the rest is typed."""
        self._clerk = self._start_clerk()
        self._sign_in(picture="sign-in-offline")
        assert "离线" in self._do("workbench.link_text")
        self._shoot("workbench-draft")
        self._do("workbench.open_first_draft")
        for element in TYPED_BEFORE_KILL:
            expected = {"ap_id_type": "resident"}.get(element, TYPED[element])
            assert self._do("editor.text", element=element) == expected, element
        kept = self._do("editor.text", element="ap_addr")
        assert kept.startswith(self._typed), f"typed two seconds before: {self._typed}, kept: {kept}"
        self._shoot("draft-after-kill")
        self._do("editor.refill", element="ap_addr", text=TYPED["ap_addr"])
        for element in [name for name in TYPED if name not in (*TYPED_BEFORE_KILL, "ap_addr", LEFT_EMPTY)]:
            self._do("editor.fill", element=element, text=TYPED[element])
        self._do("editor.leave")
        self._do("editor.wait_until_saved")
        self._shoot("editor-filled")

    def _bring_scans(self) -> None:
        """Wrong files are refused; scans come by dialog, drop and paste, and are looked at."""
        for name, words in (("empty", "空"), ("truncated", "不完整"), ("text", "JPEG")):
            said = self._do("materials.drop_wrong_file", material="M-ID", path=str(self._wrong[name]))
            assert words in said, said
        self._shoot("file-refused")
        self._do("materials.bring_by_dialog", material="M-ID", path=str(self._scans["M-ID"]))
        self._do("materials.bring_by_paste", material="M-LAYOUT", path=str(self._scans["M-LAYOUT"]))
        for material in BROUGHT:
            if material not in ("M-ID", "M-LAYOUT", *LEFT_FOR_LATER):
                self._do("materials.bring_by_drop", material=material, path=str(self._scans[material]))
        self._do("materials.open_scan", material="M-ID")
        self._shoot("scan-beside-the-form")
        self._do("materials.close_scan")

    def _defer(self) -> None:
        """M-PREM may not be deferred, and the screen says who decides; two others are, with reason and day."""
        said = self._do("materials.ask_to_defer", material="M-PREM")
        assert "营业执照" in said, said
        self._shoot("deferral-refused")
        for material, reason in DEFERRED.items():
            assert self._do("materials.ask_to_defer", material=material) == ""
            self._shoot("deferral-sheet")
            assert self._do("materials.defer", reason=reason) > time.strftime("%Y-%m-%d")
        assert "营业执照" in self._do("materials.status", material="M-BL")
        self._shoot("deferred")

    def _be_refused_then_complete(self) -> None:
        """F8 says what is missing, the cursor jumps to the field, F6 goes on; then it is complete."""
        assert not self._do("editor.accept")
        said = self._do("editor.message")
        assert str(len(LEFT_FOR_LATER) + 1) in said, said
        assert self._do("editor.focused") == LEFT_EMPTY
        self._shoot("not-accepted-yet")
        self._do("editor.fill", element=LEFT_EMPTY, text=TYPED[LEFT_EMPTY])
        self._do("editor.leave")
        for material in LEFT_FOR_LATER:
            assert self._do("editor.next_missing") == material
            self._do("materials.bring_by_drop", material=material, path=str(self._scans[material]))
        assert "可以受理" in self._do("editor.missing_words")
        self._shoot("complete")

    def _accept_and_save_papers(self) -> None:
        """F8, Enter: accepted without network, six cases at once; the papers as PDF."""
        assert self._do("editor.accept")
        self._shoot("accept-sheet")
        self.receipt = self._do("editor.confirm")
        self._shoot("accepted")
        titles = self._do("papers.open")
        self._shoot("papers")
        assert set(titles) >= PAPERS, titles
        for number, title in enumerate(titles):
            if number:
                self._do("papers.open")
            self._do("papers.save_only", title=title, folder=str(self._out))
        assert qr_content(self._out / "收件凭证.pdf") == make_code(self.receipt)

    def _send(self) -> None:
        """The cable is back, and slow: progress per application and per scan; then the case numbers."""
        self._cable.rate = SLOW_RATE
        self._cable.plug()
        self._do("exchange.open")
        seen = self._do("exchange.watch_until_all_sent", picture="sync-progress")
        assert len(seen) >= 4, seen
        self._shoot("sync-done")
        for initials in ("syt", "dyt"):
            assert len(self._do("applications.search", text=initials)) == 1, initials
        self.application = self._do("applications.chosen")
        self._until_cases("case numbers", lambda cases: len({number for _, number, *_ in cases}) == len(ITEMS))
        self._shoot("case-numbers")

    def _review(self) -> None:
        """One application with six cases is in the queues; BIZ-IND is issued first and feeds the others."""
        reviewer = self._reviewer = Reviewer(self._centre.url)
        cases = reviewer.cases()
        assert {case["item"] for case in cases} == set(ITEMS) and len(cases) == len(ITEMS)
        assert {case["receipt_number"] for case in cases} == {self.receipt}
        for case in cases:
            assert case["item"] in {queued["item"] for queued in reviewer.cases(case["department"])}
        self._issue("BIZ-IND", uscc=CREDIT_CODE)
        state = reviewer.application(self.application)
        assert state["values"]["uscc"]["value"] == CREDIT_CODE and "M-BL" in state["produced"]
        assert {case["status"] for case in state["cases"].values()} == {"ended", "received"}
        for item in ITEMS[1:]:
            if item not in WAITS_FOR_DEFERRAL:
                self._issue(item)
        for item, material in WAITS_FOR_DEFERRAL.items():
            self._refused_to_issue(item, words=state["deferrals"][material]["name"])
        self._until_cases("four results", lambda cases: sum("已办结" in case[2] for case in cases) == 4)
        self._shoot("timeline")

    def _receive_documents(self) -> None:
        """The documents arrive: by the receipt's code, by its number; verified; the ledger has the whole history."""
        self._do("ledger.open")
        for code, verb, material in (
            (qr_content(self._out / "收件凭证.pdf"), "ledger.receive_by_drop", "M-HEALTH"),
            (self.receipt, "ledger.receive_by_dialog", "M-DRAINT"),
        ):
            self._do("ledger.scan_receipt", code=code)
            self._shoot("ledger")
            self._do(verb, material=material, path=str(self._scans[material]))
        self._shoot("received")
        self._until_delivered()
        for item, material in WAITS_FOR_DEFERRAL.items():
            self._refused_to_issue(item, words="")
            self._reviewer.pass_deferral(self.application, material)
        self._do("ledger.show_passed")
        self._until_news(
            lambda: len(rows := self._do("ledger.rows")) == 2 and all("合格" in row for row in rows),
            "both found in order",
        )
        assert len(self._history("M-HEALTH")) == len(self._history("M-DRAINT")) == 3
        self._shoot("ledger-history")

    def _confirm_and_issue(self) -> None:
        """Everything is in: the clerk makes the notice of it (确认补齐通知书), and the last two results issue."""
        self._do("applications.open")
        assert len(self._do("applications.search", text=self.receipt)) == 1
        assert "draft|completion_notice" in self._do("papers.open_list")
        number = self._do("papers.make", key="completion_notice")
        self._shoot("completion-notice")
        notice = self._do("papers.save_chosen", name=COMPLETION, folder=str(self._out))
        assert qr_content(Path(notice)) == make_code(self.receipt)
        self._until_delivered()
        (completion,) = self._reviewer.application(self.application)["completions"]
        assert number.startswith(completion["number"]), (number, completion)
        for item in WAITS_FOR_DEFERRAL:
            self._issue(item)

    def _end(self) -> None:
        """All six results are here; the window closes, and nothing waits."""
        self._do("applications.open")
        assert len(self._do("applications.search", text=self.receipt)) == 1
        self._until_cases("six results", lambda cases: sum("已办结" in case[2] for case in cases) == len(ITEMS))
        self._until_delivered()
        self._shoot("concluded")
        self._reviewer.close()
        assert self._clerk.end() == 0

    def _issue(self, item: str, **elements: str) -> None:
        self._reviewer.move_to_approval(self.application, item)
        self._reviewer.issue(self.application, item, number=f"JZ{item}2026001", elements=elements)

    def _refused_to_issue(self, item: str, *, words: str) -> None:
        self._reviewer.move_to_approval(self.application, item)
        try:
            self._reviewer.issue(self.application, item, number="JZ0000")
        except Refused as refused:
            assert words in str(refused), refused
        else:
            raise AssertionError(f"{item} was issued although a deferral is open")
