"""A catalog says the same after it went through a workbook and through a folder, whatever it says."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from openpyxl import load_workbook

from forms.catalog import model
from forms.catalog.assembly import SHEETS
from forms.catalog.model import CaseType, Catalog, Term
from forms.catalog.package import catalog_id
from forms.catalog.sources import read_any, write_any
from forms.catalog.written import SourceUnwritten
from forms.elements.element import Column, Constraint, DataElement, ElementKind, Label, Option, Privacy

pytestmark = pytest.mark.slow

Draw = Callable[[SearchStrategy[Any]], Any]

# What a cell or a line of YAML could change: spaces, quotes, separators, what looks like numbers, days and formulas.
TRICKY = [
    "=1+1",
    " 前后 ",
    "1.0",
    "001",
    "是",
    "2026-01-01",
    '"引"',
    "a、b",
    "甲,乙",
    "#REF!",
    "两\n行",
    "_x0041_",
    "no",
    "~",
]
TRICKY += [
    "ＡＢＣ",
    "- x",
    "a: b",
    "'",
    "{a}",
    "\t",
    "TRUE",
    "today",
    "12,5",
    "填写说明：甲",
    "\u2028",
    "“引”",
    "100%",
    "\x85",
]
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\r\x00")
texts = st.one_of(st.sampled_from(TRICKY), st.text(CHARACTERS, max_size=12))
words = st.one_of(st.sampled_from(TRICKY), st.text(CHARACTERS, min_size=1, max_size=12)).filter(lambda text: text != "")
ids = st.text(string.ascii_letters + string.digits + "-_.", min_size=1, max_size=6) | st.sampled_from(
    ["1", "1.0", "1-2", "M:1", "a b", "甲", "TRUE", "3e5", "007", "ＡＢ", "x、y", "=x", "no"]
)
names = st.from_regex(r"\A[a-z][a-z0-9_]{0,5}\Z").filter(
    lambda name: name not in {"and", "or", "not", "in", "is", "for", "if", "true", "false", "null", "nan", "inf"}
)
labels = st.builds(Label, zh=words, en=texts)
procedures = st.lists(
    st.builds(
        model.Procedure,
        id=ids,
        label=labels,
        days=st.integers(0, 250),
        stops_promise=st.booleans(),
        stops_legal=st.booleans(),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.id,
).map(tuple)


def some(of: list[str], *, least: int = 0) -> SearchStrategy[tuple[str, ...]]:
    if not of:
        return st.just(())
    return st.lists(st.sampled_from(of), unique=True, min_size=least, max_size=4).map(tuple)


def table(of: list[str], entry: Callable[[str], SearchStrategy[Any]]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({key: entry(key) for key in of})


def options() -> SearchStrategy[tuple[Option, ...]]:
    return st.lists(st.builds(Option, id=ids, label=labels), min_size=1, max_size=3, unique_by=lambda o: o.id).map(
        tuple
    )


def columns() -> SearchStrategy[tuple[Column, ...]]:
    plain = st.builds(Column, id=ids, label=labels, required=st.booleans(), unit=texts)
    choice = st.builds(Column, id=ids, label=labels, kind=st.just(ElementKind.ONE_OF), options=options())
    return st.lists(plain | choice, min_size=1, max_size=3, unique_by=lambda c: c.id).map(tuple)


def element(name: str) -> SearchStrategy[DataElement]:
    common = {
        "id": st.just(name),
        "label": labels,
        "privacy": st.sampled_from(Privacy),
        "required": st.booleans(),
        "max_length": st.integers(1, 5000),
        "unit": texts,
        "hint": st.just(Label("")) | labels,
        "reusable": st.booleans(),
    }
    number = {
        "minimum": st.sampled_from(["", "0", "0.01", "00.50", "-3"]),
        "maximum": st.sampled_from(["", "9999", "1e9"]),
    }
    return st.one_of(
        st.builds(
            DataElement,
            kind=st.just(ElementKind.TEXT),
            pattern=st.sampled_from(["", r"\d+ ", "[、,]", "“+”"]),
            **common,
        ),
        st.builds(DataElement, kind=st.just(ElementKind.DECIMAL), **common, **number),
        st.builds(DataElement, kind=st.just(ElementKind.ONE_OF), options=options(), **common),
        st.builds(DataElement, kind=st.just(ElementKind.TABLE), columns=columns(), **common),
        st.builds(
            DataElement,
            kind=st.just(ElementKind.YES_NO),
            shown_if=st.sampled_from(["", "q_x", " q_x", 'not "甲" == "Ａ"']),
            constraints=st.lists(
                st.builds(Constraint, holds=st.just("q_x or not q_x"), message=labels), max_size=2
            ).map(tuple),
            **common,
        ),
    )


def party(key: str) -> SearchStrategy[model.Party]:
    kinds = st.sampled_from(["person", "organisation"])
    return st.builds(model.Party, id=st.just(key), kind=kinds, name=ids, phone=ids, id_no=ids, id_type=ids)


@st.composite
def catalogs(draw: Draw) -> Catalog:
    """A small catalog with anything in it that a source may say."""

    def few(each: SearchStrategy[str]) -> list[str]:
        return list(draw(st.lists(each, unique=True, min_size=1, max_size=4)))

    fields, situations = few(names), ["q_x", "q_y1234"]
    fields = [name for name in fields if name not in situations]
    departments, blocks, materials, items, themes = few(ids), few(ids), few(ids), few(ids), few(ids)
    areas = draw(st.lists(words, unique=True, min_size=1, max_size=3))
    templates = draw(st.dictionaries(st.from_regex(r"\A[a-z_]{1,8}\Z"), st.text(CHARACTERS, max_size=40), max_size=2))

    def item(key: str) -> SearchStrategy[model.ServiceItem]:
        deferrable = draw(some(materials))
        rest = [name for name in materials if name not in deferrable]
        return st.builds(
            model.ServiceItem,
            id=st.just(key),
            name=labels,
            short=labels,
            area=st.sampled_from(areas),
            department=st.sampled_from(departments),
            case_type=st.just(CaseType.PROMISED),
            legal=st.builds(Term, days=st.integers(9, 60), unit=st.sampled_from(["wd", "nd"]), basis=texts),
            promised=st.builds(Term, days=st.just(9), basis=texts),
            result=texts,
            blocks=some(blocks),
            own=some(fields),
            main=some(rest),
            deferrable=st.just(tuple(model.Deferrable(material=name, days=3) for name in deferrable)),
            fees=st.lists(
                st.builds(
                    model.Fee, name=labels, amount=st.sampled_from(["0", "80", "0.50", "1000"]), per=labels, basis=texts
                ),
                max_size=2,
            ).map(tuple),
            steps=st.lists(labels, max_size=2).map(tuple),
            policy=st.sampled_from([model.Policy(), model.Policy(offer=model.Offer.CLOSING, until="2026-05-01")]),
            survey=texts,
            confidence=texts,
        )

    def material(key: str) -> SearchStrategy[model.Material]:
        made = draw(st.booleans()) and bool(templates)
        return st.builds(
            model.Material,
            id=st.just(key),
            name=labels,
            made=st.just(made),
            template=st.sampled_from(sorted(templates)) if made else st.just(""),
            statements=st.lists(labels, max_size=2).map(tuple),
            from_library=st.booleans(),
            needed_if=st.sampled_from(["", "q_x"]),
            standard=st.just(Label("")) | labels,
            reusable_days=st.integers(0, 400),
            promise_instead=st.booleans(),
        )

    tables = {
        "departments": draw(
            table(
                departments,
                lambda key: st.builds(
                    model.Department,
                    code=st.just(key),
                    name=labels,
                    former_names=st.lists(words, max_size=3).map(tuple),
                ),
            )
        ),
        "parties": draw(table(few(ids), party)),
        "blocks": draw(
            table(
                blocks,
                lambda key: st.builds(
                    model.Block,
                    id=st.just(key),
                    label=labels,
                    elements=some(fields),
                    shown_if=st.sampled_from(["", "q_x"]),
                ),
            )
        ),
        "elements": draw(table(fields, element)),
        "materials": draw(table(materials, material)),
        "situations": draw(
            table(
                situations,
                lambda key: st.builds(model.Situation, id=st.just(key), question=labels, default=st.booleans()),
            )
        ),
        "items": draw(table(items, item)),
        "themes": draw(
            table(
                themes,
                lambda key: st.builds(
                    model.Theme,
                    id=st.just(key),
                    name=labels,
                    lead=st.sampled_from(departments),
                    situations=st.just(("q_x",)),
                    items=some(items).map(
                        lambda some: tuple(model.ThemeItem(item=name, wanted_if="not q_x") for name in some)
                    ),
                    limit=st.builds(Term, days=st.integers(0, 90), basis=texts),
                ),
            )
        ),
    }
    return Catalog(
        format=model.FORMAT,
        version=draw(words),
        hall=model.Hall(name=draw(labels), organ=draw(words), procedures=draw(procedures)),
        areas=tuple(areas),
        calendar=model.WorkCalendar(
            revision=draw(words),
            first="2026-01-01",
            last="2026-12-31",
            holidays=tuple(draw(st.lists(st.sampled_from(["2026-10-01", "2026-05-01", "2026-02-17"]), unique=True))),
            workdays=("2026-02-28",),
        ),
        templates=templates,
        agent_situation=draw(st.sampled_from(["", "q_x"])),
        agent_block=draw(st.sampled_from(["", *blocks])),
        agent_materials=draw(some(materials)),
        order={name: tuple(tables[name]) for name in SHEETS},
        **tables,
    )


def through(catalog: Catalog, *targets: str) -> Catalog:
    """`catalog` after it was written to and read from each of `targets`."""
    with TemporaryDirectory() as folder:
        for number, target in enumerate(targets):
            path = Path(folder) / f"{number}{target}"
            write_any(catalog, path)
            catalog = read_any(path)
    return catalog


def test_the_sample_comes_back_the_same(sample: Catalog) -> None:
    again = through(sample, ".xlsx", "-folder", ".xlsx", "-folder")
    assert again == sample
    assert catalog_id(again) == catalog_id(sample)


# Shrinking so large an example takes minutes; the difference that is shown says enough.
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(catalogs())
def test_any_small_catalog_comes_back_the_same(catalog: Catalog) -> None:
    with patch("forms.catalog.assembly.faults", said_to_be_sound):
        in_workbook, in_folder = through(catalog, ".xlsx"), through(catalog, "-folder")
    assert msgspec.to_builtins(in_workbook) == msgspec.to_builtins(catalog)
    assert msgspec.to_builtins(in_folder) == msgspec.to_builtins(catalog)
    assert catalog_id(in_workbook) == catalog_id(in_folder) == catalog_id(catalog)


def said_to_be_sound(catalog: Catalog, *, known: object) -> tuple[()]:
    """Random catalogs make no sense; that they come back the same does not hang on it."""
    return ()


def test_a_long_template_goes_into_several_rows(sample: Catalog, tmp_path: Path) -> None:
    long = "".join(f"<p>第 {number} 条 😀</p>\n" for number in range(6000)) + '"' + " " * 70_000
    catalog = msgspec.structs.replace(sample, templates={**sample.templates, "receipt": long})
    assert through(catalog, ".xlsx").templates["receipt"] == long
    write_any(catalog, tmp_path / "c.xlsx")
    names = [row[0] for row in load_workbook(tmp_path / "c.xlsx")["模板"].iter_rows(min_row=3, values_only=True)]
    assert names.count("receipt") > 3 and names.count("commitment") == 1


def test_a_text_that_no_cell_holds_is_refused_and_the_old_workbook_stays(sample: Catalog, tmp_path: Path) -> None:
    target = tmp_path / "c.xlsx"
    write_any(sample, target)
    before = target.read_bytes()
    hall = msgspec.structs.replace(sample.hall, name=Label("厅" * 40_000))
    with pytest.raises(SourceUnwritten) as refused:
        write_any(msgspec.structs.replace(sample, hall=hall), target)
    assert refused.value.message.params["column"] == "大厅名称"
    assert target.read_bytes() == before and list(tmp_path.iterdir()) == [target]


def test_a_new_author_finds_drop_downs_help_and_a_frozen_header(sample: Catalog, tmp_path: Path) -> None:
    write_any(sample, tmp_path / "c.xlsx")
    book = load_workbook(tmp_path / "c.xlsx")
    assert set(book.sheetnames) >= {"事项", "材料", "数据元", "选项", "主题", "情形", "收费", "日历"}
    sheet = book["数据元"]
    assert sheet.freeze_panes == "B3"
    assert sheet["A2"].value.startswith("填写说明") and "必填" in sheet["D2"].value
    lists = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["D3"].startswith('"文本,') and lists["F3"] == '"是,否"'
    lead = {str(v.sqref).split(":")[0]: v.formula1 for v in book["主题"].data_validations.dataValidation}
    assert lead["D3"].startswith("=部门!$A$3:")
