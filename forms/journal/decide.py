"""decide(state, command, rules, now): the one place where a command becomes facts or is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from forms.journal import decide_acceptance as acceptance
from forms.journal import decide_centre, decide_deferrals, decide_intake, decide_papers, decide_reuse, decide_versions
from forms.journal.commands import (
    AcceptApplication,
    AmendFields,
    AnswerSendBack,
    AttachScan,
    ChangeKeeper,
    CheckCredit,
    ChooseItems,
    Command,
    CompleteDeferrals,
    DeclareNotRequired,
    ExtendDeferral,
    FillFields,
    FindFlaw,
    IssuePaper,
    IssueResult,
    MakeReminder,
    MoveCatalog,
    MoveStage,
    NumberCases,
    OpenApplication,
    PassDeferral,
    PauseCase,
    PromiseMaterial,
    RaiseObjection,
    ReceiveApplication,
    ReceiveDocument,
    RecomputeDates,
    RefuseApplication,
    RemoveScan,
    RequestCorrection,
    RequestDeferral,
    ResumeCase,
    ReturnDeferral,
    ReuseData,
    SendBackApplication,
    SettleConflict,
    SignCommitment,
    TellMoves,
    TerminateDeferral,
    VoidPaper,
    WithdrawApplication,
    WithdrawDeferralRequest,
    WithdrawFlaw,
    WithdrawPromise,
)
from forms.journal.decide_clocks import pause_case, recompute_dates, resume_case, tell_moves
from forms.journal.decide_keeping import change_keeper, make_reminder
from forms.journal.decide_outcomes import (
    declare_not_required,
    receive,
    refuse_application,
    request_correction,
    withdraw,
)
from forms.journal.decide_promises import promise_material, withdraw_promise
from forms.journal.decide_send_backs import amend_fields, answer_send_back, send_back
from forms.journal.decision import Decision, Now, refuse
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState

Decide = Callable[[ApplicationState, Any, Rules, Now], Decision]

_DECIDERS: Mapping[type, Decide] = {
    OpenApplication: decide_intake.open_application,
    ChooseItems: decide_intake.choose_items,
    FillFields: decide_intake.fill_fields,
    SettleConflict: decide_intake.settle_conflict,
    AttachScan: decide_intake.attach_scan,
    RemoveScan: decide_intake.remove_scan,
    RequestDeferral: decide_intake.request_deferral,
    WithdrawDeferralRequest: decide_intake.withdraw_deferral_request,
    MoveCatalog: decide_versions.move_catalog,
    ReuseData: decide_reuse.reuse_data,
    AcceptApplication: acceptance.accept,
    ReceiveApplication: receive,
    RequestCorrection: request_correction,
    RefuseApplication: refuse_application,
    DeclareNotRequired: declare_not_required,
    WithdrawApplication: withdraw,
    SendBackApplication: send_back,
    AmendFields: amend_fields,
    AnswerSendBack: answer_send_back,
    ReceiveDocument: decide_centre.receive_document,
    FindFlaw: decide_deferrals.find_flaw,
    WithdrawFlaw: decide_deferrals.withdraw_flaw,
    SignCommitment: decide_deferrals.sign_commitment,
    CheckCredit: decide_deferrals.check_credit,
    PromiseMaterial: promise_material,
    WithdrawPromise: withdraw_promise,
    ExtendDeferral: decide_deferrals.extend,
    TerminateDeferral: decide_deferrals.terminate,
    CompleteDeferrals: decide_deferrals.complete,
    MakeReminder: make_reminder,
    ChangeKeeper: change_keeper,
    NumberCases: decide_centre.number_cases,
    RaiseObjection: decide_centre.raise_objection,
    MoveStage: decide_centre.move_stage,
    PauseCase: pause_case,
    ResumeCase: resume_case,
    RecomputeDates: recompute_dates,
    TellMoves: tell_moves,
    IssuePaper: decide_papers.issue_paper,
    VoidPaper: decide_papers.void_paper,
    IssueResult: decide_centre.issue_result,
    PassDeferral: decide_centre.pass_deferral,
    ReturnDeferral: decide_centre.return_deferral,
}


def decide(state: ApplicationState, command: Command, rules: Rules, now: Now) -> Decision:
    """Facts that `command` makes of `state` under `rules` at `now`, or every reason why not.

    Pure: same arguments, same answer, at the window and at the centre.
    """
    if state.needs_upgrade:
        return refuse("application.needs_upgrade")
    return _DECIDERS[type(command)](state, command, rules, now)
