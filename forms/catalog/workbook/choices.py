"""The Chinese names of what the catalog says in code words: kinds of field, privacy, yes and no, units of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from forms.catalog.model import CaseType, ClockStart, Offer, OnOverdue
from forms.elements.element import ElementKind, Privacy

Choices = Mapping[str, tuple[str, ...]]
"""For each code word its names: the first is the one that is written, all are read."""

KINDS: Final[Choices] = {
    ElementKind.TEXT.value: ("文本", "文字", "单行文本"),
    ElementKind.MULTILINE.value: ("多行文本", "长文本"),
    ElementKind.ADDRESS.value: ("地址",),
    ElementKind.INTEGER.value: ("整数",),
    ElementKind.DECIMAL.value: ("小数", "数字", "数值"),
    ElementKind.MONEY.value: ("金额",),
    ElementKind.DATE.value: ("日期",),
    ElementKind.DATETIME.value: ("日期时间", "时间"),
    ElementKind.DATE_RANGE.value: ("日期区间", "日期范围", "起止日期"),
    ElementKind.ONE_OF.value: ("单选", "下拉"),
    ElementKind.SEVERAL_OF.value: ("多选",),
    ElementKind.YES_NO.value: ("是否", "是非"),
    ElementKind.IDENTITY.value: ("证件号码", "身份证号", "身份证号码"),
    ElementKind.CREDIT_CODE.value: ("统一社会信用代码", "信用代码"),
    ElementKind.PHONE.value: ("电话", "手机", "手机号码", "联系电话"),
    ElementKind.BANK_CARD.value: ("银行卡号", "银行卡"),
    ElementKind.REGION.value: ("行政区划", "区划"),
    ElementKind.UNIT_NUMBER.value: ("不动产单元号",),
    ElementKind.PROJECT_CODE.value: ("项目代码",),
    ElementKind.TABLE.value: ("表格",),
}
PRIVACY: Final[Choices] = {
    Privacy.OPEN.value: ("公开", "一般"),
    Privacy.PERSONAL.value: ("个人信息", "个人"),
    Privacy.SENSITIVE.value: ("敏感个人信息", "敏感"),
}
CASE_TYPES: Final[Choices] = {
    CaseType.INSTANT.value: ("即办件", "即办", "马上办"),
    CaseType.PROMISED.value: ("承诺件", "承诺"),
}
UNITS: Final[Choices] = {"wd": ("工作日",), "nd": ("自然日", "日历日"), "h": ("小时", "工作小时")}
CLOCK_STARTS: Final[Choices] = {
    ClockStart.ACCEPT.value: ("受理之日", "受理"),
    ClockStart.COMPLETE.value: ("补齐之日", "补齐"),
}
ON_OVERDUE: Final[Choices] = {
    OnOverdue.PAUSE.value: ("暂停计时", "暂停"),
    OnOverdue.TERMINATE.value: ("终止办理", "终止"),
    OnOverdue.RETURN_AFTER.value: ("满期退件", "退件"),
}
OFFERS: Final[Choices] = {
    Offer.OPEN.value: ("受理", "开放"),
    Offer.CLOSING.value: ("即将停办",),
    Offer.CLOSED.value: ("停办", "已停办"),
}
PARTY_KINDS: Final[Choices] = {"person": ("自然人", "个人"), "organisation": ("单位", "组织", "法人")}
DAYS: Final[Choices] = {
    "holidays": ("放假", "休"),
    "workdays": ("上班", "调休上班", "班"),
    "hall_open": ("开放", "大厅开放"),
    "hall_closed": ("闭厅", "大厅不开放"),
}
YES_NO: Final[Choices] = {"true": ("是", "yes", "y", "√", "1"), "false": ("否", "no", "n", "×", "0")}
