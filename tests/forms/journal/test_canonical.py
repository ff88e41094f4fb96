"""The quick canonical bytes are the RFC 8785 bytes, whatever is in an operation."""

from __future__ import annotations

import msgspec
import rfc8785
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms.journal.actor import Actor, ActorKind
from forms.journal.operation import Operation, canonical, decode

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    TEXT | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=20,
)


def operation(body: dict[str, object]) -> Operation:
    return Operation(
        device="d1",
        epoch=1,
        dseq=1,
        stream="application/a",
        kind="fields_filled",
        v=1,
        actor=Actor(kind=ActorKind.CLERK, account="wangfang", name="王芳"),
        wall=1,
        skew=0,
        day="2026-11-23",
        catalog="c",
        base_rev=0,
        needs_blobs=(),
        salt="s",
        body=body,
    )


@given(st.dictionaries(TEXT, VALUES, max_size=6))
@settings(max_examples=300, deadline=None)
@example({"\ue000": 1, "\U00010000": 2})
@example({"a": '\x00\x1f\x7f\u2028"\\/\b\f\n\r\t', "": {"é": "張"}})
def test_canonical_is_rfc_8785(body: dict[str, object]) -> None:
    sealed = operation(body)
    data = canonical(sealed)
    assert data == rfc8785.dumps(msgspec.to_builtins(sealed))
    assert canonical(decode(data)) == data


def test_keys_beyond_the_bmp_need_the_slow_way() -> None:
    body = {"\ue000": 1, "\U00010000": 2}
    quick = msgspec.json.Encoder(order="sorted").encode(body)
    assert quick != rfc8785.dumps(body)
