"""The decision to move an application to another catalog."""

from __future__ import annotations

from forms.journal.commands import MoveCatalog
from forms.journal.decide_intake import intake_refusal
from forms.journal.decision import Decision, Now, refuse
from forms.journal.rules import Rules
from forms.journal.state import ApplicationState
from forms.journal.versions import CatalogMoved


def move_catalog(state: ApplicationState, command: MoveCatalog, rules: Rules, now: Now) -> Decision:
    """Until acceptance, to a catalog that knows every chosen item. Under the same catalog nothing changes.

    An item that is closed there may come along: it was begun while it was open.
    """
    target = command.target
    refusal = intake_refusal(state)
    if refusal is not None or target.catalog == state.catalog:
        return refusal or ()
    lost = target.unknown_items(state.items)
    if lost:
        return refuse("catalog.items_lost", items="、".join(lost), version=target.version)
    asked = rules.asked_elements(state.items, state.answers)
    kept = target.asked_elements(state.items, state.answers)
    moved = CatalogMoved(
        from_catalog=state.catalog,
        to_catalog=target.catalog,
        from_version=rules.version,
        to_version=target.version,
        gone={element: rules.element_label(element) for element in state.values if element in asked - kept},
    )
    return (moved,)
