"""The definition of a data element (数据元): a named field that several items may share."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Label(msgspec.Struct, frozen=True):
    """A name in Chinese and, where known, in English; Chinese shows where English is absent."""

    zh: str
    en: str = ""

    def text(self, language: str) -> str:
        """The name in `language` ('zh_CN' or 'en')."""
        return self.en if language == "en" and self.en else self.zh


class ElementKind(StrEnum):
    """The kinds of field; each has one module-level entry in `forms.elements.kinds`."""

    TEXT = "text"
    MULTILINE = "multiline"
    ADDRESS = "address"
    INTEGER = "int"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    DATE_RANGE = "daterange"
    ONE_OF = "enum"
    SEVERAL_OF = "multi"
    YES_NO = "bool"
    IDENTITY = "id18"
    CREDIT_CODE = "uscc"
    PHONE = "phone"
    BANK_CARD = "bankcard"
    REGION = "region"
    UNIT_NUMBER = "bdcunit"
    PROJECT_CODE = "projcode"
    TABLE = "table"


class Privacy(StrEnum):
    """Privacy class of a value (PIPL art. 28): open, personal, or sensitive personal."""

    OPEN = "open"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of an `enum` or `multi` element; `id` is stored, `label` is shown."""

    id: str
    label: Label


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a table element."""

    id: str
    label: Label
    kind: ElementKind = ElementKind.TEXT
    required: bool = True
    options: tuple[Option, ...] = ()
    unit: str = ""


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """A rule across fields: where `holds` (a condition) is false, `message` is said under the field."""

    holds: str
    message: Label


class DataElement(msgspec.Struct, frozen=True, kw_only=True):
    """A field definition. Lengths count characters; `minimum`/`maximum` are decimal text; `pattern` is a full match.

    For days `minimum`/`maximum` are ISO days or `today`. Money may not be below zero unless `minimum` says so.

    `shown_if` and `required_if` are conditions in the catalog's language; `same_as` names elements of which the first
    with a value fills this one until a clerk overwrites it (one fact under two labels).
    `computed` is an expression that gives the value, which then nobody types; `constraints` are checked when every
    name that they read has a value. `reusable` values of an earlier application are offered to a returning applicant.
    `identity_type` names the element that says which document an `id18` number belongs to.
    """

    id: str
    label: Label
    kind: ElementKind
    privacy: Privacy = Privacy.OPEN
    required: bool = True
    max_length: int = 200
    minimum: str = ""
    maximum: str = ""
    pattern: str = ""
    unit: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    shown_if: str = ""
    required_if: str = ""
    same_as: tuple[str, ...] = ()
    computed: str = ""
    constraints: tuple[Constraint, ...] = ()
    reusable: bool = False
    identity_type: str = ""
    hint: Label = Label("")
