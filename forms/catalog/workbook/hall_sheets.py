"""The sheets of the hall itself: edition, areas, departments, who may apply; and its calendar and paper templates."""

from __future__ import annotations

from typing import Final

from forms.catalog.model import PROCEDURE_PAPER
from forms.catalog.workbook import choices
from forms.catalog.workbook.cells import ID, YES_OR_NO, Choice, Day, Edition, Exact, Listed, Reference, Whole
from forms.catalog.workbook.layout import UNKNOWN, Column, SheetLayout, labels

_AGENT = ("hall", "agent")

_RULES = ("hall", "hall", "deferral")
_DEFERRAL = (
    Column(
        title="容缺计时起点",
        path=(*_RULES, "clock_start"),
        cell=Choice(choices.CLOCK_STARTS),
        stand_in="accept",
        help="受理之日 或 补齐之日，不填为受理之日",
    ),
    Column(
        title="容缺逾期处理",
        path=(*_RULES, "on_overdue"),
        cell=Choice(choices.ON_OVERDUE),
        stand_in="return_after",
        help="暂停计时、终止办理 或 满期退件，不填为满期退件",
    ),
    Column(title="满期退件工作日", path=(*_RULES, "return_after"), cell=Whole(), stand_in="15", help="不填为 15"),
    Column(
        title="容缺最长工作日", path=(*_RULES, "most_days"), cell=Whole(), stand_in="0", help="0 为只按事项，不填为 0"
    ),
    Column(
        title="可延长工作日",
        path=(*_RULES, "extension_days"),
        cell=Whole(),
        stand_in="10",
        help="0 为不可延长，不填为 10",
    ),
    Column(
        title="提醒提前工作日",
        path=(*_RULES, "reminders"),
        cell=Listed(),
        stand_in=["0"],
        help="如 3、1、0，0 为当日；不填为 3、1、0",
    ),
    Column(
        title="失信名单有效天数",
        path=(*_RULES, "distrust_days"),
        cell=Whole(),
        stand_in="7",
        help="几个自然日没有与中心核对过，就算没有核对；不填为 7",
    ),
    Column(
        title="查法定代表人失信",
        path=(*_RULES, "distrust_representative"),
        cell=YES_OR_NO,
        shown="false",
        stand_in="false",
        help="单位申请时，法定代表人失信也不能容缺；不填为否",
    ),
)

_HALL = SheetLayout(
    title="大厅",
    about="大厅的名称、目录的版本、代理人的规则、日历的范围；只有一行",
    inside=(),
    single=True,
    starts=(("hall", "areas"), ("calendar", "holidays"), ("calendar", "workdays")),
    columns=(
        Column(
            title="目录版本",
            path=("hall", "version"),
            cell=Edition(),
            required=True,
            stand_in=UNKNOWN,
            help="每次发布改一次，如 2026.1",
        ),
        Column(
            title="大厅名称",
            path=("hall", "hall", "name", "zh"),
            required=True,
            stand_in=UNKNOWN,
            help="大厅全称",
            width=28,
        ),
        Column(title="大厅英文名", path=("hall", "hall", "name", "en"), help="英文，可不填", width=28),
        Column(
            title="机关代字",
            path=("hall", "hall", "organ"),
            required=True,
            stand_in=UNKNOWN,
            help="收件编号用的一字简称，如 江",
        ),
        Column(
            title="时区", path=("hall", "hall", "zone"), cell=ID, stand_in="Asia/Shanghai", help="不填为 Asia/Shanghai"
        ),
        Column(
            title="办公时间",
            path=("hall", "hall", "office_hours"),
            cell=Listed(),
            help="按小时计的时限用，如 09:00-12:00、13:30-17:00",
            width=24,
        ),
        *_DEFERRAL,
        Column(
            title="代办情形",
            path=(*_AGENT, "situation"),
            cell=Reference("situations"),
            empty="",
            stand_in="",
            help="问是否代办的情形，如 q_agent",
        ),
        Column(
            title="代理人区块",
            path=(*_AGENT, "block"),
            cell=Reference("blocks"),
            empty="",
            stand_in="",
            help="如 A 或 代理人",
        ),
        Column(
            title="代办材料",
            path=(*_AGENT, "materials"),
            cell=Listed("materials"),
            empty=[],
            stand_in=[],
            help="代理人要交的材料，如 M-POA、M-AGID",
            width=24,
        ),
        Column(title="日历版本", path=("calendar", "revision"), required=True, stand_in=UNKNOWN, help="如 2025-2026"),
        Column(
            title="日历首日",
            path=("calendar", "first"),
            cell=Day(),
            required=True,
            stand_in="0001-01-01",
            help="如 2025-01-01",
        ),
        Column(
            title="日历末日",
            path=("calendar", "last"),
            cell=Day(),
            required=True,
            stand_in="9999-12-31",
            help="如 2026-12-31",
        ),
    ),
)
_AREAS = SheetLayout(
    title="领域",
    about="事项分属的领域，按大厅排列的顺序",
    inside=("hall", "areas"),
    unique="名称",
    most_rows=200,
    columns=(Column(title="名称", path=(), required=True, stand_in=UNKNOWN, help="如 商事登记", width=32),),
)
_DEPARTMENTS = SheetLayout(
    title="部门",
    about="部门的编码、名称和曾用名",
    inside=("departments",),
    key="编码",
    columns=(
        Column(title="编码", path=None, cell=ID, required=True, help="自定，如 scjg"),
        *labels("名称", "英文名", "name", required=True, help="部门全称，如 市场监督管理局"),
        Column(
            title="曾用名",
            path=("former_names",),
            cell=Listed(),
            help="机构改革前的名称和其他写法，用顿号隔开，检索时一并命中",
            width=48,
        ),
    ),
)
_PROCEDURES = SheetLayout(
    title="特别程序",
    about="暂停计时的特别程序；一行不填为补正、听证、公示、检验（检测、检疫、鉴定）、现场踏勘、专家评审",
    inside=("hall", "hall", "procedures"),
    key="编号",
    optional=True,
    most_rows=200,
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="自定，如 hearing"),
        *labels("名称", "英文名", "label", required=True, help="文书上的名称，如 听证"),
        Column(
            title="文书模板",
            path=("paper",),
            cell=Reference("templates"),
            shown=PROCEDURE_PAPER,
            help="告知申请人的文书，不填为 procedure_notice（特别程序告知书）",
            width=24,
        ),
        Column(
            title="预计工作日", path=("days",), cell=Whole(), stand_in="0", help="预计需要的工作日，0 为待定，不填为 0"
        ),
        Column(
            title="承诺时限停计",
            path=("stops_promise",),
            cell=YES_OR_NO,
            shown="true",
            help="承诺时限是否停止计算，不填为是",
        ),
        Column(
            title="法定时限停计",
            path=("stops_legal",),
            cell=YES_OR_NO,
            shown="true",
            help="法定时限是否停止计算，不填为是",
        ),
    ),
)
_PARTIES = SheetLayout(
    title="申请人",
    about="哪些数据元写明一位申请人；第一个填了姓名的就是申请人",
    inside=("parties",),
    key="编号",
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="自定，如 person"),
        Column(title="类别", path=("kind",), cell=Choice(choices.PARTY_KINDS), required=True, help="自然人 或 单位"),
        Column(title="姓名", path=("name",), cell=ID, required=True, help="写姓名或名称的数据元，如 ap_name"),
        Column(title="电话", path=("phone",), cell=ID, help="写电话的数据元"),
        Column(title="证件号码", path=("id_no",), cell=ID, help="写证件号码的数据元"),
        Column(title="证件类型取自", path=("id_type_of",), cell=ID, help="写明证件类型的数据元，如 ap_id_type"),
        Column(title="证件类型", path=("id_type",), cell=ID, help="没有证件类型数据元时的类型，如 uscc"),
        Column(
            title="所在表格",
            path=("table",),
            cell=Reference("elements"),
            help="申请人在表格里时，写表格数据元；前面几栏改写表格的列",
        ),
        Column(title="法定代表人号码", path=("representative_no",), cell=ID, help="写法定代表人证件号码的数据元"),
    ),
)
_DAYS = SheetLayout(
    title="日历",
    about="周一至周五中放假的日子，周六、周日中上班的日子；大厅另外开放、不开放的日子",
    inside=("calendar", "{类型}"),
    unique="日期",
    most_rows=5_000,
    columns=(
        Column(title="日期", path=(), cell=Day(), required=True, help="如 2026-10-01"),
        Column(title="类型", path=None, cell=Choice(choices.DAYS), required=True, help="放假、上班、开放 或 闭厅"),
    ),
)
_TEMPLATES = SheetLayout(
    title="模板",
    about="系统打印的文书模板（HTML）；太长时接着写在下一行，名称相同",
    inside=("templates",),
    key="名称",
    joined=True,
    most_rows=1_000,
    columns=(
        Column(title="名称", path=None, cell=ID, required=True, help="如 application_form", width=28),
        Column(title="内容", path=(), cell=Exact(), empty="", help="HTML；装不下时续写在下一行，名称相同", width=100),
    ),
)

HALL_SHEETS: Final = (_HALL, _AREAS, _DEPARTMENTS)
CALENDAR_SHEETS: Final = (_PARTIES, _PROCEDURES, _DAYS, _TEMPLATES)
