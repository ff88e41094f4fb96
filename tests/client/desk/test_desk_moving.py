"""A draft outlives its catalog: it is told what changed, moves only by the clerk's word, and loses no answer."""

from __future__ import annotations

from msgspec.structs import replace

from client.desk import accepting, filling, moving
from client.desk.moving import Moved
from forms.catalog.package import Package
from forms.journal.state import digest
from forms.unify.moved import Aspect
from tests.client.desk.desk_hall import NOTHING_TYPED, Pc, codes, done, package
from tests.support.accepted_papers import RESTAURANT_TYPED, shipped_catalog
from tests.support.later_catalog import GONE, NEW, later_catalog, later_package, with_elements
from tests.support.publisher import published

CATERING = shipped_catalog().elements["drain_kind"].options[0].id


def install(pc: Pc, later: Package | None = None) -> str:
    """The centre publishes a later catalog, and the PC fetches it."""
    package = later or later_package()
    pc.hall.kept.catalogs.publish(package.id, version="2", data=package.data)
    pc.sync()
    assert pc.desk.current_catalog() == package.id
    return package.id


def typed(pc: Pc) -> str:
    application = pc.begin()
    pc.fill(application, RESTAURANT_TYPED)
    return application


def moved(result: object) -> Moved:
    assert isinstance(result, Moved), result
    return result


def test_without_a_later_catalog_nothing_is_offered(pc: Pc) -> None:
    assert moving.move_offer(pc.desk, pc.begin(), NOTHING_TYPED) is None


def test_what_changed_is_told_and_nothing_moves_by_itself(pc: Pc) -> None:
    application = typed(pc)
    install(pc)
    before = pc.state(application)
    offer = moving.move_offer(pc.desk, application, NOTHING_TYPED)
    assert offer is not None and offer.may_move and not offer.stayed
    assert (offer.from_version, offer.to_version) == (shipped_catalog().version, "2026-12")
    diff = offer.diff
    assert [field.element.id for field in diff.new_fields] == [NEW]
    assert [(gone.element.id, gone.value) for gone in diff.gone_fields] == [(GONE, 6)]
    assert {change.element.id: change.aspects for change in diff.changed_fields} == {
        "shop_name": (Aspect.LABEL, Aspect.LIMITS),
        "prem_right": (Aspect.OPTIONS,),
    }
    assert [wrong.element.id for wrong in diff.invalid] == ["shop_name"]
    assert [need.material for need in diff.new_materials] == ["M-KITCHEN"]
    assert [change.material for change in diff.changed_materials] == ["M-HEALTH"]
    assert [days.item for days in diff.days] == ["FOOD-LIC"]
    assert [(item.item, item.closed, item.policy.until) for item in diff.offers] == [("SIGN", False, "2026-11-30")]
    assert pc.state(application) == before


def test_staying_is_remembered_and_the_earlier_catalog_still_accepts(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    install(pc)
    moving.stay(pc.desk, application)
    offer = moving.move_offer(pc.desk, application, NOTHING_TYPED)
    assert offer is not None and offer.stayed
    state = pc.accept(application)
    assert state.catalog == package().id
    pc.sync()
    assert pc.state(application).objections == ()
    assert moving.move_offer(pc.desk, application, NOTHING_TYPED) is None


def test_moving_keeps_every_answer_and_the_centre_agrees(pc: Pc) -> None:
    application = typed(pc)
    later = install(pc)
    before = pc.state(application)
    state = moved(moving.move(pc.session, pc.desk, application, NOTHING_TYPED)).state
    assert state.catalog == later
    assert state.values == before.values
    pc.sync()
    central = pc.hall.kept.applications.state(application)
    assert central is not None and digest(central) == digest(pc.state(application))
    lacks = {lack.element for lack in filling.editor_view(pc.desk, application, NOTHING_TYPED).lacks}
    assert {NEW, "shop_name"} <= lacks


def test_the_answers_that_are_asked_no_more_stay_readable(pc: Pc) -> None:
    application = typed(pc)
    install(pc)
    moved(moving.move(pc.session, pc.desk, application, NOTHING_TYPED))
    (left,) = moving.left_answers(pc.desk, application, NOTHING_TYPED)
    element = shipped_catalog().elements[GONE]
    assert (left.element, left.value, left.version) == (element, 6, shipped_catalog().version)
    (typed_over,) = moving.left_answers(pc.desk, application, {GONE: 9})
    assert typed_over.value == 9


def test_the_answers_stay_readable_where_the_earlier_catalog_never_came(pc: Pc) -> None:
    application = typed(pc)
    install(pc)
    moved(moving.move(pc.session, pc.desk, application, NOTHING_TYPED))
    pc.sync()
    other = pc.hall.pc("05")
    other.sign_in("wangfang")
    other.sync()
    assert not other.store.catalogs.is_kept(package().id)
    (left,) = moving.left_answers(other.desk, application, NOTHING_TYPED)
    assert (left.element.label.zh, left.value) == (shipped_catalog().elements[GONE].label.zh, 6)


def test_unsaved_typing_moves_along_unsaved(pc: Pc) -> None:
    application = typed(pc)
    patch = {GONE: 8, "prem_right": "own", "shop_name": None}
    filling.autosave(pc.session, pc.desk, application, patch)
    install(pc)
    result = moved(moving.move(pc.session, pc.desk, application, patch))
    assert result.typing.patch == patch
    assert [told.code for told in result.typing.told] == ["catalog.typed_gone"]
    assert pc.state(application).values[GONE].value == 6, "unsaved stays unsaved"
    assert [left.value for left in moving.left_answers(pc.desk, application, patch)] == [8]
    pc.reopen()
    assert moving.typing_of(pc.session, pc.desk, application).patch == patch


def test_typing_of_another_clerk_is_read_under_the_new_catalog(pc: Pc) -> None:
    """The draft carries its catalog: whoever opens it after the move gets words, not codes that mean something else."""
    application = typed(pc)
    filling.autosave(pc.session, pc.desk, application, {"drain_kind": CATERING, GONE: 9, "ap_name": "张三"})
    options = later_catalog().elements["drain_kind"].options
    renamed = tuple(replace(option, id=f"new_{option.id}") for option in options)
    install(pc, published(with_elements(later_catalog(), drain_kind={"options": renamed})))
    colleague = replace(pc.session, account="zhaolei")
    moved(moving.move(colleague, pc.desk, application, NOTHING_TYPED))
    typing = moving.typing_of(pc.session, pc.desk, application)
    assert typing.patch == {"drain_kind": f"new_{CATERING}", GONE: 9, "ap_name": "张三"}
    assert [told.code for told in typing.told] == ["catalog.typed_gone"]


def test_a_catalog_without_an_item_cannot_be_moved_to(pc: Pc) -> None:
    application = typed(pc)
    catalog = later_catalog()
    without = {name: item for name, item in catalog.items.items() if name != "SIGN"}
    install(pc, published(replace(catalog, items=without, themes={})))
    offer = moving.move_offer(pc.desk, application, NOTHING_TYPED)
    assert offer is not None and not offer.may_move and offer.diff.lost_items == ("SIGN",)
    assert codes(moving.move(pc.session, pc.desk, application, NOTHING_TYPED)) == ["catalog.items_lost"]
    assert pc.state(application).catalog == package().id
    assert pc.fill(application, {"ap_name": "李四"}).values["ap_name"].value == "李四"


def test_what_is_accepted_is_offered_nothing(accepted_pc: Pc) -> None:
    install(accepted_pc)
    application = accepted_pc.hall.application
    assert moving.move_offer(accepted_pc.desk, application, NOTHING_TYPED) is None
    refused = moving.move(accepted_pc.session, accepted_pc.desk, application, NOTHING_TYPED)
    assert codes(refused) == ["application.already_accepted"]


def test_the_centre_refuses_a_move_to_a_catalog_that_it_does_not_hold(pc: Pc) -> None:
    application = typed(pc)
    later = later_package()
    pc.store.catalogs.keep(later.id, "2", later.data)
    moved(moving.move(pc.session, pc.desk, application, NOTHING_TYPED))
    pc.sync()
    (row,) = pc.store.sync.quarantine()
    assert (row.kind, row.message.code) == ("catalog_moved", "catalog.not_held")
    central = pc.hall.kept.applications.state(application)
    assert central is not None and central.catalog == package().id


def test_what_is_moved_is_accepted_under_the_later_catalog(complete_pc: Pc) -> None:
    pc, application = complete_pc, complete_pc.hall.application
    later = install(pc)
    moved(moving.move(pc.session, pc.desk, application, NOTHING_TYPED))
    pc.fill(application, {"shop_name": "张记", NEW: "是"})
    pc.attach(application, "M-KITCHEN")
    refused = accepting.accept(pc.session, pc.desk, application, NOTHING_TYPED)
    assert codes(refused) == ["deferral.due_day"], "what may wait less long now is asked again"
    pc.attach(application, "M-HEALTH")
    done(accepting.accept(pc.session, pc.desk, application, NOTHING_TYPED))
    assert pc.last_operation(application).catalog == later
    pc.sync()
    assert pc.state(application).objections == ()
