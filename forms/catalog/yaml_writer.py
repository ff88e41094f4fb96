"""Writes a catalog as a folder of YAML sheets and paper templates that a person may go on editing.

Short entries stand on one line, longer ones on several; Chinese stays Chinese; the order is the catalog's own.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

import yaml

from forms.catalog.model import Catalog
from forms.catalog.written import SourceUnwritten, Written, as_mapping, written_calendar, written_hall, written_tables
from forms.message import message

_WIDTH: Final = 120
_ONE_FILE: Final = 60
"""So many items still read well in one file; more are split by area."""

_LONG: Final = 6
"""Lines of an entry that wants room around it."""

_DEEPEST_ENTRY, _DEEPEST_LINE = 2, 1
"""An entry that nests deeper is spread over several lines, and so is each of its lines."""

_PLAIN_NAME: Final = re.compile(r"\w[\w .-]{0,99}")
_TEXT: Final = "tag:yaml.org,2002:str"
_DAY: Final = "tag:yaml.org,2002:timestamp"
_MAPPING: Final = "tag:yaml.org,2002:map"
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
"""A day reads well without quotes."""


def write_source(catalog: Catalog, folder: Path) -> None:
    """Write `catalog` into the new folder `folder`, which appears as a whole or not at all.

    Raises `SourceUnwritten` when `folder` has something in it already or a template's name is no file name,
    and `OSError` when the disk refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceUnwritten(message("workbook.folder_taken", folder=folder))
    for name in catalog.templates:
        if not _PLAIN_NAME.fullmatch(name):
            raise SourceUnwritten(message("workbook.template_no_file_name", name=name))
    unfinished = folder.with_name(folder.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        _write(catalog, unfinished)
        if folder.exists():
            folder.rmdir()
        os.replace(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write(catalog: Catalog, folder: Path) -> None:
    files = dict(_files(catalog))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(path inside the folder, text) of every file."""
    yield "hall.yaml", "".join(_entry(key, body) for key, body in written_hall(catalog).items())
    yield "calendar.yaml", "".join(_entry(key, body) for key, body in written_calendar(catalog).items())
    for table, entries in written_tables(catalog).items():
        if table == "items" and len(entries) > _ONE_FILE:
            yield from _by_area(entries)
        else:
            yield f"{table}.yaml", _sheet(entries)
    for name, text in catalog.templates.items():
        yield f"templates/{name}.html", text


def _by_area(items: Mapping[str, Written]) -> Iterator[tuple[str, str]]:
    """One file for each run of items of one area, numbered so that their order stays."""
    runs = [(area, list(run)) for area, run in groupby(items, key=lambda name: _area(items[name]))]
    for number, (area, names) in enumerate(runs, start=1):
        safe = re.sub(r"\W+", "-", area).strip("-")[:40]
        yield f"items/{number:0{len(str(len(runs)))}}-{safe}.yaml", _sheet({name: items[name] for name in names})


def _area(item: Written) -> str:
    return str(as_mapping(item).get("area", ""))


def _sheet(entries: Mapping[str, Written]) -> str:
    """The entries below each other, the long ones set apart by empty lines."""
    texts = [_entry(key, body) for key, body in entries.items()]
    apart = [max(pair[0].count("\n"), pair[1].count("\n")) >= _LONG for pair in pairwise(texts)]
    return "".join(text + "\n" * gap for text, gap in zip(texts, [*apart, False], strict=False))


def _entry(key: str, body: Written) -> str:
    pair = (_scalar(key), _node(body, len(key) + 2, deepest=_DEEPEST_ENTRY))
    root = yaml.MappingNode(_MAPPING, [pair], flow_style=False)
    text: str = yaml.serialize(root, Dumper=_Dumper, allow_unicode=True, width=float("inf"))
    return text


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented below their key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """Equal things are written out, not referred to."""
        return True


def _node(content: Written, before: int, *, deepest: int = _DEEPEST_LINE) -> yaml.Node:
    """The node of `content`, which begins after `before` characters of its line."""
    if not isinstance(content, dict | list):
        return _scalar(content)
    flow = _depth(content) <= deepest and before + _length(content) <= _WIDTH
    within = _depth(content) if flow else _DEEPEST_LINE
    if isinstance(content, list):
        parts = [_node(body, 4, deepest=within) for body in content]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", parts, flow_style=flow)
    pairs = [(_scalar(key), _node(body, _indented(key), deepest=within)) for key, body in content.items()]
    return yaml.MappingNode(_MAPPING, pairs, flow_style=flow)


def _indented(key: str) -> int:
    """How far a value is indented that stands behind `key` in an entry of several lines."""
    return len(key) + 4


def _scalar(content: str | int) -> yaml.ScalarNode:
    if isinstance(content, bool):
        return yaml.ScalarNode("tag:yaml.org,2002:bool", str(content).lower())
    if isinstance(content, int):
        return yaml.ScalarNode("tag:yaml.org,2002:int", str(content))
    # In other quotes YAML folds lines, and takes more for the end of a line than a newline.
    style = None if content.isprintable() else '"'
    return yaml.ScalarNode(_DAY if _ISO_DAY.fullmatch(content) else _TEXT, content, style=style)


def _depth(content: Written) -> int:
    inside = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return 1 + max(map(_depth, inside), default=0) if isinstance(content, dict | list) else 0


def _length(content: Written) -> int:
    if isinstance(content, dict):
        return 2 + sum(len(key) + 4 + _length(body) for key, body in content.items())
    if isinstance(content, list):
        return 2 + sum(2 + _length(body) for body in content)
    return len(str(content))
