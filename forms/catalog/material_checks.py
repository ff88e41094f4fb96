"""What may be wrong in a material: when it is needed, how it is printed, which paper it is, how long it may be used."""

from __future__ import annotations

from collections.abc import Iterator

from forms.catalog.faults import Fault, Place, References
from forms.catalog.model import Catalog, Material
from forms.message import message

PROMISE_LETTER = "promise_letter"
"""The template of the paper on which an applicant promises what a material would prove (告知承诺书)."""


def material_faults(catalog: Catalog, references: References) -> Iterator[Fault]:
    """Faults of every material of `catalog`."""
    for material in catalog.materials.values():
        place: Place = ("materials", material.id)
        yield from references.condition(material.needed_if, (*place, "needed_if"))
        yield from _template(material, references, place)
        yield from _updates(material, catalog, references, place)
        yield from _reuse(material, place)
        yield from _promise(material, catalog, place)


def _template(material: Material, references: References, place: Place) -> Iterator[Fault]:
    """What the client is to print needs a template; what an applicant brings has no use for one."""
    if material.made and not material.template:
        yield Fault(place=place, message=message("catalog.template_missing", id=material.id))
    elif material.template and not material.made:
        yield Fault(place=(*place, "template"), message=message("catalog.template_unused", id=material.id))
    elif material.template:
        yield from references.one("templates", material.template, (*place, "template"))


def _updates(material: Material, catalog: Catalog, references: References, place: Place) -> Iterator[Fault]:
    if not material.updates:
        return
    yield from references.one("materials", material.updates, (*place, "updates"))
    before = catalog.materials.get(material.updates)
    if before is not None and before.updates:
        wrong = message("catalog.updates_updated", id=material.id, before=before.id, first=before.updates)
        yield Fault(place=(*place, "updates"), message=wrong)


def _reuse(material: Material, place: Place) -> Iterator[Fault]:
    at = (*place, "reusable_days")
    if material.reusable_days < 0:
        wrong = message("catalog.days_negative", key="reusable_days", days=material.reusable_days)
        yield Fault(place=at, message=wrong)
    elif material.reusable_days and material.made:
        yield Fault(place=at, message=message("catalog.made_and_reusable", id=material.id))


def _promise(material: Material, catalog: Catalog, place: Place) -> Iterator[Fault]:
    """What the client prints is not brought anyway; a promise is made on a paper of its own."""
    at = (*place, "promise_instead")
    if material.promise_instead and material.made:
        yield Fault(place=at, message=message("catalog.made_and_promised", id=material.id))
    elif material.promise_instead and PROMISE_LETTER not in catalog.templates:
        yield Fault(place=at, message=message("catalog.promise_template", id=material.id, name=PROMISE_LETTER))
