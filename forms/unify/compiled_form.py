"""A unified form with its conditions compiled: what is shown, required and needed for the values typed so far."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from forms.catalog.model import Catalog
from forms.unify.form_plan import FormPlan
from forms.unify.moment import FormNow, Moment
from forms.unify.unified_form import UnifiedForm
from forms.values import Values, is_same

__all__ = ["CompiledForm", "FormNow"]


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question and its answer."""

    values: Values
    answers: Mapping[str, bool]
    now: FormNow


_KEPT = 4
"""Answers kept: one decision asks the same several times, for typed and for completed values."""


class CompiledForm:
    """`form` of `catalog`, ready to be asked again and again; a screen that follows each key keeps a `LiveForm`."""

    def __init__(self, form: UnifiedForm, catalog: Catalog) -> None:
        self.form = form
        self.plan = FormPlan(form, catalog)
        self._asked: tuple[_Asked, ...] = ()

    def now(self, values: Values, answers: Mapping[str, bool]) -> FormNow:
        """What is shown, required, completed and needed for `values` under `answers`."""
        for asked in self._asked:
            if asked.answers == answers and _are_same(asked.values, values):
                return asked.now
        now = Moment(self.plan, values=values, answers=answers).now()
        self._asked = (_Asked(values=dict(values), answers=dict(answers), now=now), *self._asked[: _KEPT - 1])
        return now


def _are_same(held: Values, asked: Values) -> bool:
    """Equal, and of equal types: 1 and true are two answers."""
    return held == asked and all(is_same(value, asked[element]) for element, value in held.items())
