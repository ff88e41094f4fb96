"""A line of an application's history in the clerk's words."""

from __future__ import annotations

from collections.abc import Mapping

from client.desk.looking import TimelineEntry
from client.ui.translation import tr, tr_later
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
    parts = [part for part in (about, sentence, entry.facts.get("reason", "") or entry.facts.get("note", "")) if part]
    return " · ".join(parts)


def case_light(case: CaseState, short_names: Mapping[str, str], *, today: str) -> tuple[str, str, str]:
    """(word, level, icon) of where a case stands; `short_names` of items by id."""
    if case.status is CaseStatus.ENDED and case.result is not None:
        granted = case.result.outcome == "granted"
        word = tr("applications", "Issued") if granted else tr("applications", "Refused")
        return word, "ok" if granted else "danger", "check" if granted else "error"
    if case.status is CaseStatus.WAITING:
        feeding = "、".join(short_names.get(item, item) for item in case.waits_for)
        return tr("applications", "Waits for {item}").format(item=feeding), "info", "clock"
    word = stage_word(case.stage) or tr("applications", "Received")
    if case.promised_due and case.promised_due < today:
        return tr("applications", "{stage}, overdue").format(stage=word), "danger", "error"
    level = "warn" if case.promised_due == today else "info"
    return word, level, "clock"
