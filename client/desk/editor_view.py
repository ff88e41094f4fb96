"""What the editor shows: the unified form with values, sources, problems, materials and what is missing."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from client.desk.rival import Rival
from forms.elements.element import DataElement, Label
from forms.journal.state import ApplicationState, ScanRef
from forms.message import Message
from forms.unify.unified_form import Overlap
from forms.values import Value


class FieldView(msgspec.Struct, frozen=True, kw_only=True):
    """One field: who asks for it, its value, where that came from, and what is wrong with it.

    `source` is '' (typed), 'same_as' (with `source_label`), 'computed' (nobody types it), or 'case' (a result of this
    application).
    `awaited_from` is the short name of the item whose result fills it. `rivals` are the values that windows filled in
    differently, of which the clerk has to choose one; none where they agree. `locked`: accepted, and not sent back.
    """

    element: DataElement
    items: tuple[str, ...]
    value: Value | None
    shown: bool
    required: bool
    source: str = ""
    source_label: str = ""
    awaited_from: str = ""
    problems: tuple[Message, ...] = ()
    rivals: tuple[Rival, ...] = ()
    locked: bool = False


class SectionView(msgspec.Struct, frozen=True, kw_only=True):
    """One section with its completion: `done` of `wanted` shown required fields; `short` is its name in lists."""

    id: str
    label: Label
    short: Label
    fields: tuple[FieldView, ...]
    done: int
    wanted: int


class MaterialView(msgspec.Struct, frozen=True, kw_only=True):
    """One material. `status`: scanned, missing, deferred, promised, awaited or made.

    `refusal` says why it may not be deferred (None when it may, then until `latest_due`). `flaws` say by SHA-256
    what is wrong with scans that are not good enough: without any other the material is missing. `unchecked`: it is
    deferred or promised, and no distrust list could be asked about the applicant.
    """

    material: str
    name: str
    items: tuple[str, ...]
    status: str
    scans: tuple[ScanRef, ...]
    pages: int
    awaited_from: str = ""
    due_day: str = ""
    reason: str = ""
    latest_due: str = ""
    refusal: Message | None = None
    flaws: Mapping[str, str] = {}
    may_be_promised: bool = False
    unchecked: bool = False

    @property
    def is_promisable(self) -> bool:
        """True while it is missing and a written promise may take its place (告知承诺)."""
        return self.may_be_promised and self.status == "missing"


class EditorView(msgspec.Struct, frozen=True, kw_only=True):
    """The whole editor for one application; `lacks` is what stands between it and acceptance, in screen order.

    `applicant` is '' until somebody is named.
    """

    application: str
    title: str
    applicant: str
    state: ApplicationState
    sections: tuple[SectionView, ...]
    materials: tuple[MaterialView, ...]
    lacks: tuple[Message, ...]
    overlap: Overlap
    day: str
