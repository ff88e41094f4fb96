"""A difference of two catalogs in words, line by line, for those who release or check a catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.catalog.diff import CatalogDiff, Totals
from forms.catalog.difference import Change, Entry, Kind
from forms.catalog.fees import fees_in_words
from forms.catalog.model import Catalog, Fee, Policy, Term
from forms.elements.element import Label
from forms.message import Message
from forms.words import Words

_DAYS = {"wd": "diff.days_wd", "nd": "diff.days_nd", "h": "diff.days_h"}
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "*", Kind.MOVED: "~"}
_INDENT = "  "
_LONGEST = 120
"""A value with more characters is not printed; that it changed is."""

_COUNTED = ("items", "themes", "fields", "materials", "deferrable", "charges")


def said(difference: CatalogDiff, words: Words, *, old: Catalog, new: Catalog) -> tuple[str, ...]:
    """The lines of `difference`, which is that of `old` and `new`: versions, totals, then every table."""
    return tuple(_Sayer(words, old, new).all(difference))


class _Sayer:
    def __init__(self, words: Words, old: Catalog, new: Catalog) -> None:
        self._words = words
        self._names = {**_names(old), **_names(new)}

    def all(self, difference: CatalogDiff) -> Iterator[str]:
        """Every line."""
        yield self._say("diff.versions", old=difference.old_version, new=difference.new_version)
        yield from self._totals(difference.old_totals, difference.new_totals)
        if difference.is_empty:
            same = difference.old_version == difference.new_version
            yield self._say("diff.identical" if same else "diff.nothing")
        if difference.asked:
            yield ""
            yield self._say("diff.asked")
        for asked in difference.asked:
            yield f"{_INDENT}* {asked.item} {self._text(asked.name)}"
            for title, entries in (("diff.field.elements", asked.fields), ("diff.field.materials", asked.materials)):
                if entries:
                    yield _INDENT * 2 + self._say("diff.title", field=self._say(title))
                    yield from self._entries(entries, depth=3)
        for change in difference.changes:
            yield ""
            yield from self._change(change, depth=0)

    def _totals(self, old: Totals, new: Totals) -> Iterator[str]:
        for name in _COUNTED:
            yield self._total(f"diff.total.{name}", getattr(old, name), getattr(new, name))
        for unit in ("wd", "nd"):
            yield self._total(f"diff.total.promised_{unit}", old.promised_days[unit], new.promised_days[unit])
            yield self._total(f"diff.total.legal_{unit}", old.legal_days[unit], new.legal_days[unit])

    def _total(self, code: str, old: int, new: int) -> str:
        moved = "diff.same" if old == new else "diff.fewer" if new < old else "diff.more"
        return self._say(code, old=old, new=new, moved=self._say(moved, count=abs(new - old)))

    def _change(self, change: Change, *, depth: int) -> Iterator[str]:
        field = self._say(f"diff.field.{change.field}") if change.field else ""
        if change.entries:
            yield _INDENT * depth + self._say("diff.title", field=field)
            yield from self._entries(change.entries, depth=depth + 1)
            return
        value = self._from_to(change)
        yield _INDENT * depth + (self._say("diff.line", field=field, value=value) if field else value)

    def _entries(self, entries: tuple[Entry, ...], *, depth: int) -> Iterator[str]:
        for entry in entries:
            if len(entries) == 1 and not entry.name.zh and entry.id in ("hall", "calendar"):
                for change in entry.changes:
                    yield from self._change(change, depth=depth)
                continue
            name = self._text(entry.name) or self._text(self._names.get(entry.id, Label("")))
            moved = self._say("diff.moved") if entry.kind is Kind.MOVED else ""
            parts = (_SIGNS[entry.kind], entry.id, name if name != entry.id else "", moved)
            yield _INDENT * depth + " ".join(filter(None, parts))
            for change in entry.changes:
                yield from self._change(change, depth=depth + 1)

    def _from_to(self, change: Change) -> str:
        old, new = self._value(change.old), self._value(change.new)
        if max(len(old), len(new)) > _LONGEST or "\n" in old + new:
            return self._say("diff.text_changed", old=len(old), new=len(new))
        return self._say("diff.from_to", old=old or self._say("diff.none"), new=new or self._say("diff.none"))

    def _value(self, value: object) -> str:
        if isinstance(value, Label):
            return f"{value.zh} / {value.en}" if value.en else value.zh
        if isinstance(value, Term):
            days = self._say(_DAYS.get(value.unit, "diff.days_wd"), days=value.days)
            return f"{days} {value.basis}".strip()
        if isinstance(value, Policy):
            return self._say(f"diff.offer.{value.offer}", until=value.until)
        if isinstance(value, Fee):
            return f"{fees_in_words((value,), self._words)[0]} {value.basis}".strip()
        if isinstance(value, bool):
            return self._say("diff.yes" if value else "diff.no")
        if isinstance(value, tuple):
            return ", ".join(map(self._value, value))
        return self._named(str(value))

    def _named(self, text: str) -> str:
        name = self._text(self._names.get(text, Label("")))
        return f"{text} {name}" if name and name != text else text

    def _text(self, label: Label) -> str:
        return label.text(self._words.language)

    def _say(self, code: str, **params: object) -> str:
        return self._words.say(Message(code=code, params={name: str(value) for name, value in params.items()}))


def _names(catalog: Catalog) -> Mapping[str, Label]:
    """What ids are called, where one stands without its name."""
    return {
        **{block.id: block.label for block in catalog.blocks.values()},
        **{element.id: element.label for element in catalog.elements.values()},
        **{situation.id: situation.question for situation in catalog.situations.values()},
        **{code: department.name for code, department in catalog.departments.items()},
        **{material.id: material.name for material in catalog.materials.values()},
        **{item.id: item.name for item in catalog.items.values()},
    }
