"""What a new catalog changes against an old one: tables entry by entry, what each item asks for, and the totals.

A pure function of two catalogs; `forms.catalog.diff_words` says it to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from forms.catalog.difference import Change, Entry, changes, entries
from forms.catalog.model import Catalog, ServiceItem, Term
from forms.elements.element import Label

_NOT_SAID = ("format", "version", "order")
"""The version is said at the top, the order by each table."""


class Asks(msgspec.Struct, frozen=True, kw_only=True):
    """What one item asks an applicant for: ids of elements to fill in and of materials to hand in."""

    fields: tuple[str, ...]
    materials: tuple[str, ...]


class AskedOtherwise(msgspec.Struct, frozen=True, kw_only=True):
    """An item of both catalogs that asks for something else; also when only a block or a material changed.

    `fields` and `materials` are those that it asks for newly or no more.
    """

    item: str
    name: Label
    fields: tuple[Entry, ...]
    materials: tuple[Entry, ...]


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over all items of one catalog. Days are by unit ('wd', 'nd'); `charges` counts those that are not free."""

    items: int
    themes: int
    fields: int
    materials: int
    deferrable: int
    charges: int
    legal_days: Mapping[str, int]
    promised_days: Mapping[str, int]


class CatalogDiff(msgspec.Struct, frozen=True, kw_only=True):
    """`changes` are of the catalog's fields and tables, `asked` of what stayed; both empty for equal catalogs."""

    old_version: str
    new_version: str
    old_totals: Totals
    new_totals: Totals
    changes: tuple[Change, ...]
    asked: tuple[AskedOtherwise, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the version differs."""
        return not (self.changes or self.asked)


def diff(old: Catalog, new: Catalog) -> CatalogDiff:
    """Everything in which `new` differs from `old`."""
    return CatalogDiff(
        old_version=old.version,
        new_version=new.version,
        old_totals=totals(old),
        new_totals=totals(new),
        changes=changes(old, new, but=_NOT_SAID),
        asked=tuple(_asked_otherwise(old, new)),
    )


def asks(catalog: Catalog, item: ServiceItem) -> Asks:
    """What `item` asks for when it is applied for alone, before conditions, in the order of the ids.

    Not what its own result brings, what is computed, what the program prints and what comes from the licence library.
    """
    blocks = (catalog.blocks[block] for block in item.blocks if block in catalog.blocks)
    elements = {*item.own, *(element for block in blocks for element in block.elements)}
    listed = {*item.main, *(allowed.material for allowed in item.deferrable)}
    return Asks(
        fields=tuple(sorted(name for name in elements.difference(item.result_elements) if _is_typed(catalog, name))),
        materials=tuple(sorted(name for name in listed.difference(item.result_materials) if _is_paper(catalog, name))),
    )


def _is_typed(catalog: Catalog, element: str) -> bool:
    known = catalog.elements.get(element)
    return known is not None and not known.computed


def _is_paper(catalog: Catalog, material: str) -> bool:
    known = catalog.materials.get(material)
    return known is not None and not (known.made or known.from_library)


def totals(catalog: Catalog) -> Totals:
    """The sums over all items of `catalog`."""
    asked = [asks(catalog, item) for item in catalog.items.values()]
    items = catalog.items.values()
    return Totals(
        items=len(catalog.items),
        themes=len(catalog.themes),
        fields=sum(len(one.fields) for one in asked),
        materials=sum(len(one.materials) for one in asked),
        deferrable=sum(len(item.deferrable) for item in items),
        charges=sum(not fee.is_free for item in items for fee in item.fees),
        legal_days=_days(item.legal for item in items),
        promised_days=_days(item.promised for item in items),
    )


def _days(terms: Iterable[Term]) -> Mapping[str, int]:
    found = {"wd": 0, "nd": 0}
    for term in terms:
        found[term.unit] = found.get(term.unit, 0) + term.days
    return found


def _asked_otherwise(old: Catalog, new: Catalog) -> Iterator[AskedOtherwise]:
    for item in new.items.values():
        if item.id not in old.items:
            continue
        before, after = asks(old, old.items[item.id]), asks(new, item)
        if before != after:
            yield AskedOtherwise(
                item=item.id,
                name=item.name,
                fields=_come_and_gone(before.fields, after.fields, old.elements, new.elements),
                materials=_come_and_gone(before.materials, after.materials, old.materials, new.materials),
            )


def _come_and_gone(
    before: Iterable[str], after: Iterable[str], old: Mapping[str, object], new: Mapping[str, object]
) -> tuple[Entry, ...]:
    """Entries for the ids of `before` and `after` that the other has not; `old` and `new` are their tables."""
    gone, come = set(before).difference(after), set(after).difference(before)
    return entries({key: old[key] for key in sorted(gone)}, {key: new[key] for key in sorted(come)})
