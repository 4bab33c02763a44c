"""What rehearsals say about an exercise: shares and means, and a verdict in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

import numpy as np

from tabletop.bots.rehearsed import Findings, Rehearsed, Worths
from tabletop.exercise.model import Exercise
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.outcomes.analysis import Analysis, analyse_space
from tabletop.referee.outcomes.grid import Floats
from tabletop.referee.outcomes.space import size
from tabletop.text.lists import listed

_MOST_ENUMERATED = 2_000_000
"""Packages up to which what is possible is found out, in a few seconds."""
_ALWAYS, _HARDLY = 0.6, 0.005
"""The share of games from which an ending crowds out the others, and under which it hardly comes.
"""
_NEAR_BEST = 0.9


@dataclass(frozen=True)
class _Possible:
    """What each delegation could gain at most within the zone, and all together."""

    walk_away: Mapping[str, float]
    gain: Mapping[str, float]
    kept: Mapping[str, float]
    """The same if every promise is kept: the zone of those who trust each other."""
    together: float

    def share(self, value: Mapping[str, float]) -> float:
        """Return what was reached of the most that all together could have had."""
        gained = [
            max(0.0, value[one] - self.walk_away[one]) / gain
            for one, gain in self.kept.items()
            if gain > 0
        ]
        return fmean(gained) / self.together if gained and self.together > 0 else 0.0


def findings(exercise: Exercise, games: Sequence[Rehearsed]) -> Findings:
    """Return what games of an exercise say about it; there must be one."""
    count = len(games)
    agreed = [one.agreed for one in games if one.agreed is not None]
    ended = Counter(one.ending for one in games)
    traded = Counter(issue for one in games for issue in one.traded)
    came = Counter(inject for one in games for inject in one.injects)
    value = {one.id: _worths(one.id, games) for one in exercise.delegations if games[0].value}
    possible = _possible(exercise)
    told = Findings(
        exercise=exercise,
        games=count,
        agreement_rate=len(agreed) / count,
        round=fmean(agreed) if agreed else None,
        endings={one.id: ended[one.id] / count for one in exercise.endings},
        value=value,
        share_of_possible=fmean(possible.share(one.value) for one in games) if possible else None,
        breaches=fmean(one.breaches for one in games),
        traded={issue.id: traded[issue.id] / count for issue in exercise.issues},
        injects={one.id: came[one.id] / count for one in exercise.injects},
        moves=fmean(one.moves for one in games),
        verdict=(),
    )
    verdict = tuple(_verdict(told, possible)) or ("Nothing stands out.",)
    return Findings(**{**vars(told), "verdict": verdict})


def _worths(one: str, games: Sequence[Rehearsed]) -> Worths:
    values = [game.value[one] for game in games]
    below = fmean(one in game.below for game in games)
    return Worths(fmean(values), pstdev(values), below, min(values), max(values))


def _possible(exercise: Exercise) -> _Possible | None:
    if not (exercise.has.points and exercise.has.offers) or size(exercise) > _MOST_ENUMERATED:
        return None
    found = analyse_space(exercise, opening_circumstances(exercise))
    if not len(found.zone):
        return None
    least = found.space.walk_aways
    most = _gains(found).max(axis=1)
    # A promise counts as far as it is trusted, a deed in full: games end with deeds.
    kept = _gains(_trusting(exercise)) if exercise.has.climate else _gains(found)
    best = kept.max(axis=1)
    shares = kept[best > 0] / best[best > 0][:, None]
    together = float(shares.mean(axis=0).max()) if len(shares) else 0.0
    ids = found.space.delegations
    return _Possible(
        dict(zip(ids, map(float, least[:, 0]), strict=True)),
        dict(zip(ids, map(float, most), strict=True)),
        dict(zip(ids, map(float, best), strict=True)),
        together,
    )


def _trusting(exercise: Exercise) -> Analysis:
    """Analyse it as if everybody trusted everybody, so that every promise counts in full."""
    opening = opening_circumstances(exercise)
    trust = dict.fromkeys(opening.climate.trust, 100.0)
    climate = opening.climate.with_trust(trust)
    return analyse_space(exercise, replace(opening, climate=climate))


def _gains(found: Analysis) -> Floats:
    """Return what each delegation gains by each package of the zone."""
    gains: Floats = np.maximum(0.0, found.space.values[:, found.zone] - found.space.walk_aways)
    return gains


def _verdict(told: Findings, possible: _Possible | None) -> Iterator[str]:
    """Yield what an author should know, the most important first."""
    exercise = told.exercise
    titles = {one.id: one.title for one in exercise.endings}
    named = {one.id: one.name for one in exercise.delegations}
    if exercise.has.offers and told.agreement_rate < 0.05:
        yield "Hardly a game ends with an agreement: somebody may have too little to gain by one."
    if exercise.has.offers and told.agreement_rate > 0.95:
        yield "Nearly every game ends with an agreement: there may be too little to bargain for."
    for id, share in told.endings.items():
        if share > _ALWAYS and len(titles) > 1:
            yield f"“{titles[id]}” is the ending of {100 * share:.0f} % of all games."
    never = [titles[id] for id, share in told.endings.items() if share < _HARDLY]
    if never:
        yield f"Never or hardly ever reached: {listed(f'“{one}”' for one in never)}."
    for one, worths in told.value.items():
        if worths.below > 0.2:
            share = 100 * worths.below
            yield f"{named[one]} ends below its walk-away in {share:.0f} % of all games."
        elif possible is not None and possible.gain.get(one, 0) > 0:
            best = possible.walk_away[one] + possible.gain[one]
            if best > 0 and worths.least >= _NEAR_BEST * best:
                yield (
                    f"{named[one]} never ends under 90 % of its ideal: its brief gives it nothing "
                    "to lose."
                )
    kept = [i.name for i in exercise.issues if told.traded[i.id] < _HARDLY]
    if kept and told.agreement_rate > 0.05:
        yield f"Nobody ever trades {listed(kept)}."
    silent = [
        one.title for one in exercise.injects if not one.manual and told.injects[one.id] < _HARDLY
    ]
    if silent:
        yield f"These injects never or hardly ever come: {listed(f'“{one}”' for one in silent)}."
    if told.breaches > 1:
        yield f"Promises are broken {told.breaches:.1f} times a game."
