"""A form of 150 fields is made as it is needed, and nobody can tell: order, room, values, cursor."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from client.desk.editor_view import EditorView, FieldView, SectionView
from client.ui.editor import late_fields
from client.ui.editor.form_panel import FormPanel
from forms.elements.element import DataElement, ElementKind, Label, Option
from forms.journal.state import ApplicationState
from forms.message import message
from forms.unify.unified_form import Overlap
from forms.words import Words

pytestmark = pytest.mark.slow

KINDS = (
    *(ElementKind.TEXT, ElementKind.IDENTITY, ElementKind.PHONE, ElementKind.DATE, ElementKind.ONE_OF),
    *(ElementKind.TEXT, ElementKind.YES_NO, ElementKind.SEVERAL_OF, ElementKind.DATE_RANGE, ElementKind.MULTILINE),
)
OPTIONS = tuple(Option(id=f"o{number}", label=Label(f"第{number}种")) for number in range(3))
NEVER_MS = 10_000_000


def element(number):
    kind = KINDS[number % len(KINDS)]
    options = OPTIONS if kind in (ElementKind.ONE_OF, ElementKind.SEVERAL_OF) else ()
    return DataElement(id=f"e{number}", label=Label(f"第 {number} 项"), kind=kind, options=options)


def field(number, **other):
    return FieldView(
        **{"element": element(number), "items": (), "value": None, "shown": True, "required": True, **other}
    )


def section(number, fields):
    label = Label(f"第 {number} 部分")
    return SectionView(id=f"s{number}", label=label, short=label, fields=tuple(fields), done=0, wanted=len(fields))


def view_of(*sections):
    nothing = Overlap(**dict.fromkeys(Overlap.__struct_fields__, 0))
    return EditorView(
        application="a",
        title="",
        applicant="",
        state=ApplicationState(id="a"),
        sections=sections,
        materials=(),
        lacks=(),
        overlap=nothing,
        day="2026-11-23",
    )


def large(**of_field):
    """150 fields in six sections; `of_field` says what is different about one, by its name."""
    return view_of(
        *(
            section(part, [field(n, **of_field.get(f"e{n}", {})) for n in range(part * 25, part * 25 + 25)])
            for part in range(6)
        )
    )


ALL = [f"e{number}" for number in range(150)]


@pytest.fixture
def no_slices(monkeypatch):
    """Only what is wanted is made."""
    monkeypatch.setattr(late_fields, "GAP_MS", NEVER_MS)


@pytest.fixture
def form(desk_app, shown):
    """The panel between two other fields, as in a window."""
    window = QWidget()
    before = QLineEdit(window)
    panel = FormPanel(words=Words({}, language="zh_CN"), parent=window)
    after = QLineEdit(window)
    layout = QHBoxLayout(window)
    for part in (before, panel, after):
        layout.addWidget(part)
    layout.setStretch(1, 1)
    panel.outside = (before, after)

    def show(view, size=(1000, 600)):
        panel.set_view(view)
        return shown(window, size) and panel

    return show


def made(panel):
    return [name for part in panel._sections.values() for name in part.shown() if name in part.fields]


def in_sight(panel):
    """The elements whose place meets what is in sight."""
    return [
        n
        for part in panel._sections.values()
        for n in part.shown()
        if n not in part.fields and n in set(part.unbuilt(panel._late._sight_of(part)))
    ]


def complete(panel):
    for _ in range(1000):
        if panel.is_complete():
            return
        QTest.qWait(2)
    raise AssertionError("the form is never complete")


def walk(panel, key, first):
    """Every element that the cursor comes to by `key`, from `first` until it leaves the form."""
    assert panel.focus_field(first)
    visited = []
    for _ in range(600):
        if not (now := panel.focused_field()):
            return visited
        if not visited or visited[-1] != now:
            visited.append(now)
        QTest.keyClick(QApplication.focusWidget(), key)
    raise AssertionError("Tab never leaves the form")


def test_the_first_frame_has_what_is_in_sight_and_little_else(no_slices, form):
    panel = form(large())
    assert 8 <= len(made(panel)) < 40
    assert in_sight(panel) == []


def test_the_rest_comes_by_itself_and_nothing_moves(form):
    panel = form(large())
    bar = panel.verticalScrollBar()
    first, room = made(panel), bar.maximum()
    complete(panel)
    assert made(panel) == ALL and len(first) < 40
    QApplication.processEvents()
    assert abs(bar.maximum() - room) < room * 0.02
    assert bar.value() == 0


@pytest.mark.parametrize("size", [(1000, 600), (480, 500)])
def test_tab_comes_to_every_field_in_reading_order_made_or_not(size, no_slices, form):
    panel = form(large(), size)
    assert walk(panel, Qt.Key_Tab, "e0") == ALL
    assert QApplication.focusWidget() is panel.outside[1]


def test_tab_goes_back_the_same_way(no_slices, form):
    panel = form(large())
    panel.outside[1].setFocus()
    QTest.keyClick(panel.outside[1], Qt.Key_Tab, Qt.ShiftModifier)
    assert panel.focused_field() == "e149"
    backwards = walk(panel, Qt.Key_Backtab, "e149")
    assert backwards == ALL[::-1]


def test_enter_goes_on_into_what_is_not_made(no_slices, form):
    panel = form(large())
    panel.focus_field("e20")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key_Return)
    assert panel.focused_field() == "e21"


def test_tab_passes_what_another_case_fills_in(no_slices, form):
    awaited = {f"e{number}": {"awaited_from": "营业执照"} for number in range(30, 60)}
    panel = form(large(**awaited))
    assert walk(panel, Qt.Key_Tab, "e29")[:2] == ["e29", "e60"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_jump_leads_into_what_is_not_made_and_shows_it(scale, no_slices, form, dress):
    dress(scale)
    panel = form(large())
    assert panel.focus_field("e112")
    assert panel.focused_field() == "e112"
    line = panel.line_of("e112")
    top = line.mapTo(panel, line.rect().topLeft()).y()
    assert top >= 0 and top + line.height() <= panel.height()
    assert in_sight(panel) == []


def test_a_section_is_entered_at_its_first_open_field(no_slices, form):
    right = {f"e{number}": {"value": "好"} for number in range(100, 103)}
    panel = form(large(**right))
    entered = []
    panel.section_entered.connect(entered.append)
    panel.focus_section("s4")
    assert panel.focused_field() == "e103" and entered == ["s4"]


def test_scrolling_shows_fields_not_empty_room(no_slices, form):
    panel = form(large())
    bar = panel.verticalScrollBar()
    for value in (bar.maximum() // 2, bar.maximum(), bar.maximum() // 3):
        bar.setValue(value)
        assert in_sight(panel) == []
    assert len(made(panel)) < 120


def test_what_the_clerk_looks_at_stays_where_it_is(form):
    panel = form(large())
    panel.focus_field("e100")
    line = panel.line_of("e100")
    before = line.mapTo(panel, line.rect().topLeft()).y()
    complete(panel)
    assert abs(line.mapTo(panel, line.rect().topLeft()).y() - before) <= 1


def test_values_are_right_before_and_after_they_are_made(no_slices, form):
    panel = form(large(e140={"value": "张三"}))
    assert panel.value_of("e140") == "张三" and "e140" not in made(panel)
    assert panel.line_of("e140").editor.value_text() == "张三"
    panel.set_view(large(e140={"value": "李四"}, e145={"value": "王五"}))
    assert panel.line_of("e140").editor.value_text() == "李四"
    assert panel.line_of("e145").editor.value_text() == "王五"


def test_a_field_that_appears_is_shown_at_once_and_in_its_place_for_tab(no_slices, form):
    hidden = {name: {"shown": False} for name in ("e2", "e3", "e5")}
    panel = form(large(**hidden))
    panel.set_view(large(e5={"shown": False}))
    assert {"e2", "e3"} <= set(made(panel)) and "e5" not in made(panel)
    panel.set_view(large())
    assert walk(panel, Qt.Key_Tab, "e0")[:8] == ALL[:8]


def test_another_choice_of_items_is_another_form(no_slices, form):
    panel = form(large())
    panel.set_view(view_of(section(7, [field(900), field(1)]), section(0, [field(0)])))
    QApplication.processEvents()
    assert walk(panel, Qt.Key_Tab, "e900") == ["e900", "e1", "e0"]
    panel.outside[0].setFocus()
    QTest.keyClick(panel.outside[0], Qt.Key_Tab)
    assert panel.focused_field() == "e900"


def test_two_columns_or_one_come_out_the_same_made_or_not(no_slices, form):
    panel = form(large())
    assert {part._columns for part in panel._sections.values()} == {2}
    panel.window().resize(480, 600)
    QApplication.processEvents()
    assert {part._columns for part in panel._sections.values()} == {1}
    assert in_sight(panel) == []


def test_a_slice_ends_after_the_field_that_takes_too_long(form, monkeypatch):
    monkeypatch.setattr(late_fields, "SLICE_S", 0.0)
    steps = []
    after = late_fields.LateFields._slice
    monkeypatch.setattr(late_fields.LateFields, "_slice", lambda late: (after(late), steps.append(len(made(panel))))[0])
    panel = form(large())
    complete(panel)
    assert [b - a for a, b in pairwise(steps)] == [1] * (len(steps) - 1)


def test_nothing_is_made_behind_the_clerks_back_while_he_types(form):
    panel = form(large())
    panel.focus_field("e0")
    QTest.qWait(20)
    for letter in "abcdef":
        QTest.keyClick(QApplication.focusWidget(), letter)
        before = len(made(panel))
        QTest.qWait(late_fields.TYPING_MS // 3)
        assert len(made(panel)) == before < 150
    complete(panel)


def test_an_error_held_back_while_typing_is_said_when_the_field_is_left(no_slices, form):
    panel = form(large())
    wrong = large(e0={"value": "x", "problems": (message("text.too_long", element="e0"),)})
    panel.set_view(wrong, untouched="e0")
    assert panel.line_of("e0").error() == ""
    panel.set_view(wrong)
    assert panel.line_of("e0").error() == "text.too_long"


def test_only_what_changed_is_touched(no_slices, form, monkeypatch):
    first = large()
    panel = form(first)
    touched = []
    show = type(panel._sections["s0"])._show
    monkeypatch.setattr(
        type(panel._sections["s0"]),
        "_show",
        lambda part, view, **more: (touched.append(view.element.id), show(part, view, **more)),
    )
    changed = replace(first.sections[0].fields[3], value="2026-11-23")
    fields = (*first.sections[0].fields[:3], changed, *first.sections[0].fields[4:])
    panel.set_view(replace(first, sections=(replace(first.sections[0], fields=fields), *first.sections[1:])))
    assert touched == ["e3"]
