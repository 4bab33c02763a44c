"""Decisions as Markdown."""

from __future__ import annotations

from tabletop.report.kit.document import Document, joined, strong
from tabletop.report.kit.numbers import signed
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.decisions import DecisionTold
from tabletop.report.table.text.words import ask, quoted, who


def decisions(facts: Facts, asked: tuple[DecisionTold, ...], out: Document) -> None:
    if not asked:
        out.para("No decision was asked of anybody.")
    out.table(
        ("Decision", "Asked of", "Round", "What was decided"),
        ((one.name, who(facts, one.delegation), str(one.round), one.became) for one in asked),
    )
    for one in asked:
        out.heading(3, f"{one.name}: {one.became} (round {one.round})")
        if one.text:
            out.para(one.text)
        secret = ", in secret until all was revealed" if one.secret else ""
        out.para(f"Asked of {who(facts, one.delegation)}{secret}: {'; '.join(one.options)}.")
        out.bullets(
            f"({choice.seq}) {who(facts, None if choice.facilitator else one.delegation)} chose "
            f"{choice.option}.{quoted(choice.reason)}"
            for choice in one.choices
        )
        changed = [*one.effects]
        changed += [f"{who(facts, d)} {signed(p)} points" for d, p in one.points.items() if p]
        if changed:
            out.para(joined(strong("What it changed: "), f"{'; '.join(changed)}."))
    ask(facts, "decisions", out)
