"""Noting on the device's stream which catalog this window works with."""

from __future__ import annotations

from client.desk.carry_out import note_on_device
from client.desk.desk import Desk
from client.desk.session import Session
from forms.journal.device import CatalogInstalled

_NOTED = "noted_catalog"


def note_catalog(session: Session, desk: Desk) -> None:
    """Write `catalog_installed` once per catalog that arrived; cheap when there is nothing new."""
    catalog = desk.current_catalog()
    if not catalog or desk.store.settings.get(_NOTED) == catalog:
        return
    note_on_device(session, desk, CatalogInstalled(catalog=catalog, version=desk.catalog(catalog).version))
    desk.store.settings.put(_NOTED, catalog)
