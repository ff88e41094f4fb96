"""The ledger as an Excel file, from a real store: what is in it, what is not, and what is noted of it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from client.desk import exporting, ledger_reminders
from client.desk.exporting import Exported, LedgerChoice
from client.desk.ledger import LedgerFilters, LedgerOrder, LedgerShows
from client.desk.ledger_reminders import ReminderWay
from client.desk.sheet_file import NotWanted
from forms.errors import StorageFailed, UserError
from forms.journal.decision import Refusal
from forms.words_files import load_words
from tests.client.desk.desk_given import DEFERRED
from tests.client.desk.desk_hall import DAY_MS, Pc, codes, done
from tests.support.accepted_papers import RESTAURANT_TYPED

WORDS = load_words(Path(__file__).parents[3] / "resources" / "words", language="zh_CN")
ALL = LedgerChoice()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "台账.xlsx"


def export(pc: Pc, path: Path, choice: LedgerChoice = ALL) -> Exported | Refusal:
    return exporting.export_ledger(pc.session, pc.desk, WORDS, path=path, choice=choice)


def page_of(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


def column(page: Worksheet, title: str) -> list[object]:
    place = [cell.value for cell in page[2]].index(title)
    return [row[place] for row in page.iter_rows(min_row=3, values_only=True)]


def noted(pc: Pc) -> dict[str, object]:
    operation = pc.store.journal.device_operations()[-1].operation
    assert operation.kind == "list_exported"
    return dict(operation.body)


def test_the_file_holds_the_ledger_with_typed_cells_and_says_who_took_it_out(accepted_pc: Pc, target: Path) -> None:
    assert export(accepted_pc, target) == Exported(path=target, lines=2)
    page = page_of(target)
    state = accepted_pc.state(accepted_pc.hall.application)
    assert column(page, "收件编号") == [state.receipt_number] * 2
    assert column(page, "补齐期限") == [datetime(2026, 11, 30)] * 2
    assert column(page, "剩余工作日") == [5, 5]
    assert column(page, "状态") == ["待补", "待补"]
    assert set(column(page, "容缺原因")) == set(DEFERRED.values())
    assert column(page, "办理人") == [accepted_pc.session.name] * 2
    assert accepted_pc.session.account in page["A1"].value and "2026-11-23" in page["A1"].value
    assert not target.with_name(f"{target.name}.part").exists()


def test_telephone_numbers_are_covered_and_no_identity_number_goes_out(accepted_pc: Pc, target: Path) -> None:
    export(accepted_pc, target)
    phone, number = RESTAURANT_TYPED["ap_phone"], RESTAURANT_TYPED["ap_id_no"]
    cells = [str(value) for row in page_of(target).iter_rows(values_only=True) for value in row]
    assert f"{phone[:3]}****{phone[-4:]}" in cells
    assert not [cell for cell in cells if phone in cell or number in cell]


def test_whole_telephone_numbers_need_a_reason_which_is_noted(accepted_pc: Pc, target: Path) -> None:
    wanted = LedgerChoice(phones=True, reason=" ")
    assert codes(export(accepted_pc, target, wanted)) == ["export.reason_missing"]
    assert not target.exists() and "list_exported" not in accepted_pc.device_kinds()
    export(accepted_pc, target, LedgerChoice(phones=True, reason="电话催办"))
    assert column(page_of(target), "联系电话") == [RESTAURANT_TYPED["ap_phone"]] * 2
    assert (noted(accepted_pc)["phones"], noted(accepted_pc)["reason"]) == (True, "电话催办")


def test_each_file_is_noted_and_the_note_is_taken_by_the_centre(accepted_pc: Pc, target: Path) -> None:
    filters = LedgerFilters(keeper=accepted_pc.session.account, text="zsf")
    export(accepted_pc, target, LedgerChoice(filters=filters))
    assert noted(accepted_pc) == {
        "list": "deferral_ledger",
        "narrowed": f"open keeper={accepted_pc.session.account}",
        "searched": True,
        "lines": 2,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "phones": False,
        "reason": "",
    }
    accepted_pc.sync()
    assert accepted_pc.store.sync.quarantine() == ()


def test_it_is_filtered_and_sorted_as_the_screen_is(accepted_pc: Pc, target: Path) -> None:
    accepted_pc.receive(accepted_pc.hall.application, "M-HEALTH")
    export(accepted_pc, target, LedgerChoice(filters=LedgerFilters(shows=LedgerShows.TO_VERIFY)))
    assert column(page_of(target), "状态") == ["已到待核"]
    orders = [LedgerChoice(order=LedgerOrder.STATE, descending=turned) for turned in (False, True)]
    states = []
    for choice in orders:
        export(accepted_pc, target, choice)
        states.append(column(page_of(target), "状态"))
    assert states == [["已到待核", "待补"], ["待补", "已到待核"]]


def test_what_is_overdue_and_who_was_phoned_is_in_it(accepted_pc: Pc, target: Path) -> None:
    application = accepted_pc.hall.application
    accepted_pc.hall.wall += 10 * DAY_MS
    accepted_pc.sync()
    done(
        ledger_reminders.remind(
            accepted_pc.session,
            accepted_pc.desk,
            application,
            material="M-HEALTH",
            way=ReminderWay.PHONE,
            reached=False,
        )
    )
    export(accepted_pc, target)
    page = page_of(target)
    assert column(page, "剩余工作日") == [-3, -3]
    assert column(page, "状态") == ["待补（已逾期）"] * 2
    assert [said for said in column(page, "催办结果") if said] == [f"未联系上（{accepted_pc.session.name}）"]
    assert datetime(2026, 12, 3) in column(page, "最近催办")


def test_what_a_clerk_typed_is_no_formula(pc: Pc, target: Path) -> None:
    application = pc.begin()
    pc.fill(application, RESTAURANT_TYPED)
    pc.hand_in(application, but=dict.fromkeys(DEFERRED, '=HYPERLINK("http://x","y")'))
    pc.accept(application)
    export(pc, target)
    page = page_of(target)
    place = [cell.value for cell in page[2]].index("容缺原因")
    assert {(row[place].data_type, row[place].quotePrefix) for row in page.iter_rows(min_row=3)} == {("s", True)}


def test_a_place_that_cannot_be_written_changes_nothing(accepted_pc: Pc, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as told:
        export(accepted_pc, tmp_path / "nowhere" / "台账.xlsx")
    assert told.value.message.code == "export.not_written"
    assert "list_exported" not in accepted_pc.device_kinds()


def test_an_old_file_stays_when_the_new_one_is_wanted_no_more(accepted_pc: Pc, target: Path) -> None:
    target.write_bytes(b"old")
    with pytest.raises(NotWanted):
        exporting.export_ledger(
            accepted_pc.session,
            accepted_pc.desk,
            WORDS,
            path=target,
            choice=ALL,
            keep_going=lambda _done, _total: False,
        )
    assert target.read_bytes() == b"old"
    assert not list(target.parent.glob("*.part"))
    assert "list_exported" not in accepted_pc.device_kinds()


def test_nothing_goes_out_that_could_not_be_noted(accepted_pc: Pc, target: Path) -> None:
    nobody = replace(accepted_pc.session, role="reviewer")
    with pytest.raises(UserError):
        exporting.export_ledger(nobody, accepted_pc.desk, WORDS, path=target, choice=ALL)
    assert not target.exists() and not list(target.parent.glob("*.part"))
