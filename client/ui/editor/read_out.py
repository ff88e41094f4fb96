"""What is read out of a value while it is typed: the amount in capitals, who an identity number belongs to."""

from __future__ import annotations

from client.ui.translation import tr, tr_later
from forms.elements.element import DataElement
from forms.elements.reading import capitals, learned, read
from forms.values import is_raw

_SEXES = {"male": tr_later("editor", "male"), "female": tr_later("editor", "female")}


def person_words(element: DataElement, text: str) -> str:
    """Sex and day of birth in a sound identity number, else nothing."""
    value = read(element, text)
    told = learned(element, value) if isinstance(value, str) and not is_raw(value) else {}
    return f"{tr('editor', _SEXES[told['sex']])} {told['born']}" if told else ""


def amount_words(element: DataElement, text: str) -> str:
    """The amount in capitals (大写金额); nothing for what is no amount."""
    value = read(element, text)
    return capitals(element, value) if isinstance(value, str) else ""
