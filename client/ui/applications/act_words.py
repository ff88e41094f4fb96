"""The words of the acts sheet: what an act does, what it would mean for this application, what was done. No widgets."""

from __future__ import annotations

from client.desk.acting import Act, Acts, HeldDeferral
from client.ui.ledger.due_words import due_cell, status_cell
from client.ui.translation import tr, tr_later
from client.ui.widgets.day_words import day_words
from client.ui.widgets.rows_model import Cell, Row
from forms.journal.state import ApplicationState
from forms.words import Words

_NAMES = {
    Act.RECEIVE: (
        tr_later("acts", "Receive F7"),
        tr_later("acts", "In the deferral ledger, as it comes in"),
    ),
    Act.SIGN: (tr_later("acts", "Signed letter F4"), tr_later("acts", "Take in the scan of the signed commitment")),
    Act.COMPLETE: (tr_later("acts", "Confirm all is in"), tr_later("acts", "Clocks go on; prints the notice")),
    Act.EXTEND: (
        tr_later("acts", "Extend"),
        tr_later("acts", "More time for force majeure; a supervisor's"),
    ),
    Act.TERMINATE: (tr_later("acts", "Terminate"), tr_later("acts", "Wait for the document no longer")),
    Act.WITHDRAW: (tr_later("acts", "Withdraw"), tr_later("acts", "The applicant takes the application back")),
    Act.PAPERS: (tr_later("acts", "Papers F9"), tr_later("acts", "Print or print again")),
}

_ACTIONS = {
    Act.RECEIVE: tr_later("acts", "To the ledger F8"),
    Act.SIGN: tr_later("acts", "Choose the scan F4"),
    Act.COMPLETE: tr_later("acts", "Confirm all is in F8"),
    Act.EXTEND: tr_later("acts", "Extend F8"),
    Act.TERMINATE: tr_later("acts", "Terminate F8"),
    Act.WITHDRAW: tr_later("acts", "Withdraw F8"),
    Act.PAPERS: tr_later("acts", "Papers F8"),
}


def standing(acts: Acts) -> str:
    """Which application it is, and whether the signed letter is missing."""
    state = acts.state
    line = tr("acts", "Receipt {number} · accepted {day}")
    said = line.format(number=state.receipt_number, day=day_words(state.accepted_day))
    return f"{said} · {tr('acts', 'the signed letter is missing (F4)')}" if acts.is_unsigned else said


def act_rows(acts: Acts, words: Words) -> tuple[tuple[Act, str, Cell], ...]:
    """Every act by its name; one that cannot be done now says why."""
    rows = []
    for line in acts.lines:
        name, does = _NAMES[line.act]
        if line.refusal is not None:
            cell = Cell(words.say(line.refusal), level="offline", icon="minus")
        elif line.act is Act.SIGN and acts.is_unsigned:
            cell = Cell(tr("acts", "Still missing: take in the scan of the signed commitment"), level="warn")
        elif line.act is Act.TERMINATE and acts.proposed() is not None:
            cell = Cell(tr("acts", "Proposed by the hall's rule: overdue"), level="warn")
        elif line.needs_supervisor:
            cell = Cell(tr("acts", "A supervisor signs at this window"), level="info", icon="lock")
        else:
            cell = Cell(tr("acts", does))
        rows.append((line.act, tr("acts", name), cell))
    return tuple(rows)


def deferral_rows(acts: Acts) -> tuple[Row, ...]:
    """Each deferred material with its due day and where it stands."""
    return tuple(
        Row(held.material, (held.name, due_cell(held.due_day, held.status, left=held.left), status_cell(held.status)))
        for held in acts.deferrals
    )


def action(act: Act, *, asked: bool) -> str:
    """What stands on the button; once `asked`, what ends something is said as an answer."""
    if asked:
        sure = {Act.TERMINATE: tr("acts", "Yes, terminate F8"), Act.WITHDRAW: tr("acts", "Yes, withdraw F8")}
        return sure[act]
    return tr("acts", _ACTIONS[act])


def meaning(act: Act, acts: Acts, held: HeldDeferral | None) -> str:
    """What the act would mean for this application."""
    if act is Act.EXTEND and held is not None:
        return tr("acts", "At the latest {day}.").format(day=day_words(held.latest))
    if act is Act.TERMINATE and held is not None:
        return _terminated(held)
    if act is Act.COMPLETE:
        return _completed(acts)
    if act is Act.WITHDRAW:
        return _withdrawn(acts)
    if act is Act.SIGN:
        return _letters(acts.state)
    return ""


def _terminated(held: HeldDeferral) -> str:
    text = tr(
        "acts",
        "“{name}” is awaited no longer. {cases} can only be refused then, unless a supervisor extends again. "
        "Print the notice of termination afterwards (F9).",
    )
    return text.format(name=held.name, cases="、".join(held.cases))


def _completed(acts: Acts) -> str:
    lines = [tr("acts", "Printed: notice that all is in, two copies.")]
    for moved in acts.moved:
        if moved.before:
            text = tr("acts", "{case}: promised day {before} becomes {after}")
            lines.append(text.format(case=moved.name, before=moved.before, after=moved.after))
        else:
            lines.append(
                tr("acts", "{case}: the clock starts, promised {after}").format(case=moved.name, after=moved.after)
            )
    if not acts.moved:
        lines.append(tr("acts", "No promised day moves."))
    return "\n".join(lines)


def _withdrawn(acts: Acts) -> str:
    lines = [tr("acts", "Cases that end without a result: {names}").format(names="、".join(acts.ending_cases) or "—")]
    if acts.ending_deferrals:
        text = tr("acts", "Open deferrals that end with them: {names}")
        lines.append(text.format(names="、".join(acts.ending_deferrals)))
    lines.append(tr("acts", "It cannot be taken back; a new application can be begun. Results already issued stay."))
    return "\n".join(lines)


def _letters(state: ApplicationState) -> str:
    if not state.commitments:
        return tr("acts", "Not taken in yet. Choose or drop the scan of the letter that the applicant signed.")
    text = tr("acts", "Taken in on {day} by {actor}: {name}")
    return "\n".join(
        text.format(day=day_words(one.day), actor=one.actor, name=one.scan.name) for one in state.commitments
    )


def question(act: Act, acts: Acts, held: HeldDeferral | None) -> str:
    """The one confirmation of an act that ends something."""
    if act is Act.TERMINATE and held is not None:
        text = tr(
            "acts",
            "Terminate the deferral of “{name}”? {count} cases can only be refused then. "
            "F8 once more does it, Esc leaves it.",
        )
        return text.format(name=held.name, count=len(held.cases))
    text = tr(
        "acts",
        "Withdraw application {number}? {cases} cases and {deferrals} deferrals end with it. "
        "F8 once more does it, Esc leaves it.",
    )
    return text.format(
        number=acts.state.receipt_number, cases=len(acts.ending_cases), deferrals=len(acts.ending_deferrals)
    )


def done(act: Act, state: ApplicationState, held: HeldDeferral | None) -> str:
    """What was done, and what to do next."""
    if act is Act.COMPLETE:
        text = tr("acts", "All is in: notice {number}. F9 prints it.")
        return text.format(number=state.completions[-1].number)
    if act is Act.WITHDRAW:
        return tr("acts", "Withdrawn. The file keeps everything; papers with F9.")
    assert held is not None
    if act is Act.EXTEND:
        text = tr("acts", "“{name}” may now come until {day}. Tell the applicant.")
        return text.format(name=held.name, day=day_words(state.deferrals[held.material].due_day))
    return tr("acts", "The deferral of “{name}” is terminated. F9 makes the notice.").format(name=held.name)
