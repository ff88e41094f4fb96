"""A draft that outlives its catalog, other items, earlier data: all by keyboard, and nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PyQt5.QtCore import Qt

from client.desk import moving
from client.ui.changes.choice_sheet import ChoiceSheet
from client.ui.changes.offer_strip import OfferStrip
from client.ui.changes.reuse_sheet import ReuseSheet
from client.ui.changes.version_sheet import VersionSheet
from forms.catalog.model import Offer, Policy
from forms.catalog.package import Package
from tests.story.keyboard import click, focus, press, type_text, until
from tests.support.accepted_papers import RESTAURANT_TYPED, shipped_catalog
from tests.support.later_catalog import GONE, NEW, later_catalog, later_package, reusable, with_item
from tests.support.publisher import published
from tests.ui.screen_check import assert_screen_ok
from tests.ui.screens.by_hand import fill, go_to, open_editor
from tests.ui.screens.hall import Hall

LATER_DAYS = 30 * 24 * 3600


def install(hall: Hall, package: Package | None = None) -> None:
    package = package or later_package()
    hall.centre.store.catalogs.publish(package.id, version="2", data=package.data)
    hall.sync()
    assert hall.desk.current_catalog() == package.id


@pytest.fixture
def begun(hall):
    application = hall.begin()
    hall.fill(application, RESTAURANT_TYPED)
    return application


def strip(form, name):
    return form.findChild(OfferStrip).text_of(name)


def test_a_newer_catalog_comes_forward_once_and_esc_stays(hall, desk, begun):
    install(hall)
    form = open_editor(desk, hall, begun)
    sheet = form.side()
    assert isinstance(sheet, VersionSheet)
    assert focus() is sheet.back, "Enter changes nothing"
    text = sheet.groups.text()
    for word in ("是否明厨亮灶", "厨房布局图", "从业人数", "6", "字号名称", "张三丰家常菜馆", "借用", "2026-11-30"):
        assert word in text, word
    press(Qt.Key_Escape)
    assert form.side() is None
    assert hall.state(begun).catalog != hall.desk.current_catalog()
    assert "新增 2 项" in strip(form, "version")
    desk._close_editor(begun)
    assert open_editor(desk, hall, begun).side() is None, "it does not come forward again"
    press(Qt.Key_F10)
    until(lambda: desk.shell.current_screen().side() is not None, "the comparison by F10")


def test_moving_by_key_keeps_answers_and_asks_what_is_new(hall, desk, begun):
    install(hall)
    form = open_editor(desk, hall, begun)
    before = hall.state(begun).values
    press(Qt.Key_Tab)
    assert focus() is form.side().confirm
    press(Qt.Key_Return)
    until(lambda: form.side() is None, "the form")
    state = hall.state(begun)
    assert state.catalog == hall.desk.current_catalog() and state.values == before
    assert NEW in form.form.elements() and GONE not in form.form.elements()
    assert "从业人数" in strip(form, "left") and strip(form, "version") == ""
    go_to(form, NEW)
    press(Qt.Key_F10)
    assert "6" in form.side().groups.text()
    press(Qt.Key_Escape)
    assert form.form.focused_field() == NEW, "the cursor is where it was"


def test_typing_that_was_not_saved_moves_along(hall, desk, begun):
    form = open_editor(desk, hall, begun)
    fill(form, "ap_addr", "滨江路9号")
    fill(form, GONE, "8")
    install(hall)
    desk.refresh()
    press(Qt.Key_F10)
    press(Qt.Key_Tab)
    press(Qt.Key_Return)
    until(lambda: form.side() is None, "the form")
    assert dict(moving.typing_of(hall.session, hall.desk, begun).patch) == {"ap_addr": "滨江路9号", GONE: 8}
    assert form.form.value_of("ap_addr") == "滨江路9号"
    assert "从业人数" in form.message.text()
    assert hall.state(begun).values[GONE].value == 6


def test_a_catalog_without_an_item_offers_only_to_stay(hall, desk, begun):
    catalog = later_catalog()
    items = {name: item for name, item in catalog.items.items() if name != "SIGN"}
    install(hall, published(replace(catalog, items=items, themes={})))
    form = open_editor(desk, hall, begun)
    assert form.side().confirm.isHidden() and "SIGN" in form.side().groups.text()


def test_dropping_an_item_tells_what_falls_away_and_adding_it_brings_it_back(hall, desk, begun):
    form = open_editor(desk, hall, begun)
    hall.attach(begun, "M-FOODMGR")
    press(Qt.Key_I, Qt.ControlModifier)
    sheet = form.side()
    assert isinstance(sheet, ChoiceSheet) and not sheet.confirm.isEnabled()
    assert sheet.items.choose("FOOD-LIC")
    press(Qt.Key_Return)
    text = sheet.groups.text()
    assert "张三丰" in text and "保留" in text and sheet.confirm.isEnabled()
    assert "FOOD-LIC" in hall.state(begun).items, "nothing before the word is given"
    press(Qt.Key_F8)
    until(lambda: form.side() is None, "the form")
    assert "FOOD-LIC" not in hall.state(begun).items
    assert "food_net" not in form.form.elements()
    press(Qt.Key_I, Qt.ControlModifier)
    assert sheet.items.choose("FOOD-LIC")
    press(Qt.Key_Return)
    press(Qt.Key_F8)
    until(lambda: form.side() is None, "the form")
    assert form.form.value_of("food_net") is True
    assert hall.state(begun).scans["M-FOODMGR"]


def test_esc_leaves_the_choice_as_it_is(hall, desk, begun):
    form = open_editor(desk, hall, begun)
    press(Qt.Key_I, Qt.ControlModifier)
    form.side().items.choose("SIGN")
    press(Qt.Key_Return)
    press(Qt.Key_Escape)
    assert form.side() is None and "SIGN" in hall.state(begun).items
    press(Qt.Key_I, Qt.ControlModifier)
    assert not form.side().confirm.isEnabled(), "a choice given up is forgotten"


def test_a_question_by_its_number_key_takes_its_item(hall, desk, begun):
    form = open_editor(desk, hall, begun)
    press(Qt.Key_I, Qt.ControlModifier)
    sheet = form.side()
    question = sheet.questions.findChild(object, "question:q_drain_city")
    number = [q.objectName() for q in sheet.questions.children() if q.objectName().startswith("question:")]
    press(getattr(Qt, f"Key_{number.index('question:q_drain_city') + 1}"))
    assert question is not None and "排水" in sheet.groups.text()


def test_an_item_is_found_by_its_initials_and_a_closed_one_says_why(hall, desk, begun):
    alone = hall.begin(theme="", items=("BIZ-IND",), answers={})
    closed = with_item(shipped_catalog(), "SIGN", policy=Policy(offer=Offer.CLOSED))
    install(hall, published(replace(closed, version="2026-12")))
    form = open_editor(desk, hall, alone)
    press(Qt.Key_Escape)
    press(Qt.Key_I, Qt.ControlModifier)
    sheet = form.side()
    sheet.search.setFocus()
    type_text(shipped_catalog().items["SIGN"].name.zh)
    press(Qt.Key_Return)
    assert sheet.items.choose("SIGN")
    press(Qt.Key_Return)
    assert "停止收件" in sheet.message.text() and not sheet.confirm.isEnabled()


def test_an_item_that_closes_while_a_draft_is_open_is_said(hall, desk, begun):
    form = open_editor(desk, hall, begun)
    assert strip(form, "closing") == ""
    closing = with_item(shipped_catalog(), "SIGN", policy=Policy(offer=Offer.CLOSING, until="2026-11-30"))
    install(hall, published(replace(closing, version="2026-12")))
    desk.refresh()
    assert "2026-11-30" in strip(form, "closing")


@pytest.fixture
def returned(hall) -> Iterator[str]:
    """An accepted application under a catalog that lets data be reused."""
    install(hall, published(reusable(shipped_catalog())))
    yield hall.accepted()


def test_a_returning_applicant_is_offered_what_was_given_and_one_key_takes_it(hall, desk, returned):
    application = hall.begin()
    form = open_editor(desk, hall, application)
    fill(form, "ap_id_type", "居民身份证")
    assert strip(form, "reuse") == ""
    fill(form, "ap_id_no", RESTAURANT_TYPED["ap_id_no"])
    said = strip(form, "reuse")
    number = hall.state(returned).receipt_number
    assert number in said and "2026-11-23" in said
    assert "ap_name" not in hall.state(application).values, "never silently"
    press(Qt.Key_F12)
    state = hall.state(application)
    assert state.values["ap_name"].value == RESTAURANT_TYPED["ap_name"]
    assert form.form.value_of("ap_phone") == RESTAURANT_TYPED["ap_phone"]
    assert number in form.message.text() and strip(form, "reuse") == ""
    go_to(form, "ap_name")
    line = next(part for section in form.form._sections.values() if (part := section.fields.get("ap_name")))
    assert f"来自 2026-11-23 办件 {number}" in line.note()
    type_text("丙")
    press(Qt.Key_Return)
    assert "来自" not in line.note(), "typed over"


def test_what_is_offered_can_be_read_covered_before(hall, desk, returned):
    form = open_editor(desk, hall, hall.begin())
    fill(form, "ap_id_type", "居民身份证")
    fill(form, "ap_phone", "13800138000")
    fill(form, "ap_id_no", RESTAURANT_TYPED["ap_id_no"])
    click(form.findChild(object, "strip:look"))
    sheet = form.side()
    assert isinstance(sheet, ReuseSheet)
    text = sheet.groups.text()
    assert RESTAURANT_TYPED["ap_phone"] not in text and "不覆盖" in text
    noted = [entry.operation.kind for entry in hall.store.journal.device_operations()]
    assert noted.count("earlier_data_viewed") == 1
    press(Qt.Key_F12)
    until(lambda: form.side() is None, "the form")
    assert form.form.value_of("ap_phone") == "13800138000"


def test_two_applicants_in_two_tabs_have_their_own(hall, desk, returned):
    first, second = hall.begin(), hall.begin(theme="", items=("BIZ-IND",), answers={})
    one = open_editor(desk, hall, first)
    fill(one, "ap_id_type", "居民身份证")
    fill(one, "ap_id_no", RESTAURANT_TYPED["ap_id_no"])
    other = open_editor(desk, hall, second)
    press(Qt.Key_I, Qt.ControlModifier)
    assert isinstance(other.side(), ChoiceSheet) and one.side() is None
    press(Qt.Key_F12)
    assert "ap_name" not in hall.state(second).values and "ap_name" not in hall.state(first).values
    assert strip(other, "reuse") == "" and strip(one, "reuse") != ""
    press(Qt.Key_Tab, Qt.ControlModifier)
    press(Qt.Key_Tab, Qt.ControlModifier)
    until(lambda: desk.shell.current_screen() is one, "the first applicant")
    press(Qt.Key_F12)
    assert "ap_name" in hall.state(first).values and "ap_name" not in hall.state(second).values


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_sheets_read_well(hall, desk_of, dress, language, scale):
    application = hall.begin()
    hall.fill(application, RESTAURANT_TYPED)
    hall.attach(application, "M-FOODMGR")
    install(hall)
    dress(scale)
    desk = desk_of(hall, language=language)
    form = open_editor(desk, hall, application)
    assert_screen_ok(desk.shell)
    form.side().take_focus()
    bar = form.side().sheet.verticalScrollBar()
    press(Qt.Key_PageDown, times=5)
    assert bar.value() == bar.maximum()
    press(Qt.Key_Escape)
    assert_screen_ok(desk.shell, tab_order=False)
    press(Qt.Key_I, Qt.ControlModifier)
    form.side().items.choose("FOOD-LIC")
    press(Qt.Key_Return)
    assert_screen_ok(desk.shell)
