"""What a reviewer marked to be put right: what may be changed in the editor, and what is left to do."""

from __future__ import annotations

from forms.journal.decide_send_backs import untouched
from forms.journal.rules import Rules
from forms.journal.send_backs import marked_elements, marked_materials
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.message import Message


def is_sent_back(state: ApplicationState) -> bool:
    """True while a reviewer waits for this window's answer."""
    return bool(marked_elements(state) or marked_materials(state))


def is_locked(state: ApplicationState, element: str) -> bool:
    """True for a field that may not be changed: accepted, and not sent back."""
    return state.status is not ApplicationStatus.INTAKE and element not in marked_elements(state)


def left_to_do(state: ApplicationState, rules: Rules) -> tuple[Message, ...]:
    """What is marked and stands as it stood when it was sent back, in the reviewers' order; `state` as it is typed."""
    if not is_sent_back(state):
        return ()
    return tuple(lack for asked in state.send_backs if asked.is_open for lack in untouched(state, asked, rules))


def reasons(state: ApplicationState) -> tuple[str, ...]:
    """Why, in the reviewers' words, oldest first."""
    return tuple(f"{asked.by}：{asked.reason}" for asked in state.send_backs if asked.is_open)
