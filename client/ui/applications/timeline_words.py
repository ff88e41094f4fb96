"""A line of an application's history in the clerk's words."""

from __future__ import annotations

from collections.abc import Mapping

from client.desk.looking import TimelineEntry
from client.ui.translation import tr, tr_later
from client.ui.widgets.day_words import day_words
from forms.clock.clock import Light, Standing
from forms.journal.date_moves import DEFERRAL, LEGAL, PROMISED, REQUEST
from forms.journal.state import ApplicationState, CaseState, CaseStatus
from forms.message import message
from forms.words import Words

_STAGES = {
    "accepted": tr_later("applications", "Accepted"),
    "handling": tr_later("applications", "Handling"),
    "review": tr_later("applications", "Review"),
    "approval": tr_later("applications", "Approval"),
    "concluded": tr_later("applications", "Concluded"),
}

_MOVED = {
    PROMISED: tr_later("applications", "promised day"),
    LEGAL: tr_later("applications", "legal day"),
    DEFERRAL: tr_later("applications", "due day"),
    REQUEST: tr_later("applications", "due day"),
}


def stage_word(stage: str) -> str:
    """A stage (环节) by name; '' for none."""
    return tr("applications", _STAGES[stage]) if stage in _STAGES else stage


def entry_words(entry: TimelineEntry, state: ApplicationState, words: Words) -> str:
    """What happened, with the case or material it was about."""
    case, deferral = state.cases.get(entry.item), state.deferrals.get(entry.material)
    about = case.name if case else deferral.name if deferral else ""
    sentence = words.say(
        message(
            f"timeline.{entry.kind}",
            stage=stage_word(entry.facts.get("stage", "")),
            number=entry.facts.get("number") or entry.facts.get("receipt_number", ""),
        )
    )
    if entry.moves:
        sentence = f"{sentence}{tr('applications', ': ')}{_moves(entry, state)}"
    if entry.procedure is not None:
        sentence = f"{sentence} · {entry.procedure.text(words.language)}"
    parts = (about, sentence, _until(entry), _with_scans(entry), _said(entry))
    return " · ".join(part for part in parts if part)


def _until(entry: TimelineEntry) -> str:
    """Until when a document may come, where the line is about that."""
    day = entry.facts.get("due_day", "")
    return tr("applications", "until {day}").format(day=day_words(day)) if day else ""


def _with_scans(entry: TimelineEntry) -> str:
    if not entry.scans or entry.kind not in ("deferral_arrived", "commitment_signed"):
        return ""
    return tr("applications", "{count} scans").format(count=entry.scans)


def _said(entry: TimelineEntry) -> str:
    """What somebody gave as the reason, as a note, or as what is wrong."""
    return next((entry.facts[name] for name in ("reason", "note", "flaw") if entry.facts.get(name)), "")


def moved_word(what: str) -> str:
    """What a day that moved is: promised, by law, of a deferral."""
    return tr("applications", _MOVED[what])


def _moves(entry: TimelineEntry, state: ApplicationState) -> str:
    """Which days moved, each from and to."""
    return tr("applications", "; ").join(
        tr("applications", "{name}, {what} {before} → {after}").format(
            name=_named(move.id, state),
            what=moved_word(move.what),
            before=move.before,
            after=move.after,
        )
        for move in entry.moves
        if move.what in _MOVED
    )


def _named(item_or_material: str, state: ApplicationState) -> str:
    case, deferral = state.cases.get(item_or_material), state.deferrals.get(item_or_material)
    return case.name if case else deferral.name if deferral else item_or_material


def case_light(
    case: CaseState, short_names: Mapping[str, str], *, today: str, stands: Standing | None = None
) -> tuple[str, str, str]:
    """(word, level, icon) of where a case stands; `short_names` of items by id, `stands` how its clock does."""
    if case.status is CaseStatus.ENDED and case.result is not None:
        granted = case.result.outcome == "granted"
        word = tr("applications", "Issued") if granted else tr("applications", "Refused")
        return word, "ok" if granted else "danger", "check" if granted else "error"
    if case.status is CaseStatus.WAITING:
        feeding = "、".join(short_names.get(item, item) for item in case.waits_for)
        return tr("applications", "Waits for {item}").format(item=feeding), "info", "clock"
    word = stage_word(case.stage) or tr("applications", "Received")
    if stands is not None and stands.light is Light.PAUSED:
        return tr("applications", "{stage}, paused").format(stage=word), "offline", "minus"
    if case.promised_due and case.promised_due < today:
        return tr("applications", "{stage}, overdue").format(stage=word), "danger", "error"
    soon = case.promised_due == today or (stands is not None and stands.light is Light.YELLOW)
    level = "warn" if soon else "info"
    return word, level, "clock"
