"""Acceptance at the centre: numbers leased and used once, case numbers once, objections instead of rejections."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from forms.journal.device import NumbersLeased
from forms.journal.kinds import body_of
from forms.journal.operation import CHAIN_START, DEVICE, canonical, content_hash, decode, next_link
from forms.journal.state import ApplicationState, ApplicationStatus, digest
from forms.notices.receipt_code import read_code
from tests.sync.central.centre_window import DAY, Hall, changed, outcomes, told


def state_of(hall: Hall, application: str) -> ApplicationState:
    state = hall.store.applications.state(application)
    assert state is not None
    return state


def objections(hall: Hall, application: str) -> list[str]:
    return [objection.code for objection in state_of(hall, application).objections]


def test_the_first_exchange_of_a_device_brings_its_first_block(hall: Hall) -> None:
    window = hall.window("pc1")
    (lease,) = told(window.send())
    assert (lease.device, lease.stream, lease.actor.kind.value) == ("centre", DEVICE + "pc1", "centre")
    assert body_of(lease) == NumbersLeased(prefix="01-3-", first=1, last=200)
    assert len(told(window.send())) == 1


@pytest.mark.parametrize(("name", "prefix"), [("3 号 窗口", "01-3号窗口-"), ("a-7", "01-A7-"), ("★", "01-0-")])
def test_a_prefix_has_only_what_can_be_typed_off_a_paper(hall: Hall, name: str, prefix: str) -> None:
    window = hall.window("pc1")
    window.session = replace(window.session, window=name)
    (lease,) = told(window.send())
    assert lease.body["prefix"] == prefix
    window.accepted("a1", number=read_code(f"{prefix}20261123-00001"))
    window.send_all()
    assert objections(hall, "a1") == []


def test_two_devices_at_windows_of_one_name_get_different_numbers(hall: Hall) -> None:
    leases = [body_of(told(hall.window(device).send())[-1]) for device in ("pc1", "pc2")]
    assert [(lease.first, lease.last) for lease in leases] == [(1, 200), (201, 400)]  # type: ignore[attr-defined]


def test_a_device_that_runs_out_gets_another_block_and_not_before(hall: Hall) -> None:
    hall.store.close()
    hall.limits = {"lease": 3, "lease_at": 2}
    hall.open()
    window = hall.window("pc1")
    window.send()
    window.accepted("a1", number="01-3-20261123-00001")
    window.send_all()
    assert hall.store.numbers.unused(device="pc1", epoch=1) == 2
    window.accepted("a2", number="01-3-00002")
    window.send_all()
    leases = [body_of(operation) for operation in told(window.send()) if operation.kind == "numbers_leased"]
    assert [(lease.first, lease.last) for lease in leases] == [(1, 3), (4, 6)]  # type: ignore[attr-defined]
    assert not objections(hall, "a1") + objections(hall, "a2")


def test_a_lawful_acceptance_makes_numbered_cases_and_no_objection(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    assert set(outcomes(window.send_all())) == {"applied"}
    state = state_of(hall, "a1")
    assert state.status is ApplicationStatus.ACCEPTED
    assert objections(hall, "a1") == []
    numbers = {item: case.case_number for item, case in state.cases.items()}
    assert numbers["SEAL"] == "gaj-20261123-000001"
    assert sorted(numbers[item] for item in ("BIZ-IND", "FOOD-LIC")) == ["scjg-20261123-000001", "scjg-20261123-000002"]
    assert len(set(numbers.values())) == len(numbers) == 6
    assert digest(window.refold("a1")) == digest(state)


def test_case_numbers_come_exactly_once_however_often_the_acceptance_arrives(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    for _ in range(3):
        window.send_all()
        hall.reopen()
    kinds = Counter(recorded.kind for recorded in hall.store.ledger.stream("application/a1"))
    assert kinds["cases_numbered"] == kinds["application_accepted"] == 1
    assert hall.store.numbers.unused(device="pc1", epoch=1) == 199


def test_the_next_day_counts_from_one(hall: Hall) -> None:
    window = hall.window("pc1")
    window.accepted("a1", number="01-3-1")
    window.send_all()
    hall.day = "2026-11-24"
    window.accepted("a2", number="01-3-2")
    window.send_all()
    assert state_of(hall, "a2").cases["SEAL"].case_number == "gaj-20261124-000001"


@pytest.mark.parametrize("number", ["01-3-20261123-00201", "01-4-20261123-00001", "随手写的", "01-3-", "01-3-0", ""])
def test_a_number_that_was_not_leased_is_objected_to_and_the_acceptance_stands(hall: Hall, number: str) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    body = {**decode(window.sealed[-1]).body, "receipt_number": number}
    window.instead(changed(window.sealed[-1], body=body))
    assert outcomes(window.send_all())[-1] == "applied"
    assert objections(hall, "a1")[0] == "centre.number_not_leased"


@pytest.mark.parametrize("second", ["01-3-20261123-00001", "01-3-20261124-00001", "01-3-1"])
def test_a_number_that_came_before_is_objected_to(hall: Hall, second: str) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1", number="01-3-20261123-00001")
    window.accepted("a2", number=second)
    window.send_all()
    assert objections(hall, "a1") == []
    assert objections(hall, "a2") == ["centre.number_used"]
    assert state_of(hall, "a2").objections[0].params["application"] == "a1"


def test_an_acceptance_without_what_the_rules_ask_stands_with_every_reason(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    accepted = decode(window.sealed[-1])
    window.sealed = [data for data in window.sealed if b'"M-FLOW"' not in data or b"scan_attached" not in data]
    window.sealed = [changed(data, dseq=index) for index, data in enumerate(window.sealed, 1)]
    assert decode(window.sealed[-1]).body == accepted.body
    assert set(outcomes(window.send_all())) == {"applied"}
    assert objections(hall, "a1") == ["material.missing"]
    assert state_of(hall, "a1").cases["FOOD-LIC"].case_number


def test_a_deferral_of_a_decisive_material_is_objected_to(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    body = dict(decode(window.sealed[-1]).body)
    decisive = {"material": "M-FLOW", "name": "流程", "items": ["FOOD-LIC"], "reason": "忘带", "due_day": "2026-12-01"}
    window.instead(changed(window.sealed[-1], body={**body, "deferrals": [*body["deferrals"], decisive]}))
    assert outcomes(window.send_all())[-1] == "applied"
    assert objections(hall, "a1") == ["centre.deferrals_differ"]
    assert state_of(hall, "a1").objections[0].params["materials"] == "M-FLOW"


def test_a_longer_term_than_the_rules_give_is_objected_to(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    body = dict(decode(window.sealed[-1]).body)
    cases = [{**case, "promised_due": "2099-01-01"} if case["item"] == "BIZ-IND" else case for case in body["cases"]]
    window.instead(changed(window.sealed[-1], body={**body, "cases": cases}))
    window.send_all()
    assert objections(hall, "a1") == ["centre.cases_differ"]
    assert state_of(hall, "a1").objections[0].params["items"] == "BIZ-IND"


@pytest.mark.parametrize("fields", [{"accepted_day": "heute"}, {"accepted_day": "9999-12-31"}])
def test_an_acceptance_that_cannot_be_checked_stands_with_that_objection(hall: Hall, fields: dict[str, str]) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    window.instead(changed(window.sealed[-1], body={**decode(window.sealed[-1]).body, **fields}))
    assert outcomes(window.send_all())[-1] == "applied"
    assert objections(hall, "a1")
    assert state_of(hall, "a1").status is ApplicationStatus.ACCEPTED


def test_an_application_under_a_catalog_never_published_here_is_accepted_with_an_objection(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    window.sealed = [changed(data, catalog="f" * 64) for data in window.sealed]
    assert set(outcomes(window.send_all())) == {"applied"}
    assert objections(hall, "a1") == ["centre.acceptance_unchecked"]


def test_the_centre_is_a_device_with_a_gapless_chain_of_its_own(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1", number="nowhere")
    window.send_all()
    chain, dseq = CHAIN_START, 0
    while (recorded := hall.store.ledger.find(device="centre", epoch=1, dseq=dseq + 1)) is not None:
        dseq += 1
        chain = next_link(chain, content_hash(recorded.data))
        assert recorded.chain == chain and canonical(decode(recorded.data)) == recorded.data
    assert dseq == 3


def test_the_case_list_shows_each_case_at_its_department(hall: Hall) -> None:
    window = hall.window("pc1")
    window.send()
    window.accepted("a1")
    window.send_all()
    rows = {row.item: row for row in hall.store.cases.of_department("scjg")}
    assert set(rows) == {"BIZ-IND", "FOOD-LIC"}
    licence = rows["FOOD-LIC"]
    assert (licence.receipt_number, licence.applicant) == ("01-3-20261123-00001", "张三丰")
    assert (licence.status, licence.open_deferrals, licence.accepted_day) == ("waiting", 1, DAY)


def test_an_acceptance_of_an_unopened_application_is_rejected(hall: Hall) -> None:
    window = hall.window("pc1")
    window.accepted("a1")
    window.sealed = [changed(window.sealed[-1], dseq=1)]
    reply = window.send_all()
    assert [result.message.code for result in reply.results if result.message] == ["application.unknown"]
