"""What the tables of a class decided: each decision, and how many tables took it how."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tabletop.report.classroom.comparison import ComparedTable, Comparison
from tabletop.report.kit.shell import render
from tabletop.text.lists import listed

_SHADES = 8
_NAMED = 3
"""The most tables that are named beside a count."""

Decided = tuple[str, int, int, str]
"""An option (or that nobody decided), how many tables have it, its shade, and which they are."""


def decided(found: Comparison) -> Markup:
    """Return the section: a row for each decision, a cell for each of its options."""
    rows = [
        (one.name, found.exercise.delegation_by_id[one.by].name, _options(found, one.id))
        for one in found.exercise.decisions
    ]
    return render(
        "class/decided.html",
        about="A decision that nobody took in time counts as not decided, unless a default held. "
        "Some are asked only where another went before, and so not at every table.",
        decisions=rows,
        asked=len(found.ended),
        widest=max((len(options) for _, _, options in rows), default=0),
    )


def _options(found: Comparison, id: str) -> list[Decided]:
    known = found.exercise.decision_by_id[id].options
    told = [
        (one.name, [r for r in found.ended if r.facts.decided.get(id) == one.id]) for one in known
    ]
    told.append(("not decided", [r for r in found.ended if id in r.facts.undecided]))
    asked = [r for r in found.ended if id not in r.facts.decided and id not in r.facts.undecided]
    told.append(("not asked", asked))
    total = max(1, len(found.ended))
    return [
        (name, len(rows), round(_SHADES * len(rows) / total), _named(rows))
        for name, rows in told
        if rows or name not in ("not decided", "not asked")
    ]


def _named(rows: Sequence[ComparedTable]) -> str:
    return listed(row.name for row in rows) if 0 < len(rows) <= _NAMED else ""


def endings_told(found: Comparison) -> str:
    """Say how the tables that ended came out, the most frequent ending first."""
    titles = [row.facts.ending or "no ending" for row in found.ended]
    counts = sorted({(-titles.count(one), one) for one in titles})
    return "; ".join(f"“{one}” at {-count}" for count, one in counts)
