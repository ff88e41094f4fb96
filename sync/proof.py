"""The proof on every reply of the centre: it saw this request, knows the key, and these are the bytes it sent.

A portal or proxy page that answers in the centre's place cannot make it. TLS says who the centre is; the proof
says that the answer belongs to the question. Both sides compute it over the body bytes as sent (compressed when
the reply is compressed). See docs/protocol.md.
"""

from __future__ import annotations

import hashlib
import hmac

PROOF_HEADER = "X-Sync-Proof"
REQUEST_ID_HEADER = "X-Request-Id"


def proof(token: str, request_id: str, body: bytes) -> str:
    """HMAC-SHA256 (hex) over `request_id` and the SHA-256 of `body`, under the key the request presented.

    `token` is the device's bearer token, or `sign_in_key(...)` for a sign-in, which has no token yet. The centre
    proves refusals with the presented key too, so a refused request is told from a portal's page.
    """
    said = request_id.encode() + b"\n" + hashlib.sha256(body).digest()
    return hmac.new(token.encode(), said, hashlib.sha256).hexdigest()


def proven(token: str, *, request_id: str, body: bytes, claimed: str) -> bool:
    """Whether `claimed` is the proof of this reply."""
    return hmac.compare_digest(proof(token, request_id, body).encode(), claimed.encode())


def sign_in_key(account: str, password: str) -> str:
    """The proof key of a sign-in (hex): SHA-256 over account and password, which the request itself carries."""
    return hashlib.sha256(f"yichuang sign-in\n{account}\n{password}".encode()).hexdigest()
