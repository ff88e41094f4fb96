"""The centre's tables. Plain column types only, so that the same models fit PostgreSQL.

The models are not bound to a database: a `Database` executes their queries, so that many centres fit one process.
"""

# peewee asks for the nested class by this name; it says only keys and indexes.
# ruff: noqa: D106

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    IntegerField,
    Model,
    TextField,
)


class _Row(Model):
    class Meta:
        legacy_table_names = False


class Identity(_Row):
    """The centre itself: one row. `feed_seq` is the last number given, counted up inside each transaction."""

    id = IntegerField(primary_key=True)
    ledger_epoch = TextField()
    device_epoch = IntegerField()
    private_key = TextField()
    feed_seq = BigIntegerField()


class Ledger(_Row):
    """Every operation with a final outcome, for ever. `chain` is the device's chain value after it."""

    device = TextField()
    epoch = IntegerField()
    dseq = BigIntegerField()
    content_hash = TextField()
    chain = TextField()
    stream = TextField()
    kind = TextField()
    outcome = TextField()
    rev = BigIntegerField()
    feed_seq = BigIntegerField(null=True, unique=True)
    received_wall = BigIntegerField()
    bytes = BlobField()
    message = TextField()

    class Meta:
        primary_key = CompositeKey("device", "epoch", "dseq")
        indexes = ((("stream", "rev"), False), (("content_hash",), False))


class Application(_Row):
    """The state of one application, as the fold gives it."""

    id = TextField(primary_key=True)
    site = TextField()
    rev = BigIntegerField()
    state = BlobField()


class Quarantine(_Row):
    """A device that sent an operation for an application that could not be admitted; what follows it is held."""

    application = TextField()
    device = TextField()
    epoch = IntegerField()
    dseq = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("application", "device", "epoch")


class Scope(_Row):
    """Which sites see a stream: what is ordered after feed number `since`; what came before was announced to them."""

    stream = TextField()
    site = TextField()
    since = BigIntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("stream", "site")


class CaseQueue(_Row):
    """One case as the departments' lists show it; rebuilt from the state whenever its cases change."""

    application = TextField()
    item = TextField()
    name = TextField()
    department = TextField(index=True)
    department_name = TextField()
    status = TextField()
    stage = TextField()
    case_number = TextField(index=True)
    receipt_number = TextField(index=True)
    applicant = TextField()
    accepted_day = TextField()
    promised_due = TextField()
    open_deferrals = IntegerField()

    class Meta:
        primary_key = CompositeKey("application", "item")


class Device(_Row):
    """A device at one epoch: its key, where it stands, how far its operations have come, its chain there.

    `since` is the feed number at its enrolment: of its own stream it sees only what came later.
    """

    id = TextField()
    epoch = IntegerField()
    public_key = TextField()
    site = TextField()
    window = TextField()
    watermark = BigIntegerField()
    chain = TextField()
    since = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("id", "epoch")


class Token(_Row):
    """The SHA-256 of a bearer token. A reviewer's has no device; `expires_wall` 0 is never."""

    id = AutoField()
    hash = TextField(unique=True)
    account = TextField()
    device = TextField()
    epoch = IntegerField()
    issued_wall = BigIntegerField()
    expires_wall = BigIntegerField()


class Account(_Row):
    """A person. `departments` is a comma-separated list; `verifier` an Argon2id hash."""

    account = TextField(primary_key=True)
    name = TextField()
    role = TextField()
    site = TextField()
    site_name = TextField()
    departments = TextField()
    verifier = TextField()


class NumberBlock(_Row):
    """Numbers `prefix` + `first`..`last` leased to a device; `used` of them ended: on papers, void or returned.

    `returned_dseq` is the device's operation that gave the rest of it back, 0 when none did.
    """

    prefix = TextField()
    first = IntegerField()
    last = IntegerField()
    device = TextField()
    epoch = IntegerField()
    used = IntegerField()
    returned_dseq = BigIntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("prefix", "first")
        indexes = ((("device", "epoch"), False),)


class EndedNumber(_Row):
    """Leased numbers that no paper will carry; `how` is void or returned."""

    prefix = TextField()
    first = IntegerField()
    last = IntegerField()
    how = TextField()

    class Meta:
        primary_key = CompositeKey("prefix", "first")


class UsedNumber(_Row):
    """A number that papers of an application carry."""

    receipt_number = TextField(primary_key=True)
    prefix = TextField()
    number = IntegerField()
    application = TextField()

    class Meta:
        indexes = ((("prefix", "number"), False),)


class Arrival(_Row):
    """A document that came in elsewhere, by the operation that noted it; `said` is the message of why it waits."""

    device = TextField()
    epoch = IntegerField()
    dseq = BigIntegerField()
    receipt_number = TextField()
    number = TextField(index=True)
    outcome = TextField(index=True)
    application = TextField()
    said = TextField()

    class Meta:
        primary_key = CompositeKey("device", "epoch", "dseq")
        indexes = ((("receipt_number", "outcome"), False),)


class Announced(_Row):
    """An operation that the windows of a site get at `feed_seq`: it was ordered before they might see it."""

    feed_seq = BigIntegerField(primary_key=True)
    site = TextField()
    device = TextField()
    epoch = IntegerField()
    dseq = BigIntegerField()

    class Meta:
        indexes = ((("site", "feed_seq"), False),)


class CaseCounter(_Row):
    """The last case number given per department and day."""

    department = TextField()
    day = TextField()
    last = IntegerField()

    class Meta:
        primary_key = CompositeKey("department", "day")


class Scan(_Row):
    """A scan on its way or complete: `have` contiguous bytes of `total`."""

    sha256 = TextField(primary_key=True)
    media_type = TextField()
    total = BigIntegerField()
    have = BigIntegerField()
    complete = BooleanField()


class ScanBytes(_Row):
    """A run of bytes of a scan; runs of one scan meet without gap or overlap."""

    sha256 = TextField()
    start = BigIntegerField()
    data = BlobField()

    class Meta:
        primary_key = CompositeKey("sha256", "start")


class CatalogPackage(_Row):
    """A published catalog package, kept for ever; one of them is current."""

    id = TextField(primary_key=True)
    version = TextField()
    bytes = BlobField()
    current = BooleanField()


class Publisher(_Row):
    """A public key (ed25519, hex) whose catalogs are published here."""

    key = TextField(primary_key=True)


class ReceiptHead(_Row):
    """The newest head of a device that the centre countersigned."""

    device = TextField()
    epoch = IntegerField()
    dseq = BigIntegerField()
    chain = TextField()
    device_signature = TextField()
    centre_signature = TextField()
    wall = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("device", "epoch")


class Alarm(_Row):
    """Something that only a clone, a tamperer or a bug can cause; for a person to look at, once."""

    wall = BigIntegerField()
    code = TextField()
    device = TextField()
    epoch = IntegerField()
    dseq = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("code", "device", "epoch", "dseq")


class Release(_Row):
    """A quarantine that a reviewer ended: the operation that led to it, and who ended it when."""

    id = AutoField()
    wall = BigIntegerField()
    account = TextField()
    name = TextField()
    application = TextField()
    device = TextField()
    epoch = IntegerField()
    dseq = BigIntegerField()


class DistrustList(_Row):
    """A published distrust list; `bytes` are empty but for the newest."""

    revision = TextField(primary_key=True)
    id = TextField()
    count = IntegerField()
    size = IntegerField()
    signature = TextField()
    wall = BigIntegerField()
    account = TextField()
    name = TextField()
    bytes = BlobField()


TABLES = (
    Identity,
    Ledger,
    Application,
    Quarantine,
    Scope,
    CaseQueue,
    Device,
    Token,
    Account,
    NumberBlock,
    EndedNumber,
    UsedNumber,
    Arrival,
    Announced,
    CaseCounter,
    Scan,
    ScanBytes,
    CatalogPackage,
    Publisher,
    ReceiptHead,
    Alarm,
    Release,
    DistrustList,
)
