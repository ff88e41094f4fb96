"""The registry of kinds: for each `ElementKind` the one object that reads, checks, shows and masks its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.elements.address import AddressKind
from forms.elements.bank_card import BankCardKind
from forms.elements.choice import OneOfKind, SeveralOfKind, YesNoKind
from forms.elements.credit_code import CreditCodeKind
from forms.elements.date import DateKind, DateTimeKind
from forms.elements.date_range import DateRangeKind
from forms.elements.element import ElementKind
from forms.elements.identity import IdentityKind
from forms.elements.kind import Kind
from forms.elements.multiline import MultilineKind
from forms.elements.number import DecimalKind, IntegerKind, MoneyKind
from forms.elements.phone import PhoneKind
from forms.elements.project_code import ProjectCodeKind
from forms.elements.region import RegionKind
from forms.elements.table import TableKind
from forms.elements.text import TextKind
from forms.elements.unit_number import UnitNumberKind

DATE_RANGE = DateRangeKind()
MONEY = MoneyKind()
SEVERAL_OF = SeveralOfKind()

_CELLS: Mapping[ElementKind, Kind[Any]] = {
    ElementKind.TEXT: TextKind(),
    ElementKind.MULTILINE: MultilineKind(),
    ElementKind.ADDRESS: AddressKind(),
    ElementKind.UNIT_NUMBER: UnitNumberKind(),
    ElementKind.PROJECT_CODE: ProjectCodeKind(),
    ElementKind.INTEGER: IntegerKind(),
    ElementKind.DECIMAL: DecimalKind(),
    ElementKind.MONEY: MONEY,
    ElementKind.DATE: DateKind(),
    ElementKind.DATETIME: DateTimeKind(),
    ElementKind.DATE_RANGE: DATE_RANGE,
    ElementKind.ONE_OF: OneOfKind(),
    ElementKind.SEVERAL_OF: SEVERAL_OF,
    ElementKind.YES_NO: YesNoKind(),
    ElementKind.IDENTITY: IdentityKind(),
    ElementKind.CREDIT_CODE: CreditCodeKind(),
    ElementKind.PHONE: PhoneKind(),
    ElementKind.BANK_CARD: BankCardKind(),
    ElementKind.REGION: RegionKind(),
}

TABLE = TableKind(_CELLS)

KINDS: Mapping[ElementKind, Kind[Any]] = {**_CELLS, ElementKind.TABLE: TABLE}
"""Every kind of field."""
