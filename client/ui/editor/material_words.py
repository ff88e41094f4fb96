"""How a material's status is said: word, level and icon; never by colour alone."""

from __future__ import annotations

from client.desk.editor_view import MaterialView
from client.ui.translation import tr
from client.ui.widgets.rows_model import Cell


def status_cell(material: MaterialView) -> Cell:
    """The status of one material as a table cell."""
    words, level, icon = _STATUS[material.status](material)
    return Cell(words, level=level, icon=icon)


def _scanned(material: MaterialView) -> tuple[str, str, str]:
    return tr("editor", "{pages} pages").format(pages=material.pages), "ok", "check"


def _deferred(material: MaterialView) -> tuple[str, str, str]:
    return tr("editor", "Deferred to {day}").format(day=material.due_day[5:]), "deferral", "deferral"


def _promised(_material: MaterialView) -> tuple[str, str, str]:
    return tr("editor", "Promised"), "ok", "edit"


def _awaited(material: MaterialView) -> tuple[str, str, str]:
    return tr("editor", "From {item}").format(item=material.awaited_from), "info", "clock"


def _missing(material: MaterialView) -> tuple[str, str, str]:
    if material.flaws and material.scans:
        return tr("editor", "Flawed"), "warn", "warning"
    return tr("editor", "Missing"), "warn", "warning"


def _made(_material: MaterialView) -> tuple[str, str, str]:
    return tr("editor", "Printed by us"), "ok", "print"


def _produced(_material: MaterialView) -> tuple[str, str, str]:
    return tr("editor", "Issued"), "ok", "check"


_STATUS = {
    "scanned": _scanned,
    "deferred": _deferred,
    "promised": _promised,
    "awaited": _awaited,
    "missing": _missing,
    "made": _made,
    "produced": _produced,
}
