"""The words of the answer sheet: how an application stands, what an answer does and prints. No widgets."""

from __future__ import annotations

from client.desk.answering import Outlook
from client.ui.editor.answer_sheet import Answer
from client.ui.translation import tr
from client.ui.widgets.day_words import day_words
from forms.journal.answers import Lack
from forms.journal.state import ApplicationState, ApplicationStatus


def standing(outlook: Outlook) -> str:
    """Taken in or not, and until when an answer is due."""
    received = outlook.received
    if received is None:
        return tr("answer", "Not taken in yet.")
    if outlook.by_law:
        text = tr("answer", "Taken in on {day} and not answered in time: accepted by law from that day.")
        return text.format(day=day_words(received.day))
    text = tr("answer", "Taken in on {day} as {number}. Notices so far: {count}. An answer is due by {last}.")
    return text.format(
        day=day_words(received.day), number=received.number, count=outlook.notices, last=day_words(received.answer_by)
    )


def answers() -> tuple[tuple[Answer, str, str], ...]:
    """Every answer by its key, its name and what it does."""
    return (
        (
            Answer.CORRECT_HERE,
            tr("answer", "Correct on the spot"),
            tr("answer", "The applicant puts it right now; no paper"),
        ),
        (Answer.ACCEPT, tr("answer", "Accept"), tr("answer", "All cases at once, with receipt and notices")),
        (Answer.RECEIVE, tr("answer", "Take in only"), tr("answer", "A receipt; answer within five working days")),
        (
            Answer.CORRECTION,
            tr("answer", "Have it corrected"),
            tr("answer", "Everything that is lacking, in one notice"),
        ),
        (Answer.REFUSE, tr("answer", "Refuse"), tr("answer", "A decision with the reason and the ways to object")),
        (
            Answer.NOT_REQUIRED,
            tr("answer", "Not required"),
            tr("answer", "Nothing has to be asked for; said at once, no paper"),
        ),
        (Answer.WITHDRAW, tr("answer", "Withdrawn"), tr("answer", "The applicant takes it back; no paper")),
    )


def preview(answer: Answer, outlook: Outlook, *, late_known: bool) -> tuple[str, str]:
    """What will be done and printed, and the words on the button; no button for what is not lawful now."""
    if outlook.by_law and answer not in (Answer.CORRECT_HERE, Answer.ACCEPT, Answer.WITHDRAW):
        return tr("answer", "It is accepted by law already; only accepting is left."), ""
    if answer is Answer.RECEIVE and outlook.received is not None:
        return tr("answer", "It is taken in already."), ""
    if answer is Answer.CORRECTION:
        return _correction(outlook, late_known=late_known)
    texts = {
        Answer.CORRECT_HERE: (
            tr("answer", "Back to the form, to the first thing that is missing."),
            tr("answer", "Go on F8"),
        ),
        Answer.ACCEPT: (tr("answer", "Shows what will be accepted first."), tr("answer", "Accept F8")),
        Answer.RECEIVE: (tr("answer", "Printed: receipt."), tr("answer", "Take in F8")),
        Answer.REFUSE: (tr("answer", "Printed: decision not to accept, two copies."), tr("answer", "Refuse F8")),
        Answer.NOT_REQUIRED: (tr("answer", "Nothing is printed."), tr("answer", "Close as not required F8")),
        Answer.WITHDRAW: (
            tr("answer", "Nothing is printed. It cannot be taken back; a new application can be begun."),
            tr("answer", "Withdraw F8"),
        ),
    }
    return texts[answer]


def _correction(outlook: Outlook, *, late_known: bool) -> tuple[str, str]:
    if not outlook.lacks:
        return tr("answer", "Nothing is missing. Choose a material and say in your own words what is wrong."), ""
    papers = tr("answer", "Printed: notice to correct, two copies.")
    if outlook.received is None:
        papers = tr("answer", "Printed: receipt, and notice to correct in two copies.")
    named = tr("answer", "The notice names {count}: {names}")
    names = "、".join(lack.words if lack.subject == ("", "") else lack.name for lack in outlook.lacks)
    lines = [papers, named.format(count=len(outlook.lacks), names=names)]
    if outlook.late:
        text = tr("answer", "Not named by the first notice although it was here: {names}. All is to be told at once.")
        lines.append(text.format(names="、".join(lack.name for lack in outlook.late)))
    if outlook.notices and any(lack.subject == ("", "") for lack in outlook.lacks):
        lines.append(
            tr("answer", "Whether your own lines could have been told with the first notice, only you can say.")
        )
    action = tr("answer", "Give the notice anyway F8") if late_known else tr("answer", "Give the notice F8")
    return "\n".join(lines), action


def wrong(lack: Lack) -> str:
    """What is wrong with it, in one word where the rules found it."""
    if lack.words:
        return lack.words
    return tr("answer", "Missing") if lack.code.endswith("missing") else tr("answer", "Not right")


def done(answer: Answer, state: ApplicationState) -> str:
    """What was done, and what to do next."""
    assert state.received is not None
    if answer is Answer.CORRECTION:
        text = tr("answer", "The notice names {count} things. F9 prints it; go on when the applicant comes back.")
        return text.format(count=len(state.corrections[-1].lacks))
    text = tr("answer", "Taken in as {number}. F9 prints the receipt; answer by {last}.")
    return text.format(number=state.received.number, last=day_words(state.received.answer_by))


def ended_lead(state: ApplicationState) -> str:
    """How it ended."""
    if state.status is ApplicationStatus.REFUSED:
        return tr("answer", "Refused")
    if state.status is ApplicationStatus.NOT_REQUIRED:
        return tr("answer", "Not required")
    return tr("answer", "Withdrawn by the applicant")


def ended_note(state: ApplicationState) -> str:
    """When, by whom and why."""
    ending = state.ending
    if ending is None:
        return ""
    return tr("answer", "{day}, {by}: {reason}").format(day=day_words(ending.day), by=ending.by, reason=ending.reason)
