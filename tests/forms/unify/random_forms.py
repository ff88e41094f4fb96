"""Random small catalogs whose fields depend on each other in every way that the language has, and values for them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from msgspec.structs import replace

from forms.catalog.model import Catalog
from forms.catalog.source import read_source
from forms.elements.element import Constraint, DataElement, ElementKind, Label, Option
from forms.values import Value, raw

SAMPLE = read_source(Path(__file__).parents[3] / "resources/catalog")
ITEM = "RE-QUERY"
SITUATIONS = ("q_married", "q_agent")
OPTIONS = tuple(Option(id=name, label=Label(name)) for name in ("resident", "hmt", "passport"))
KINDS = (
    ElementKind.TEXT,
    ElementKind.DECIMAL,
    ElementKind.INTEGER,
    ElementKind.ONE_OF,
    ElementKind.YES_NO,
    ElementKind.DATE,
    ElementKind.IDENTITY,
)
TESTS = {
    ElementKind.TEXT: ('{} == "a"', "{} != null", "{}.length > 1"),
    ElementKind.IDENTITY: ("{} == null", "{}.length == 18"),
    ElementKind.DECIMAL: ("{} > 1.5", "{} == 2"),
    ElementKind.INTEGER: ("{} < 2", "{} != 1"),
    ElementKind.ONE_OF: ('{} == "resident"', '{} in ["hmt", "passport"]'),
    ElementKind.YES_NO: ("{}", "not {}"),
    ElementKind.DATE: ('{} >= "2026-06-01"', "{} != null"),
}
VALUES: dict[ElementKind, tuple[Value | None, ...]] = {
    ElementKind.TEXT: ("a", "bb", "", None, raw("?")),
    ElementKind.IDENTITY: ("110105194912310021", "11010519491231002X", "C1234567", None),
    ElementKind.DECIMAL: ("1", "2", "2.50", None, raw("很多"), True),
    ElementKind.INTEGER: (0, 1, 2, None, True, "1"),
    ElementKind.ONE_OF: ("resident", "hmt", "passport", "gone", None),
    ElementKind.YES_NO: (True, False, None, 1),
    ElementKind.DATE: ("2026-01-01", "2026-12-31", "2026-13-01", None),
}


@st.composite
def tests_over(draw: DrawFn, known: tuple[DataElement, ...]) -> str:
    """A condition over `known` elements and the situations, '' now and then."""
    if not known or not draw(st.booleans()):
        return draw(st.sampled_from(("", "", *SITUATIONS)))
    parts = []
    for element in draw(st.lists(st.sampled_from(known), min_size=1, max_size=2)):
        parts.append(draw(st.sampled_from(TESTS[element.kind])).format(element.id))
    return draw(st.sampled_from((" and ", " or "))).join(parts)


@st.composite
def made_elements(draw: DrawFn, place: int, known: tuple[DataElement, ...]) -> DataElement:
    kind = draw(st.sampled_from(KINDS))
    alike = tuple(element.id for element in known if element.kind is kind)
    numbers = [element.id for element in known if element.kind in (ElementKind.DECIMAL, ElementKind.INTEGER)]
    choices = [element.id for element in known if element.kind is ElementKind.ONE_OF]
    computed = ""
    if numbers and kind is ElementKind.DECIMAL and draw(st.booleans()):
        first, second = draw(st.sampled_from(numbers)), draw(st.sampled_from(numbers))
        computed = f"{first} / 3 + {second}"
    follows = draw(st.lists(st.sampled_from(alike), max_size=2, unique=True)) if alike and not computed else []
    element = DataElement(
        id=f"e{place}",
        label=Label(f"项{place}"),
        kind=kind,
        required=draw(st.booleans()),
        options=OPTIONS if kind is ElementKind.ONE_OF else (),
        shown_if=draw(tests_over(known)),
        same_as=tuple(follows),
        computed=computed,
        identity_type=draw(st.sampled_from(choices)) if choices and kind is ElementKind.IDENTITY else "",
    )
    return element


class Made:
    """A made catalog, told by what was made of it: the whole of it nobody could read in a failing example."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __repr__(self) -> str:
        block, item = self.catalog.blocks["S"], self.catalog.items[ITEM]
        needs = [self.catalog.materials[name].needed_if for name in item.main]
        return "\n".join(map(repr, (*self.catalog.elements.values(), block, item.own, needs)))


@st.composite
def catalogs(draw: DrawFn, *, size: int = 8) -> Made:
    """The sample with an item that asks for up to `size` random elements, in random order, in two sections."""
    elements: tuple[DataElement, ...] = ()
    for place in range(draw(st.integers(2, size))):
        elements += (draw(made_elements(place, elements)),)
    late = []
    for element in elements:
        required_if = "" if element.computed else draw(tests_over(elements))
        rules = [rule for rule in draw(st.lists(tests_over(elements), max_size=2)) if rule]
        constraints = tuple(Constraint(holds=rule, message=Label("不符", "Wrong")) for rule in rules)
        late.append(replace(element, required_if=required_if, constraints=constraints))
    papers = {
        name: replace(SAMPLE.materials[name], needed_if=draw(tests_over(elements))) for name in ("M-ID", "M-PREM")
    }
    order = draw(st.permutations([element.id for element in late]))
    cut = draw(st.integers(0, len(order)))
    block = replace(SAMPLE.blocks["S"], elements=tuple(order[:cut]), shown_if=draw(tests_over(())))
    item = replace(
        SAMPLE.items[ITEM], blocks=("S",), own=tuple(order[cut:]), main=tuple(papers), deferrable=(), result_elements=()
    )
    catalog = replace(
        SAMPLE,
        elements={element.id: element for element in late},
        blocks={"S": block},
        materials={**SAMPLE.materials, **papers},
        items={ITEM: item},
        parties={},
        agent_block="",
    )
    return Made(catalog)


@st.composite
def changes(draw: DrawFn, made: Made) -> tuple[str, Value | None]:
    """One field, now and then one that is not on the form, and what is typed into it; None empties it."""
    element = draw(st.sampled_from((*made.catalog.elements.values(), None)))
    if element is None:
        return "elsewhere", draw(st.sampled_from(("x", None)))
    return element.id, draw(st.sampled_from(VALUES[element.kind]))


def answers() -> SearchStrategy[dict[str, bool]]:
    return st.dictionaries(st.sampled_from(SITUATIONS), st.booleans())
