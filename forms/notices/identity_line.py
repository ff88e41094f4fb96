"""The applicant as papers name them."""

from __future__ import annotations

from forms.catalog.model import Catalog
from forms.elements.element import DataElement, ElementKind, Label, Privacy
from forms.elements.reading import mask, show
from forms.journal.state import ApplicationState
from forms.notices.content import ApplicantLine
from forms.unify.applicant import applicant

_CREDIT_CODE = "uscc"


def applicant_line(state: ApplicationState, catalog: Catalog) -> ApplicantLine:
    """Who applies, as the acceptance noted it; before it, as the form says."""
    party = state.party if state.accepted_day else applicant(catalog.parties.values(), state.plain_values())
    number = _number_element(party.id_type)
    return ApplicantLine(
        name=party.name,
        id_type=_type_label(party.id_type, catalog),
        id_no=show(number, party.id_no, language="zh_CN"),
        covered_id_no=mask(number, party.id_no),
        phone=party.phone,
        organisation=party.kind == "organisation",
        agent=state.answers.get(catalog.agent_situation, False),
    )


def _number_element(id_type: str) -> DataElement:
    """An element for the party's number, which may have come from a table cell and so has none of its own."""
    organisation = id_type == _CREDIT_CODE
    return DataElement(
        id="party",
        label=Label(""),
        kind=ElementKind.CREDIT_CODE if organisation else ElementKind.IDENTITY,
        privacy=Privacy.OPEN if organisation else Privacy.PERSONAL,
    )


def _type_label(id_type: str, catalog: Catalog) -> str:
    """The name of the document: of the credit code, or of an option that some identity element offers."""
    for element in catalog.elements.values():
        if id_type == _CREDIT_CODE and element.kind is ElementKind.CREDIT_CODE:
            return element.label.zh
        typed_by = catalog.elements.get(element.identity_type)
        for option in typed_by.options if typed_by is not None else ():
            if option.id == id_type:
                return option.label.zh
    return ""
