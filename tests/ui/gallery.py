"""Pictures of all pieces and of the shell, for eyes: `python -m tests.ui.gallery` writes them to build/gallery/."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt5.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from client.ui.shell.rail import RailEntry
from client.ui.shell.screen import Hint, PrimaryAction, SavedState, ScreenWidget, ShellKey
from client.ui.shell.shell_view import ShellView
from client.ui.style.apply import apply_style, prepare_process
from client.ui.style.icons import icon_names
from client.ui.style.marks import mark
from client.ui.translation import install_translations
from client.ui.widgets.action_bar import ActionBar
from client.ui.widgets.big_button import BigButton
from client.ui.widgets.button import Button
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip
from client.ui.widgets.choice_box import Choice, ChoiceBox
from client.ui.widgets.choice_editors import SeveralOf, YesNo
from client.ui.widgets.code_groups import IDENTITY_GROUPS, PHONE_GROUPS
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import IconLabel, text_label
from client.ui.widgets.line_field import LineField
from client.ui.widgets.list_table import ListTable
from client.ui.widgets.long_text import LongTextEdit
from client.ui.widgets.message_bar import MessageBar
from client.ui.widgets.progress_line import ProgressLine
from client.ui.widgets.range_edit import DateRangeEdit
from client.ui.widgets.rows_model import Cell, Column, Row
from client.ui.widgets.status_dot import DotState, StatusDot
from client.ui.widgets.table_edit import TableEdit
from client.ui.widgets.table_rules import TableColumn
from client.ui.widgets.text_editors import CodeEdit, TextEdit
from tests.ui.kinds_page import STATES, KindsPage

OUT = Path(__file__).resolve().parents[2] / "build" / "gallery"
SIZE = (1366, 768)
LOOKS = {"100": (1.0, False), "150": (1.5, False), "200": (2.0, False), "contrast": (1.0, True)}


def main() -> None:
    """Draw every page in every look, and every kind of field in both languages."""
    prepare_process()
    app = QApplication([])
    OUT.mkdir(parents=True, exist_ok=True)
    for look, (scale, contrast) in LOOKS.items():
        apply_style(app, scale, contrast)
        install_translations(app)
        for name, page in PAGES.items():
            _draw(app, page(), OUT / f"{name}-{look}.png")
        for language, state in itertools.product(("zh_CN", "en"), STATES):
            install_translations(app, language)
            _draw(app, KindsPage(state, language), OUT / f"kinds-{state}-{language}-{look}.png")


def _draw(app: QApplication, window: QWidget, path: Path) -> None:
    window.resize(*SIZE)
    window.show()
    for _ in range(5):
        app.processEvents()
    if isinstance(window, KindsPage):
        window.resize(window.width(), window.whole_height())
        app.processEvents()
    window.grab().save(str(path))
    window.close()
    window.deleteLater()


def pieces() -> QWidget:
    """Chips, messages, lights, buttons, choices, empty state."""
    window = QWidget()
    mark(window, role="canvas")
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addLayout(_chips())
    message = MessageBar()
    message.show_message("中心暂时连不上，受理照常，材料已存在本机，恢复后自动送出。", "warn", "查看待传")
    layout.addWidget(message)
    row = QHBoxLayout()
    row.setContentsMargins(16, 0, 16, 0)
    for card in (_states(), _choices(), _empty()):
        row.addWidget(card, 1)
    layout.addLayout(row, 1)
    bar = ActionBar()
    bar.set_saved_state("已保存 10:42:07")
    bar.set_key_hints([("F6", "下一缺项"), ("F7", "容缺"), ("F9", "打印")])
    bar.set_primary("受理", "F8")
    layout.addWidget(bar)
    bar.focus_primary()
    return window


def _chips() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 16, 16, 0)
    chips = {"在线 · 全部已送达": "ok", "弱网 · 待传 3 件": "warn", "未能保存": "danger", "容缺 3": "deferral"}
    for words, level in {**chips, "离线 · 已存 12 件": "offline", "提示": "info"}.items():
        row.addWidget(Chip(words, level))
    row.addStretch(1)
    return row


def _states() -> Card:
    card = Card("状态与按钮")
    for state in DotState:
        line = QHBoxLayout()
        line.addWidget(StatusDot(state, state.value))
        line.addWidget(QLabel(f"场所证明 {state.value}"))
        line.addStretch(1)
        card.add(line)
    progress = ProgressLine("扫描件上传", cancel_text="取消")
    progress.set_progress(done=3, total=10, words="3 / 10 份 · 约 4 分钟")
    card.add(progress)
    for variant in ("", "primary", "danger", "quiet"):
        line = QHBoxLayout()
        able, unable = (Button("打印", icon_name="print", variant=variant) for _ in range(2))
        unable.setEnabled(False)
        for button in (able, unable, Button("保存", variant=variant)):
            line.addWidget(button)
        line.addStretch(1)
        card.add(line)
    card.body.addStretch(1)
    return card


def _choices() -> Card:
    card = Card("您要办什么")
    hints = {"开办餐饮店": "营业执照、食品经营许可、门头、排水", "开办便利店": "", "增加经营项目": "只补缺的那一项"}
    for number, (words, hint) in enumerate(hints.items(), 1):
        card.add(BigButton(words, hint, number=number))
    number = text_label("10", "number")
    card.add(number)
    card.add(text_label("今日受理", "hint"))
    card.body.addStretch(1)
    return card


def _empty() -> Card:
    card = Card("办件")
    hint = "按 F2 开始新办件，或用 Ctrl+F 查找申请人以前的办件"
    card.add(EmptyState(icon_name="inbox", title="还没有办件", hint=hint, action_text="新办件 F2"), 1)
    return card


def form() -> QWidget:
    """Fields of all kinds, and a list."""
    window = QWidget()
    mark(window, role="canvas")
    layout = QHBoxLayout(window)
    layout.setContentsMargins(16, 16, 16, 16)
    card = Card("申请人")
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    card.add(grid)
    for at, field in enumerate(_short_fields()):
        grid.addWidget(field, at // 2, at % 2)
    for at, field in enumerate(_long_fields(), 4):
        grid.addWidget(field, at, 0, 1, 2)
    card.body.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(card)
    layout.addWidget(area, 3)
    layout.addWidget(_ledger(), 2)
    return window


def _field(label: str, editor: QWidget, value: str = "", *, required: bool = False, unit: str = "") -> LineField:
    editor.set_value_text(value)
    return LineField(label, editor, required=required, unit=unit, label_side="left", label_chars=5)


def _short_fields() -> list[LineField]:
    papers = ChoiceBox([Choice("id", "居民身份证"), Choice("passport", "护照")])
    fields = [
        _field("姓名", TextEdit(), "张三", required=True),
        _field("证件类型", papers, "id", required=True),
        _field("国籍", ChoiceBox([Choice("cn", "中国")])),
        _field("证件号码", CodeEdit(groups=IDENTITY_GROUPS, upper=True), "11010519491231002X", required=True),
        _field("手机号码", CodeEdit(groups=PHONE_GROUPS), "1391234", required=True),
        _field("从业人数", CodeEdit(placeholder="例如 5"), unit="人"),
        _field("预包装", YesNo(), "true"),
    ]
    fields[0].set_note("来自身份证")
    fields[3].set_note("男 1949-12-31")
    fields[4].set_error("应为 11 位，还差 4 位")
    return fields


def _long_fields() -> list[LineField]:
    dishes = ("热食类食品制售", "冷食类食品制售", "生食类食品制售", "糕点类食品制售", "自制饮品制售")
    numbers = itertools.count()
    staff = TableEdit(
        [TableColumn(id="name", title="姓名"), TableColumn(id="number", title="身份证号码", latin=True, chars=12)],
        new_row_ids=lambda _taken: map(str, numbers),
    )
    staff.set_rows({"a": {"name": "王芳", "number": "110105199001011234"}, "b": {"name": "李四"}})
    return [
        _field("经营项目", SeveralOf([Choice(str(at), words) for at, words in enumerate(dishes)]), "0,3"),
        _field("租期", DateRangeEdit(), "2026-01-01 至 2026-12-31"),
        _field("经营场所", LongTextEdit(lines=2, placeholder="详细到门牌号")),
        LineField("从业人员", staff, label_side="left", label_chars=5),
    ]


def _ledger() -> Card:
    card = Card("容缺台账")
    columns = [Column(title="申请人", stretch=True), Column(title="材料", chars=6), Column(title="到期", chars=6)]
    table = ListTable([*columns, Column(title="件数", right=True, spare=True)], name="容缺台账")
    rows = [Row("today", ("今天到期 2026-12-03(周四)",), heading=True)]
    rows += [Row(f"a{at}", (f"张{at}", Cell("健康证明", "deferral"), Cell("今天", "danger"), "3")) for at in range(3)]
    rows += [Row("later", ("明天到期",), heading=True)]
    rows += [
        Row(f"b{at}", (f"王{at}", Cell("场所证明", "deferral"), Cell("还有 1 日", "warn"), "1")) for at in range(3)
    ]
    table.set_rows(rows)
    table.choose("a1")
    card.add(table)
    return card


class _Screen(ScreenWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(_ledger() if name == "工作台" else _empty())

    def title(self) -> str:
        return self._name

    def primary_action(self) -> PrimaryAction:
        return PrimaryAction("受理", ShellKey.ACCEPT)

    def key_hints(self) -> tuple[Hint, ...]:
        return Hint(ShellKey.NEXT_MISSING, "下一缺项"), Hint(ShellKey.DEFER, "容缺"), Hint(ShellKey.PRINT, "打印")

    def saved_state(self) -> SavedState:
        return SavedState("已保存 10:42:07")

    def can_go_back(self) -> bool:
        return True


def shell() -> QWidget:
    """The window around a screen, with two applications open."""
    words = {"workbench": "工作台", "new": "新办件", "applications": "办件", "deferral": "容缺", "issue": "出件"}
    words |= {"sync": "同步", "statistics": "统计", "settings": "设置"}
    view = ShellView([RailEntry(key, word, key) for key, word in words.items()])
    for key, word in words.items():
        view.add_screen(key, _Screen(word))
    view.rail.set_badge("deferral", 3, "deferral")
    view.rail.set_badge("sync", 120, "warn")
    view.top.set_window("3 号窗口")
    view.top.set_clerk("王芳")
    view.top.set_ticket("A-017 号")
    view.top.set_link("弱网 · 待传 3 件 2 份扫描 · 约 4 分钟", "warn", "弱网 · 待传 3 件")
    view.open_application("a", "张三 · 开办餐饮店", _Screen("申请表"))
    view.open_application("b", "李四 · 门头", _Screen("申请表"))
    view.show_screen("workbench")
    view.status.say("已从身份证填入 6 项")
    return view


def icons() -> QWidget:
    """The icon set."""
    window = QWidget()
    mark(window, role="canvas")
    grid = QGridLayout(window)
    for at, name in enumerate(icon_names()):
        grid.addWidget(IconLabel(name, "ink", em=2), at // 10 * 2, at % 10)
        grid.addWidget(text_label(name, "hint"), at // 10 * 2 + 1, at % 10)
    return window


PAGES: dict[str, Callable[[], QWidget]] = {"pieces": pieces, "form": form, "shell": shell, "icons": icons}

if __name__ == "__main__":
    main()
