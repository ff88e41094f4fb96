"""A form as it stands for what was typed, ready to be compared with another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forms.rulebook import Rulebook
from forms.unify.moved import FormVersion
from forms.values import Values


def form_version(
    rules: Rulebook, *, items: Sequence[str], answers: Mapping[str, bool], values: Values, day: str
) -> FormVersion:
    """The form for those of `items` that the catalog knows, on `day` (ISO)."""
    known = tuple(item for item in items if item in rules.source.items)
    return FormVersion(
        catalog=rules.source,
        form=rules.form(known, answers),
        now=rules.form_now(known, answers, values),
        lacks=rules.field_lacks(known, answers, values, today=day),
    )
