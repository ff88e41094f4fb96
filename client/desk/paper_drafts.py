"""Papers that a window may make now: what has to be said on each, and why the others are not made here.

What the state holds is on the paper without asking; the clerk says the rest. Nothing here is a rule: `decide` judges
what is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from client.desk.answering import REMEDIES
from client.desk.desk import Desk
from client.desk.printing import valid_papers
from forms.catalog.model import Catalog
from forms.journal.decide_deferrals import completion_faults
from forms.journal.issuing import ConclusionFacts, HandoverFacts, ResultsFacts, Served
from forms.journal.state import ApplicationState, ApplicationStatus, DeferralStatus
from forms.message import Message, message
from forms.notices.drafted import conclusion_of, handover_of, results_of
from forms.notices.notice import paper_title, sheets_of

SERVICE_WAYS = ("直接送达", "邮寄送达", "留置送达", "委托送达", "电子送达", "公告送达")
"""民事诉讼法 第七章第二节, to which 行政许可 papers are served."""
HANDOUT_WAYS = ("窗口领取", "快递寄送", "自助取件")
ALL = "*"
RETURNED, ENDED = "退件", "终止办理"
_BY_ANSWER = ("correction_notice", "refusal_notice")
_WITH_ACCEPTANCE = ("receipt", "acceptance_notice", "deferral_notice", "deferral_commitment")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the clerk says: a name, what it begins with, what can be chosen ((id, words); none for text).

    The words of `ALL` are '': they are the window's.

    `label` is a material's name where one is asked for each, '' otherwise.
    """

    name: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True
    label: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that can be made: `key` is its kind, and for a hand-over also the department; `about` names that."""

    key: str
    kind: str
    about: str = ""
    asked: tuple[Asked, ...] = ()


class NotNow(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of paper that cannot be made here now, and why."""

    kind: str
    why: Message


class Drafts(msgspec.Struct, frozen=True, kw_only=True):
    """What can be made of an application now, and what not."""

    possible: tuple[Draft, ...]
    not_now: tuple[NotNow, ...]


def drafts(desk: Desk, state: ApplicationState) -> Drafts:
    """Every kind of paper that is not there yet or can be made once more."""
    catalog = desk.catalog(state.catalog)
    possible: list[Draft] = []
    not_now: list[NotNow] = []
    for kind, offer in _OFFERS.items():
        found = offer(state, catalog)
        if isinstance(found, Message):
            not_now.append(NotNow(kind=kind, why=found))
        else:
            possible += found
    made = {fact.kind for fact in valid_papers(state)}
    not_now += [NotNow(kind=kind, why=_elsewhere(state, kind)) for kind in _MADE_ELSEWHERE if kind not in made]
    return Drafts(possible=tuple(possible), not_now=tuple(not_now))


_MADE_ELSEWHERE = (*_WITH_ACCEPTANCE, *_BY_ANSWER, "procedure_notice")


def _elsewhere(state: ApplicationState, kind: str) -> Message:
    """Who makes a paper that no window makes by itself."""
    if kind == "procedure_notice":
        return message("papers.by_pause")
    if state.status is ApplicationStatus.INTAKE:
        return message("papers.by_answer" if kind in _BY_ANSWER else "papers.by_acceptance")
    return message("papers.none_deferred" if kind.startswith("deferral") else "papers.intake_over")


def _completion(state: ApplicationState, catalog: Catalog) -> tuple[Draft, ...] | Message:
    if not state.deferrals:
        return message("papers.none_deferred")
    if state.completions:
        return message("completion.already", number=state.completions[0].number)
    faults = completion_faults(state)
    return faults[0] if faults else (Draft(key="completion_notice", kind="completion_notice"),)


def _termination(state: ApplicationState, catalog: Catalog) -> tuple[Draft, ...] | Message:
    if not ended_items(state):
        return message("papers.nothing_ended")
    if _said(state, "termination_notice", "items") >= set(ended_items(state)):
        return message("papers.already_made")
    ways = tuple((word, word) for word in (RETURNED, ENDED))
    asked = (
        Asked(name="returned", value=RETURNED, choices=ways),
        Asked(name="reason", value=_end_reason(state)),
        Asked(name="basis", required=False),
        Asked(name="remedies", value=REMEDIES),
    )
    return (Draft(key="termination_notice", kind="termination_notice", asked=asked),)


def ended_items(state: ApplicationState) -> tuple[str, ...]:
    """Items that ended without a grant: refused, withdrawn, or their deferred document never came."""
    terminated = [held for held in state.deferrals.values() if held.status is DeferralStatus.TERMINATED]
    lost = {item for held in terminated for item in held.items}
    ended = [
        item
        for item, case in state.cases.items()
        if (case.result is not None and case.result.outcome != "granted") or (case.result is None and item in lost)
    ]
    return tuple(ended or (state.items if state.status is ApplicationStatus.WITHDRAWN else ()))


def _end_reason(state: ApplicationState) -> str:
    if state.ending is not None:
        return state.ending.reason
    moves = [move for held in state.deferrals.values() for move in held.history if move.kind == "deferral_terminated"]
    notes = [case.result.note for case in state.cases.values() if case.result is not None and case.result.note]
    return moves[-1].reason if moves else next(iter(notes), "")


def _conclusion(state: ApplicationState, catalog: Catalog) -> tuple[Draft, ...] | Message:
    if all(case.result is None for case in state.cases.values()):
        return message("papers.nothing_concluded")
    if not open_conclusion(state, "").cases:
        return message("papers.already_made")
    collect = "请凭本通知书和身份证件到综合窗口出件处领取，也可以申请快递寄送。"
    asked = (Asked(name="collect", value=collect),)
    return (Draft(key="conclusion_notice", kind="conclusion_notice", asked=asked),)


def open_conclusion(state: ApplicationState, collect: str) -> ConclusionFacts:
    """The cases that ended and stand on no valid notice yet."""
    facts = conclusion_of(state, collect=collect)
    told = _said(state, "conclusion_notice", "cases", "item")
    return msgspec.structs.replace(facts, cases=tuple(case for case in facts.cases if case.item not in told))


def _service(state: ApplicationState, catalog: Catalog) -> tuple[Draft, ...] | Message:
    serving = servable(state, catalog)
    if not serving:
        return message("papers.nothing_to_serve")
    each = tuple((served.number, f"{served.title} {served.number}") for served in serving)
    asked = (
        Asked(name="papers", value=ALL, choices=((ALL, ""), *each)),
        Asked(name="way", value=SERVICE_WAYS[0], choices=tuple((way, way) for way in SERVICE_WAYS)),
        Asked(name="place", value=catalog.hall.name.zh),
    )
    return (Draft(key="delivery_receipt", kind="delivery_receipt", asked=asked),)


def servable(state: ApplicationState, catalog: Catalog) -> tuple[Served, ...]:
    """Papers and results that an applicant is handed and that no valid receipt says were served."""
    told = _said(state, "delivery_receipt", "papers", "number")
    kept = {"delivery_receipt", "material_handover", "result_handover", "deferral_commitment"}
    notices = [
        fact for fact in valid_papers(state) if sheets_of(fact.kind) > 1 and not fact.material and fact.kind not in kept
    ]
    papers = [Served(title=paper_title(fact, catalog), number=fact.number) for fact in notices]
    results = [
        Served(title=catalog.items[item].result, number=case.result.number)
        for item, case in state.cases.items()
        if case.result is not None and case.result.outcome == "granted" and case.result.number
    ]
    return tuple(served for served in (*papers, *results) if served.number not in told)


def _handover(state: ApplicationState, catalog: Catalog) -> tuple[Draft, ...] | Message:
    if not state.cases:
        return message("papers.by_acceptance")
    departments = dict.fromkeys(case.department for case in state.cases.values())
    found = [(department, open_handover(state, catalog, department)) for department in departments]
    possible = tuple(
        Draft(
            key=f"material_handover|{department}",
            kind="material_handover",
            about=facts.department,
            asked=(
                *(
                    Asked(name=f"count:{place}", value="1/0", label=handed.name)
                    for place, handed in enumerate(facts.materials)
                ),
                Asked(name="note", required=False),
            ),
        )
        for department, facts in found
        if facts.materials
    )
    return possible or message("papers.all_handed_over")


def open_handover(state: ApplicationState, catalog: Catalog, department: str) -> HandoverFacts:
    """What is here for a department and stands on no valid hand-over to it."""
    facts = handover_of(state, catalog, department=department)
    told = _said(state, "material_handover", "materials", "name", where=("department", facts.department))
    return msgspec.structs.replace(facts, materials=tuple(one for one in facts.materials if one.name not in told))


def _results(state: ApplicationState, catalog: Catalog) -> tuple[Draft, ...] | Message:
    granted = any(case.result is not None and case.result.outcome == "granted" for case in state.cases.values())
    if not granted:
        return message("papers.nothing_granted")
    if not open_results(state, catalog, way="", receiver="").results:
        return message("papers.already_made")
    asked = (
        Asked(name="way", value=HANDOUT_WAYS[0], choices=tuple((way, way) for way in HANDOUT_WAYS)),
        Asked(name="receiver", value=state.party.name),
    )
    return (Draft(key="result_handover", kind="result_handover", asked=asked),)


def open_results(state: ApplicationState, catalog: Catalog, *, way: str, receiver: str) -> ResultsFacts:
    """The granted results that stand on no valid hand-over yet."""
    facts = results_of(state, catalog, way=way, receiver=receiver)
    told = _said(state, "result_handover", "results", "item")
    return msgspec.structs.replace(facts, results=tuple(one for one in facts.results if one.item not in told))


_OFFERS: Mapping[str, Callable[[ApplicationState, Catalog], tuple[Draft, ...] | Message]] = {
    "completion_notice": _completion,
    "conclusion_notice": _conclusion,
    "delivery_receipt": _service,
    "material_handover": _handover,
    "result_handover": _results,
    "termination_notice": _termination,
}


def _said(
    state: ApplicationState, kind: str, part: str, name: str = "", *, where: tuple[str, str] | None = None
) -> set[str]:
    """What valid papers of `kind` say in their facts: the `name`s in the list `part`, or that list itself."""
    valid = {fact.number for fact in valid_papers(state)}
    issued = [paper.facts for number, paper in state.issued.items() if number in valid]
    said = [
        facts for facts in issued if facts.get("type") == kind and (where is None or facts.get(where[0]) == where[1])
    ]
    return {str(one[name] if name else one) for facts in said for one in facts.get(part, ())}
