from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import openpyxl
import pytest

from client.__main__ import main
from forms.catalog.package import open_signed, package_id, read_package
from forms.catalog.publisher_key import fingerprint, public_key

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "resources" / "catalog"
BAD = ROOT / "tests" / "forms" / "catalog" / "bad"


def test_a_sound_source_is_said_to_be_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check", str(SHIPPED)]) == 0
    assert capsys.readouterr().out == f"{SHIPPED} 没有发现问题。\n"


def test_every_error_stands_with_its_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check", str(BAD / "unknown_reference")]) == 1
    *errors, summary = capsys.readouterr().out.splitlines()
    place = BAD / "unknown_reference" / "items" / "business.yaml"
    assert any(line.startswith(f"{place}:5: ") and "scgj" in line and "scjg" in line for line in errors)
    assert str(len(errors)) in summary


def test_the_sentences_come_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "en", "catalog", "check", str(BAD / "duplicate_element")]) == 1
    assert "is written twice, first on line 1" in capsys.readouterr().out


def test_an_error_of_a_whole_file_has_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "en", "catalog", "check", str(tmp_path)]) == 1
    assert f"{tmp_path / 'elements.yaml'}: " in capsys.readouterr().out


def test_build_writes_the_package_whose_id_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "hall.package"
    assert main(["catalog", "build", str(SHIPPED), str(target)]) == 0
    made = capsys.readouterr().out.splitlines()[-1]
    catalog_id = made.rpartition(" ")[2].removesuffix("。")
    assert "C-RESTAURANT" in read_package(target.read_bytes(), catalog_id).themes


def test_a_source_with_errors_leaves_the_old_package(tmp_path: Path) -> None:
    target = tmp_path / "hall.package"
    target.write_bytes(b"the old one")
    assert main(["catalog", "build", str(BAD / "circular_condition"), str(target)]) == 1
    assert target.read_bytes() == b"the old one"


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "nowhere" / "hall.package"
    assert main(["catalog", "build", str(SHIPPED), str(target)]) == 1
    assert str(target) in capsys.readouterr().out


MISUSED = [
    ["check", str(ROOT / "no such folder")],
    ["build", str(ROOT / "no such folder"), "hall.package"],
    ["check", str(ROOT / "README.md")],
    ["diff", str(SHIPPED), str(ROOT / "no such package")],
    ["sign", str(SHIPPED), "--key", str(ROOT / "README.md")],
    ["sign", str(ROOT / "README.md"), "--key", str(ROOT / "no such key")],
    ["export", str(ROOT / "no such folder"), "hall.xlsx"],
    ["show", str(ROOT / "no such package")],
]


@pytest.mark.parametrize("arguments", MISUSED, ids=lambda arguments: " ".join(arguments[:1]))
def test_a_wrong_command_is_another_exit_code(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", *arguments]) == 2
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["build", str(SHIPPED)], ["sign", "hall.package"], ["unbuild", "x"]])
def test_a_command_that_is_not_whole_says_how_it_is_used(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["catalog", *arguments])
    assert ended.value.code == 2
    assert "usage: " in capsys.readouterr().err


def test_the_help_names_every_step_of_a_publisher(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["catalog", "--help"])
    told = capsys.readouterr().out
    steps = [line.split("catalog ")[1].split()[0] for line in told.splitlines() if "  catalog " in line]
    assert steps == ["keygen", "check", "build", "sign", "diff"]


@pytest.fixture
def package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A package built from the shipped source."""
    target = tmp_path / "hall.package"
    assert main(["catalog", "build", str(SHIPPED), str(target)]) == 0
    capsys.readouterr()
    return target


def keys(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The path of a new private key, and its public key."""
    assert main(["catalog", "keygen", str(folder / name)]) == 0
    capsys.readouterr()
    return str(folder / name), (folder / f"{name}.pub").read_text().strip()


def test_keys_are_made_once_and_the_private_one_is_never_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, public = tmp_path / "publisher.key", tmp_path / "publisher.key.pub"
    assert main(["catalog", "keygen", str(private)]) == 0
    told = capsys.readouterr().out
    key = public.read_text().strip()
    assert key == public_key(private.read_bytes()) and key in told and fingerprint(key) in told
    assert not [line for line in private.read_text().splitlines() if line in told]
    if os.name == "posix":
        assert private.stat().st_mode & 0o777 == 0o600
    kept = private.read_bytes()
    assert main(["catalog", "keygen", str(private)]) == 2
    public.unlink()
    assert main(["catalog", "keygen", str(private)]) == 2
    assert private.read_bytes() == kept and not public.exists()
    assert main(["catalog", "keygen", str(tmp_path / "nowhere" / "publisher.key")]) == 1


def test_signing_names_its_key_and_keeps_the_id(
    tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, key = keys(tmp_path, "publisher.key", capsys)
    known = package_id(package.read_bytes())
    assert main(["catalog", "sign", str(package), "--key", private]) == 0
    told = capsys.readouterr().out
    assert known in told and fingerprint(key) in told
    assert open_signed(package.read_bytes(), trusted=[key], expected_id=known).signers == (key,)
    assert main(["catalog", "show", str(package)]) == 0
    assert fingerprint(key) in capsys.readouterr().out
    assert main(["catalog", "show", f"{private}.pub"]) == 0
    assert fingerprint(key) in capsys.readouterr().out


def test_a_second_signer_and_a_successor(tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (old, old_key), (new, new_key) = keys(tmp_path, "old.key", capsys), keys(tmp_path, "new.key", capsys)
    both = str(tmp_path / "both.package")
    assert main(["catalog", "sign", str(package), "--key", old, "--next", f"{new}.pub"]) == 0
    assert main(["catalog", "sign", str(package), "--key", new, "--out", both]) == 0
    for trusted in (old_key, new_key):
        opened = open_signed(Path(both).read_bytes(), trusted=[trusted])
        assert (opened.signers, opened.successors) == ((old_key, new_key), (new_key,))
    assert open_signed(package.read_bytes(), trusted=[old_key]).signers == (old_key,)


@pytest.mark.parametrize(
    ("key", "more", "said"),
    [("README.md", [], "私钥"), ("publisher.key.pub", [], "私钥"), ("publisher.key", ["--next", "abc"], "不是公钥")],
)
def test_a_wrong_key_signs_nothing(
    tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str], key: str, more: list[str], said: str
) -> None:
    keys(tmp_path, "publisher.key", capsys)
    (tmp_path / "README.md").write_text("no key")
    before = package.read_bytes()
    assert main(["catalog", "sign", str(package), "--key", str(tmp_path / key), *more]) == 1
    assert said in capsys.readouterr().out
    assert package.read_bytes() == before


def test_a_torn_package_is_neither_signed_nor_shown(
    tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, _ = keys(tmp_path, "publisher.key", capsys)
    package.write_bytes(package.read_bytes()[:-9])
    assert main(["catalog", "sign", str(package), "--key", private]) == 1
    assert main(["catalog", "show", str(package)]) == 1
    assert capsys.readouterr().out.count("不完整") == 2


def test_sources_and_packages_are_compared_in_any_mix(
    tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, workbook = tmp_path / "folder", tmp_path / "hall.xlsx"
    assert main(["catalog", "export", str(package), str(folder)]) == 0
    assert main(["catalog", "export", str(folder), str(workbook)]) == 0
    calendar = folder / "calendar.yaml"
    calendar.write_text(calendar.read_text("utf-8").replace("2026-01-01", "2025-12-01"), "utf-8")
    capsys.readouterr()
    for old in (package, workbook, SHIPPED):
        assert main(["--language", "en", "catalog", "diff", str(old), str(folder)]) == 0
        told = capsys.readouterr().out
        assert "+ 2025-12-01" in told and "- 2026-01-01" in told
    assert main(["catalog", "diff", str(package), str(workbook), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["changes"] == [] and found["old_totals"] == found["new_totals"]


def test_errors_of_a_workbook_stand_with_their_cells(
    tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "hall.xlsx"
    assert main(["catalog", "export", str(package), str(workbook)]) == 0
    book = openpyxl.load_workbook(workbook)
    book["事项"].cell(row=3, column=1).value = None
    book.save(workbook)
    capsys.readouterr()
    assert main(["catalog", "check", str(workbook)]) == 1
    assert f"{workbook}:事项!" in capsys.readouterr().out
    assert main(["catalog", "diff", str(package), str(workbook)]) == 1


def test_the_language_may_be_named_behind_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check", str(SHIPPED), "--language", "en"]) == 0
    assert "is sound" in capsys.readouterr().out


def test_without_the_yaml_reader_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("forms.catalog.cli", "forms.catalog.source", "forms.catalog.sheet"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert main(["catalog", "check", str(SHIPPED)]) == 2
    assert "yichuang[catalog]" in capsys.readouterr().out


def test_without_a_console_the_exit_code_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["catalog", "check", str(SHIPPED)]) == 0
    assert main(["catalog", "check", str(BAD / "unknown_reference")]) == 1


def test_the_schemas_of_the_sheets_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "schemas"
    assert main(["catalog", "schema", str(folder)]) == 0
    shipped = ROOT / "docs" / "catalog-schema"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in shipped.iterdir()
    }
    assert str(folder) in capsys.readouterr().out


def test_schemas_cannot_be_written_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["catalog", "schema", str(tmp_path / "file")]) == 1
    assert str(tmp_path / "file") in capsys.readouterr().out


def test_a_check_promises_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check", str(BAD / "unknown_reference")]) == 1
    assert "生成文件" not in capsys.readouterr().out
    assert main(["--language", "en", "catalog", "check", str(BAD / "duplicate_element")]) == 1
    assert "Errors: 2." in capsys.readouterr().out


def test_an_export_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "hall.xlsx"
    there.write_bytes(b"a day of work")
    assert main(["catalog", "export", str(SHIPPED), str(there)]) == 2
    assert there.read_bytes() == b"a day of work" and str(there) in capsys.readouterr().out


@pytest.mark.parametrize("name", ["hall.txt", "hall.xls", "hall.json"])
def test_an_export_knows_its_endings(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "export", str(SHIPPED), str(tmp_path / name)]) == 2
    assert not (tmp_path / name).exists() and ".xlsx" in capsys.readouterr().out


def test_a_folder_may_end_in_a_version(tmp_path: Path) -> None:
    assert main(["catalog", "export", str(SHIPPED), str(tmp_path / "hall-2026.10")]) == 0
    assert (tmp_path / "hall-2026.10" / "hall.yaml").is_file()


def test_a_private_key_is_not_shown_as_a_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    private, _ = keys(tmp_path, "publisher.key", capsys)
    assert main(["catalog", "show", private]) == 2
    told = capsys.readouterr().out
    assert "私钥" in told and "publisher.key.pub" in told and "安装" not in told


def test_equal_catalogs_of_one_version_differ_in_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "diff", str(SHIPPED), str(SHIPPED)]) == 0
    assert "版本号也相同" in capsys.readouterr().out
