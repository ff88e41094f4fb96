"""Finds the message codes that the program uses, by reading its sources as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
MAKERS = {"message", "refuse"}


@dataclass(frozen=True)
class Use:
    """One place that makes a message; `params` is None where they are not written out."""

    code: str
    params: frozenset[str] | None
    where: str


def modules() -> list[Path]:
    return [path for room in ("forms", "sync", "client") for path in sorted((ROOT / room).rglob("*.py"))]


def uses() -> list[Use]:
    return [use for path in modules() for use in _uses_in(path)]


def texts() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every text constant of the sources, and the beginnings that codes are put together from."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    begun.update(text for text in whole if text.endswith(".") and text.count(" ") == 0 and len(text) > 1)
    return frozenset(whole), tuple(sorted(begun))


def _uses_in(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            for code in _codes(node):
                yield Use(code, _params(node), where)


def _codes(call: ast.Call) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in MAKERS and call.args:
        return _constants(call.args[0])
    if name == "Message":
        return [code for keyword in call.keywords if keyword.arg == "code" for code in _constants(keyword.value)]
    return []


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return _constants(node.body) + _constants(node.orelse) if isinstance(node, ast.IfExp) else []


def _params(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    if None in names or "code" in names:
        return None
    return frozenset(name for name in names if name is not None)
