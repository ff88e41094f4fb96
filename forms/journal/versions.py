"""Versions: an application pins the catalog that it was begun under, and moves to another only when a clerk says so.

Moving changes what is asked, never what was answered: values of fields that are gone stay in the state, and the
operation carries their labels, so that they can be read with the earlier catalog gone.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from forms.journal.operation import Operation
from forms.journal.state import ApplicationState, ApplicationStatus, EarlierCatalog


class CatalogMoved(msgspec.Struct, frozen=True, kw_only=True):
    """The application is filled in under `to_catalog` from now on; `*_version` are the names people know them by.

    `gone` are the Chinese labels, by element id, of the answered fields that the new catalog no longer asks.
    """

    from_catalog: str
    to_catalog: str
    from_version: str
    to_version: str
    gone: Mapping[str, str]


def apply_moved(state: ApplicationState, operation: Operation, body: CatalogMoved, rev: int) -> ApplicationState:
    """Pin the other catalog; one that comes late, when the application stands elsewhere, changes nothing."""
    if state.catalog != body.from_catalog or state.status is not ApplicationStatus.INTAKE:
        return state
    left = EarlierCatalog(catalog=body.from_catalog, version=body.from_version, gone=dict(body.gone))
    return replace(state, catalog=body.to_catalog, earlier=(*state.earlier, left))
