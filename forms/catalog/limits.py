"""How large a catalog source may be. What goes beyond is refused with a message before it costs memory or time."""

from __future__ import annotations

from typing import Final

MAX_FILES: Final = 500
"""Most files of one folder, sheets and templates together."""

MAX_FILE_SIZE: Final = 4 * 1024 * 1024
"""Most bytes of one sheet or template."""

MAX_SOURCE_SIZE: Final = 16 * 1024 * 1024
"""Most bytes of a whole source."""

MAX_VALUES: Final = 300_000
"""Most keys, texts, lists and mappings of a whole source, with YAML aliases written out."""

MAX_DEPTH: Final = 20
"""Most lists and mappings inside each other."""

MAX_ENTRIES: Final = 5_000
"""Most entries of one table. A large city publishes some 2,000 items in all its halls."""

MAX_ID: Final = 64
"""Most characters of an id."""

MAX_TEXT: Final = 4_000
"""Most characters of one value: a label, a statement, a condition."""

MAX_CONDITIONS: Final = 1_500
"""Most different conditions of a catalog; each takes some milliseconds to check."""

MAX_CIRCLES: Final = 30
"""Most circles of one sort that are told at once."""

MAX_COMPARED: Final = 20_000
"""Most ids that unknown ones are compared with to find the nearest."""

MAX_FAULTS: Final = 1_000
"""Most errors that are told at once."""
