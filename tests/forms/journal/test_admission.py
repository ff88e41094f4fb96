"""Admission: what a device may still bring after the acceptance."""

from __future__ import annotations

from journal_story import Story
from msgspec.structs import replace

from forms.journal.admission import admission


def test_settling_is_no_way_to_change_what_was_accepted(accepted: Story) -> None:
    bodies = {"element": "ap_name", "value": "别人"}
    settled = replace(accepted.entries[-1].operation, kind="conflict_settled", body=bodies)
    refusal = admission(accepted.state, settled)
    assert refusal is not None and (refusal.code, refusal.element) == ("conflict.not_open", "ap_name")
    conflicting = replace(accepted.state, conflicts={"ap_name": ()})
    assert admission(conflicting, settled) is None
