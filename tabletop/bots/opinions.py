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
    """How far each delegation is believed to like packages, 0 to 1; learns from views.

    Everything by option is one array over the options of all choices, laid end to end: packages are
    judged a few hundred at a time, many times in a game.
    """

    def __init__(self, layout: Layout, delegations: tuple[str, ...]) -> None:
        self.delegations = delegations
        self._layout = layout
        self._heard: set[tuple[str, str]] = set()
        self._offers = np.zeros(len(delegations))
        guesses = [
            np.stack([_guessed(one, by, len(ids)) for one in delegations])
            for ids, by in zip(layout.ids, layout.by, strict=True)
        ]
        self._guess = np.concatenate(guesses, axis=1) if guesses else np.zeros((0, 0))
        self._counts = np.zeros_like(self._guess)
        sizes = [len(ids) for ids in layout.ids]
        self._begins = np.cumsum([0, *sizes[:-1]])
        self._choice = np.repeat(np.arange(len(sizes)), sizes)
        # What somebody would do themselves they offer as a price, which tells little of liking.
        told = [[_PRICE if one in by else 1.0 for by in layout.by] for one in delegations]
        self._told = np.array(told)[:, self._choice]
        self._senses = [_senses(one, layout.by) for one in delegations]
        self._rejected: list[tuple[int, Rows]] = []
        self._refused: dict[int, list[list[int]]] = {}
        self._table: Floats | None = None

    def learn(self, view: View) -> None:
        """Count the offers and signatures, and votes for offers, not counted yet."""
        packages = {}
        for offer in view.offers:
            packages[offer.id] = offer.package
            for one in (offer.delegation, *offer.signed):
                if (one, offer.id) not in self._heard:
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
        if self._table is None:
            self._table = self._weighed()
        total: Floats = self._table[:, rows + self._begins].sum(axis=2)
        for who, refused in self._refused.items():
            total[who] -= _AGAIN * self._no_better(who, rows, np.array(refused[-_REMEMBERED:]))
        return total

    def _no_better(self, who: int, rows: Rows, refused: Rows) -> npt.NDArray[np.bool_]:
        """Return which packages are no better for a delegation, choice by choice, than one that it
        refused: what others do goes no further, what it does goes as far, and all else is the same.
        """
        columns, signs = self._senses[who]
        here, there = rows[:, columns] * signs, refused[:, columns] * signs
        again: npt.NDArray[np.bool_] = np.any(np.all(here[:, None] <= there, axis=2), axis=1)
        return again

    def _count(self, one: str, offer: str, package: Mapping[str, str]) -> None:
        if (one, offer) in self._heard or one not in self.delegations:
            return
        self._heard.add((one, offer))
        self._table = None
        who = self.delegations.index(one)
        self._offers[who] += 1
        for column, place in enumerate(self._layout.row(package)):
            begins, size = int(self._begins[column]), len(self._layout.ids[column])
            if self._layout.ranged[column]:
                # A value near to what was offered is nearly as good.
                away = np.abs(np.arange(size) - place) / max(1, size - 1)
                self._counts[who, begins : begins + size] += 1 - away
            else:
                self._counts[who, begins + place] += 1

    def _blame(self, one: str, offer: str, package: Mapping[str, str], view: View) -> None:
        """Remember what a rejected offer would have moved."""
        if (one, f"not {offer}") in self._heard or one not in self.delegations:
            return
        self._heard.add((one, f"not {offer}"))
        self._table = None
        row = self._layout.row(package)
        places = self._begins + row
        who = self.delegations.index(one)
        self._rejected.append((who, places[row != np.array(self._layout.row(view.standing))]))
        self._refused.setdefault(who, []).append(row)

    def _weighed(self) -> Floats:
        """Return liking by delegation and option, the choice's weight included."""
        offers = (self._told * self._offers[:, None]) + _GUESS
        liked = (_GUESS * self._guess + self._told * self._counts) / offers
        most = np.maximum.reduceat(self._counts, self._begins, axis=1)
        weights = (_GUESS + most) / (_GUESS + self._offers)[:, None]
        weights /= weights.sum(axis=1, keepdims=True)
        blames = self._blames()
        return np.asarray(
            liked * weights[:, self._choice] - _BLAMED * blames / (1 + blames), dtype=np.float64
        )

    def _blames(self) -> Floats:
        """Return how far each option is to blame for rejections. A rejected offer blames what it
        would have moved, but for what whoever rejected it has offered or signed at another time.
        """
        found = np.zeros_like(self._counts)
        for who, moved in self._rejected:
            to_blame = moved[self._counts[who, moved] < 1]
            if len(to_blame):
                found[who, to_blame] += 1 / len(to_blame)
        return found


def _senses(delegation: str, by: tuple[tuple[str, ...], ...]) -> tuple[Rows, Rows]:
    """Return columns, and the sign of each, under which less is no better for a delegation than
    more; what is nobody's act has both, and so is no better only where it is the same.
    """
    pairs = [
        (column, sign)
        for column, who in enumerate(by)
        for sign in ((1, -1) if not who else (-1,) if delegation in who else (1,))
    ]
    return (
        np.array([column for column, _ in pairs], dtype=np.int64),
        np.array([sign for _, sign in pairs], dtype=np.int64),
    )


def _guessed(delegation: str, by: tuple[str, ...], options: int) -> Floats:
    """Return how far a delegation would be thought to like each option, before it has spoken: of
    more each step gains less and costs more (diminishing returns).
    """
    if not by:
        return np.full(options, 0.5)
    further = np.linspace(0.0, 1.0, options)
    return 1.0 - further**_CONVEX if delegation in by else further**_CONCAVE
