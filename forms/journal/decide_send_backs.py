"""Decisions on send-backs: what a reviewer may ask for, what the window may change then, when it is answered."""

from __future__ import annotations

from forms.journal.answers import SendBack
from forms.journal.commands import AmendFields, AnswerSendBack, SendBackApplication
from forms.journal.decision import Decision, Now, Refusal, refuse
from forms.journal.rules import Rules
from forms.journal.send_backs import FieldsAmended, SendBackAnswered, SendBackRequested, marked_elements
from forms.journal.state import ApplicationState, ApplicationStatus
from forms.message import Message, message


def send_back(state: ApplicationState, command: SendBackApplication, rules: Rules, now: Now) -> Decision:
    """Exactly these fields and materials, of a case that goes on, and for a reason that the window can pass on."""
    case = state.cases.get(command.item)
    if state.status is not ApplicationStatus.ACCEPTED or case is None:
        return refuse("send_back.not_now", item=command.item)
    if not command.reason.strip():
        return refuse("send_back.reason_missing")
    if not command.elements and not command.materials:
        return refuse("send_back.nothing_marked")
    strange = [element for element in command.elements if element not in case.needs_elements]
    strange += [material for material in command.materials if material not in case.needs_materials]
    if strange:
        return refuse("send_back.not_of_case", item=case.name, marked="、".join(strange))
    asked = SendBackRequested(
        elements=tuple(dict.fromkeys(command.elements)),
        materials=tuple(dict.fromkeys(command.materials)),
        reason=command.reason.strip(),
    )
    return (asked,)


def amend_fields(state: ApplicationState, command: AmendFields, rules: Rules, now: Now) -> Decision:
    """Only marked fields, and only values that could have been accepted."""
    marked = marked_elements(state)
    changed = {
        element: value
        for element, value in command.values.items()
        if value != (state.values[element].value if element in state.values else None)
    }
    strange = tuple(message("amendment.not_marked", element=name) for name in changed if name not in marked)
    if strange:
        return Refusal(strange)
    values = {**state.plain_values(), **{name: value for name, value in changed.items() if value is not None}}
    wrong = tuple(
        problem
        for name, value in changed.items()
        if value is not None
        for problem in rules.check_value(name, value, values, today=now.day)
    )
    if wrong:
        return Refusal(wrong)
    return (FieldsAmended(values=changed),) if changed else ()


def answer_send_back(state: ApplicationState, command: AnswerSendBack, rules: Rules, now: Now) -> Decision:
    """Everything that was marked was put right, or the window says why it stays as it is."""
    waiting = [asked for asked in state.send_backs if asked.is_open]
    if not waiting or state.status is not ApplicationStatus.ACCEPTED:
        return refuse("send_back.none_open")
    left = tuple(lack for asked in waiting for lack in untouched(state, asked, rules))
    if left and not command.note.strip():
        return Refusal(left)
    return (SendBackAnswered(note=command.note.strip()),)


def untouched(state: ApplicationState, asked: SendBack, rules: Rules) -> tuple[Message, ...]:
    """What is marked and stands as it stood when it was asked for."""
    fields = tuple(
        message("send_back.field_untouched", element=element, label=rules.element_label(element))
        for element in asked.elements
        if asked.values.get(element) == (state.values[element].value if element in state.values else None)
    )
    scans = {material: tuple(scan.sha256 for scan in held) for material, held in state.scans.items()}
    materials = tuple(
        message("send_back.material_untouched", material=material, name=rules.material_name(material))
        for material in asked.materials
        if asked.scans.get(material, ()) == scans.get(material, ())
    )
    return fields + materials
