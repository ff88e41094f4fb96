"""This device: a random id made with the database, and the key that signs the heads of its chain."""

from __future__ import annotations

import secrets

from client.store.meta import Meta
from sync.keys import KEY_BYTES, public_key, sign
from sync.wire import Head, head_bytes


class Device:
    """`id` hex; `epoch` counts from 1; `public_key` ed25519, hex."""

    def __init__(self, meta: Meta) -> None:
        if not meta.get("device"):
            _make(meta)
        self.id = meta.get("device")
        self.epoch = meta.number("epoch")
        self._private_key = meta.get("device_key")
        self.public_key = public_key(self._private_key)

    def sign_head(self, *, dseq: int, chain: str) -> Head:
        """The signed end of this device's chain after `dseq`."""
        said = head_bytes(device=self.id, epoch=self.epoch, dseq=dseq, chain=chain)
        signature = sign(self._private_key, said)
        return Head(device=self.id, epoch=self.epoch, dseq=dseq, chain=chain, signature=signature)


def _make(meta: Meta) -> None:
    """The id last: without it, a start that was cut off makes everything anew."""
    meta.put("device_key", secrets.token_hex(KEY_BYTES))
    meta.put("epoch", "1")
    meta.put("device", secrets.token_hex(16))
