"""What a package has to be before it is offered or worked with: by somebody trusted, whole, and sound in itself."""

from __future__ import annotations

from collections.abc import Collection

from forms.catalog.checks import faults
from forms.catalog.package import Opened, open_signed
from forms.errors import CatalogRefused
from forms.message import message


def open_sound(data: bytes, *, trusted: Collection[str], expected_id: str = "") -> Opened:
    """A package from outside as `forms.catalog.package.open_signed` has it, in which nothing is wrong.

    For a catalog that new applications will use; one that is already in use has to be readable, not perfect by what
    a later program thinks of it. Raises `CatalogRefused`.
    """
    opened = open_signed(data, trusted=trusted, expected_id=expected_id)
    found = faults(opened.catalog)
    if found:
        place = " / ".join(str(part) for part in found[0].place)
        raise CatalogRefused(message("package.unsound", count=len(found), place=place))
    return opened
