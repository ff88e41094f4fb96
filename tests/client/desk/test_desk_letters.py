"""The signed letter of commitment is asked for until its scan is here."""

from __future__ import annotations

from client.desk import answering, attaching, deferring
from client.desk.waiting import Waits, waiting
from client.store.store import VIEWS_BEHIND
from tests.client.desk.desk_hall import DAY, Pc, done, picture


def missing(pc: Pc) -> list[str]:
    return [row.application for row in waiting(pc.desk, day=DAY) if row.waits is Waits.LETTER]


def test_a_letter_is_missing_from_the_acceptance_until_it_is_scanned(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    assert missing(accepted_pc) == [application]
    accepted_pc.store.journal.rebuild()
    assert missing(accepted_pc) == [application]
    scan = attaching.keep_scan(accepted_pc.desk, picture("承诺书"), name="承诺书.png")
    done(deferring.sign_commitment(accepted_pc.session, accepted_pc.desk, application, scan=scan))
    assert missing(accepted_pc) == []
    accepted_pc.store.journal.rebuild()
    assert missing(accepted_pc) == []


def test_a_store_of_an_earlier_program_learns_what_is_missing(accepted_pc: Pc) -> None:
    journal = accepted_pc.store._files.journal
    with journal.write():
        journal.run("UPDATE view_applications SET unsigned = 0")
        journal.run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, 'letters')", (VIEWS_BEHIND,))
    assert missing(accepted_pc) == []
    accepted_pc.reopen()
    assert missing(accepted_pc) == [accepted_pc.hall.application]


def test_without_deferrals_no_letter_is_asked_for(pc: Pc) -> None:
    pc.accept(pc.complete_small())
    assert missing(pc) == []


def test_nobody_signs_any_more_for_what_is_withdrawn(accepted_pc: Pc) -> None:
    application = accepted_pc.hall.application
    done(answering.withdraw(accepted_pc.session, accepted_pc.desk, application, reason="不办了"))
    assert missing(accepted_pc) == []
