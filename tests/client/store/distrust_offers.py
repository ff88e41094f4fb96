"""Distrust lists as a centre offers them, and a window that takes them in parts."""

from __future__ import annotations

import msgspec
from store_window import DAY, Window

from forms.distrust import list_id
from sync.keys import public_key, sign
from sync.wire import PROTOCOL, DistrustRef, ExchangeReply, distrust_bytes
from tests.support.distrust_lists import list_file

CENTRE = "11" * 32
LISTED = [f"1101011990{number:08d}" for number in range(300)]


def offer(number: int, *listed: str, key: str = CENTRE) -> tuple[DistrustRef, bytes]:
    """The list with this number of the day, and its file."""
    revision = f"{DAY}.{number:02d}"
    data = list_file(*(listed or LISTED), revision=revision, salt=number.to_bytes(16, "big"))
    found = list_id(data)
    signature = sign(key, distrust_bytes(revision=revision, id=found))
    return DistrustRef(revision=revision, id=found, size=len(data), signature=signature), data


def told(window: Window, offered: DistrustRef | None, *, day: str = DAY) -> None:
    """An exchange in which the centre offers this list."""
    window.store.sync.take(
        ExchangeReply(
            protocol=PROTOCOL,
            results=(),
            feed=(),
            cursor="1",
            more=False,
            expects=1,
            server_wall=window.wall,
            server_day=day,
            distrust=offered,
        )
    )


def trust(window: Window, key: str = CENTRE) -> None:
    """The centre's key, as a sign-in leaves it."""
    window.store.sync.remember_token("t", public_key(key))


def fetch(window: Window, offered: DistrustRef, data: bytes, *, part: int = 4096) -> None:
    """Everything that is wanted of the list, part by part."""
    while wanted := window.store.sync.wanted_catalogs():
        have = wanted[0].have
        if have >= offered.size:
            return
        run = data[have : have + part]
        window.store.sync.catalog_progress(offered.id, offset=have, data=run, total=offered.size)


def take(window: Window, offered: DistrustRef, data: bytes, *, part: int = 4096) -> None:
    """Offered, fetched and put in force."""
    told(window, offered)
    fetch(window, offered, data, part=part)
    window.store.sync.install_catalog(offered.id)


def differently(offered: DistrustRef, **facts: object) -> DistrustRef:
    """The same offer with other facts."""
    return msgspec.structs.replace(offered, **facts)
