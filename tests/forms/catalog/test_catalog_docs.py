"""The guides for authors of catalogs are true: their example is sound, every field and limit is in them."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from forms.catalog import limits
from forms.catalog.assembly import SHEETS, HallSheet
from forms.catalog.cli import check
from forms.catalog.conditions import MAX_LENGTH, compile_condition
from forms.catalog.faults import References, ids_of
from forms.catalog.model import Catalog, WorkCalendar
from forms.catalog.source import read_source
from forms.elements.element import ElementKind

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "resources" / "catalog" / "templates"
GUIDES = ("catalog.md", "catalog.zh-CN.md")


def guide(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def example(name: str) -> dict[str, str]:
    """The sheets of the complete example, by file."""
    return dict(re.findall(r"^```yaml (\S+)\n(.*?)^```$", guide(name), re.MULTILINE | re.DOTALL))


def chapter(name: str, sheet: str) -> str:
    return guide(name).split(f"### {sheet}.yaml\n")[1].split("\n#")[0]


def lines(name: str, block: str) -> list[str]:
    return re.findall(rf"^```{block}\n(.*?)^```$", guide(name), re.MULTILINE | re.DOTALL)[0].splitlines()


@pytest.mark.parametrize("name", GUIDES)
def test_the_complete_example_is_sound(name: str, tmp_path: Path) -> None:
    for file, text in example(name).items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    assert [(error.file, error.line, error.message) for error in check(tmp_path)] == []
    assert list(read_source(tmp_path).items) == ["CARD", "SEAT"]


def test_both_guides_have_the_same_example_and_commands() -> None:
    assert example(GUIDES[0]) == example(GUIDES[1])
    for block in ("conditions", "computed"):
        assert lines(GUIDES[0], block) == lines(GUIDES[1], block)
    commands = [re.findall(r"^python -m .*?(?=  |$)", guide(name), re.MULTILINE) for name in GUIDES]
    assert commands[0] == commands[1] != []


@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.parametrize("sheet", [*SHEETS, "hall", "calendar"])
def test_every_field_of_a_sheet_is_explained(name: str, sheet: str) -> None:
    cls = (SHEETS | {"hall": HallSheet, "calendar": WorkCalendar})[sheet]
    fields = [field for field in msgspec.structs.fields(cls) if field.name not in ("id", "code")]
    text = chapter(name, sheet)
    assert [field.name for field in fields if f"`{field.name}`" not in text] == []
    bold = set(re.findall(r"\*\*`(\w+)`\*\*", text))
    assert bold == {field.name for field in fields if field.required}


@pytest.mark.parametrize("name", GUIDES)
def test_every_kind_is_explained(name: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", guide(name), re.MULTILINE)
    assert {kind.value for kind in ElementKind} <= set(rows)


@pytest.mark.parametrize("name", GUIDES)
def test_every_limit_is_named(name: str) -> None:
    numbers = {f"{value:,}" for key, value in vars(limits).items() if key.startswith("MAX_") and value < 1_000_000}
    numbers = numbers - {f"{limits.MAX_COMPARED:,}", f"{limits.MAX_CIRCLES:,}"} | {f"{MAX_LENGTH:,}"}
    megabytes = {f"{value // 1024 // 1024} MB" for value in (limits.MAX_FILE_SIZE, limits.MAX_SOURCE_SIZE)}
    text = guide(name)
    assert [number for number in numbers | megabytes if f"| {number} |" not in text] == []


@pytest.mark.parametrize("name", GUIDES)
def test_the_conditions_read(name: str, sample: Catalog) -> None:
    known = {*sample.elements, *sample.situations}
    for text in (*lines(name, "conditions"), *lines(name, "computed")):
        assert compile_condition(text).names <= known, text
    references = References(ids_of(sample), sample.elements)
    found = [fault for text in lines(name, "conditions") for fault in references.condition(text, ())]
    assert found == []


@pytest.mark.parametrize("name", GUIDES)
def test_headings_do_not_skip_a_level(name: str) -> None:
    levels = [len(marks) for marks in re.findall(r"^(#+) ", guide(name), re.MULTILINE)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
