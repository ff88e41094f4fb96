"""The settings: what IT fixed wins, and nothing but a plain yes opens the plain way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from client.__main__ import main
from client.policy import POLICY_VARIABLE, PolicyWrong, Settings, read_settings
from client.ui import startup_message


@pytest.mark.parametrize(
    ("policy", "given", "plain"),
    [
        ("", "", False),
        ("", "true", True),
        ("plain_http = true", "", True),
        ("plain_http = false", "true", False),
        ('plain_http = "perhaps"', "true", False),
    ],
)
def test_plain_http_is_for_it_to_allow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, given: str, plain: bool
) -> None:
    assert settings(tmp_path, monkeypatch, policy, {"plain_http": given}).plain_http is plain


def test_the_policy_wins_over_the_command_line_and_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = settings(tmp_path, monkeypatch, 'window = "03"', {"window": "05", "language": "en"})
    assert (read.window, read.language, read.locked) == ("03", "en", frozenset({"window"}))


def settings(folder: Path, monkeypatch: pytest.MonkeyPatch, policy: str, given: dict[str, str]) -> Settings:
    file = folder / "policy.toml"
    file.write_text(policy, encoding="utf-8")
    monkeypatch.setenv(POLICY_VARIABLE, str(file))
    return read_settings({"data": str(folder), **given})


@pytest.mark.parametrize(
    ("policy", "keys"),
    [
        ("", ()),
        (f'catalog_keys = "{"ab" * 32}"', ("ab" * 32,)),
        (f'catalog_keys = ["{"ab" * 32}", "{"cd" * 32}"]', ("ab" * 32, "cd" * 32)),
    ],
)
def test_publishers_are_for_it_to_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, keys: tuple[str, ...]
) -> None:
    read = settings(tmp_path, monkeypatch, policy, {"catalog_keys": "ef" * 32})
    assert read.catalog_keys == keys and ("catalog_keys" in read.locked) == bool(keys)


def test_a_key_is_written_in_the_policy_as_publishers_write_it() -> None:
    from client.policy import _PUBLIC_KEY
    from forms.catalog.publisher_key import _PUBLIC

    assert _PUBLIC_KEY.pattern == _PUBLIC.pattern


WRONG = [
    ("scale = ", "policy.unreadable", ""),
    ('scale = "large"', "policy.scale", "large"),
    ('scale = "nan"', "policy.scale", "nan"),
    ("scale = true", "policy.scale", "True"),
    ('language = "zh"', "policy.language", "zh"),
    ('language = ""', "policy.language", ""),
    ("catalog_keys = []", "policy.catalog_keys", "[]"),
    ('catalog_keys = ["abc"]', "policy.catalog_keys", "abc"),
    (f'catalog_keys = ["{"AB" * 32}"]', "policy.catalog_keys", "AB" * 32),
    (f'catalog_keys = ["{"ab" * 32}", 7]', "policy.catalog_keys", "7"),
]


@pytest.mark.parametrize(("policy", "code", "value"), WRONG)
def test_a_wrong_policy_names_its_file_and_the_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, code: str, value: str
) -> None:
    with pytest.raises(PolicyWrong) as wrong:
        settings(tmp_path, monkeypatch, policy, {})
    assert (wrong.value.code, wrong.value.params["file"]) == (code, str(tmp_path / "policy.toml"))
    assert wrong.value.params.get("value", "") == value


@pytest.mark.parametrize(("policy", "scale"), [("scale = 1.25", 1.25), ("scale = 2", 2.0), ("scale = 7", 2.0)])
def test_a_text_size_is_brought_into_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, scale: float
) -> None:
    assert settings(tmp_path, monkeypatch, policy, {}).scale == scale


def wrong_start(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    file = folder / "policy.toml"
    file.write_text('scale = "large"', encoding="utf-8")
    monkeypatch.setenv(POLICY_VARIABLE, str(file))
    return main([*arguments, "--data", str(folder)])


def test_the_program_says_what_is_wrong_in_the_policy_and_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert wrong_start(tmp_path, monkeypatch) == 2
    said = capsys.readouterr().err
    assert str(tmp_path / "policy.toml") in said and "scale 的值“large”不是数" in said
    assert wrong_start(tmp_path, monkeypatch, "--language", "en") == 2
    assert 'value "large" of scale is no number' in capsys.readouterr().err


def test_without_a_console_it_says_so_in_a_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(startup_message, "show_startup_message", shown.append)
    monkeypatch.setattr(sys, "stderr", None)
    assert wrong_start(tmp_path, monkeypatch) == 2
    (words,) = shown
    assert "policy.toml" in words and "scale" in words


def test_a_text_size_on_the_command_line_must_be_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--scale", "large"])
    assert ended.value.code == 2
    assert "--scale" in capsys.readouterr().err
