"""A catalog that is written as a folder reads as if a person had written it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from forms.catalog.model import Catalog
from forms.catalog.package import catalog_id
from forms.catalog.source import read_source
from forms.catalog.written import SourceUnwritten
from forms.catalog.yaml_writer import write_source


@pytest.fixture(scope="module")
def folder(sample: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source") / "catalog"
    write_source(sample, folder)
    return folder


def lines(folder: Path, sheet: str) -> list[str]:
    return (folder / sheet).read_text(encoding="utf-8").splitlines()


def test_a_simple_element_is_one_line(folder: Path) -> None:
    (line,) = (line for line in lines(folder, "elements.yaml") if line.startswith("ap_phone:"))
    assert line.startswith("ap_phone: {label: {zh: 手机号码, en: Mobile number}, kind: phone, privacy: personal")


def test_options_stand_below_each_other(folder: Path) -> None:
    found = lines(folder, "elements.yaml")
    begin = found.index("prem_right:")
    assert found[begin + 1] == "  label: {zh: 场所权属, en: Right to the premises}"
    assert "    own: {zh: 自有, en: Owned}" in found[begin:]


def test_nothing_is_escaped_tagged_or_referred_to(folder: Path) -> None:
    for path in folder.glob("**/*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "\\u" not in text and "\\x" not in text, path
        assert "!!" not in text and "&id" not in text, path


def test_days_and_numbers_stand_without_quotes(folder: Path) -> None:
    assert "  - 2025-01-01" in lines(folder, "calendar.yaml")
    assert any("promised: {days: 1}" in line for line in lines(folder, "items.yaml"))
    assert "version: '2026.1'" in lines(folder, "hall.yaml")


def test_it_is_written_the_same_each_time(sample: Catalog, folder: Path, tmp_path: Path) -> None:
    write_source(sample, tmp_path / "again")
    for path in folder.glob("**/*.*"):
        assert (tmp_path / "again" / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_many_items_are_split_by_area_and_keep_their_order(sample: Catalog, tmp_path: Path) -> None:
    many = {
        f"{name}.{number}": msgspec.structs.replace(
            item, id=f"{name}.{number}", result_materials=(), result_elements=()
        )
        for number in range(3)
        for name, item in sample.items.items()
    }
    order = {**sample.order, "items": tuple([*sample.items, *many])}
    catalog = msgspec.structs.replace(sample, items={**sample.items, **many}, order=order)
    write_source(catalog, tmp_path / "large")
    files = sorted(path.name for path in (tmp_path / "large" / "items").iterdir())
    assert len(files) >= 20 and files[0].startswith("01-商事登记")
    assert not (tmp_path / "large" / "items.yaml").exists()
    assert catalog_id(read_source(tmp_path / "large")) == catalog_id(catalog)


def test_a_folder_with_something_in_it_is_left_alone(sample: Catalog, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SourceUnwritten) as refused:
        write_source(sample, tmp_path)
    assert refused.value.message.code == "workbook.folder_taken"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(sample: Catalog, tmp_path: Path) -> None:
    write_source(sample, tmp_path)
    assert read_source(tmp_path) == sample


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "a\nb"])
def test_a_template_whose_name_leads_elsewhere_is_refused(sample: Catalog, tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceUnwritten) as refused:
        write_source(msgspec.structs.replace(sample, templates={name: "x"}), tmp_path / "new")
    assert refused.value.message.code == "workbook.template_no_file_name"
    assert list(tmp_path.iterdir()) == []
