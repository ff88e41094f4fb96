"""One YAML file of a catalog source, read with the line of every entry.

Scalars stay text: the type of the field that receives them decides what they mean, so `no`, `2026-01-01`
and `0.01` are never mistaken for something else. PyYAML is needed where catalogs are made, not in a client.

The events of the parser are taken one by one and counted, so that a file made to fill the memory (aliases of aliases,
a million brackets) is given up in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from forms.catalog.faults import Place
from forms.catalog.limits import MAX_DEPTH, MAX_VALUES
from forms.catalog.shape import Content
from forms.catalog.source_error import SourceError
from forms.message import Message, message

# The parser in C is ten times as fast; it is in every wheel of PyYAML.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Sheet:
    """The content of one file, the line of each place, and what is wrong with it as YAML.

    `readable` is False when nothing could be read; its content is then unknown, not empty. `values` counts what is
    in it, aliases written out.
    """

    file: str
    content: Content
    lines: Mapping[Place, int]
    errors: tuple[SourceError, ...]
    readable: bool = True
    values: int = 0


def parse_sheet(text: str, *, file: str, limit: int = MAX_VALUES) -> Sheet:
    """The sheet that `text` is, known as `file` in messages; at most `limit` values. Never raises for bad text."""
    parser = _Parser(file, limit)
    try:
        content = parser.document(yaml.parse(text, Loader=_LOADER))
    except _GivenUp as given_up:
        return unreadable(file, given_up.line, given_up.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        return unreadable(file, line, message("catalog.file_unreadable", file=file, reason=error.problem or ""))
    except yaml.YAMLError as error:
        return unreadable(file, 0, message("catalog.file_unreadable", file=file, reason=error))
    return Sheet(file, content, parser.lines, tuple(parser.errors), values=parser.values)


def unreadable(file: str, line: int, wrong: Message) -> Sheet:
    """A sheet of which no more is known than why it cannot be read."""
    return Sheet(file, {}, {}, (SourceError(file=file, line=line, message=wrong),), readable=False)


class _GivenUp(Exception):
    def __init__(self, line: int, wrong: Message) -> None:
        super().__init__(wrong.code)
        self.line = line
        self.message = wrong


@dataclass(frozen=True)
class _Anchored:
    """Content that aliases repeat, and how many values it is. None while it is still open."""

    content: Content
    values: int


class _Parser:
    def __init__(self, file: str, limit: int) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.errors: list[SourceError] = []
        self.values = 0
        self._limit = limit
        self._anchors: dict[str, _Anchored | None] = {}
        self._events: Iterator[yaml.Event] = iter(())

    def document(self, events: Iterator[yaml.Event]) -> Content:
        """The content of the only document; what has none is an empty sheet."""
        self._events = events
        content: Content = {}
        begun = False
        for event in events:
            if not isinstance(event, yaml.NodeEvent):
                continue
            if begun:
                raise _GivenUp(_line(event), message("catalog.several_documents"))
            content = self._node(event, ())
            begun = True
        return content

    def _node(self, event: yaml.Event, place: Place) -> Content:
        self.lines.setdefault(place, _line(event))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.values
        self._count(1, event)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = None
        content = self._inside(event, place)
        if anchor:
            self._anchors[anchor] = _Anchored(content, self.values - before)
        return content

    def _inside(self, event: yaml.Event, place: Place) -> Content:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if len(place) >= MAX_DEPTH:
            raise _GivenUp(_line(event), message("catalog.too_deep", limit=MAX_DEPTH))
        return self._mapping(place) if isinstance(event, yaml.MappingStartEvent) else self._sequence(place)

    def _sequence(self, place: Place) -> Content:
        found: list[Content] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._node(event, (*place, len(found))))
        return found

    def _mapping(self, place: Place) -> Content:
        content: dict[str, Content] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            if key in content:
                first = self.lines[(*place, key)]
                self._wrong(event, message("catalog.duplicate_key", key=key, first=first))
                self._node(next(self._events), (*place, key))
                continue
            self.lines[(*place, key)] = _line(event)
            content[key] = self._node(next(self._events), (*place, key))
        return content

    def _key(self, event: yaml.Event) -> str:
        self._count(1, event)
        if not isinstance(event, yaml.ScalarEvent):
            raise _GivenUp(_line(event), message("catalog.key_not_text"))
        return str(event.value)

    def _alias(self, event: yaml.AliasEvent) -> Content:
        if event.anchor not in self._anchors:
            raise _GivenUp(_line(event), message("catalog.alias_unknown", name=event.anchor))
        anchored = self._anchors[event.anchor]
        if anchored is None:
            self._wrong(event, message("catalog.alias_circular"))
            return ""
        self._count(anchored.values, event)
        return anchored.content

    def _count(self, values: int, event: yaml.Event) -> None:
        self.values += values
        if self.values > self._limit:
            raise _GivenUp(_line(event), message("catalog.too_many_values", limit=MAX_VALUES))

    def _wrong(self, event: yaml.Event, wrong: Message) -> None:
        self.errors.append(SourceError(file=self.file, line=_line(event), message=wrong))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0
