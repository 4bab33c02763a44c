"""What a stand-in believes that the others like: frequencies of what they have offered and signed.

The frequency model of Hindriks and Tykhonov's and later agents ("Opponent modelling in automated
multi-issue negotiation", 2008; for its strength see Baarslag et al., 2013): an option that somebody
offers often is liked, and an issue on which they never move matters to them. Before the first offer
stands what anybody would guess: that others gain by what one does, and pay for what they do.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from tabletop.bots.layout import Layout, Rows
from tabletop.play.parts.votes import YES
from tabletop.play.seen import View

Floats = npt.NDArray[np.float64]

_GUESS = 2.0
"""How many offers the first guess counts for."""
_PRICE = 0.2
"""How much an offer of an act of one's own tells of liking it, beside other offers."""
_CONCAVE, _CONVEX = 0.6, 1.6
"""The exponents of what a guess gains and costs by how far an option goes."""
_BLAMED = 0.3
"""How much less a package is liked for an option that is to blame for all rejections; an issue of
ten weighs a tenth.
"""
_AGAIN = 0.5
"""How much less a package is liked that is no better for somebody than one that they refused."""
_REMEMBERED = 12
"""The refusals of one delegation that are compared with: circumstances change."""


class Opinions:
    """How far each delegation is believed to like packages, 0 to 1; learns from views."""

    def __init__(self, layout: Layout, delegations: tuple[str, ...]) -> None:
        self.delegations = delegations
        self._layout = layout
        self._heard: set[tuple[str, str]] = set()
        self._offers = np.zeros(len(delegations))
        self._guess = [
            np.stack([_guessed(one, by, len(ids)) for one in delegations])
            for ids, by in zip(layout.ids, layout.by, strict=True)
        ]
        self._counts = [np.zeros_like(guess) for guess in self._guess]
        self._rejected: list[tuple[int, list[tuple[int, int]]]] = []
        self._refused: dict[int, list[list[int]]] = {}
        self._tables: list[Floats] | None = None

    def learn(self, view: View) -> None:
        """Count the offers and signatures, and votes for offers, not counted yet."""
        packages = {}
        for offer in view.offers:
            packages[offer.id] = offer.package
            for one in (offer.delegation, *offer.signed):
                self._count(one, offer.id, offer.package)
            for one in offer.rejected:
                self._blame(one, offer.id, offer.package, view)
        for vote in view.votes:
            if vote.subject == "offer" and vote.about in packages:
                for voter, choice in vote.ballots.items():
                    if choice == YES:
                        self._count(voter, vote.about, packages[vote.about])

    def of(self, rows: Rows) -> Floats:
        """Return how far each delegation is believed to like each package: a row for each."""
        if self._tables is None:
            self._tables = self._weighed()
        total = self._tables[0][:, rows[:, 0]]
        for column, table in enumerate(self._tables[1:], start=1):
            total = total + table[:, rows[:, column]]
        for who, refused in self._refused.items():
            total[who] -= _AGAIN * self._no_better(who, rows, np.array(refused[-_REMEMBERED:]))
        return total

    def _no_better(self, who: int, rows: Rows, refused: Rows) -> npt.NDArray[np.bool_]:
        """Return which packages are no better for a delegation, choice by choice, than one that it
        refused: what others do goes no further, what it does goes as far, and all else is the same.
        """
        delegation = self.delegations[who]
        found = np.ones((len(rows), len(refused)), dtype=np.bool_)
        for column, by in enumerate(self._layout.by):
            mine, theirs = rows[:, column, None], refused[None, :, column]
            if not by:
                found &= mine == theirs
            else:
                found &= mine >= theirs if delegation in by else mine <= theirs
        again: npt.NDArray[np.bool_] = np.any(found, axis=1)
        return again

    def _count(self, one: str, offer: str, package: Mapping[str, str]) -> None:
        if (one, offer) in self._heard or one not in self.delegations:
            return
        self._heard.add((one, offer))
        self._tables = None
        who = self.delegations.index(one)
        self._offers[who] += 1
        for column, place in enumerate(self._layout.row(package)):
            counts = self._counts[column]
            if self._layout.ranged[column]:
                # A value near to what was offered is nearly as good.
                away = np.abs(np.arange(counts.shape[1]) - place) / max(1, counts.shape[1] - 1)
                counts[who] += 1 - away
            else:
                counts[who, place] += 1

    def _blame(self, one: str, offer: str, package: Mapping[str, str], view: View) -> None:
        """Remember what a rejected offer would have moved."""
        if (one, f"not {offer}") in self._heard or one not in self.delegations:
            return
        self._heard.add((one, f"not {offer}"))
        self._tables = None
        row, standing = self._layout.row(package), self._layout.row(view.standing)
        moved = [(column, place) for column, place in enumerate(row) if place != standing[column]]
        who = self.delegations.index(one)
        self._rejected.append((who, moved))
        self._refused.setdefault(who, []).append(row)

    def _weighed(self) -> list[Floats]:
        """Return liking by choice: by delegation and option, the issue's weight included."""
        liked, weights = [], []
        columns = zip(self._guess, self._counts, self._layout.by, strict=True)
        for guess, counts, by in columns:
            # What somebody would do themselves they offer as a price, which tells little of liking.
            told = np.array([_PRICE if one in by else 1.0 for one in self.delegations])
            offers = (told * self._offers)[:, None]
            liked.append((_GUESS * guess + told[:, None] * counts) / (_GUESS + offers))
            weights.append((_GUESS + counts.max(axis=1)) / (_GUESS + self._offers))
        total = np.sum(weights, axis=0)
        return [
            table * (weight / total)[:, None] - _BLAMED * blame / (1 + blame)
            for table, weight, blame in zip(liked, weights, self._blames(), strict=True)
        ]

    def _blames(self) -> list[Floats]:
        """Return how far each option is to blame for rejections. A rejected offer blames what it
        would have moved, but for what whoever rejected it has offered or signed at another time.
        """
        found = [np.zeros_like(counts) for counts in self._counts]
        for who, moved in self._rejected:
            to_blame = [(c, place) for c, place in moved if self._counts[c][who, place] < 1]
            for column, place in to_blame:
                found[column][who, place] += 1 / len(to_blame)
        return found


def _guessed(delegation: str, by: tuple[str, ...], options: int) -> Floats:
    """Return how far a delegation would be thought to like each option, before it has spoken: of
    more each step gains less and costs more (diminishing returns).
    """
    if not by:
        return np.full(options, 0.5)
    further = np.linspace(0.0, 1.0, options)
    return 1.0 - further**_CONVEX if delegation in by else further**_CONCAVE
