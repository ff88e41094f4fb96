"""Keys of parties in the distrust list (失信名单): who is on it is looked up without the list saying any number."""

from __future__ import annotations

import hashlib


def party_key(number: str) -> str:
    """The key of the party with an identity or credit number: SHA-256 (hex) of it in capitals; '' for no number."""
    plain = number.strip().upper()
    return hashlib.sha256(f"yichuang party\n{plain}".encode()).hexdigest() if plain else ""
