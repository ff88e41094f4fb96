"""What stands on each paper after the intake: its operation's facts in ready words. Pure, one function per paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from forms.catalog.model import Catalog
from forms.elements.date import show_day
from forms.journal.issuing import (
    CompletionFacts,
    ConcludedCase,
    ConclusionFacts,
    CorrectionFacts,
    Facts,
    HandoverFacts,
    ProcedureFacts,
    RefusalFacts,
    ResultsFacts,
    ServiceFacts,
    TerminationFacts,
    kind_of_facts,
)
from forms.journal.state import ApplicationState
from forms.notices.case_lines import item_name
from forms.notices.later_content import (
    ClockLine,
    CompletedLine,
    CompletionNotice,
    ConcludedLine,
    Conclusion,
    Correction,
    HandedLine,
    Handover,
    LackLine,
    Notice,
    ProcedureNotice,
    Refusal,
    ResultHandover,
    ResultLine,
    ServedLine,
    Service,
    Termination,
)

TITLES: Mapping[str, str] = {
    "correction_notice": "补正通知书",
    "refusal_notice": "不予受理决定书",
    "completion_notice": "确认补齐通知书",
    "procedure_notice": "特别程序告知书",
    "termination_notice": "退件/终止通知书",
    "conclusion_notice": "办结通知书",
    "delivery_receipt": "送达回执",
    "material_handover": "材料交接单",
    "result_handover": "办理结果交接单",
}
"""By kind, in the order in which they come up."""

_OUTCOMES: Mapping[str, str] = {"granted": "准予", "refused": "不予", "withdrawn": "申请人撤回"}


def later_notice(facts: Facts, state: ApplicationState, catalog: Catalog) -> Notice:
    """What the template of the paper that `facts` are for may print as `notice`."""
    return _NOTICES[kind_of_facts(facts)](facts, state, catalog)


def correction(facts: CorrectionFacts, state: ApplicationState, catalog: Catalog) -> Correction:
    """补正通知书."""
    return Correction(
        items=_names(facts.items, state, catalog),
        lacks=tuple(LackLine(name=lack.name, standard=lack.standard, wrong=lack.wrong) for lack in facts.lacks),
        received_on=_day(facts.received_day),
        until=_day(facts.until),
    )


def refusal(facts: RefusalFacts, state: ApplicationState, catalog: Catalog) -> Refusal:
    """不予受理决定书."""
    return Refusal(
        items=_names(facts.items, state, catalog),
        reason=facts.reason,
        basis=facts.basis,
        competent=facts.competent,
        remedies=facts.remedies,
        received_on=_day(facts.received_day),
    )


def completion(facts: CompletionFacts, state: ApplicationState, catalog: Catalog) -> CompletionNotice:
    """确认补齐通知书."""
    return CompletionNotice(
        materials=tuple(
            CompletedLine(name=held.name, arrived_on=_day(held.arrived_day), passed_on=_day(held.passed_day))
            for held in facts.materials
        ),
        clocks=tuple(
            ClockLine(name=item_name(clock.item, state, catalog), before=_day(clock.before), due=_day(clock.due))
            for clock in facts.clocks
        ),
        confirmed_on=_day(facts.day),
    )


def procedure(facts: ProcedureFacts, state: ApplicationState, catalog: Catalog) -> ProcedureNotice:
    """特别程序告知书."""
    return ProcedureNotice(
        items=_names(facts.items, state, catalog),
        procedure=facts.procedure,
        basis=facts.basis,
        reason=facts.reason,
        starts_on=_day(facts.from_day),
        until=_day(facts.until),
        due=_day(facts.due),
    )


def termination(facts: TerminationFacts, state: ApplicationState, catalog: Catalog) -> Termination:
    """退件/终止通知书, under the title of the one that it is."""
    return Termination(
        title="退件通知书" if facts.returned else "终止办理通知书",
        returned=facts.returned,
        items=_names(facts.items, state, catalog),
        reason=facts.reason,
        basis=facts.basis,
        lacking=facts.lacking,
        given_back=facts.given_back,
        remedies=facts.remedies,
    )


def conclusion(facts: ConclusionFacts, state: ApplicationState, catalog: Catalog) -> Conclusion:
    """办结通知书. A case number that the centre gave since stands beside the name, as on every notice."""
    return Conclusion(
        cases=tuple(_concluded(case, state, catalog) for case in facts.cases),
        collect=facts.collect,
    )


def _concluded(case: ConcludedCase, state: ApplicationState, catalog: Catalog) -> ConcludedLine:
    known, item = state.cases.get(case.item), catalog.items.get(case.item)
    return ConcludedLine(
        name=item_name(case.item, state, catalog),
        case_number=known.case_number if known is not None else "",
        outcome=_OUTCOMES.get(case.outcome, case.outcome),
        result=item.result if item is not None and case.outcome == "granted" else "",
        number=case.number,
        ended_on=_day(case.day),
        note=case.note,
    )


def service(facts: ServiceFacts, state: ApplicationState, catalog: Catalog) -> Service:
    """送达回执."""
    served = (ServedLine(title=paper.title, number=paper.number, copies=paper.copies) for paper in facts.papers)
    return Service(papers=tuple(served), way=facts.way, place=facts.place)


def handover(facts: HandoverFacts, state: ApplicationState, catalog: Catalog) -> Handover:
    """材料交接单."""
    return Handover(
        department=facts.department,
        items=_names(facts.items, state, catalog),
        materials=tuple(
            HandedLine(
                name=handed.name,
                originals=handed.originals,
                copies=handed.copies,
                scanned_pages=handed.scanned_pages,
            )
            for handed in facts.materials
        ),
        note=facts.note,
    )


def results(facts: ResultsFacts, state: ApplicationState, catalog: Catalog) -> ResultHandover:
    """办理结果交接单."""
    return ResultHandover(
        results=tuple(
            ResultLine(
                item=item_name(handed.item, state, catalog),
                title=handed.title,
                number=handed.number,
                originals=handed.originals,
                duplicates=handed.duplicates,
            )
            for handed in facts.results
        ),
        way=facts.way,
        receiver=facts.receiver,
    )


_NOTICES: Mapping[str, Callable[[Any, ApplicationState, Catalog], Notice]] = {
    "correction_notice": correction,
    "refusal_notice": refusal,
    "completion_notice": completion,
    "procedure_notice": procedure,
    "termination_notice": termination,
    "conclusion_notice": conclusion,
    "delivery_receipt": service,
    "material_handover": handover,
    "result_handover": results,
}


def _names(items: tuple[str, ...], state: ApplicationState, catalog: Catalog) -> tuple[str, ...]:
    return tuple(item_name(item, state, catalog) for item in items)


def _day(day: str) -> str:
    return show_day(day, language="zh_CN")
