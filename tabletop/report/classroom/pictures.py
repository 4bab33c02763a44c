"""The charts of a class: every outcome among what was possible, and how values are distributed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from tabletop.report.charts import Bar, Bars, Scatter, Series, Spot
from tabletop.report.charts.dots import DotRow, Dots
from tabletop.report.charts.space import regions, solutions, walk_aways, window
from tabletop.report.classroom.comparison import ComparedTable, Comparison, Spread
from tabletop.report.classroom.wording import outcome, percent
from tabletop.report.kit.numbers import tenths
from tabletop.report.table.summary import counted

MOST_TRUSTS = 20
"""How many pairs have their trust plotted."""
MOST_NAMES = 8
"""Up to this many tables have their names in the picture."""
LONGEST_NAME = 24
"""The most characters of such a name."""
TOLD = 12
"""The most tables that one mark names; for more it gives their number."""
KEPT, BROKEN, NO_DEAL, WORDS = 0, 1, 4, 5
KINDS = {
    KEPT: "agreement, kept",
    BROKEN: "agreement, not kept",
    WORDS: "agreement without acts",
    NO_DEAL: "no agreement",
}
"""How a table may have ended, by the hue that shows it."""


def outcomes(found: Comparison, across: str, up: str) -> Markup:
    """Plot every ended table as one delegation's value against another's."""
    name = {one.id: one.name for one in found.exercise.delegations}
    analysis = found.yardstick.analysis if found.yardstick else None
    kinds: dict[int, list[ComparedTable]] = {}
    for row in found.ended:
        kinds.setdefault(_kind(row), []).append(row)
    series = tuple(
        Series(KINDS[kind], tuple(_spots(found, rows, across, up)), kind)
        for kind, rows in sorted(kinds.items())
    )
    ends = tuple((spot.x, spot.y) for one in series for spot in one.spots)
    shown = window(analysis, across, up, ends) if analysis else None
    return Scatter(
        id=f"outcomes-{across}-{up}",
        title=f"{name[across]} and {name[up]}",
        about="Each mark is a table, or several that ended alike; further right and further up is "
        "better for these two.",
        x_axis=f"what {name[across]} has",
        y_axis=f"what {name[up]} has",
        regions=regions(analysis, across, up, shown) if analysis and shown else (),
        window=shown,
        series=series,
        labelled=solutions(analysis, across, up) if analysis else (),
        walk_away=walk_aways(analysis, across, up) if analysis else None,
        series_on_top=True,
    ).markup()


def _kind(row: ComparedTable) -> int:
    deal = row.facts.deal
    if deal is None:
        return NO_DEAL
    if row.facts.kept is None:
        return WORDS
    return KEPT if row.facts.kept else BROKEN


def _spots(
    found: Comparison, rows: Sequence[ComparedTable], across: str, up: str
) -> Iterable[Spot]:
    """Return a mark for each outcome; tables whose two values print the same share one."""
    few = len(found.ended) <= MOST_NAMES
    there: dict[tuple[str, str], list[ComparedTable]] = {}
    for row in rows:
        values = row.facts.values
        there.setdefault((tenths(values[across]), tenths(values[up])), []).append(row)
    names = {one.id: one.name for one in found.exercise.delegations}
    for (x, y), alike in there.items():
        had = f"{names[across]} {x}, {names[up]} {y}"
        if len(alike) == 1:
            told = f"{outcome(alike[0])}. {had}"
        else:
            named = ", ".join(row.name for row in alike[:TOLD])
            more = f" and {len(alike) - TOLD} more" if len(alike) > TOLD else ""
            told = f"{len(alike)} tables: {named}{more}. {had}"
        first = alike[0].facts.values
        name = ", ".join(row.name for row in alike) if few else ""
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        yield Spot(first[across], first[up], told, short)


def spreads(found: Comparison) -> Markup:
    """Plot what every delegation ended with at all tables."""
    rows = []
    for place, one in enumerate(found.exercise.delegations):
        spread = found.spread(one.id)
        assert spread is not None
        rows.append(
            DotRow(
                name=one.name,
                values=spread.values,
                told=tuple(
                    f"{one.name} at {row.name}: {tenths(row.facts.values[one.id])}"
                    for row in found.ended
                ),
                median=spread.middle,
                box=spread.quartiles,
                hue=place,
                against=found.yardstick.walk_away[one.id]
                if found.yardstick
                else one.walk_away_in(1),
            )
        )
    return Dots(
        id="spreads-chart",
        title="What each delegation ended with",
        about="A dot for each table. Under the line: the median, and from five tables on the box "
        "that holds the middle half. Dotted: the walk-away of the first round.",
        rows=tuple(rows),
        axis="value",
        against="Walk-away",
    ).markup()


def shares(found: Comparison) -> Markup:
    """Plot the shares of the possible and of the Nash solution at all tables."""
    measures = (("Share of the possible", "share", 0), ("Nash share", "nash", 1))
    rows = [
        _row(name, [(row, getattr(row.measured, key)) for row in found.ended], hue)
        for name, key, hue in measures
    ]
    return Dots(
        id="shares-chart",
        title="How much of the possible each table reached",
        about="A dot for each table, in per cent: 0 is everybody at the walk-away, 100 the best "
        f"there was{' with every promise kept' if found.exercise.has.climate else ''}.",
        rows=tuple(row for row in rows if row is not None),
        axis="per cent",
    ).markup()


def _row(
    name: str, values: Sequence[tuple[ComparedTable, float | None]], hue: int
) -> DotRow | None:
    known = [(row, 100 * value) for row, value in values if value is not None]
    if not known:
        return None
    spread = Spread(tuple(value for _, value in known))
    told = tuple(f"{row.name}: {percent(value / 100)}" for row, value in known)
    return DotRow(name, spread.values, told, spread.middle, spread.quartiles, hue)


def _dated(found: Comparison, number: int) -> str:
    date = found.exercise.rounds[number - 1].date
    return f"Round {number}, {date}" if date else f"Round {number}"


def rounds(found: Comparison) -> Markup:
    """Plot in which rounds the first agreements were reached."""
    by_round: Mapping[int, int] = found.rounds()
    bars = [
        Bar(
            f"Round {number}",
            count,
            f"{_dated(found, number)}: "
            f"{counted(count, 'table')} reached {'its' if count == 1 else 'their'} first agreement",
        )
        for number, count in by_round.items()
    ]
    never = len(found.ended) - len(found.deals)
    bars.append(
        Bar("No agreement", never, f"{counted(never, 'table')} reached no agreement", NO_DEAL)
    )
    return Bars(
        id="rounds-chart",
        title="When the first agreement came",
        about="Tables by the round of their first agreement.",
        bars=tuple(bars),
        unit="Tables",
        places=0,
    ).markup()


def openings(found: Comparison) -> Markup:
    """Plot what the first offer was worth to its maker against what that delegation ended with."""
    places = {one.id: place for place, one in enumerate(found.exercise.delegations)}
    series = []
    for one in found.exercise.delegations:
        spots = []
        for row in found.ended:
            first = row.facts.first
            if first is None or first.by != one.id:
                continue
            asked, got = first.worth[one.id], row.facts.values[one.id]
            told = f"{row.name}: {one.name} opened at {tenths(asked)} and ended with {tenths(got)}"
            spots.append(Spot(asked, got, told))
        if spots:
            series.append(Series(one.name, tuple(spots), places[one.id]))
    return Scatter(
        id="openings-chart",
        title="The first offer and the outcome",
        about="Each mark is a table: what its first offer was worth to whoever made it when it was "
        "tabled, and what that delegation had at the end.",
        x_axis="first offer, to its maker",
        y_axis="its maker's value at the end",
        series=tuple(series),
    ).markup()


def climate(found: Comparison) -> Markup:
    """Plot tension, and every delegation's trust in the others, at the end of all tables."""
    rows = []
    for place, one in enumerate(found.exercise.delegations):
        for other in found.exercise.delegations:
            if other.id == one.id:
                continue
            levels = [(row, row.facts.trust[f"{one.id}-{other.id}"]) for row in found.ended]
            began = found.exercise.opening_trust[one.id, other.id]
            rows.append(_level(f"{one.tag} trusts {other.tag}", levels, place, began))
    fewer = ""
    if len(rows) > MOST_TRUSTS:
        fewer = f" Of {len(rows)} pairs, those whose trust changed most."
        moved = sorted(rows, key=lambda row: -abs(row.median - (row.against or 0.0)))[:MOST_TRUSTS]
        rows = [row for row in rows if row in moved]
    tension = [(row, row.facts.tension) for row in found.ended]
    rows.insert(0, _level("Tension", tension, 7, found.exercise.referee.tension))
    return Dots(
        id="climate-chart",
        title="Levels at the end",
        about="A dot for each table, 0 to 100. Dotted: where it stood at the beginning." + fewer,
        rows=tuple(rows),
        axis="level",
        against="At the beginning",
        span=(0.0, 100.0),
    ).markup()


def _level(
    name: str, levels: Sequence[tuple[ComparedTable, float]], hue: int, began: float
) -> DotRow:
    spread = Spread(tuple(level for _, level in levels))
    told = tuple(f"{name} at {row.name}: {level:.0f}" for row, level in levels)
    return DotRow(name, spread.values, told, spread.middle, spread.quartiles, hue, began)
