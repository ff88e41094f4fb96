"""A returning applicant: found by the number exactly, offered with day and source, taken over by one word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.desk import filling, reusing
from client.desk.filling import Patch
from client.desk.reusing import ReuseOffer
from client.desk.scan_reader import ChildScanReader
from forms.journal.reuse import earlier_of
from forms.journal.state import ApplicationState, digest
from tests.client.desk.desk_hall import DAY_MS, NOTHING_TYPED, Frozen, Hall, Pc, codes, done, thaw
from tests.support.accepted_papers import RESTAURANT_TYPED, shipped_catalog
from tests.support.later_catalog import reusable
from tests.support.publisher import published

NUMBER = {name: RESTAURANT_TYPED[name] for name in ("ap_id_type", "ap_id_no")}


@pytest.fixture(scope="module")
def returned(first_morning: Frozen, tmp_path_factory: pytest.TempPathFactory, reader: ChildScanReader) -> Frozen:
    """An accepted restaurant under a catalog that lets data be reused, and a month gone by."""
    hall = thaw(first_morning, tmp_path_factory.mktemp("reuse") / "returned", reader=reader)
    package = published(reusable(shipped_catalog()))
    hall.kept.catalogs.publish(package.id, version="2", data=package.data)
    pc = hall.pc()
    pc.sync()
    hall.application = pc.complete()
    pc.accept(hall.application)
    pc.sync()
    hall.wall += 30 * DAY_MS
    return hall.freeze()


@pytest.fixture
def again(returned: Frozen, tmp_path: Path, reader: ChildScanReader) -> Iterator[Pc]:
    """The applicant stands at PC 03 again."""
    hall: Hall = thaw(returned, tmp_path / "again", reader=reader)
    yield hall.pc()
    hall.close()


def offers(pc: Pc, application: str, patch: Patch = NOTHING_TYPED) -> tuple[ReuseOffer, ...]:
    return reusing.reuse_offers(pc.desk, application, patch)


def earlier(pc: Pc) -> ApplicationState:
    return pc.state(pc.hall.application)


def test_nothing_is_offered_before_the_number_is_typed_and_right(again: Pc) -> None:
    application = again.begin()
    assert offers(again, application) == ()
    assert offers(again, application, again.typed({"ap_name": "张三丰"})) == (), "a name is nobody's key"
    assert offers(again, application, again.typed({"ap_id_no": "110105194912310021"})) == (), "wrong check digit"
    assert offers(again, application, again.typed({"ap_id_no": "110101199003070011"})) == (), "somebody else"


def test_the_earlier_application_is_offered_with_its_day_and_number(again: Pc) -> None:
    (offer,) = offers(again, again.begin(), again.typed(NUMBER))
    accepted = earlier(again)
    assert (offer.application, offer.receipt_number, offer.day) == (
        accepted.id,
        accepted.receipt_number,
        accepted.accepted_day,
    )
    assert {one.element.id for one in offer.values} == {"ap_name", "ap_phone", "ap_addr", "prem_addr"}
    assert [(one.material, one.taken_day) for one in offer.scans] == [("M-ID", accepted.accepted_day)]
    assert offer.different == ()


def test_what_is_offered_is_masked(again: Pc) -> None:
    (offer,) = offers(again, again.begin(), again.typed(NUMBER))
    shown = {one.element.id: one.masked for one in offer.values}
    assert shown["ap_phone"] != RESTAURANT_TYPED["ap_phone"] and "*" in shown["ap_phone"]


def test_what_is_filled_in_otherwise_is_listed_and_not_offered(again: Pc) -> None:
    patch = again.typed({**NUMBER, "ap_phone": "13800138000", "ap_name": RESTAURANT_TYPED["ap_name"]})
    (offer,) = offers(again, again.begin(), patch)
    assert [one.element.id for one in offer.different] == ["ap_phone"]
    assert not {"ap_phone", "ap_name"} & {one.element.id for one in offer.values}


def test_taking_over_fills_what_is_empty_with_its_source(again: Pc) -> None:
    application = again.begin()
    patch = again.typed({**NUMBER, "ap_phone": "13800138000"})
    state = done(reusing.take_over(again.session, again.desk, application, patch, offers(again, application, patch)))
    accepted = earlier(again)
    assert state.values["ap_name"].value == RESTAURANT_TYPED["ap_name"]
    assert earlier_of(state.values["ap_name"].source) == (accepted.accepted_day, accepted.receipt_number)
    assert (state.values["ap_phone"].value, state.values["ap_phone"].source) == ("13800138000", "")
    assert state.scans["M-ID"] == accepted.scans["M-ID"]
    assert again.kinds(application) == ["application_opened", "fields_filled", "data_reused"]
    assert offers(again, application) == (), "what was taken over is not offered again"


def test_the_centre_takes_it_and_asks_for_no_scan_twice(again: Pc) -> None:
    application = again.begin()
    patch = again.typed(NUMBER)
    done(reusing.take_over(again.session, again.desk, application, patch, offers(again, application, patch)))
    assert again.store.sync.summary().scans == 0
    again.sync()
    central = again.hall.kept.applications.state(application)
    assert central is not None and digest(central) == digest(again.state(application))
    assert central.values["ap_name"].source.startswith("earlier:")
    assert again.store.sync.quarantine() == ()


def test_what_is_taken_over_is_accepted(again: Pc) -> None:
    application = again.begin()
    patch = again.typed(NUMBER)
    done(reusing.take_over(again.session, again.desk, application, patch, offers(again, application, patch)))
    again.fill(application, RESTAURANT_TYPED)
    assert again.state(application).values["ap_name"].source, "the same word again changes nothing"
    again.hand_in(application)
    again.accept(application)
    again.sync()
    assert again.state(application).objections == ()


def test_typing_over_ends_the_source(again: Pc) -> None:
    application = again.begin()
    patch = again.typed(NUMBER)
    done(reusing.take_over(again.session, again.desk, application, patch, offers(again, application, patch)))
    state = done(filling.save(again.session, again.desk, application, {"ap_name": "张三"}))
    assert (state.values["ap_name"].value, state.values["ap_name"].source) == ("张三", "")


def test_a_paper_that_is_too_old_is_not_offered(again: Pc) -> None:
    again.hall.wall += 360 * DAY_MS
    (offer,) = offers(again, again.begin(), again.typed(NUMBER))
    assert offer.scans == () and offer.values


def test_a_paper_keeps_the_day_of_its_first_taking_in(again: Pc) -> None:
    """Taking over every year would else keep an old copy for ever."""
    second = again.begin()
    patch = again.typed(NUMBER)
    done(reusing.take_over(again.session, again.desk, second, patch, offers(again, second, patch)))
    again.fill(second, RESTAURANT_TYPED)
    again.hand_in(second)
    again.accept(second)
    found = offers(again, again.begin(), again.typed(NUMBER))
    assert [(offer.application, [one.taken_day for one in offer.scans]) for offer in found] == [
        (second, [earlier(again).accepted_day])
    ], "the newest application has it all; nothing is offered twice"


def test_what_is_not_accepted_yet_is_no_source(again: Pc) -> None:
    unfinished = again.begin()
    again.fill(unfinished, {**RESTAURANT_TYPED, "ap_addr": "别处"})
    found = offers(again, again.begin(), again.typed(NUMBER))
    assert unfinished not in {offer.application for offer in found}


def test_a_scan_that_is_not_here_is_not_offered(again: Pc) -> None:
    other = again.hall.pc("05")
    other.sign_in()
    other.sync()
    (offer,) = offers(other, other.begin(), other.typed(NUMBER))
    assert offer.scans == () and offer.values


def test_looking_is_noted_on_the_device(again: Pc) -> None:
    application = again.begin()
    (offer,) = offers(again, application, again.typed(NUMBER))
    reusing.note_viewed(again.session, again.desk, application, offer)
    noted = again.store.journal.device_operations()[-1].operation
    assert (noted.kind, dict(noted.body)) == (
        "earlier_data_viewed",
        {"application": application, "earlier": offer.application},
    )
    again.sync()
    assert again.store.sync.quarantine() == ()


def test_the_number_is_asked_again_when_it_is_taken(again: Pc) -> None:
    application = again.begin()
    found = offers(again, application, again.typed(NUMBER))
    other = again.typed({"ap_id_no": "110101199003070011"})
    assert codes(reusing.take_over(again.session, again.desk, application, other, found)) == ["reuse.other_party"]
    assert "ap_name" not in again.state(application).values


def test_an_organisation_is_found_by_the_code_that_a_case_gave_it(again: Pc) -> None:
    again.hall.issue_licence(again.hall.application)
    again.sync()
    application = again.begin(theme="", items=("SIGN",), answers={})
    patch = again.typed({"uscc": "92320106MA1XK7YT8G", "ap_id_type": "居民身份证"})
    assert reusing.party_number(again.desk, application, patch) == "92320106MA1XK7YT8G"
    (offer,) = offers(again, application, patch)
    assert offer.application == again.hall.application
