"""The section on roles within delegations as Markdown."""

from __future__ import annotations

from tabletop.report.kit.document import Document
from tabletop.report.kit.numbers import signed, tenths
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.roles import OwnResult, RoleTold
from tabletop.report.table.text.words import who


def roles(facts: Facts, told: tuple[RoleTold, ...], out: Document) -> None:
    """Write each role: who had it, what only they knew, and what they have in the end."""
    own = " A role's points are its own: no score contains them." if facts.has.points else ""
    out.para(f"What only one person of a delegation was told.{own}")
    for role in told:
        out.heading(3, f"{role.name}, {who(facts, role.delegation)}")
        had = f"{', '.join(role.people)}." if role.people else "Nobody had this role."
        out.para(had + (_result(role.result) if role.result else ""))
        if role.brief:
            out.para(f"What only {role.name} knew:")
            out.quote(role.brief)
        if role.points:
            out.table(
                ("Issue", "Option", "Its own points"),
                (
                    (
                        one.choice,
                        f"● {one.option}" if one.stands else one.option,
                        signed(one.points),
                    )
                    for one in role.points
                ),
                2,
            )


def _result(result: OwnResult) -> str:
    told = f" At the end: {tenths(result.printed)} in its own points"
    if result.walk_away is None:
        return f"{told}."
    surplus = signed(result.value - result.walk_away)
    return f"{told}, {surplus} against its own walk-away of {tenths(result.walk_away)}."
