"""Who asked its coach, as Markdown."""

from __future__ import annotations

from tabletop.report.kit.document import Document
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.coaching import CoachingTold
from tabletop.report.table.text.words import who


def coaching(facts: Facts, told: CoachingTold, out: Document) -> None:
    if not told.advice:
        out.para("Nobody asked a coach.")
        return
    out.table(
        ("Delegation", "Asked"),
        ((who(facts, one), str(count)) for one, count in told.by),
        numbers=1,
    )
    out.table(
        ("Round", "Phase", "Delegation", "Advised"),
        (
            (str(one.round), one.phase, who(facts, one.delegation), one.advised)
            for one in told.advice
        ),
    )
