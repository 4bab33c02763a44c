"""Hand-outs: what a facilitator prints before a class, from the exercise alone.

`sheets` says which papers there are and what is on each, as blocks without markup; `html`,
`markdown` and `word` write a sheet. What an exercise does not name is on no paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from tabletop.exercise.model import Exercise

FORMATS = ("html", "md", "docx")
Paper = Literal["a4", "letter"]


def handouts_of(
    exercise: Exercise,
    formats: Collection[str] = FORMATS,
    *,
    paper: Paper = "a4",
    only: str | None = None,
    role: str | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Return the hand-outs of an exercise, each as its file name and content.

    `only` names a delegation: what all its people may read, without others' secrets and without the
    facilitator's papers; `role` one of its roles, whose own brief is then there too. The sheet
    `all` has the others one after another, to print at once.
    """
    from tabletop.handouts.sheets import sheets_of

    sheets = sheets_of(exercise, only, role)
    for name, parts in (*((one.name, (one,)) for one in sheets), ("all", sheets)):
        if "html" in formats:
            from tabletop.handouts.html import page

            text = page(parts, paper, exercise.title, exercise.language)
            yield f"{name}.html", text.encode()
        if "md" in formats:
            from tabletop.handouts.markdown import markdown

            yield f"{name}.md", markdown(parts).encode()
        if "docx" in formats:
            from tabletop.handouts.word import word

            yield f"{name}.docx", word(parts, paper, exercise.title)
