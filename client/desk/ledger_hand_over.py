"""Hand-over (移交): another clerk looks after applications from now on, one by one or a colleague's whole open list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from client.desk.carry_out import carry_out
from client.desk.desk import Desk
from client.desk.session import Session
from forms.elements.typed_text import tidy
from forms.journal.commands import ChangeKeeper
from forms.journal.decision import Refusal, refuse
from forms.message import Message


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may look after applications: account and name."""

    account: str
    name: str


class HandedOver(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a hand-over: the applications that changed hands, and those that did not with the reason."""

    applications: tuple[str, ...]
    refused: tuple[tuple[str, Message], ...]


def colleagues(session: Session, desk: Desk) -> tuple[Colleague, ...]:
    """To whom can be handed over: clerks of this site who have signed in here, oneself first."""
    known = [Colleague(account=each.account, name=each.name) for each in desk.store.accounts.of_site(session.site)]
    others = sorted((each for each in known if each.account != session.account), key=lambda each: each.account)
    return (Colleague(account=session.account, name=session.name), *others)


def hand_over(
    session: Session,
    desk: Desk,
    *,
    to: str,
    reason: str = "",
    applications: Sequence[str] = (),
    all_of: str = "",
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> HandedOver | Refusal:
    """Give `applications`, or all with open deferrals that the account `all_of` keeps, to the account `to`.

    Each is an operation of its own: one that may not be handed over stops no other. A supervisor and the keeper may
    hand over, a clerk of the site may take over with a reason. `progress` gets how many of how many are done.
    """
    receiver = next((each for each in colleagues(session, desk) if each.account == to), None)
    if receiver is None:
        return refuse("keeper.unknown", account=to)
    wanted = tuple(applications) or desk.store.ledger.kept_by(all_of)
    if not wanted:
        return refuse("keeper.nothing_open", name=all_of)
    command = ChangeKeeper(to_account=receiver.account, to_name=receiver.name, reason=tidy(reason), by=session.actor)
    changed: list[str] = []
    refused: list[tuple[str, Message]] = []
    for number, application in enumerate(wanted, start=1):
        result = carry_out(session, desk, application=application, command=command)
        if isinstance(result, Refusal):
            refused.append((application, result.messages[0]))
        else:
            changed.append(application)
        progress(number, len(wanted))
    return HandedOver(applications=tuple(changed), refused=tuple(refused))
