"""Every kind of field once, on one page: empty, filled or wrong, in Chinese or English. Used by the gallery only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from client.desk.editor_view import FieldView
from client.ui.editor.field_editors import editor_for, is_wide, show_in
from client.ui.editor.rival_words import error_words
from client.ui.style.marks import mark
from client.ui.widgets.card import Card
from client.ui.widgets.line_field import LineField
from forms.elements.element import Column, DataElement, ElementKind, Label, Option
from forms.elements.reading import check, read
from forms.values import Value
from forms.words import Words
from forms.words_files import load_words

_WORDS = Path(__file__).resolve().parents[2] / "resources" / "words"
_TODAY = "2026-11-23"


def _options(*names: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(id=id_, label=Label(zh, en)) for id_, zh, en in names)


def _element(kind: ElementKind, zh: str, en: str, **rest: object) -> DataElement:
    return DataElement(id=kind.value, label=Label(zh, en), kind=kind, **rest)


_PAPERS = _options(
    ("resident", "居民身份证", "Resident identity card"),
    ("hmt", "港澳台居民居住证", "Residence permit for Hong Kong, Macao and Taiwan"),
    ("passport", "护照", "Passport"),
)
_DISHES = _options(
    ("hot", "热食类食品制售", "Hot food"),
    ("cold", "冷食类食品制售", "Cold food"),
    ("raw", "生食类食品制售", "Raw food"),
    ("cake", "糕点类食品制售", "Cakes"),
)
_SHARES = _options(("cash", "货币", "Cash"), ("goods", "实物", "Goods"))
_COLUMNS = (
    Column(id="name", label=Label("股东姓名", "Shareholder")),
    Column(id="number", label=Label("身份证号码", "Identity number"), kind=ElementKind.IDENTITY),
    Column(id="amount", label=Label("认缴出资额", "Subscribed capital"), kind=ElementKind.MONEY, unit="万元"),
    Column(id="by", label=Label("出资方式", "Form"), kind=ElementKind.ONE_OF, options=_SHARES),
)

ELEMENTS = (
    _element(ElementKind.TEXT, "姓名", "Name"),
    _element(ElementKind.ONE_OF, "证件类型", "Identity document", options=_PAPERS),
    _element(ElementKind.IDENTITY, "证件号码", "Identity number"),
    _element(ElementKind.PHONE, "手机号码", "Mobile phone"),
    _element(ElementKind.CREDIT_CODE, "统一社会信用代码", "Unified social credit code"),
    _element(ElementKind.BANK_CARD, "银行账号", "Bank account"),
    _element(ElementKind.INTEGER, "从业人数", "Employees", unit="人", minimum="1"),
    _element(ElementKind.DECIMAL, "经营面积", "Floor area", unit="平方米"),
    _element(ElementKind.MONEY, "注册资本", "Registered capital", unit="元"),
    _element(ElementKind.DATE, "成立日期", "Founded on"),
    _element(ElementKind.DATETIME, "勘验时间", "Inspection at"),
    _element(ElementKind.DATE_RANGE, "租赁期限", "Lease"),
    _element(ElementKind.YES_NO, "是否明厨亮灶", "Open kitchen"),
    _element(ElementKind.REGION, "所在区县", "County"),
    _element(ElementKind.UNIT_NUMBER, "不动产单元号", "Real estate unit number"),
    _element(ElementKind.PROJECT_CODE, "投资项目统一代码", "Project code"),
    DataElement(id="fee", label=Label("应缴费用", "Fee"), kind=ElementKind.MONEY, computed="decimal * 12", unit="元"),
    _element(ElementKind.SEVERAL_OF, "经营项目", "Kinds of food", options=_DISHES),
    _element(ElementKind.ADDRESS, "经营场所", "Address"),
    _element(ElementKind.MULTILINE, "经营范围", "Scope of business", max_length=40),
    _element(ElementKind.TABLE, "股东", "Shareholders", columns=_COLUMNS),
)

_ROWS = {
    "1": {"name": "张三", "number": "11010519491231002X", "amount": "60", "by": "cash"},
    "2": {"name": "李四", "number": "440305199003071236", "amount": "40", "by": "goods"},
}
_FILLED: Mapping[str, Value | str] = {
    "text": "欧阳若兰",
    "enum": "resident",
    "id18": "11010519491231002X",
    "phone": "13912345678",
    "uscc": "91350100M000100Y43",
    "bankcard": "6222021234567890128",
    "int": "12",
    "decimal": "86.5",
    "money": "1250000.5",
    "date": "20261203",
    "datetime": "2026-12-03 14:30",
    "daterange": "2026-01-01 至 2026-12-31",
    "bool": True,
    "region": "330103",
    "bdcunit": "510104003002GB00019F00010001",
    "projcode": "2019-440300-47-01-123456",
    "fee": "1038.00",
    "multi": ["hot", "cake"],
    "address": "广东省深圳市南山区粤海街道科技园南区高新南一道 9 号中科大厦 12 层 1203 室",
    "multiline": "热食类食品制售；糕点类食品制售。\n仅限堂食，不含外卖。",
    "table": _ROWS,
}
_WRONG: Mapping[str, Value | str] = {
    **_FILLED,
    "text": "很" * 210,
    "enum": "old_card",
    "id18": "110105194912310021",
    "phone": "1391234",
    "uscc": "91350100M000100Y40",
    "bankcard": "62220",
    "int": "十二个",
    "decimal": "八十六",
    "money": "12.345",
    "date": "2026-13-45",
    "datetime": "2026-12-03",
    "daterange": "2026-12-31 至 2026-01-01",
    "region": "999999",
    "bdcunit": "5101",
    "projcode": "2019",
    "multi": ["hot", "smoked"],
    "address": "12",
    "multiline": "很" * 50,
    "table": {**_ROWS, "2": {"name": "", "number": "4403", "amount": "很多", "by": "期权"}},
}
STATES: Mapping[str, Mapping[str, Value | str]] = {"empty": {}, "filled": _FILLED, "wrong": _WRONG}


@cache
def words_of(language: str) -> Words:
    """The sentences of a language."""
    return load_words(_WORDS, language=language)


class KindsPage(QScrollArea):
    """One page. `whole_height()` is the height at which nothing of it is out of sight."""

    def __init__(self, state: str, language: str) -> None:
        super().__init__()
        mark(self, role="sheet")
        self._words = words_of(language)
        self._labels = {element.id: element.label.text(language) for element in ELEMENTS}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.NoFocus)
        sheet = QWidget(self.viewport())
        mark(sheet, role="canvas")
        layout = QVBoxLayout(sheet)
        layout.addWidget(self._card(STATES[state]))
        layout.addStretch(1)
        self.setWidget(sheet)

    def whole_height(self) -> int:
        """For the width that it has now."""
        return self.widget().sizeHint().height() + 2 * self.frameWidth()

    def _card(self, values: Mapping[str, Value | str]) -> Card:
        card = Card(self._words.language)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        card.add(grid)
        at = 0
        for element in ELEMENTS:
            field = self._field(element, values)
            wide = is_wide(element)
            at += at % 2 if wide else 0
            grid.addWidget(field, at // 2, at % 2, 1, 2 if wide else 1)
            at += 2 if wide else 1
        return card

    def _field(self, element: DataElement, values: Mapping[str, Value | str]) -> LineField:
        language = self._words.language
        editor = editor_for(element, language=language, words=self._words, labels=self._labels)
        field = LineField(element.label.text(language), editor, required=element.required, unit=element.unit)
        value = values.get(element.id)
        if isinstance(value, str):
            value = value if element.options else read(element, value)
        show_in(editor, element, value)
        if value is not None:
            field.set_error(self._problems(element, value))
        return field

    def _problems(self, element: DataElement, value: Value) -> str:
        found = check(element, value, values={}, today=_TODAY)
        view = FieldView(element=element, items=(), value=value, shown=True, required=True, problems=found)
        return error_words(view, self._words, being_typed=False)
