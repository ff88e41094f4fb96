"""Catalogs of the size that a whole hall has, made from the sample: for benchmarks and tests of large forms.

`large_form` adds a theme whose form has 150 fields of every simple kind and 40 conditions of every sort;
`many_items` adds items until there are as many as asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from msgspec.structs import replace

from forms.catalog.model import Block, Catalog, Material, Party, ServiceItem, Theme, ThemeItem
from forms.elements.element import Constraint, DataElement, ElementKind, Label, Option

THEME = "C-LARGE"
ITEMS = tuple(f"LARGE-{number}" for number in range(1, 7))
FIELDS, CONDITIONS = 150, 40

_SHARED = 90
"""Fields of the shared blocks; the others are asked by one item each."""
_BLOCKS = ("XA", "XB", "XC")
_KINDS = (
    ElementKind.TEXT,
    ElementKind.ONE_OF,
    ElementKind.DECIMAL,
    ElementKind.YES_NO,
    ElementKind.DATE,
    ElementKind.PHONE,
    ElementKind.INTEGER,
    ElementKind.IDENTITY,
    ElementKind.MONEY,
    ElementKind.TEXT,
)
"""In turns: field n is of kind n modulo 10, so that conditions know what they read."""
_OPTIONS = tuple(Option(id=name, label=Label(name, name)) for name in ("resident", "hmt", "foreign", "passport"))
_SUBJECTS = """
个体工商户 食品经营 道路货运 危险化学品 医疗机构 民办学校 人力资源服务 建设工程 城市排水 户外广告 不动产 住房公积金
社会保险 劳务派遣 出版物零售 娱乐场所 旅馆业 烟草专卖 药品零售 兽药经营 种子生产 林木采伐 取水 河道采砂 占用道路
燃气经营 特种设备 计量标准 检验检测 网约车
"""
_ACTS = """
设立登记 变更登记 注销登记 许可新办 许可延续 许可补发 备案 年度报告 资质认定 资格审查 延期申请 信息更正 证书换发
暂停营业报告 恢复营业报告 地址变更 名称变更 负责人变更 范围变更 规模变更 停业审批 转让审批 抵押登记 查封解除 档案查询
补贴申领 费用减免 验收申请 开工报告 竣工备案 跨区迁入 跨区迁出 临时许可 联合勘验 委托办理
"""


def large_form(sample: Catalog) -> Catalog:
    """`sample` and the theme `THEME` of six items, whose form has 150 fields and 40 conditions without an agent."""
    fields = {element.id: element for element in map(_field, range(FIELDS))}
    names = tuple(fields)
    blocks = {
        block: Block(id=block, label=Label(f"共用区块{block[1:]}", f"Shared {block}"), elements=names[at : at + 30])
        for block, at in zip(_BLOCKS, range(0, _SHARED, 30), strict=True)
    }
    own = [names[at : at + 10] for at in range(_SHARED, FIELDS, 10)]
    items = {item: _large_item(sample, item, own[at]) for at, item in enumerate(ITEMS)}
    theme = Theme(
        id=THEME,
        name=Label("大型项目一件事", "A large project"),
        lead=sample.themes["C-RESTAURANT"].lead,
        items=tuple(ThemeItem(item=item) for item in items),
        situations=(),
        limit=sample.themes["C-RESTAURANT"].limit,
    )
    return replace(
        sample,
        version=f"{sample.version}-large",
        elements={**sample.elements, **fields},
        blocks={**sample.blocks, **blocks},
        items={**sample.items, **items},
        themes={**sample.themes, THEME: theme},
        parties={**sample.parties, "large": Party(id="large", kind="person", name="f000", phone="f005")},
        order={},
    )


def _large_item(sample: Catalog, item: str, own: tuple[str, ...]) -> ServiceItem:
    like = sample.items["FOOD-LIC"]
    number = item.removeprefix("LARGE-")
    return replace(
        like,
        id=item,
        name=Label(f"大型事项{number}", f"Large item {number}"),
        short=Label(f"大型{number}", f"Large {number}"),
        blocks=_BLOCKS,
        own=own,
        result_elements=(),
        result_materials=(),
    )


def _field(number: int) -> DataElement:
    """Field `number`; two of every ten have a condition or two, which read fields of the shared blocks."""
    kind = _KINDS[number % 10]
    element = DataElement(
        id=f"f{number:03}",
        label=Label(f"填写项目{number}", f"Field {number}"),
        kind=kind,
        required=number % 3 == 0,
        options=_OPTIONS if kind is ElementKind.ONE_OF else (),
        unit="元" if kind is ElementKind.MONEY else "",
        identity_type="f001" if kind is ElementKind.IDENTITY else "",
    )
    return _with_rules(element, number)


def _with_rules(element: DataElement, number: int) -> DataElement:
    if number < 10:
        return element
    turn, tens = number % 10, number // 10
    if turn == 0:
        return replace(element, shown_if='f001 == "resident" and not f003' if tens % 2 else "f006 > 2 or f003")
    if turn == 9:
        return replace(element, same_as=("f000",), required_if="f002 > 50 and f004 != null", required=False)
    if turn == 4 and tens > 4:
        rule = Constraint(holds="f004 <= " + element.id, message=Label("不得早于第 4 项", "Not before field 4"))
        return replace(element, constraints=(rule,))
    if turn == 8 and tens > 12:
        return replace(element, computed="rounded(f008 * f002 / 3, 2)", required=False)
    return element


def conditions_of(catalog: Catalog) -> int:
    """How many conditions, constraints and computations the fields of the large form have."""
    fields = [element for name, element in catalog.elements.items() if name.startswith("f") and name[1:].isdigit()]
    texts = [text for one in fields for text in (one.shown_if, one.required_if, one.computed) if text]
    return len(texts) + sum(len(one.constraints) for one in fields)


def many_items(sample: Catalog, count: int = 1000) -> Catalog:
    """`sample` with as many items as asked for (up to 1,000), each with a field and a material of its own."""
    made = {}
    elements: dict[str, DataElement] = {}
    materials: dict[str, Material] = {}
    taken = {item.name.zh for item in sample.items.values()}
    for item, name in _named(count - len(sample.items), taken):
        field, paper = f"own_{item.lower().replace('-', '_')}", f"P-{item}"
        elements[field] = DataElement(id=field, label=Label(f"{name}说明", f"Remark {item}"), kind=ElementKind.TEXT)
        materials[paper] = Material(id=paper, name=Label(f"{name}证明材料", f"Proof {item}"))
        made[item] = _item_like(sample, item, name, field, paper)
    return replace(
        sample,
        version=f"{sample.version}-{count}",
        elements={**sample.elements, **elements},
        materials={**sample.materials, **materials},
        items={**sample.items, **made},
        order={},
    )


def _named(count: int, taken: set[str]) -> Iterator[tuple[str, str]]:
    names = (subject + act for subject, act in product(_SUBJECTS.split(), _ACTS.split()) if subject + act not in taken)
    for number, name in zip(range(1, count + 1), names, strict=False):
        yield f"GEN-{number:04}", name


def _item_like(sample: Catalog, item: str, name: str, field: str, paper: str) -> ServiceItem:
    """Every other item is as the food licence, every other as the restaurant's shop sign."""
    like = sample.items["SIGN" if int(item[-1]) % 2 else "FOOD-LIC"]
    return replace(
        like,
        id=item,
        name=Label(name, f"Item {item}"),
        short=Label(name[:6], item),
        own=(*like.own, field),
        main=(*like.main, paper),
        result_elements=(),
        result_materials=(),
    )
