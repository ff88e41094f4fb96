"""Pictures of every paper, for eyes: `python -m tests.support.paper_gallery` writes them to build/gallery/papers/."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PyQt5.QtWidgets import QApplication

from forms.journal.state import ApplicationState, PaperFact
from tests.support.accepted_papers import AGENT, restaurant
from tests.support.later_papers import LATER, corrected, later_paper, pdf_of_paper

OUT = Path(__file__).resolve().parents[2] / "build" / "gallery" / "papers"
_DPI = 110


def papers() -> dict[str, tuple[ApplicationState, PaperFact]]:
    """One paper of each kind by name, and the receipt as it is before the answer."""
    state = restaurant(agent=True, typed={**AGENT, "fire_commit": "是"}).state
    found = {paper.kind: (state, paper) for paper in state.papers}
    waiting = corrected()
    receipt = next(paper for paper in waiting.papers if paper.kind == "receipt")
    return {**found, "receipt_before_answer": (waiting, receipt), **{kind: later_paper(kind) for kind in LATER}}


def main() -> None:
    """Draw every page of every paper."""
    app = QApplication([])
    OUT.mkdir(parents=True, exist_ok=True)
    for name, (state, paper) in papers().items():
        document = pypdfium2.PdfDocument(pdf_of_paper(state, paper))
        for page in range(len(document)):
            document[page].render(scale=_DPI / 72).to_pil().save(OUT / f"{name}-{page + 1}.png")
    app.processEvents()


if __name__ == "__main__":
    main()
