"""What may be wrong in paper templates: one that every catalog needs is not there, one does not read, or asks for what
no paper has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from forms.catalog.faults import Fault, nearest
from forms.catalog.model import Catalog
from forms.message import message

PAPERS: Final = (
    "application_form",
    "receipt",
    "acceptance_notice",
    "deferral_notice",
    "deferral_commitment",
    "one_time_notice",
)
"""The papers of every application and consultation."""

NAMES: Final = frozenset(
    {"paper", "desk", "applicant", "cases", "materials", "given", "deferrals", "parts", "fields", "statements"}
    | {"told", "told_on", "notice", "promises"}
)
"""What templates may print (`forms.notices`)."""


def template_faults(catalog: Catalog, *, known: frozenset[str]) -> Iterator[Fault]:
    """Faults of the templates of `catalog`; one of `known` that it lacks could not be read and was told before."""
    for name in PAPERS:
        if name not in known:
            yield Fault(place=("templates", name), message=message("catalog.paper_missing", name=name))
    for name, text in catalog.templates.items():
        yield from _template(name, text)


def _template(name: str, text: str) -> Iterator[Fault]:
    # Making catalogs needs it, reading one does not; it costs a tenth of a second.
    from jinja2 import TemplateSyntaxError, meta
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    try:
        tree = ImmutableSandboxedEnvironment().parse(text)
    except TemplateSyntaxError as error:
        wrong = message("catalog.template_unreadable", name=name, reason=error.message or "")
        yield Fault(place=("templates", name, error.lineno), message=wrong)
        return
    for foreign in sorted(meta.find_undeclared_variables(tree) - NAMES):
        near = nearest(foreign, NAMES)
        code = "catalog.template_foreign" if near else "catalog.template_foreign_far"
        wrong = message(code, name=foreign, near=near, known=", ".join(sorted(NAMES)))
        yield Fault(place=("templates", name, _line_of(foreign, text)), message=wrong)


def _line_of(name: str, text: str) -> int:
    lines = (number for number, line in enumerate(text.splitlines(), start=1) if name in line)
    return next(lines, 0)
