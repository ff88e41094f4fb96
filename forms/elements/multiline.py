"""Text of several lines: scopes of business, reasons, remarks. Its line breaks are kept, its paragraphs tidied."""

from __future__ import annotations

import re

from forms.elements.text import TextKind
from forms.elements.typed_text import half_width_words

_BLANK_LINES = re.compile(r"\n{3,}")


class MultilineKind(TextKind):
    """Text of at most `max_length` characters, line breaks counted, that matches `pattern` when one is given."""

    def plain(self, text: str) -> str:
        """Half-width digits and letters, no spaces at the ends of lines, at most one blank line in a row."""
        lines = (line.rstrip() for line in half_width_words(text).split("\n"))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines))
