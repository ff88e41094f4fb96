"""Answering an applicant at the window: take in, tell all lacks at once, refuse, not required, withdraw.

`outlook` says before anything is written what each answer would do: what is lacking, what a notice would name late,
until when an answer is due.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.filling import Patch, save, typed_over
from client.desk.hall_day import hall_day
from client.desk.session import Session
from forms.answer_day import is_accepted_by_law
from forms.elements.typed_text import tidy
from forms.journal.answers import Lack, Receipt
from forms.journal.commands import (
    Command,
    DeclareNotRequired,
    OwnWords,
    ReceiveApplication,
    RefuseApplication,
    RequestCorrection,
    WithdrawApplication,
)
from forms.journal.decide_outcomes import lacks_of, late_lacks
from forms.journal.decision import Refusal, refuse
from forms.journal.state import ApplicationState, ApplicationStatus

REMEDIES = (
    "如不服本决定，可自收到本决定书之日起六十日内依法申请行政复议，或者自收到本决定书之日起六个月内依法提起行政诉讼。"
)
"""行政复议法 第二十条, 行政诉讼法 第四十六条: what a clerk starts from when refusing."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """How an application stands before it is answered.

    `lacks` is what a notice would name now, of which `late` should have been named before. `received` is None while it
    was not taken in. `by_law`: nobody answered in time, so that it can only be accepted.
    """

    is_open: bool
    lacks: tuple[Lack, ...]
    late: tuple[Lack, ...]
    received: Receipt | None
    notices: int
    by_law: bool


def outlook(desk: Desk, application: str, patch: Patch, *, words: tuple[OwnWords, ...] = ()) -> Outlook:
    """What can be answered now, with `patch` typed over what is saved and the clerk's `words` on a notice."""
    state, now = typed_over(desk.store.journal.state(application), patch), desk.now()
    rules = desk.rules(state.catalog)
    found = lacks_of(state, words, rules, now)
    lacks = () if isinstance(found, Refusal) else found
    return Outlook(
        is_open=state.status is ApplicationStatus.INTAKE,
        lacks=lacks,
        late=late_lacks(state, lacks, rules),
        received=state.received,
        notices=len(state.corrections),
        by_law=is_accepted_by_law(state.received, state.corrections, today=now.day),
    )


def receive(session: Session, desk: Desk, application: str, patch: Patch) -> ApplicationState | Refusal:
    """Save what is typed and take everything in under a receipt number; the answer comes within five working days."""
    return _answer(session, desk, application, patch, lambda number: ReceiveApplication(receipt_number=number))


def request_correction(
    session: Session,
    desk: Desk,
    application: str,
    patch: Patch,
    *,
    words: tuple[OwnWords, ...] = (),
    is_late_known: bool = False,
) -> ApplicationState | Refusal:
    """Tell everything that is lacking in one notice; refused with `correction.late` until that is confirmed."""
    said = tuple(msgspec.structs.replace(own, words=tidy(own.words)) for own in words)

    def command(number: str) -> Command:
        return RequestCorrection(number=number, words=said, is_late_known=is_late_known)

    return _answer(session, desk, application, patch, command)


def refuse_application(
    session: Session,
    desk: Desk,
    application: str,
    patch: Patch,
    *,
    reason: str,
    remedies: str = REMEDIES,
    basis: str = "",
    competent: str = "",
) -> ApplicationState | Refusal:
    """Do not accept (不予受理), for `reason`; `competent` is the organ that has to be asked instead."""

    def command(number: str) -> Command:
        return RefuseApplication(
            number=number,
            reason=tidy(reason),
            remedies=tidy(remedies),
            basis=tidy(basis),
            competent=tidy(competent),
        )

    return _answer(session, desk, application, patch, command)


def not_required(
    session: Session, desk: Desk, application: str, patch: Patch, *, reason: str
) -> ApplicationState | Refusal:
    """The applicant needs nothing of this: told at once, with no paper."""
    return _answer(session, desk, application, patch, lambda _number: DeclareNotRequired(reason=tidy(reason)))


def withdraw(
    session: Session, desk: Desk, application: str, patch: Patch | None = None, *, reason: str
) -> ApplicationState | Refusal:
    """The applicant takes the application back, before or after acceptance; open deferrals end with it."""
    return _answer(session, desk, application, patch or {}, lambda _number: WithdrawApplication(reason=tidy(reason)))


def _answer(
    session: Session, desk: Desk, application: str, patch: Patch, command_of: Callable[[str], Command]
) -> ApplicationState | Refusal:
    """An answer is dated, so that the hall's day must not be in doubt; its number carries the same day."""
    now = desk.now()
    if hall_day(desk.store, wall=now.wall).doubtful:
        return refuse("day.confirm_first", day=now.day)
    with desk.store.turn():
        saved = save(session, desk, application, patch) if patch else None
        if isinstance(saved, Refusal):
            return saved
        command = command_of(next_number(desk, day=now.day))
        return carry_out(session, desk, application=application, command=command, ends_draft=True, now=now)


def next_number(desk: Desk, *, day: str) -> str:
    """The next number for a paper of `day` (ISO); a provisional one when no leased one is left."""
    return desk.store.numbers.next(day)
