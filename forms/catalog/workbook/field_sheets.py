"""The sheets of what is filled in and handed in: sections, fields with their options and columns, papers."""

from __future__ import annotations

from typing import Final

from forms.catalog.workbook import choices
from forms.catalog.workbook.cells import CONDITION, ID, YES_OR_NO, Amount, Choice, Listed, Reference, Whole
from forms.catalog.workbook.layout import UNKNOWN, Column, SheetLayout, labels, owner

_CONDITION = '如 prem_right == "lease"'


_BLOCKS = SheetLayout(
    title="区块",
    about="几个事项共用的一组数据元，一表中只填一次",
    inside=("blocks",),
    key="编号",
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="自定，如 P"),
        *labels("名称", "英文名", "label", required=True, help="如 申请人"),
        Column(
            title="数据元",
            path=("elements",),
            cell=Listed("elements"),
            empty=[],
            help="按填写的先后，用顿号隔开",
            width=60,
        ),
        Column(title="显示条件", path=("shown_if",), cell=CONDITION, help="不填为总显示；如 q_agent", width=24),
    ),
)
_ELEMENTS = SheetLayout(
    title="数据元",
    about="表中的一个栏目；几个事项要的同一栏目只填一次",
    inside=("elements",),
    key="编号",
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="小写字母开头，如 shop_name", width=20),
        *labels("名称", "英文名", "label", required=True, help="栏目名称，如 店招名称"),
        Column(title="类型", path=("kind",), cell=Choice(choices.KINDS), required=True, help="从下拉中选，如 金额"),
        Column(
            title="信息类别",
            path=("privacy",),
            cell=Choice(choices.PRIVACY),
            shown="open",
            help="公开、个人信息、敏感个人信息；不填为公开",
        ),
        Column(title="必填", path=("required",), cell=YES_OR_NO, shown="true", help="不填为是", width=8),
        Column(title="最多字数", path=("max_length",), cell=Whole(), help="不填为 200", width=10),
        Column(title="最小", path=("minimum",), cell=Amount(days=True), help="数或日期，如 0.01、today", width=12),
        Column(title="最大", path=("maximum",), cell=Amount(days=True), help="数或日期，如 9999、today", width=12),
        Column(title="格式", path=("pattern",), help="正则表达式，整体匹配，可不填", width=20),
        Column(title="单位", path=("unit",), help="如 m²、元、万元", width=8),
        Column(title="显示条件", path=("shown_if",), cell=CONDITION, help=f"不填为总显示；{_CONDITION}", width=32),
        Column(title="必填条件", path=("required_if",), cell=CONDITION, help=f"满足时才必填；{_CONDITION}", width=32),
        Column(
            title="取自",
            path=("same_as",),
            cell=Listed("elements"),
            help="同一事实从哪些数据元取，如 ap_name",
        ),
        Column(title="计算", path=("computed",), cell=CONDITION, help="由表达式算出，如 price * count", width=32),
        Column(title="可复用", path=("reusable",), cell=YES_OR_NO, shown="false", help="再来可沿用，不填为否", width=8),
        Column(
            title="证件类型取自",
            path=("identity_type",),
            cell=Reference("elements"),
            help="证件号码随哪个数据元校验，如 ap_id_type",
        ),
        *labels("提示", "英文提示", "hint", help="填写提示，可不填", width=32),
    ),
)
_COLUMNS = SheetLayout(
    title="表格列",
    about="类型为表格的数据元的各列，按先后",
    inside=("elements", "{数据元}", "columns"),
    key="编号",
    columns=(
        owner("数据元", "elements"),
        Column(title="编号", path=None, cell=ID, required=True, help="列的编号，如 name"),
        *labels("名称", "英文名", "label", required=True, help="列的名称，如 姓名"),
        Column(title="类型", path=("kind",), cell=Choice(choices.KINDS), shown="text", help="不填为文本；不能是表格"),
        Column(title="必填", path=("required",), cell=YES_OR_NO, shown="true", help="不填为是", width=8),
        Column(title="单位", path=("unit",), help="如 元、万元", width=8),
    ),
)
_OPTIONS = SheetLayout(
    title="选项",
    about="单选、多选的选项，按先后",
    inside=("elements", "{数据元}", "options"),
    key="编号",
    deeper="列",
    columns=(
        owner("数据元", "elements"),
        Column(title="列", path=None, cell=ID, help="只在选项属于表格的某一列时写列的编号", width=14),
        Column(title="编号", path=None, cell=ID, required=True, help="存下来的代码，如 lease；会写进条件"),
        Column(title="名称", path=("zh",), required=True, stand_in=UNKNOWN, help="给人看的名称，如 租赁", width=28),
        Column(title="英文名", path=("en",), help="英文，可不填", width=28),
    ),
)
_CONSTRAINTS = SheetLayout(
    title="约束",
    about="几个数据元之间的规则；不成立时在栏目下提示",
    inside=("elements", "{数据元}", "constraints"),
    columns=(
        owner("数据元", "elements"),
        Column(title="条件", path=("holds",), cell=CONDITION, required=True, help="应成立的条件，如 a <= b", width=40),
        *labels("提示", "英文提示", "message", required=True, help="不成立时说的话", width=40),
    ),
)
_MATERIALS = SheetLayout(
    title="材料",
    about="要收取或由系统打印的材料",
    inside=("materials",),
    key="编号",
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="自定，如 M-ID"),
        *labels("名称", "英文名", "name", required=True, help="如 申请人身份证", width=32),
        Column(title="系统打印", path=("made",), cell=YES_OR_NO, shown="false", help="由一表生成并打印，不向申请人收"),
        Column(title="模板", path=("template",), cell=Reference("templates"), help="系统打印用哪个模板", width=20),
        Column(title="可调电子证照", path=("from_library",), cell=YES_OR_NO, shown="false", help="不填为否"),
        Column(title="需要的条件", path=("needed_if",), cell=CONDITION, help="不填为总需要；如 q_agent", width=28),
        Column(
            title="更新",
            path=("updates",),
            cell=Reference("materials"),
            help="本材料是哪份材料更新后的样子，如 M-HKB",
        ),
        *labels("审查标准", "英文标准", "standard", help="如 原件，在有效期内", width=40),
        Column(title="可复用天数", path=("reusable_days",), cell=Whole(), help="收取后几天内可再用，不填为不可"),
        Column(
            title="可告知承诺",
            path=("promise_instead",),
            cell=YES_OR_NO,
            shown="false",
            help="申请人书面承诺后免交，与容缺不同；不填为否",
        ),
    ),
)
_STATEMENTS = SheetLayout(
    title="声明",
    about="系统打印的材料中签署人声明的内容，按先后",
    inside=("materials", "{材料}", "statements"),
    columns=(
        owner("材料", "materials"),
        Column(title="声明", path=("zh",), required=True, stand_in=UNKNOWN, help="声明的一条内容", width=60),
        Column(title="英文声明", path=("en",), help="英文，可不填", width=60),
    ),
)

FIELD_SHEETS: Final = (_BLOCKS, _ELEMENTS, _COLUMNS, _OPTIONS, _CONSTRAINTS, _MATERIALS, _STATEMENTS)
