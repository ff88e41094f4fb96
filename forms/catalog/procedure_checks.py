"""What may be wrong in the procedures (特别程序) of a hall, for which a clock stands still."""

from __future__ import annotations

from collections.abc import Iterator

from forms.catalog.deferral_checks import MOST
from forms.catalog.faults import Fault, Place, References
from forms.catalog.model import PROCEDURE_PAPER, Catalog
from forms.catalog.template_checks import PAPERS
from forms.message import message


def procedure_faults(catalog: Catalog, references: References) -> Iterator[Fault]:
    """Procedures that nobody could tell an applicant of, counts that make no sense, and a hall without any."""
    if not catalog.hall.procedures:
        yield Fault(place=("hall", "hall", "procedures"), message=message("catalog.no_procedure"))
    for procedure in catalog.hall.procedures:
        place: Place = ("hall", "hall", "procedures", procedure.id)
        name = procedure.label.zh
        if not 0 <= procedure.days <= MOST:
            wrong = message("catalog.procedure_days", name=name, days=procedure.days, most=MOST)
            yield Fault(place=(*place, "days"), message=wrong)
        if procedure.paper in PAPERS:
            wrong = message("catalog.procedure_paper", name=name, paper=procedure.paper, own=PROCEDURE_PAPER)
            yield Fault(place=(*place, "paper"), message=wrong)
        elif procedure.paper != PROCEDURE_PAPER:
            yield from references.one("templates", procedure.paper, (*place, "paper"))
