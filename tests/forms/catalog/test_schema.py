"""The schemas of the sheets are those that are shipped, they are JSON Schema, and they take what the reader takes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from forms.catalog.assembly import SHEETS
from forms.catalog.schema import schemas

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SHIPPED = ROOT / "docs" / "catalog-schema"
SOURCES = (ROOT / "resources" / "catalog", HERE / "small")


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors read it: only numbers, true and false are no text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?[0-9]+$"), list("-0123456789"))
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?[0-9]+\.[0-9]+$"), list("-0123456789"))


def schema_of(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schemas()[f"{name}.schema.json"]))


def sheets() -> list[tuple[str, Path]]:
    tables = [(path.parent.name, path) for source in SOURCES for path in sorted(source.glob("items/*.yaml"))]
    return tables + [(path.stem, path) for source in SOURCES for path in sorted(source.glob("*.yaml"))]


def read(text: str) -> Any:
    return yaml.load(text, Loader=AsEditorsRead)


def test_the_shipped_schemas_are_current() -> None:
    assert {path.name: path.read_bytes() for path in SHIPPED.glob("*.json")} == dict(schemas())


def test_every_sheet_has_a_schema() -> None:
    assert {name.removesuffix(".schema.json") for name in schemas()} == {*SHEETS, "hall", "calendar"}


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize(("name", "path"), sheets(), ids=lambda value: str(value)[-40:])
def test_sound_sheets_are_valid(name: str, path: Path) -> None:
    wrong = [error.message for error in schema_of(name).iter_errors(read(path.read_text(encoding="utf-8")))]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("elements", "a: {label: {zh: 甲}, kind: txt}", "'txt' is not one of"),
        ("elements", "a: {label: {zh: 甲}, kind: text, max_lenght: 3}", "'max_lenght' was unexpected"),
        ("elements", "a: {kind: text}", "'label' is a required property"),
        ("elements", "a: {label: {zh: 甲}, kind: text, id: b}", "'id' was unexpected"),
        ("elements", "a: {label: {zh: 甲}, kind: enum, options: [甲]}", "is not valid under any"),
        ("elements", "a: {label: {zh: 甲}, kind: text, same_as: {b: c}}", "is not valid under any"),
        ("materials", "M: {name: {zh: 材料}, made: maybe}", "'maybe' is not of type 'boolean'"),
        ("materials", f"M: {{name: {{zh: {'长' * 4001}}}}}", "is too long"),
        ("departments", f"{'a' * 65}: {{name: {{zh: 局}}}}", "is too long"),
        ("calendar", "{revision: 1, first: 2026-01-01, last: 2026-12-31, holidays: []}", "'workdays' is a required"),
        ("hall", "[]", "is not of type 'object'"),
    ],
)
def test_what_does_not_fit_is_said(name: str, text: str, said: str) -> None:
    assert any(said in error.message for error in schema_of(name).iter_errors(read(text)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("elements", "a: {label: {zh: 甲}, kind: enum, options: {x: {zh: 乙}}}"),
        ("elements", "a: {label: {zh: 甲}, kind: enum, options: [{id: x, label: {zh: 乙}}]}"),
        ("elements", "a: {label: {zh: 甲}, kind: text, same_as: b}"),
        ("elements", "a: {label: {zh: 甲}, kind: text, same_as: [b, c]}"),
        ("elements", "a: {label: {zh: 甲}, kind: table, columns: {x: {label: {zh: 乙}, kind: date}}}"),
        ("elements", "a: {label: {zh: 2026}, kind: decimal, minimum: 0.01}"),
    ],
)
def test_every_way_of_writing_is_allowed(name: str, text: str) -> None:
    assert list(schema_of(name).iter_errors(read(text))) == []
