"""Which catalog this window works with: noted on the device's stream, and whose keys it does not trust."""

from __future__ import annotations

from client.desk.carry_out import note_on_device
from client.desk.clocks import recompute_drafts
from client.desk.desk import Desk
from client.desk.hall_day import remember_zone
from client.desk.session import Session
from forms.catalog.publisher_key import fingerprint
from forms.journal.device import CatalogInstalled
from forms.message import Message, message

_NOTED = "noted_catalog"


def note_catalog(session: Session, desk: Desk) -> None:
    """Write `catalog_installed` once per catalog that arrived; cheap when there is nothing new."""
    catalog = desk.current_catalog()
    if not catalog or desk.store.settings.get(_NOTED) == catalog:
        return
    remember_zone(desk.store, desk.catalog(catalog).hall.zone)
    note_on_device(session, desk, CatalogInstalled(catalog=catalog, version=desk.catalog(catalog).version))
    desk.store.settings.put(_NOTED, catalog)
    recompute_drafts(session, desk)


def distrusted_keys(desk: Desk) -> Message | None:
    """Told while the centre names publishers that this window does not trust; None when there are none."""
    keys = desk.store.catalog_keys.distrusted()
    return message("package.keys_changed", fingerprints=", ".join(map(fingerprint, keys))) if keys else None
