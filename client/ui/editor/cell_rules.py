"""What the catalog says about the cells of a table, in the words of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from client.ui.widgets.day_words import hall_today
from forms.elements.element import DataElement
from forms.elements.pasted import read_pasted
from forms.elements.reading import check, read_cell
from forms.message import Message

_ROW = "1"


class CellRules:
    """Reads pasted rows and checks cells of `element`; `say` turns a message into a sentence."""

    def __init__(
        self,
        element: DataElement,
        *,
        say: Callable[[Message], str],
        shown: Callable[[Mapping[str, str]], Mapping[str, str]],
    ) -> None:
        self._element = element
        self._columns = {column.id: column for column in element.columns}
        self._say = say
        self._shown = shown

    def wrong_cells(self, row: Mapping[str, str], *, number: int) -> Mapping[str, str]:
        """One sentence for each wrong cell of the row with this number, by column id."""
        read = {name: read_cell(self._element, self._columns[name], text) for name, text in row.items()}
        found: dict[str, str] = {}
        for problem in check(self._element, {_ROW: read}, values={}, today=hall_today().isoformat()):
            placed = Message(
                code=problem.code,
                params={**problem.params, "row": str(number)},
                element=problem.element,
            )
            found.setdefault(str(problem.params.get("column_id", "")), self._say(placed))
        return found

    def pasted(self, text: str) -> tuple[Sequence[Mapping[str, str]], str]:
        """The rows of a clipboard as cells show them, and what of it found no place."""
        read = read_pasted(self._element, text)
        return [self._shown(row) for row in read.rows], " ".join(self._say(told) for told in read.messages)
