"""Text pasted by mistake: what the centre would refuse is refused at the desk, or nothing after it would be sent."""

from __future__ import annotations

import secrets

from client.desk import filling, moving
from sync.central.web.bodies import REQUEST_BYTES
from sync.wire import BATCH_BYTES, OPERATION_BYTES
from tests.client.desk.desk_hall import Pc, codes, done


def test_what_the_centre_would_not_take_is_not_saved_and_stays_typed(pc: Pc) -> None:
    application = pc.begin()
    patch = {"shop_name": "甲店", "ap_addr": secrets.token_hex(OPERATION_BYTES)}
    filling.autosave(pc.session, pc.desk, application, patch)
    assert codes(filling.save(pc.session, pc.desk, application, patch)) == ["operation.too_large"]
    assert pc.kinds(application) == ["application_opened"]
    assert moving.typing_of(pc.session, pc.desk, application).patch == patch


def test_the_largest_that_is_saved_is_sent(pc: Pc) -> None:
    application = pc.begin()
    done(filling.save(pc.session, pc.desk, application, {"ap_addr": secrets.token_hex(OPERATION_BYTES // 2 - 50)}))
    largest = max(len(data) for _, data in pc.store.sync.outgoing(limit_bytes=8 * OPERATION_BYTES))
    assert OPERATION_BYTES < largest < REQUEST_BYTES - BATCH_BYTES
    pc.sync()
    assert pc.store.sync.summary().operations == 0
