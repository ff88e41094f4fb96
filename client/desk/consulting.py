"""Consultation without an application: what a choice needs, as a view and as the one-time notice (一次性告知书).

Nothing is stored and nobody is named, so there is nothing to protect or to send.
"""

from __future__ import annotations

import msgspec

from client.desk.desk import Desk
from client.desk.session import Session
from forms.elements.date import show_day
from forms.message import Message, message
from forms.notices.choice_code import Choice, choice_code, read_choice
from forms.notices.consultation import Consultation, consultation
from forms.notices.content import Desk as DeskLine
from forms.notices.refusal import PaperRefused
from forms.notices.rendering import render_html

TEMPLATE = "one_time_notice"
TITLE = "一次性告知书"
_LANGUAGE = "zh_CN"


class OneTimeNotice(msgspec.Struct, frozen=True, kw_only=True):
    """The notice as a PDF."""

    title: str
    pdf: bytes


def consult(desk: Desk, choice: Choice) -> Consultation:
    """What `choice` needs by the current catalog."""
    rules = desk.rules(desk.current_catalog())
    items = rules.theme_items(choice.theme, choice.answers) if choice.theme else choice.items
    return consultation(rules, theme=choice.theme, items=items, answers=choice.answers, day=desk.now().day)


def one_time_notice(session: Session, desk: Desk, choice: Choice) -> OneTimeNotice:
    """The notice of a choice. Raises `PaperRefused` when the catalog has no template for it."""
    catalog = desk.catalog(desk.current_catalog())
    if TEMPLATE not in catalog.templates:
        raise PaperRefused(message("papers.template_missing", title=TITLE))
    told = consult(desk, choice)
    told_on = show_day(desk.now().day, language=_LANGUAGE)
    context = {
        "told": told,
        "told_on": told_on,
        "desk": DeskLine(hall=catalog.hall.name.zh, window=session.window, clerk=session.name),
    }
    pdf = desk.papers.render(
        render_html(catalog.templates[TEMPLATE], context),
        title=TITLE,
        qr=choice_code(choice),
        footer=f"{TITLE} · {told_on}",
    )
    return OneTimeNotice(title=TITLE, pdf=pdf)


def choice_of(desk: Desk, code: str) -> Choice | Message:
    """The choice that a notice carries, where the current catalog still offers it; else why not."""
    choice = read_choice(code)
    if isinstance(choice, Message):
        return choice
    catalog = desk.catalog(desk.current_catalog())
    known = choice.theme in catalog.themes if choice.theme else bool(choice.items)
    if not known or any(item not in catalog.items for item in choice.items):
        return message("choice_code.gone")
    answers = {name: yes for name, yes in choice.answers.items() if name in catalog.situations}
    return msgspec.structs.replace(choice, answers=answers)
