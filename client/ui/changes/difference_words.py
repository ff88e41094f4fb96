"""What differs between two forms, in groups of lines for a clerk to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from client.ui.translation import tr, tr_later
from client.ui.widgets.day_words import day_words
from forms.catalog.model import Term
from forms.elements.element import DataElement, Option
from forms.elements.reading import show
from forms.unify.moved import Aspect, FieldAnswer, FieldChange, FormDiff, ItemOffer, MaterialChange
from forms.values import Value
from forms.words import Words


@dataclass(frozen=True, kw_only=True)
class Group:
    """Lines of one sort under a title; `level` says how much they matter."""

    title: str
    level: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Given:
    """What hangs on the materials of an application: scanned files by material, and what was to come later."""

    scans: Mapping[str, int]
    deferred: frozenset[str]


_ASPECTS = {
    Aspect.KIND: tr_later("changes", "is filled in otherwise"),
    Aspect.COLUMNS: tr_later("changes", "has other columns"),
    Aspect.LIMITS: tr_later("changes", "has other limits"),
    Aspect.CONDITION: tr_later("changes", "is asked in other cases"),
    Aspect.SOURCE: tr_later("changes", "is filled from elsewhere"),
}


class DifferenceWords:
    """Turns a `FormDiff` into words of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._language = words.language

    def groups(self, diff: FormDiff, given: Given) -> tuple[Group, ...]:
        """What has to be done first, then what falls away, then what is new or otherwise; empty groups left out."""
        made = (
            self._lost(diff),
            self._invalid(diff),
            self._gone(diff),
            self._materials_gone(diff, given),
            self._new(diff),
            self._changed(diff, given),
            self._offers(diff),
        )
        return tuple(group for group in made if group.lines)

    def _lost(self, diff: FormDiff) -> Group:
        return Group(
            title=tr("changes", "Items that the new catalog does not have"), level="danger", lines=diff.lost_items
        )

    def _invalid(self, diff: FormDiff) -> Group:
        lines = (
            tr("changes", "{field}: “{value}”. {problem}").format(
                field=wrong.element.label.text(self._language),
                value=self._show(wrong.before, wrong.value),
                problem=self._words.say(wrong.problems[0]),
            )
            for wrong in diff.invalid
        )
        return Group(title=tr("changes", "Answers to be filled in anew"), level="danger", lines=tuple(lines))

    def _gone(self, diff: FormDiff) -> Group:
        fallen = (*diff.gone_fields, *diff.hidden_fields)
        lines = [self._answer(one) for one in fallen if one.value is not None]
        empty = sum(one.value is None for one in fallen)
        if empty:
            lines.append(tr("changes", "{count} fields that are still empty").format(count=empty))
        return Group(title=tr("changes", "Asked no more; what is filled in is kept"), level="warn", lines=tuple(lines))

    def _materials_gone(self, diff: FormDiff, given: Given) -> Group:
        lines = []
        for need in diff.gone_materials:
            scans = given.scans.get(need.material, 0)
            parts = [tr("changes", "{count} scans kept").format(count=scans)] if scans else []
            parts += [tr("changes", "its deferral falls away")] if need.material in given.deferred and not scans else []
            lines.append(_with_details(need.name.text(self._language), parts))
        return Group(title=tr("changes", "Materials needed no more"), level="warn", lines=tuple(lines))

    def _new(self, diff: FormDiff) -> Group:
        fields = [field.element.label.text(self._language) for field in diff.new_fields]
        materials = [
            tr("changes", "Material: {name}").format(name=need.name.text(self._language)) for need in diff.new_materials
        ]
        return Group(title=tr("changes", "Asked newly"), level="info", lines=(*_packed(fields), *materials))

    def _changed(self, diff: FormDiff, given: Given) -> Group:
        days = (
            tr("changes", "{item}: {before} became {after}").format(
                item=one.name.text(self._language), before=_term(one.before), after=_term(one.promised)
            )
            for one in diff.days
        )
        lines = (
            *(self._field(change) for change in diff.changed_fields),
            *(self._material(change, given) for change in diff.changed_materials),
            *days,
        )
        return Group(title=tr("changes", "Asked otherwise"), level="info", lines=lines)

    def _offers(self, diff: FormDiff) -> Group:
        lines = tuple(offer_words(offer, self._language) for offer in diff.offers)
        return Group(title=tr("changes", "Items that close"), level="warn", lines=lines)

    def _answer(self, answer: FieldAnswer) -> str:
        return tr("changes", "{field}: {value}").format(
            field=answer.element.label.text(self._language), value=self._show(answer.element, answer.value)
        )

    def _field(self, change: FieldChange) -> str:
        details: list[str] = []
        for aspect in change.aspects:
            details += self._details(aspect, change)
        return _with_details(change.element.label.text(self._language), details)

    def _details(self, aspect: Aspect, change: FieldChange) -> Iterable[str]:
        say: Mapping[Aspect, Callable[[DataElement, DataElement], list[str]]] = {
            Aspect.LABEL: self._renamed,
            Aspect.OPTIONS: self._options,
            Aspect.UNIT: _units,
            Aspect.REQUIRED: _required,
        }
        if aspect in say:
            return say[aspect](change.before, change.element)
        return [tr("changes", _ASPECTS[aspect])]

    def _renamed(self, before: DataElement, after: DataElement) -> list[str]:
        return [tr("changes", "was called “{label}”").format(label=before.label.text(self._language))]

    def _options(self, before: DataElement, after: DataElement) -> list[str]:
        added, gone = _other_than(after.options, before.options), _other_than(before.options, after.options)
        said = [tr("changes", "new choice {names}").format(names=self._names(added))] if added else []
        said += [tr("changes", "no choice any more {names}").format(names=self._names(gone))] if gone else []
        return said or [tr("changes", "choices in another order or wording")]

    def _names(self, options: Iterable[Option]) -> str:
        return "、".join(option.label.text(self._language) for option in options)

    def _material(self, change: MaterialChange, given: Given) -> str:
        details = []
        if Aspect.LABEL in change.aspects:
            details.append(tr("changes", "was called “{label}”").format(label=change.before.text(self._language)))
        if Aspect.DEFERRAL in change.aspects:
            details.append(_deferral(change.days))
            if change.material in given.deferred:
                details.append(tr("changes", "look at its due day"))
        return _with_details(change.name.text(self._language), details)

    def _show(self, element: DataElement, value: Value | None) -> str:
        return "" if value is None else show(element, value, language=self._language)


def offer_words(offer: ItemOffer, language: str) -> str:
    """Whether an item is still taken in; what is begun can be finished."""
    name, until = offer.name.text(language), offer.policy.until
    if offer.closed:
        return tr("changes", "“{item}” is no longer taken in; this application can be finished").format(item=name)
    return tr("changes", "“{item}” is taken in until {day}; this application can be finished after it, too").format(
        item=name, day=day_words(until)
    )


def _deferral(days: int) -> str:
    if not days:
        return tr("changes", "may no longer come later")
    return tr("changes", "may come up to {days} working days later").format(days=days)


def _units(before: DataElement, after: DataElement) -> list[str]:
    was, now = before.unit or tr("changes", "none"), after.unit or tr("changes", "none")
    return [tr("changes", "unit was {before}, is {after}").format(before=was, after=now)]


def _required(before: DataElement, after: DataElement) -> list[str]:
    if before.required == after.required:
        return [tr("changes", "is required in other cases")]
    return [tr("changes", "is required now") if after.required else tr("changes", "may stay empty now")]


def _term(term: Term) -> str:
    if term.unit == "wd":
        return tr("changes", "{days} working days").format(days=term.days)
    if term.unit == "h":
        return tr("changes", "{hours} office hours").format(hours=term.days)
    return tr("changes", "{days} days").format(days=term.days)


def _other_than(options: Iterable[Option], others: Iterable[Option]) -> tuple[Option, ...]:
    known = {option.id for option in others}
    return tuple(option for option in options if option.id not in known)


def _with_details(name: str, details: Iterable[str]) -> str:
    said = tr("changes", "; ").join(details)
    return tr("changes", "{name}: {details}").format(name=name, details=said) if said else name


_ON_A_LINE = 6


def _packed(names: list[str]) -> tuple[str, ...]:
    """Names side by side: a new item may ask for fifty things."""
    return tuple("、".join(names[at : at + _ON_A_LINE]) for at in range(0, len(names), _ON_A_LINE))
