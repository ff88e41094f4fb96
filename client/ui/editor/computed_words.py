"""What the rule of a computed field says, for somebody who does not read expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from client.ui.translation import tr

_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|[^\W\d]\w*|\*\*|[<>=!]=|\S|\s+")
_SIGNS = {"*": "×", "/": "÷", "-": "−", ">=": "≥", "<=": "≤", "!=": "≠", "==": "="}


def computed_words(expression: str, labels: Mapping[str, str]) -> str:
    """`area * price` as `Computed: 面积 × 单价`; names without a label and everything else as written."""
    spoken = "".join(_spoken(token, labels) for token in _TOKEN.findall(expression.strip()))
    return tr("editor", "Computed: {rule}").format(rule=spoken) if spoken else ""


def _spoken(token: str, labels: Mapping[str, str]) -> str:
    return labels.get(token) or _SIGNS.get(token, token)
