"""The charts of a report, drawn from its facts."""

from __future__ import annotations

from itertools import combinations

from markupsafe import Markup

from tabletop.report.charts import (
    AxisTick,
    Bar,
    Bars,
    Flag,
    LineChart,
    RuledLevel,
    Scatter,
    Series,
    Spot,
    space,
)
from tabletop.report.charts.figure import HUES
from tabletop.report.kit.numbers import signed, tenths
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.offers import OfferTold
from tabletop.report.table.facts.outcome import LeftTold
from tabletop.report.table.facts.overview import DelegationTold

MOST_OFFERS = 60
"""With more offers than this only each delegation's last of each round is drawn."""
MOST_FLAGS = 24
MOST_PAIRS = 6


def _ticks(facts: Facts, short: bool = False) -> tuple[AxisTick, ...]:
    rounds = range(1, facts.overview.rounds + 1)
    word = "" if short or len(rounds) > 9 else "round "
    return (AxisTick(0.0, "start"), *(AxisTick(float(r), f"{word}{r}") for r in rounds))


def _flags(facts: Facts) -> tuple[Flag, ...]:
    return tuple(Flag(one.at, one.letter, one.told) for one in facts.flags[:MOST_FLAGS])


def offers(facts: Facts) -> tuple[Markup, ...]:
    """Plot every offer's value to each delegation, relative to the walk-away."""
    drawn = _shown(facts.offers)
    if len(drawn) < 2:
        return ()
    places = {offer.id: float(place) for place, offer in enumerate(drawn, 1)}
    series = tuple(
        Series(
            party.name,
            tuple(
                Spot(
                    places[offer.id],
                    offer.stood[party.id].surplus,
                    f"{offer.id} by {facts.party(offer.delegation).name}, round {offer.round}: "
                    f"{signed(offer.stood[party.id].surplus)} for {party.name}",
                )
                for offer in drawn
            ),
            party.hue,
        )
        for party in facts.parties
    )
    few = len(drawn) <= 16
    ticks = tuple(
        AxisTick(places[offer.id], offer.id)
        for place, offer in enumerate(drawn)
        if few or place % (len(drawn) // 12 + 1) == 0
    )
    chart = LineChart(
        "chart-offers",
        "What each offer was worth to whom",
        "Points above or below the walk-away when it was tabled. Lines that rise together show "
        "offers that were better for everybody."
        + ("" if len(drawn) == len(facts.offers) else " The last offer of each in a round."),
        series,
        ticks,
        "Offer",
        levels=(RuledLevel("no deal", ((0.0, 0.0),)),),
    )
    return (chart.markup(),)


def _shown(offers: tuple[OfferTold, ...]) -> tuple[OfferTold, ...]:
    if len(offers) <= MOST_OFFERS:
        return offers
    last = {(offer.round, offer.delegation): offer for offer in offers}
    return tuple(sorted(last.values(), key=lambda one: one.seq))


def scores(facts: Facts) -> Markup:
    """Plot what everybody has at the end, with walk-aways marked."""
    return Bars(
        "chart-scores",
        "What each delegation has" + ("" if facts.overview.ended else " so far"),
        "The mark on each bar is the walk-away: what its plan without a deal is worth. Points are "
        "each delegation's own and can't be compared with another's.",
        tuple(
            Bar(
                facts.party(score.delegation).name,
                score.value,
                f"{facts.party(score.delegation).name}: {tenths(score.printed)}, walk-away "
                f"{tenths(score.walk_away)}, {signed(score.surplus)}",
                facts.party(score.delegation).hue,
                score.walk_away,
            )
            for score in facts.outcome.scores
        ),
        unit="Value",
        against="Walk-away",
    ).markup()


def courses(facts: Facts) -> tuple[Markup, ...]:
    """Plot each delegation's value round by round against its walk-away."""
    found = []
    for party in facts.parties:
        ruled = {one.round: one for one in facts.outcome.course if one.delegation == party.id}
        if len(ruled) < 2:
            continue
        spots = tuple(
            Spot(
                float(number),
                one.value,
                f"{party.name}, round {number}: {tenths(one.value)}, walk-away "
                f"{tenths(one.walk_away)}",
            )
            for number, one in sorted(ruled.items())
        )
        least = tuple((float(number), one.walk_away) for number, one in sorted(ruled.items()))
        found.append(
            LineChart(
                f"chart-course-{party.id}",
                f"{party.name}, round by round",
                "",
                (Series("value", spots, party.hue),),
                _ticks(facts, short=True)[1:],
                "Round",
                levels=(RuledLevel("walk-away", least),),
                wide=False,
            ).markup()
        )
    return tuple(found)


def possible(facts: Facts) -> tuple[Markup, ...]:
    """Plot what was possible for each pair of delegations, and where this table ended."""
    if isinstance(facts.possible, str):
        return ()
    return tuple(_pair(facts, facts.possible, across, up) for across, up in _pairs(facts))


def _pairs(facts: Facts) -> list[tuple[str, str]]:
    """Return pairs of delegations to plot against each other, those who trust each other least
    first.
    """
    opening = {pair: levels[0].level for pair, levels in facts.climate.trust.items()}
    everybody = [party.id for party in facts.parties]
    found = list(combinations(everybody, 2))
    found.sort(key=lambda pair: opening.get(pair, 50.0) + opening.get(pair[::-1], 50.0))
    return found[:MOST_PAIRS]


def _pair(facts: Facts, left: LeftTold, across: str, up: str) -> Markup:
    x, y = facts.party(across), facts.party(up)
    here = (left.found.had[across], left.found.had[up])
    offered = tuple(
        _spot(left, offer, facts.party(offer.delegation).name, (across, up))
        for offer in _shown(facts.offers)
    )
    shown = space.window(left.found.analysis, across, up, (here, *((s.x, s.y) for s in offered)))
    told = left.instead
    labelled = (
        *space.solutions(left.found.analysis, across, up),
        Series(
            "this table" if left.found.agreed else "no deal",
            (Spot(*here, f"{told}: {tenths(here[0])} and {tenths(here[1])}"),),
            5,
        ),
    )
    return Scatter(
        f"chart-possible-{across}-{up}",
        f"{x.name} and {y.name}",
        f"Every package by its value to both, {left.judged}. Further right and up is better for "
        "both; left of and below a dotted line one of them is better off without a deal.",
        x.name,
        y.name,
        space.regions(left.found.analysis, across, up, shown),
        (Series("offers", offered, 1),) if offered else (),
        labelled,
        space.walk_aways(left.found.analysis, across, up),
        shown,
    ).markup()


def _spot(left: LeftTold, offer: OfferTold, by: str, pair: tuple[str, str]) -> Spot:
    values = left.found.analysis.values(left.found.analysis.space.number(dict(offer.package)))
    x, y = (values[one] for one in pair)
    return Spot(x, y, f"{offer.id} by {by}: {tenths(x)} and {tenths(y)}")


def tension(facts: Facts) -> Markup:
    """Plot tension over time with what happened."""
    spots = tuple(
        Spot(
            one.at,
            one.level,
            f"{'Start' if not one.round else f'Round {one.round}'}: tension {one.level:.0f}. "
            f"{one.told(facts.names)}",
        )
        for one in facts.climate.tension
    )
    return LineChart(
        "chart-tension",
        "Tension",
        f"0 is calm; at {facts.climate.crisis_at:.0f} the next round is a crisis. Flags: A an "
        "agreement, B a breach, G a gesture, I an inject to all.",
        (Series("tension", spots, 7),) if spots else (),
        _ticks(facts),
        "Round",
        levels=(RuledLevel("crisis", ((0.0, facts.climate.crisis_at),)),),
        flags=_flags(facts),
        span=(0.0, 100.0),
    ).markup()


def trusts(facts: Facts) -> tuple[Markup, ...]:
    """Plot how far each delegation trusted the others; of many, those whose trust moved most."""
    found = []
    for party in facts.parties:
        shifts = [one for one in facts.climate.shifts if one.of == party.id]
        if len(shifts) >= HUES:
            shifts = sorted(shifts, key=lambda one: -abs(one.change))[: HUES - 1]
        series = tuple(_trust(facts, party, facts.party(one.toward)) for one in shifts)
        if series:
            found.append(
                LineChart(
                    f"chart-trust-{party.id}",
                    f"How far {party.name} trusts",
                    "",
                    series,
                    _ticks(facts, short=True),
                    "Round",
                    span=(0.0, 100.0),
                    wide=False,
                ).markup()
            )
    return tuple(found)


def _trust(facts: Facts, party: DelegationTold, other: DelegationTold) -> Series:
    spots = tuple(
        Spot(
            one.at,
            one.level,
            f"{'Start' if not one.round else f'Round {one.round}'}: {party.name} trusts "
            f"{other.name} {one.level:.0f}. {one.told(facts.names)}",
        )
        for one in facts.climate.trust[party.id, other.id]
    )
    return Series(other.name, spots, other.hue)
