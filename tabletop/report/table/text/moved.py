"""Motions, as Markdown."""

from __future__ import annotations

from tabletop.report.kit.document import Document
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.moved import MotionTold
from tabletop.report.table.text.words import who


def motions(facts: Facts, told: tuple[MotionTold, ...], out: Document) -> None:
    if not told:
        out.para("Nothing was moved.")
    out.table(
        ("Motion", "Round", "By", "Moves", "Yes, no, abstaining", "Result"),
        (
            (
                one.id,
                str(one.round),
                who(facts, one.delegation),
                one.told,
                tally(one),
                one.became,
            )
            for one in told
        ),
    )


def tally(one: MotionTold) -> str:
    """Return how many voted yes, no and abstained; empty where there was no vote."""
    if not (one.yes or one.no or one.abstaining):
        return ""
    return f"{len(one.yes)}, {len(one.no)}, {len(one.abstaining)}"
