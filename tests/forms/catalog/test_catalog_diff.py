"""What a new catalog changes: found for every table and field, added up as halls report it, said in both languages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from forms.catalog import model
from forms.catalog.diff import CatalogDiff, asks, diff, totals
from forms.catalog.diff_words import said
from forms.catalog.difference import Change, Entry, Kind, changes, entries
from forms.catalog.model import Catalog, Fee, Offer, Policy, Term, ThemeItem
from forms.elements import element
from forms.elements.element import Label
from forms.words import Words
from forms.words_files import load_words

WORDS = {
    language: load_words(Path(__file__).parents[3] / "resources" / "words", language=language)
    for language in ("zh_CN", "en")
}
ITEM = "BIZ-CO"


def changed_item(catalog: Catalog, **fields: object) -> Catalog:
    return replace(catalog, items={**catalog.items, ITEM: replace(catalog.items[ITEM], **fields)})


def found(difference: CatalogDiff | Iterable[Change], *path: str) -> tuple[Change | Entry, ...]:
    """What stands at `path`: names of fields and ids of entries by turns."""
    at: tuple[Change | Entry, ...] = (
        difference.changes if isinstance(difference, CatalogDiff) else tuple(difference)  # type: ignore[assignment]
    )
    for name in path:
        (one,) = [part for part in at if name == (part.field if isinstance(part, Change) else part.id)]
        at = one.entries if isinstance(one, Change) and one.entries else getattr(one, "changes", (one,)) or (one,)
    return at


def test_equal_catalogs_differ_in_nothing(sample: Catalog) -> None:
    difference = diff(sample, replace(sample, version="next"))
    assert difference.is_empty and difference.old_totals == difference.new_totals
    assert said(difference, WORDS["zh_CN"], old=sample, new=sample)[-1] == "除版本号外没有变化。"


def test_the_totals_are_sums_over_the_items(sample: Catalog) -> None:
    added = [asks(sample, item) for item in sample.items.values()]
    sums = totals(sample)
    assert (sums.items, sums.themes) == (len(sample.items), len(sample.themes))
    assert sums.fields == sum(len(one.fields) for one in added) > 300
    assert sums.materials == sum(len(one.materials) for one in added) > 50
    assert sums.legal_days["wd"] == sum(item.legal.days for item in sample.items.values() if item.legal.unit == "wd")


def test_a_paper_from_the_library_is_so_many_materials_fewer(sample: Catalog) -> None:
    """As 交通委 reports it: one material that is fetched instead is fewer at every item that asked for it."""
    counted: dict[str, int] = {}
    for item in sample.items.values():
        for material in asks(sample, item).materials:
            counted[material] = counted.get(material, 0) + 1
    most = max(counted, key=lambda material: counted[material])
    assert counted[most] > 3
    fetched = replace(sample.materials[most], from_library=True)
    newer = replace(sample, materials={**sample.materials, most: fetched})
    difference = diff(sample, newer)
    assert difference.old_totals.materials - difference.new_totals.materials == counted[most] == len(difference.asked)
    assert all([entry.id for entry in one.materials] == [most] for one in difference.asked)
    assert f"减少 {counted[most]}" in said(difference, WORDS["zh_CN"], old=sample, new=newer)[4]
    assert f"{counted[most]} fewer" in said(difference, WORDS["en"], old=sample, new=newer)[4]


def test_a_field_dropped_from_a_block_is_dropped_from_each_of_its_items(sample: Catalog) -> None:
    block = next(block for block in sample.blocks.values() if any(block.id in i.blocks for i in sample.items.values()))
    fewer = replace(sample, blocks={**sample.blocks, block.id: replace(block, elements=block.elements[1:])})
    difference = diff(sample, fewer)
    using = {
        item.id
        for item in sample.items.values()
        if block.elements[0] in asks(sample, item).fields and block.elements[0] not in asks(fewer, item).fields
    }
    assert using and {one.item for one in difference.asked} == using
    assert difference.old_totals.fields - difference.new_totals.fields == len(using)
    assert all(entry.kind is Kind.REMOVED and entry.name.zh for one in difference.asked for entry in one.fields)
    assert [entry.id for entry in found(difference, "blocks", block.id, "elements")] == [block.elements[0]]


def test_what_nobody_hands_in_or_types_is_not_asked(sample: Catalog) -> None:
    item = sample.items[ITEM]
    asked = asks(sample, item)
    for material in item.main:
        known = sample.materials[material]
        assert (material in asked.materials) == (not known.made and not known.from_library)
    one = asked.fields[0]
    computed = replace(sample.elements[one], computed="1")
    assert one not in asks(replace(sample, elements={**sample.elements, one: computed}), item).fields
    assert one not in asks(sample, replace(item, result_elements=(one,))).fields
    assert asked.materials[0] not in asks(sample, replace(item, result_materials=(asked.materials[0],))).materials


def test_days_fees_and_policy_of_an_item(sample: Catalog) -> None:
    item = sample.items[ITEM]
    fees = (Fee(name=Label("工本费"), amount="10"),)
    policy = Policy(offer=Offer.CLOSING, until="2027-06-30")
    newer = changed_item(
        sample,
        promised=replace(item.promised, days=item.promised.days + 7),
        legal=replace(item.legal, days=item.legal.days + 9),
        fees=fees,
        policy=policy,
    )
    difference = diff(sample, newer)
    at = found(difference, "items", ITEM)
    assert {one.field for one in at if isinstance(one, Change)} == {"promised", "legal", "fees", "policy"}
    (days,) = found(at, "promised")
    assert isinstance(days, Change) and (days.old, days.new) == (item.promised, newer.items[ITEM].promised)
    assert difference.new_totals.promised_days["wd"] - difference.old_totals.promised_days["wd"] == 7
    assert difference.new_totals.legal_days["wd"] - difference.old_totals.legal_days["wd"] == 9
    lines = "\n".join(said(difference, WORDS["zh_CN"], old=sample, new=newer))
    assert "受理状态：开放受理 → 受理至 2027-06-30" in lines
    assert f"承诺时限：{item.promised.days} 个工作日" in lines and "+ 工本费" in lines


def test_conditions_themes_and_the_calendar(sample: Catalog) -> None:
    theme = next(iter(sample.themes.values()))
    name = next(name for name, known in sample.elements.items() if not known.shown_if)
    newer = replace(
        sample,
        elements={**sample.elements, name: replace(sample.elements[name], shown_if="q_agent")},
        themes={**sample.themes, theme.id: replace(theme, items=(*theme.items[1:], ThemeItem(item="NEW")))},
        calendar=replace(sample.calendar, holidays=(*sample.calendar.holidays[1:], "2026-12-31")),
    )
    difference = diff(sample, newer)
    (condition,) = found(difference, "elements", name, "shown_if")
    assert isinstance(condition, Change) and (condition.old, condition.new) == ("", "q_agent")
    items = {(one.id, one.kind) for one in found(difference, "themes", theme.id, "items") if isinstance(one, Entry)}
    assert items == {("NEW", Kind.ADDED), (theme.items[0].item, Kind.REMOVED)}
    days = {(one.id, one.kind) for one in found(difference, "calendar", "calendar", "holidays")}  # type: ignore[union-attr]
    assert days == {("2026-12-31", Kind.ADDED), (sample.calendar.holidays[0], Kind.REMOVED)}


def test_items_come_and_go(sample: Catalog) -> None:
    without = replace(sample, items={name: item for name, item in sample.items.items() if name != ITEM})
    for old, new, kind in ((sample, without, Kind.REMOVED), (without, sample, Kind.ADDED)):
        (entry,) = found(diff(old, new), "items")
        assert isinstance(entry, Entry)
        assert (entry.id, entry.kind, entry.name) == (ITEM, kind, sample.items[ITEM].name)


def test_an_entry_put_elsewhere_is_the_only_one_that_moved() -> None:
    rng = random.Random(1)
    for _ in range(200):
        keys = [str(number) for number in range(12)]
        key = keys.pop(rng.randrange(len(keys)))
        place = rng.randrange(len(keys) + 1)
        moved = [*keys[:place], key, *keys[place:]]
        before = sorted(moved, key=int)
        told = entries(dict.fromkeys(before, 1), dict.fromkeys(moved, 1))
        assert len(told) == (moved != before) and {entry.kind for entry in told} <= {Kind.MOVED}


def test_an_unsound_catalog_is_compared_all_the_same(sample: Catalog) -> None:
    odd = changed_item(sample, blocks=("nowhere",), own=("nothing",), main=("none",))
    assert {entry.id for one in diff(sample, odd).asked for entry in one.fields} >= set(sample.items[ITEM].own)


def test_the_difference_can_be_sent_as_json(sample: Catalog) -> None:
    newer = changed_item(sample, promised=Term(days=99), steps=(Label("一"), Label("二")))
    told = msgspec.json.decode(msgspec.json.encode(diff(sample, newer)))
    assert told["new_totals"]["items"] == len(sample.items)
    assert [change["field"] for change in told["changes"]] == ["items"]


def structs() -> Iterator[type[msgspec.Struct]]:
    for module in (model, element):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == module.__name__:
                yield value


def test_every_field_of_the_model_has_a_name() -> None:
    leaves = {"Label", "Term", "Policy", "Fee"}
    named = {field for struct in structs() if struct.__name__ not in leaves for field in struct.__struct_fields__}
    for words in WORDS.values():
        known = {code.removeprefix("diff.field.") for code in words._sentences if code.startswith("diff.field.")}
        assert known >= named - {"format", "version", "order"}


def every_table_changed(sample: Catalog) -> Catalog:
    """Each entry of each table another, so that every kind of value is said."""
    tables = {
        name: {key: _other(entry) for key, entry in getattr(sample, name).items()}
        for name in ("departments", "blocks", "elements", "materials", "situations", "items", "themes", "parties")
    }
    return replace(sample, **tables, hall=replace(sample.hall, zone="Asia/Urumqi"), areas=sample.areas[::-1])


def _other(entry: msgspec.Struct) -> msgspec.Struct:
    fields = {name: getattr(entry, name) for name in entry.__struct_fields__ if name not in ("id", "code")}
    return replace(entry, **{name: _another(value) for name, value in fields.items()})


def _another(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case Label():
            return Label(value.zh + "改", value.en)
        case Term():
            return replace(value, days=value.days + 1, unit="nd")
        case Policy():
            return Policy(offer=Offer.CLOSED)
        case tuple():
            return value[1:]
    return value


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_whatever_changes_is_said_without_codes_or_holes(sample: Catalog, words: Words) -> None:
    newer = every_table_changed(sample)
    lines = said(diff(sample, newer), words, old=sample, new=newer)
    assert len(lines) > 500
    assert not [line for line in lines if re.search(r"diff\.|\{\w+\}|<\w|msgspec|Label\(", line)]
    assert not changes(sample, sample)
