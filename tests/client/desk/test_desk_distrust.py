"""The distrust list at the window: looked up without a link, refused to whom it names, asked again when it arrives."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from client.desk import accepting, credit, deferring, filling, looking
from client.desk.credit_standing import Credit, credit_standing
from client.desk.waiting import Waits
from forms.catalog.model import Catalog
from forms.distrust import credit_key, party_key
from forms.journal.decision import Refusal
from forms.journal.state import ApplicationState, ApplicationStatus
from sync.report import Work
from tests.client.desk.desk_hall import DAY_MS, Hall, Pc, codes, done, said
from tests.support.accepted_papers import RESTAURANT_TYPED
from tests.support.distrust_lists import SOMEBODY, list_file

APPLICANT = "11010519491231002X"
OTHER = "110101199003070011"
MATERIAL = "M-HEALTH"


def publish(hall: Hall, *numbers: str, revision: str = "2026-11-23.01") -> None:
    """Somebody at the centre puts a list in force."""
    hall.centre.distrust.publish(list_file(*numbers, revision=revision), account="reviewer", name="陈审核")


def begun(pc: Pc, typed: Mapping[str, str] = RESTAURANT_TYPED) -> str:
    application = pc.begin()
    pc.fill(application, typed)
    return application


def defer(pc: Pc, application: str, material: str = MATERIAL) -> ApplicationState | Refusal:
    views = filling.editor_view(pc.desk, application, {}).materials
    due = next(view.latest_due for view in views if view.material == material)
    return deferring.defer(
        pc.session, pc.desk, application, material=material, reason="正在办理", due_day=due or "2026-11-27"
    )


def standing(pc: Pc, application: str) -> Credit:
    state = pc.state(application)
    return credit_standing(state, pc.desk.rules(state.catalog), day=pc.desk.now().day)


def checks(pc: Pc, application: str) -> int:
    return pc.kinds(application).count("credit_checked")


def waiting(pc: Pc) -> list[str]:
    """Applications that stand on the workbench because of the list."""
    rows = looking.workbench(pc.session, pc.desk).waiting
    return [row.application for row in rows if row.waits is Waits.DISTRUSTED]


def test_who_is_on_the_list_defers_nothing_also_without_a_link(pc: Pc) -> None:
    publish(pc.hall, APPLICANT, SOMEBODY)
    pc.sync()
    application = begun(pc)
    refused = defer(pc, application)
    assert codes(refused) == ["deferral.distrusted"]
    assert "失信名单" in said(refused) and "收齐全部材料" in said(refused)
    state = pc.state(application)
    assert not state.deferral_requests and state.credit is not None
    assert (state.credit.party, state.credit.list_revision) == (party_key(APPLICANT), "2026-11-23.01")
    assert state.credit.listed and not state.credit.unchecked
    view = next(v for v in filling.editor_view(pc.desk, application, {}).materials if v.material == MATERIAL)
    assert view.refusal is not None and view.refusal.code == "deferral.distrusted", "F7 says so before it asks"
    assert codes(defer(pc, application)) == ["deferral.distrusted"] and checks(pc, application) == 1, "no new fact"


def test_who_is_not_on_it_defers_and_is_marked_as_looked_up(pc: Pc) -> None:
    publish(pc.hall, SOMEBODY)
    pc.sync()
    application = begun(pc)
    done(defer(pc, application))
    assert standing(pc, application) is Credit.CLEARED
    view = next(v for v in filling.editor_view(pc.desk, application, {}).materials if v.material == MATERIAL)
    assert (view.status, view.unchecked) == ("deferred", False)


def test_without_a_list_the_deferral_is_made_and_shown_as_unchecked(pc: Pc) -> None:
    application = begun(pc)
    done(defer(pc, application))
    assert standing(pc, application) is Credit.UNCHECKED
    view = next(v for v in filling.editor_view(pc.desk, application, {}).materials if v.material == MATERIAL)
    assert (view.status, view.unchecked) == ("deferred", True)


def test_a_material_that_may_never_come_later_is_refused_without_a_look(pc: Pc) -> None:
    publish(pc.hall, SOMEBODY)
    pc.sync()
    application = begun(pc)
    assert codes(defer(pc, application, "M-ID")) == ["deferral.decisive"]
    assert checks(pc, application) == 0


def test_without_a_number_it_is_unchecked_until_one_is_typed(pc: Pc) -> None:
    publish(pc.hall, APPLICANT)
    pc.sync()
    application = begun(pc, {name: text for name, text in RESTAURANT_TYPED.items() if name != "ap_id_no"})
    state = done(defer(pc, application))
    assert state.credit is not None and (state.credit.party, state.credit.unchecked) == ("", True)
    pc.fill(application, {"ap_id_no": APPLICANT})
    state = pc.state(application)
    assert state.credit is not None and state.credit.listed, "looked up as soon as the number was saved"
    pc.hand_in(application, but={})
    assert "deferral.distrusted" in codes(accepting.accept(pc.session, pc.desk, application, {}))


def test_another_number_is_another_look(pc: Pc) -> None:
    publish(pc.hall, OTHER)
    pc.sync()
    application = begun(pc)
    done(defer(pc, application))
    pc.fill(application, {"ap_id_no": OTHER})
    assert standing(pc, application) is Credit.LISTED
    pc.fill(application, {"ap_id_no": APPLICANT})
    assert standing(pc, application) is Credit.CLEARED, "the listing of somebody else bars nobody"
    before = checks(pc, application)
    pc.fill(application, {"ap_phone": "13800000001"})
    assert checks(pc, application) == before == 3


def test_who_got_onto_the_list_meanwhile_is_not_accepted_with_a_deferral(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    publish(complete_pc.hall, APPLICANT)
    complete_pc.sync()
    planned = accepting.plan(complete_pc.session, complete_pc.desk, application, {})
    assert codes(planned).count("deferral.distrusted") == 2
    assert complete_pc.kinds(application)[-1] != "credit_checked", "looking ahead writes nothing"
    refused = accepting.accept(complete_pc.session, complete_pc.desk, application, {})
    assert codes(refused).count("deferral.distrusted") == 2
    assert complete_pc.state(application).status is ApplicationStatus.INTAKE


def test_nothing_deferred_needs_no_look(pc: Pc) -> None:
    publish(pc.hall, APPLICANT)
    pc.sync()
    application = pc.complete_small()
    pc.accept(application)
    assert checks(pc, application) == 0 and pc.state(application).accepted_day


@pytest.mark.parametrize(("days", "seen"), [(7, Credit.CLEARED), (8, Credit.UNCHECKED)])
def test_a_list_that_was_not_confirmed_for_a_week_clears_nobody(pc: Pc, days: int, seen: Credit) -> None:
    publish(pc.hall, SOMEBODY)
    pc.sync()
    pc.hall.wall += days * DAY_MS
    application = begun(pc)
    done(defer(pc, application))
    assert standing(pc, application) is seen


def test_an_old_list_still_bars_whom_it_names(pc: Pc) -> None:
    publish(pc.hall, APPLICANT)
    pc.sync()
    pc.hall.wall += 30 * DAY_MS
    application = begun(pc)
    assert codes(defer(pc, application)) == ["deferral.distrusted"]


def test_a_list_is_confirmed_by_every_exchange(pc: Pc) -> None:
    publish(pc.hall, SOMEBODY)
    pc.sync()
    pc.hall.wall += 20 * DAY_MS
    pc.sync()
    application = begun(pc)
    done(defer(pc, application))
    assert standing(pc, application) is Credit.CLEARED, "it has not changed, but the centre said so today"


def test_when_a_list_arrives_whom_none_could_be_asked_about_is_looked_up(pc: Pc) -> None:
    application = begun(pc)
    done(defer(pc, application))
    publish(pc.hall, APPLICANT)
    pc.sync()
    credit.note_list(pc.session, pc.desk)
    assert standing(pc, application) is Credit.LISTED
    before = pc.kinds(application)
    credit.note_list(pc.session, pc.desk)
    assert pc.kinds(application) == before, "once per list"


def test_an_unchecked_acceptance_is_looked_up_at_the_centre_and_stays(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    publish(complete_pc.hall, APPLICANT)
    accepted = complete_pc.accept(application)
    assert accepted.credit is not None and accepted.credit.unchecked
    complete_pc.sync()
    state = complete_pc.state(application)
    assert [objection.code for objection in state.objections] == ["centre.deferral_distrusted"]
    assert state.credit is not None and state.credit.listed
    assert state.status is ApplicationStatus.ACCEPTED and len(state.deferrals) == 2, "a person decides"
    assert all(deferral.is_open for deferral in state.deferrals.values())
    assert waiting(complete_pc) == [application]


def test_a_list_that_comes_after_an_unchecked_acceptance_makes_the_same_task_once(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    publish(accepted_pc.hall, APPLICANT)
    accepted_pc.sync()
    credit.note_list(accepted_pc.session, accepted_pc.desk)
    accepted_pc.sync()
    accepted_pc.sync()
    state = accepted_pc.state(application)
    assert [objection.code for objection in state.objections] == ["centre.deferral_distrusted"]


def test_who_gets_onto_a_later_list_keeps_what_was_accepted(complete_pc: Pc) -> None:
    application = complete_pc.hall.application
    publish(complete_pc.hall, SOMEBODY)
    complete_pc.sync()
    complete_pc.accept(application)
    complete_pc.sync()
    publish(complete_pc.hall, APPLICANT, revision="2026-11-24.01")
    complete_pc.sync()
    credit.note_list(complete_pc.session, complete_pc.desk)
    complete_pc.sync()
    assert complete_pc.state(application).objections == ()


def test_the_objection_goes_when_nothing_is_deferred_any_more(complete_pc: Pc) -> None:
    application, hall = complete_pc.hall.application, complete_pc.hall
    publish(hall, APPLICANT)
    complete_pc.accept(application)
    complete_pc.sync()
    for material in complete_pc.state(application).deferrals:
        complete_pc.receive(application, material)
        complete_pc.sync()
        hall.review.pass_deferral(hall.reviewer, application, material=material)
    complete_pc.sync()
    assert waiting(complete_pc) == []


def test_a_list_comes_once_and_another_only_when_it_moved(pc: Pc) -> None:
    publish(pc.hall, SOMEBODY)
    pc.sync()
    works = []
    pc.engine.ask()
    while (report := pc.step()).work is not Work.NOTHING:
        works.append(report.work)
    assert works == [Work.EXCHANGE], "nothing is fetched again"
    assert pc.store.distrust.revision() == "2026-11-23.01"
    publish(pc.hall, SOMEBODY, APPLICANT, revision="2026-11-23.02")
    pc.sync()
    kept = pc.store.distrust.kept()
    assert kept is not None and (kept.revision, kept.entries.count) == ("2026-11-23.02", 2)


def test_a_restart_keeps_the_list(pc: Pc) -> None:
    publish(pc.hall, APPLICANT)
    pc.sync()
    pc.reopen()
    application = begun(pc)
    assert codes(defer(pc, application)) == ["deferral.distrusted"]


def with_representative(catalog: Catalog) -> Catalog:
    """The hall counts the legal representative, too."""
    rules = msgspec.structs.replace(catalog.hall.deferral, distrust_representative=True)
    return msgspec.structs.replace(catalog, hall=msgspec.structs.replace(catalog.hall, deferral=rules))


def test_a_representative_counts_where_the_hall_says_so(pc: Pc) -> None:
    rules = pc.desk.rules(pc.desk.current_catalog())
    values = {"org_name": "江州某某公司", "uscc": "92320106MA1XK7YT8G", "legal_rep_id": OTHER}
    assert rules.credit_numbers(values, today="2026-11-23") == ("92320106MA1XK7YT8G",)
    strict = type(rules)(with_representative(rules.source), catalog_id="1")
    assert strict.credit_numbers(values, today="2026-11-23") == ("92320106MA1XK7YT8G", OTHER)
    assert credit_key(strict.credit_numbers(values, today="2026-11-23")) != party_key("92320106MA1XK7YT8G")
