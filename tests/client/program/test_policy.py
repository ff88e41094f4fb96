"""The settings: what IT fixed wins, and nothing but a plain yes opens the plain way."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.policy import POLICY_VARIABLE, Settings, read_settings


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
