"""Settings in layers: what IT fixed for this PC, else what was given at the start, else the default.

The policy file is TOML: `central`, `plain_http`, `window`, `data`, `language`, `scale`, `catalog_keys`. Its values
cannot be changed by a clerk.
"""

from __future__ import annotations

import math
import os
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_CENTRAL = "http://127.0.0.1:8765"
POLICY_VARIABLE = "YICHUANG_POLICY"
LANGUAGES = ("zh_CN", "en")
# As `forms.catalog.publisher_key` has it, which takes longer to import than the first window may wait.
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the program runs with; `locked` names the values that came from the policy file.

    `plain_http` lets passwords and applications go unencrypted to another host; to this PC itself they always may.
    `catalog_keys` are the public keys of those whose catalogs are installed; none: those that the centre names first.
    """

    central: str = DEFAULT_CENTRAL
    plain_http: bool = False
    window: str = ""
    data: Path = Path()
    language: str = "zh_CN"
    scale: float = 1.0
    catalog_keys: tuple[str, ...] = ()
    locked: frozenset[str] = frozenset()


class PolicyWrong(ValueError):
    """The policy file cannot be followed: `code` and `params` of the message that says why."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(f"{code} {params}")
        self.code = code
        self.params = params


def read_settings(given: Mapping[str, str]) -> Settings:
    """Merge `given` (command line) under the policy file and over the defaults.

    Raises `PolicyWrong` when the policy is not readable or has a value that is none: a PC that IT configured must
    not start with other values than IT chose.
    """
    file = policy_file()
    content = _read_policy(file)
    catalog_keys = _catalog_keys(content, file)
    policy = {name: str(value) for name, value in content.items()}
    _check(policy, file)
    merged = {**given, **policy}
    return Settings(
        central=merged.get("central") or DEFAULT_CENTRAL,
        plain_http=merged.get("plain_http", "").lower() == "true",
        window=merged.get("window", ""),
        data=Path(merged["data"]) if merged.get("data") else default_folder(),
        language=merged.get("language") or "zh_CN",
        scale=min(2.0, max(1.0, float(merged.get("scale") or 1.0))),
        catalog_keys=catalog_keys,
        locked=frozenset(policy),
    )


def _check(policy: Mapping[str, str], file: Path) -> None:
    """What is not a value of its key must not become the default."""
    if policy.get("language", LANGUAGES[0]) not in LANGUAGES:
        raise PolicyWrong("policy.language", file=str(file), value=policy["language"], known=", ".join(LANGUAGES))
    if not is_scale(policy.get("scale", "1.0")):
        raise PolicyWrong("policy.scale", file=str(file), value=policy["scale"])


def _catalog_keys(policy: Mapping[str, object], file: Path) -> tuple[str, ...]:
    """The keys that IT fixed, () for none; a list without one would let no catalog in for ever."""
    if "catalog_keys" not in policy:
        return ()
    named = policy["catalog_keys"]
    keys = named if isinstance(named, list) else [named]
    wrong = [key for key in keys if not isinstance(key, str) or not _PUBLIC_KEY.fullmatch(key)]
    if wrong or not keys:
        raise PolicyWrong("policy.catalog_keys", file=str(file), value=str(wrong[0] if wrong else "[]"))
    return tuple(keys)


def is_scale(text: str) -> bool:
    """True for a number that can be a text size; one out of range is brought into it."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def policy_file() -> Path:
    """Where IT puts the policy of this PC."""
    named = os.environ.get(POLICY_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Yichuang" / "policy.toml"
    return Path("/etc/yichuang/policy.toml")


def default_folder() -> Path:
    """The local, non-roaming data folder of this user."""
    import platformdirs  # not needed when a folder is given, and the sign-in window waits for no import

    return Path(platformdirs.user_data_dir("yichuang", appauthor=False, roaming=False))


def _read_policy(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise PolicyWrong("policy.unreadable", file=str(path), reason=str(error)) from error
