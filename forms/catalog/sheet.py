"""One YAML file of a catalog source, read with the line of every entry.

Scalars stay text: the type of the field that receives them decides what they mean, so `no`, `2026-01-01`
and `0.01` are never mistaken for something else. PyYAML is needed where catalogs are made, not in a client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from forms.catalog.faults import Place
from forms.catalog.shape import Content
from forms.catalog.source_error import SourceError
from forms.message import Message, message


@dataclass(frozen=True)
class Sheet:
    """The content of one file, the line of each place, and what is wrong with it as YAML.

    `readable` is False when nothing could be read; its content is then unknown, not empty.
    """

    file: str
    content: Content
    lines: Mapping[Place, int]
    errors: tuple[SourceError, ...]
    readable: bool = True


def read_sheet(path: Path, *, file: str) -> Sheet:
    """Read `path`, known as `file` in messages. An unreadable file gives a sheet with its error."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        return _unreadable(file, 0, message("catalog.file_missing", file=file))
    except UnicodeDecodeError:
        return _unreadable(file, 0, message("catalog.file_not_utf8", file=file))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        return _unreadable(file, line, message("catalog.file_unreadable", file=file, reason=error.problem or ""))
    except yaml.YAMLError as error:
        return _unreadable(file, 0, message("catalog.file_unreadable", file=file, reason=error))
    builder = _Builder(file)
    content = builder.build(node, ()) if node is not None else {}
    return Sheet(file, content, builder.lines, tuple(builder.errors))


def _unreadable(file: str, line: int, wrong: Message) -> Sheet:
    return Sheet(file, {}, {}, (SourceError(file=file, line=line, message=wrong),), readable=False)


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.errors: list[SourceError] = []
        self._open: set[int] = set()

    def build(self, node: yaml.Node, place: Place) -> Content:
        self.lines.setdefault(place, _line(node))
        if id(node) in self._open:
            self._wrong(node, message("catalog.alias_circular"))
            return ""
        self._open.add(id(node))
        content = self._inside(node, place)
        self._open.remove(id(node))
        return content

    def _inside(self, node: yaml.Node, place: Place) -> Content:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*place, index)) for index, child in enumerate(node.value)]
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> Content:
        content: dict[str, Content] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in content:
                first = self.lines[(*place, key)]
                self._wrong(key_node, message("catalog.duplicate_key", key=key, first=first))
                continue
            self.lines[(*place, key)] = _line(key_node)
            content[key] = self.build(value_node, (*place, key))
        return content

    def _wrong(self, node: yaml.Node, wrong: Message) -> None:
        self.errors.append(SourceError(file=self.file, line=_line(node), message=wrong))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
