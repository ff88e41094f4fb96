"""The sheets of what a hall offers: themes and their questions, items, what may come later, charges, steps."""

from __future__ import annotations

from typing import Final

from forms.catalog.workbook import choices
from forms.catalog.workbook.cells import CONDITION, ID, YES_OR_NO, Amount, Choice, Day, Listed, Reference, Whole
from forms.catalog.workbook.layout import UNKNOWN, Column, SheetLayout, labels, owner

_CONDITION = "条件，如 q_food 或 not q_food"


def _term(name: str, field: str, *, stand_in: str, required: bool = True) -> tuple[Column, ...]:
    """The three columns of a time limit; `stand_in` days break no rule of other cells."""
    return (
        Column(
            title=name,
            path=(field, "days"),
            cell=Whole(),
            required=required,
            stand_in=stand_in,
            help="天数，当场办结写 0" if required else "天数，没有时不填",
            width=10,
        ),
        Column(
            title=f"{name}单位",
            path=(field, "unit"),
            cell=Choice(choices.UNITS),
            shown="wd" if required else "",
            help="不填为工作日",
        ),
        Column(title=f"{name}依据", path=(field, "basis"), help="法律法规条款，可不填", width=32),
    )


_SITUATIONS = SheetLayout(
    title="情形",
    about="主题或事项要问的是非题；答案不是表内字段",
    inside=("situations",),
    key="编号",
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="小写字母开头，如 q_food；会写进条件"),
        *labels("问题", "英文问题", "question", required=True, help="如 是否加工食品？", width=48),
        Column(title="默认", path=("default",), cell=YES_OR_NO, shown="false", help="默认答案，不填为否"),
    ),
)
_ITEMS = SheetLayout(
    title="事项",
    about="每行一个事项",
    inside=("items",),
    key="编号",
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="自定，如 FOOD-LIC"),
        *labels("名称", "英文名", "name", required=True, help="事项全称", width=32),
        *labels("简称", "英文简称", "short", required=True, help="屏幕上用的短名称", width=16),
        Column(
            title="领域", path=("area",), cell=Reference("areas"), required=True, stand_in="", help="“领域”表中的名称"
        ),
        Column(
            title="部门",
            path=("department",),
            cell=Reference("departments"),
            required=True,
            stand_in="",
            help="部门的编码或名称",
        ),
        Column(
            title="办件类型",
            path=("case_type",),
            cell=Choice(choices.CASE_TYPES),
            required=True,
            stand_in="promised",
            help="即办件 或 承诺件",
        ),
        *_term("法定时限", "legal", stand_in="9999"),
        *_term("承诺时限", "promised", stand_in="365"),
        Column(title="结果", path=("result",), empty="", help="办结得到的证照或文书，如 营业执照", width=24),
        Column(title="区块", path=("blocks",), cell=Listed("blocks"), empty=[], help="共用区块，如 P、A、S", width=18),
        Column(
            title="自有数据元",
            path=("own",),
            cell=Listed("elements"),
            empty=[],
            help="只归本事项一节的数据元，用顿号隔开",
            width=40,
        ),
        Column(
            title="主审材料",
            path=("main",),
            cell=Listed("materials"),
            empty=[],
            help="不能容缺的材料，用顿号隔开",
            width=40,
        ),
        Column(
            title="结果数据元",
            path=("result_elements",),
            cell=Listed("elements"),
            help="办结后由结果填入的数据元，如 uscc",
        ),
        Column(
            title="结果材料",
            path=("result_materials",),
            cell=Listed("materials"),
            help="办结后产生、别的事项可用的材料，如 M-BL",
        ),
        Column(
            title="受理状态",
            path=("policy", "offer"),
            cell=Choice(choices.OFFERS),
            shown="open",
            help="受理、即将停办、停办；不填为受理",
        ),
        Column(title="受理至", path=("policy", "until"), cell=Day(), help="即将停办的最后一天，如 2026-12-31"),
        Column(
            title="踏勘",
            path=("survey",),
            cell=ID,
            help="A 免踏勘，B 容缺踏勘（先发证后踏勘），C 现场踏勘（发证前踏勘）",
            width=8,
        ),
        Column(title="可信度", path=("confidence",), cell=ID, help="V 已核对，H 较有把握，M 须复核", width=8),
    ),
)
_DEFERRABLE = SheetLayout(
    title="可容缺",
    about="事项允许后补的材料，和最长的工作日数",
    inside=("items", "{事项}", "deferrable"),
    key="材料",
    columns=(
        owner("事项", "items"),
        Column(title="材料", path=None, cell=Reference("materials"), required=True, help="材料的编号或名称", width=24),
        Column(
            title="天数",
            path=(),
            cell=Whole(),
            required=True,
            stand_in="1",
            help="最多几个工作日内补齐，不超过承诺时限",
        ),
    ),
)
_FEES = SheetLayout(
    title="收费",
    about="事项的收费，每项一行；不收费的事项不写",
    inside=("items", "{事项}", "fees"),
    columns=(
        owner("事项", "items"),
        *labels("名称", "英文名", "name", required=True, help="如 不动产登记费（住宅）"),
        Column(title="金额", path=("amount",), cell=Amount(), help="元，如 80 或 0.50", width=12),
        *labels("计费单位", "英文单位", "per", help="如 件、本", width=12),
        Column(title="依据", path=("basis",), help="收费文件", width=40),
    ),
)
_STEPS = SheetLayout(
    title="步骤",
    about="申请人经过的步骤，按先后，写在一次性告知书上",
    inside=("items", "{事项}", "steps"),
    columns=(
        owner("事项", "items"),
        Column(title="步骤", path=("zh",), required=True, stand_in=UNKNOWN, help="如 窗口提交材料", width=48),
        Column(title="英文步骤", path=("en",), help="英文，可不填", width=48),
    ),
)
_THEMES = SheetLayout(
    title="主题",
    about="通常一起办的事项（一件事）",
    inside=("themes",),
    key="编号",
    starts=(("items",),),
    columns=(
        Column(title="编号", path=None, cell=ID, required=True, help="自定，如 C-RESTAURANT"),
        *labels("名称", "英文名", "name", required=True, help="如 开饭店"),
        Column(
            title="牵头部门",
            path=("lead",),
            cell=Reference("departments"),
            required=True,
            stand_in="",
            help="部门的编码或名称",
        ),
        Column(
            title="情形",
            path=("situations",),
            cell=Listed("situations"),
            empty=[],
            help="办这个主题要问的情形，用顿号隔开",
            width=40,
        ),
        *_term("时限", "limit", stand_in="0"),
        *_term("快办时限", "quick", stand_in="0", required=False),
        Column(title="快办条件", path=("quick_if",), cell=CONDITION, help="本主题的情形，符合时按快办时限", width=32),
    ),
)
_THEME_ITEMS = SheetLayout(
    title="主题事项",
    about="主题包含的事项，按先后",
    inside=("themes", "{主题}", "items"),
    columns=(
        owner("主题", "themes"),
        Column(
            title="事项",
            path=("item",),
            cell=Reference("items"),
            required=True,
            stand_in="",
            help="事项的编号或名称",
            width=24,
        ),
        Column(title="条件", path=("wanted_if",), cell=CONDITION, help=f"不填为总是需要；{_CONDITION}", width=40),
    ),
)

ITEM_SHEETS: Final = (_THEMES, _SITUATIONS, _ITEMS, _THEME_ITEMS, _DEFERRABLE, _FEES, _STEPS)
