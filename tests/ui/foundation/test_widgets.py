from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from client.ui.style.look import current_look
from client.ui.widgets.action_bar import ActionBar
from client.ui.widgets.big_button import BigButton
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.key_hint import KeyHint
from client.ui.widgets.labels import ElidedLabel, text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.progress_line import ProgressLine
from client.ui.widgets.status_dot import DotState, StatusDot
from client.ui.widgets.text_editors import CodeEdit, TextEdit
from tests.ui.screen_check import assert_screen_ok, problems_of


def test_enter_presses_a_button(desk_app, shown):
    button, pressed = shown(Button("打印", icon_name="print"), (200, 60)), []
    button.clicked.connect(lambda: pressed.append(1))
    QTest.keyClick(button, Qt.Key_Return)
    QTest.keyClick(button, Qt.Key_Space)
    assert len(pressed) == 2


def test_a_chip_says_its_state_three_ways(desk_app, shown):
    chip = shown(Chip("离线 · 已存 12 件", "offline"), (300, 60))
    chip.set_state("在线 · 全部已送达", "ok")
    icon, words = chip.findChildren(QLabel)
    assert words.text() == chip.accessibleName() == "在线 · 全部已送达"
    assert not icon.pixmap().isNull()
    assert chip.property("level") == words.property("level") == "ok"


def test_the_dots_differ_in_form_not_only_in_colour(desk_app, shown):
    shapes = set()
    for state in DotState:
        if state == DotState.DEFERRED:
            continue
        dot = shown(StatusDot(state, state.value), (40, 40))
        picture = dot.grab().toImage()
        shapes.add(
            tuple(picture.pixelColor(x, y).name() == "#f4f6f9" for x in range(40) for y in range(40))
            + tuple(picture.pixelColor(x, y).lightness() > 200 for x in range(40) for y in range(40))
        )
        assert dot.accessibleName() == state.value
    assert len(shapes) == len(DotState) - 1


def test_a_message_offers_its_way_out_and_can_be_put_away(desk_app, shown, qtbot):
    bar = MessageBar()
    shown(bar, (800, 80))
    bar.clear()
    assert not bar.isVisible()
    bar.show_message("中心暂时连不上，受理照常。", "warn", "查看待传")
    assert bar.isVisible()
    assert bar.accessibleName() == bar.text() == "中心暂时连不上，受理照常。"
    way_out = next(button for button in bar.findChildren(QPushButton) if button.isVisible())
    with qtbot.waitSignal(bar.action_triggered):
        QTest.keyClick(way_out, Qt.Key_Return)
    with qtbot.waitSignal(bar.dismissed):
        bar._close.click()
    assert (bar.isVisible(), bar.text()) == (False, "")


def test_progress_takes_more_bytes_than_an_int_holds(desk_app):
    line = ProgressLine("扫描件上传", cancel_text="取消")
    line.set_progress(done=3 << 32, total=4 << 32, words="3 / 4 GB")
    bar = line.findChild(QProgressBar)
    assert bar.value() / bar.maximum() == pytest.approx(0.75)
    assert bar.accessibleDescription() == line.words() == "3 / 4 GB"
    line.set_progress(done=0, total=0, words="正在连接…")
    assert (bar.minimum(), bar.maximum()) == (0, 0)


def test_a_number_key_chooses_unless_an_editor_has_it(desk_app, shown, qtbot):
    window, line = QWidget(), QLineEdit()
    layout, chosen = QVBoxLayout(window), []
    layout.addWidget(line)
    for number, word in enumerate(("开办餐饮店", "开办便利店"), 1):
        button = BigButton(word, "营业执照、食品经营许可", number=number)
        button.clicked.connect(lambda _on=False, word=word: chosen.append(word))
        layout.addWidget(button)
    shown(window, (500, 400))
    line.setFocus()
    QTest.keyClick(line, Qt.Key_2)
    assert (line.text(), chosen) == ("2", [])
    button.setFocus()
    QTest.keyClick(button, Qt.Key_1)
    qtbot.waitUntil(lambda: chosen == ["开办餐饮店"])
    assert_screen_ok(window, (500, 400))


def test_the_hint_of_a_large_choice_wraps_instead_of_being_cut_off(desk_app, shown):
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(
        BigButton("开办餐饮店", "营业执照、食品经营许可、门头招牌、排水许可、消防检查、卫生许可" * 2, number=1)
    )
    layout.addStretch(1)
    assert_screen_ok(shown(window, (320, 400)), (320, 400))


def field_of(editor: QWidget) -> LineField:
    return LineField("手机号码", editor, required=True, label_side="left", label_chars=5)


def test_an_error_does_not_move_the_next_field(desk_app, shown):
    window, fields = QWidget(), [field_of(CodeEdit()), field_of(TextEdit())]
    layout = QVBoxLayout(window)
    for field in fields:
        layout.addWidget(field)
    layout.addStretch(1)
    shown(window, (500, 300))
    before = fields[1].pos()
    fields[0].set_error("应为 11 位，还差 4 位")
    desk_app.processEvents()
    assert fields[1].pos() == before
    assert_screen_ok(window, (500, 300))


def test_a_long_error_wraps_and_is_shown_whole(desk_app, shown, dress):
    dress(2.0)
    window, field = QWidget(), field_of(CodeEdit())
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addStretch(1)
    shown(window, (500, 400))
    field.set_error("手机号码应为 11 位数字，还差 4 位；请对照申请人的手机再输入一次，或者留座机号码")
    assert_screen_ok(window, (500, 400))


def test_readers_hear_label_need_and_error(desk_app):
    editor = CodeEdit()
    field = field_of(editor)
    assert editor.accessibleName() == "手机号码"
    assert editor.accessibleDescription() == "必填"
    field.set_note("来自身份证")
    assert editor.accessibleDescription() == "必填 来自身份证"
    field.set_error("还差 4 位")
    assert editor.accessibleDescription() == "必填 还差 4 位"
    assert editor.property("invalid") is True
    field.set_error("")
    assert (editor.accessibleDescription(), editor.property("invalid")) == ("必填 来自身份证", False)


def test_the_error_has_the_place_of_the_note_and_gives_it_back(desk_app):
    field = field_of(CodeEdit())
    field.set_note("来自身份证")
    field.set_error("还差 4 位")
    assert field._under.text() == "还差 4 位"
    assert field._under.property("role") == "error"
    field.set_error("")
    assert field._under.text() == "来自身份证"
    assert field._under.property("role") == "hint"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_pieces_fit_at_every_text_size(scale, desk_app, shown, dress):
    dress(scale)
    window = QWidget()
    layout = QVBoxLayout(window)
    card = Card("今日到期")
    card.add(KeyHint("F6", "下一缺项"))
    card.add(ProgressLine("扫描件上传", cancel_text="取消"))
    card.add(EmptyState(icon_name="inbox", title="还没有办件", hint="按 F2 开始新办件", action_text="新办件 F2"))
    layout.addWidget(card)
    bar = ActionBar()
    bar.set_saved_state("未能保存：磁盘已满，表单仍在屏幕上", "danger")
    bar.set_key_hints([("F6", "下一缺项"), ("F7", "容缺"), ("F9", "打印")])
    bar.set_primary("受理", "F8")
    layout.addWidget(bar)
    assert_screen_ok(shown(window), (1366, 768))


def test_the_check_finds_text_that_is_cut_off(desk_app, shown):
    window = QWidget()
    layout = QHBoxLayout(window)
    label, button, shortens = text_label("经营场所所在地街道"), Button("保存并继续"), ElidedLabel("经营场所所在地街道")
    for widget in (label, button, shortens):
        widget.setFixedWidth(40)
        layout.addWidget(widget)
    shown(window, (400, 100))
    found = problems_of(window, (400, 100))
    assert len(found) == 2
    assert "经营场所所在地街道" in found[0]
    assert "保存并继续" in found[1]


def test_the_check_finds_widgets_over_each_other(desk_app, shown):
    window = QWidget()
    layout = QVBoxLayout(window)
    above, below = QLineEdit("王芳"), QLineEdit("李四")
    above.setFixedHeight(60)
    layout.addWidget(above)
    layout.addWidget(below)
    shown(window, (300, 200))
    layout.setEnabled(False)
    below.move(below.x(), above.y() + 20)
    assert problems_of(window, (300, 200)) == ["QLineEdit '王芳' and QLineEdit '李四' lie over each other"]


def test_the_check_finds_characters_without_a_glyph(desk_app, shown):
    window = QWidget()
    QVBoxLayout(window).addWidget(text_label("王\U000314ff芳"))
    found = problems_of(shown(window, (300, 100)), (300, 100))
    assert ["\U000314ff" in problem for problem in found] == [True]


def test_the_check_finds_a_field_that_tab_never_reaches(desk_app, shown):
    class Trap(QLineEdit):
        def focusNextPrevChild(self, forward: bool) -> bool:
            first.setFocus()
            return True

    window, first, trap, after = QWidget(), QLineEdit(), Trap(), QLineEdit()
    layout = QVBoxLayout(window)
    for widget in (first, trap, after):
        layout.addWidget(widget)
    after.setAccessibleName("手机号码")
    shown(window, (300, 200))
    assert problems_of(window, (300, 200)) == ["Tab does not reach QLineEdit '手机号码'"]


def test_the_check_finds_a_window_that_does_not_fit(desk_app, shown):
    window = QWidget()
    QVBoxLayout(window).addWidget(Button("很长很长的一个按钮"))
    found = problems_of(shown(window, (60, 60)), (60, 60))
    assert found[0].startswith("the window needs")


def test_a_field_is_as_high_as_the_tokens_say(desk_app, shown):
    field = shown(field_of(CodeEdit()), (500, 200))
    assert field.editor.height() == current_look().field_height()
