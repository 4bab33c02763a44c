"""Injects and discussion as Markdown."""

from __future__ import annotations

from tabletop.report.kit.document import Document, strong
from tabletop.report.kit.numbers import tenths
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.planned import DiscussedTold, InjectTold
from tabletop.report.table.text.words import names, who


def injects(_: Facts, planned: tuple[InjectTold, ...], out: Document) -> None:
    out.table(
        ("Inject", "Planned", "Came", "Expected", "What followed"),
        (
            (
                f"{one.title} ({', '.join(filter(None, (one.channel, f'to {one.to}')))}"
                + (f"; played by {one.owner}" if one.owner else "")
                + ")",
                one.planned,
                (one.actual or one.state) + (", by the clock" if one.by_clock else ""),
                one.expected or "-",
                " · ".join(one.followed) or "-",
            )
            for one in planned
        ),
    )


def discussion(facts: Facts, asked: tuple[DiscussedTold, ...], out: Document) -> None:
    if not asked:
        out.para("No question had been asked yet.")
    for one in asked:
        when = f"round {one.round}" + (f", {one.phase}" if one.phase else "")
        out.heading(3, f"{one.text} ({when})")
        if one.mean is not None:
            out.para(strong(f"{tenths(one.mean)} of 5"))
        out.bullets(
            f"{who(facts, answer.delegation)}: "
            + (f"{answer.value} of 5" if isinstance(answer.value, int) else f"“{answer.value}”")
            for answer in one.answers
        )
        if one.silent:
            out.para(
                f"No answer from {names(facts, one.silent)}." if one.answers else "Nobody answered."
            )
