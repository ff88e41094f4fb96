from __future__ import annotations

import sys
from pathlib import Path

import pytest

from client.__main__ import main
from forms.catalog.package import read_package

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


@pytest.mark.parametrize("arguments", [["build", str(SHIPPED)], ["check", str(ROOT / "no such folder")]])
def test_a_wrong_command_is_another_exit_code(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", *arguments]) == 2
    assert capsys.readouterr().out.count("\n") == 1


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
