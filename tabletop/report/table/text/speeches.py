"""Who spoke, as Markdown."""

from __future__ import annotations

from tabletop.report.kit.document import Document
from tabletop.report.kit.numbers import clocked
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.speeches import FloorTold
from tabletop.report.table.text.words import who


def speeches(facts: Facts, told: FloorTold, out: Document) -> None:
    if not told.speeches:
        out.para("Nobody was called to speak.")
        return
    timed = ("In all", "Longest") if told.timed else ()
    out.table(
        ("Delegation", "Speeches", *timed),
        (
            (
                who(facts, one.delegation),
                str(one.speeches),
                *((clocked(one.total), clocked(one.longest)) if told.timed else ()),
            )
            for one in told.by
        ),
        numbers=1,
    )
