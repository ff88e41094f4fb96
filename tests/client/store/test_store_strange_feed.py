"""What a twin of this store or a newer centre brings: nothing typed here gets lost, and nothing stops the feed."""

from __future__ import annotations

import shutil

from msgspec.structs import replace
from store_window import Centre, Window

from forms.journal.device import NumbersLeased
from forms.message import message
from sync.wire import OperationResult, Outcome


def test_a_twin_of_a_copied_folder_keeps_what_was_refused_before_the_clerks_eyes(
    window: Window, centre: Centre
) -> None:
    """Both PCs used number 3. The centre took the other one's; the feed must not call ours confirmed."""
    window.begin("a1", ap_name="甲")
    window.sync(centre)
    window.store.close()
    shutil.copytree(window.folder, window.folder.with_name("twin"))
    window.store = window._opened()
    twin = Window(window.folder.with_name("twin"), keys=window.keys)
    window.fill("a1", ap_name="乙")
    twin.fill("a1", ap_name="丙")
    window.sync(centre)
    reason = message("centre.identity_reused", dseq=3)
    refused = OperationResult(dseq=3, outcome=Outcome.REJECTED, message=reason)
    sync = twin.store.sync
    for _ in range(2):
        sync.take(centre.reply(sync.device(), results=(refused,), cursor=sync.cursor()))
        assert [(row.kind, row.message) for row in sync.quarantine()] == [("fields_filled", reason)]
    twin.reopen()
    assert twin.store.journal.state("a1").plain_values() == {"ap_name": "甲"}
    twin.store.close()


def test_a_lease_in_the_words_of_a_newer_centre_does_not_stop_the_feed(window: Window, centre: Centre) -> None:
    lease = NumbersLeased(prefix="01-03-", first=1, last=5)
    for v, body in ((2, {"blocks": [1, 5]}), (1, {"prefix": "01-03-"})):
        centre.put(replace(centre.sealed("device/" + window.store.device.id, lease), v=v, body=body))
    centre.lease(window.store.device.id, prefix="01-03-", first=6, last=9)
    window.sync(centre)
    assert window.store.numbers.left() == 4
    window.store.journal.rebuild()
    assert window.store.numbers.left() == 4
