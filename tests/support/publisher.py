"""A publisher for tests: a key pair of this run, and packages signed with it."""

from __future__ import annotations

from forms.catalog.model import Catalog
from forms.catalog.package import Package, build, sign
from forms.catalog.publisher_key import new_private_key, public_key

PRIVATE = new_private_key()
KEY = public_key(PRIVATE)


def published(catalog: Catalog) -> Package:
    """The package of `catalog` as a publisher hands it over."""
    built = build(catalog)
    return Package(id=built.id, data=sign(built.data, PRIVATE))
