"""What a stand-in believes that the others like: frequencies of what they have offered and signed.

The frequency model of Hindriks and Tykhonov's and later agents ("Opponent modelling in automated
multi-issue negotiation", 2008; for its strength see Baarslag et al., 2013): an option that somebody
offers often is liked, and an issue on which they never move matters to them. Before the first offer
stands what anybody would guess: that others gain by what one does, and pay for what they do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tabletop.bots.answers import AnswersHeard
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
        sizes = np.array([len(ids) for ids in layout.ids], dtype=np.int64)
        self._begins = np.cumsum(sizes) - sizes
        self._choice = np.repeat(np.arange(len(sizes)), sizes)
        self._places = np.arange(len(self._choice)) - self._begins[self._choice]
        # Who performs an option; nobody for what is no act.
        acts = np.array([[one in by for by in layout.by] for one in delegations], dtype=np.bool_)
        self._own = acts[:, self._choice]
        self._nobodys = np.array([not by for by in layout.by], dtype=np.bool_)[self._choice]
        self._guess = _guessed(self._own, self._nobodys, self._places, sizes[self._choice])
        self._counts = np.zeros_like(self._guess)
        # What somebody would do themselves they offer as a price, which tells little of liking.
        self._told = np.where(self._own, _PRICE, 1.0)
        self._sizes = sizes
        self._answers = AnswersHeard()
        self._lines: Floats = np.zeros(len(delegations))
        """How far each must like a package to prefer it to no deal, where nothing stands."""
        self._offered: list[tuple[int, Rows]] = []
        """By whom and what was offered or signed, of what has not been counted yet."""
        self._refused: set[int] = set()
        """Who has rejected something since their refusals were compared."""
        self._refusals: dict[int, list[Rows]] = {}
        self._again = np.zeros((len(self._choice), len(delegations)), dtype=np.int64)
        """By option and delegation, a bit for each of its refusals than which it is no better."""
        self._last: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        """Who had signed and rejected an offer when it was looked at last."""
        self._rows: dict[str, Rows] = {}
        self._ranged = np.flatnonzero(layout.ranged)
        self._fixed = np.flatnonzero(~np.array(layout.ranged, dtype=np.bool_))
        self._table: Floats | None = None

    def learn(self, view: View) -> None:
        """Count the offers and signatures, and votes for offers, not counted yet."""
        stands = np.array(self._layout.row(view.standing)) + self._begins if view.stands else None
        for offer in view.offers:
            heard = (offer.signed, offer.rejected)
            if self._last.get(offer.id) == heard:
                continue
            self._last[offer.id] = heard
            if offer.id not in self._rows:
                self._rows[offer.id] = np.array(self._layout.row(offer.package))
            for one in (offer.delegation, *offer.signed):
                self._count(one, offer.id, stands)
            for one in offer.rejected:
                self._refuse(one, offer.id, stands)
        for vote in view.votes:
            if vote.subject == "offer" and vote.about in self._rows:
                for voter, choice in vote.ballots.items():
                    if choice == YES:
                        self._count(voter, vote.about, stands)

    def of(self, rows: Rows) -> Floats:
        """Return how far each delegation is believed to like each package: a row for each."""
        if self._table is None:
            self._count_offered()
            self._count_refused()
            liking = self._weighed()
            self._lines = (np.add.reduceat(liking, self._begins, axis=1) / self._sizes).sum(axis=1)
            self._table = np.ascontiguousarray(self._answers.corrected(liking, self._lines).T)
        at = rows.T + self._begins[:, None]
        total = np.add.reduce(self._table[at], axis=0)
        if self._refusals:
            total -= _AGAIN * (np.bitwise_and.reduce(self._again[at], axis=0) != 0)
        return np.asarray(total.T)

    def gains(self, rows: Rows, *, stands: bool) -> Floats:
        """Return how much more each delegation is believed to like packages than the first of them,
        which is how things stand, or where nothing stands than no deal.
        """
        liked = self.of(rows)
        return np.asarray(liked - (liked[:, :1] if stands else self._lines[:, None]))

    def _count(self, one: str, offer: str, stands: Rows | None) -> None:
        if (one, offer) in self._heard or one not in self.delegations:
            return
        self._heard.add((one, offer))
        self._table = None
        who, row = self.delegations.index(one), self._rows[offer]
        self._offered.append((who, row))
        self._answers.hear(who, True, row + self._begins, stands)

    def _refuse(self, one: str, offer: str, stands: Rows | None) -> None:
        """Remember a rejected offer."""
        if (one, f"not {offer}") in self._heard or one not in self.delegations:
            return
        self._heard.add((one, f"not {offer}"))
        self._table = None
        who, row = self.delegations.index(one), self._rows[offer]
        self._refusals.setdefault(who, []).append(row)
        self._refused.add(who)
        self._answers.hear(who, False, row + self._begins, stands)

    def _count_offered(self) -> None:
        if not self._offered:
            return
        who = np.array([one for one, _ in self._offered])
        rows = np.array([row for _, row in self._offered])
        self._offered.clear()
        np.add.at(self._offers, who, 1.0)
        at = (rows + self._begins)[:, self._fixed]
        np.add.at(self._counts, (who[:, None], at), 1.0)
        for column in self._ranged:
            # A value near to what was offered is nearly as good.
            begins, size = int(self._begins[column]), len(self._layout.ids[column])
            away = np.abs(np.arange(size) - rows[:, column, None]) / max(1, size - 1)
            np.add.at(self._counts[:, begins : begins + size], who, 1 - away)

    def _count_refused(self) -> None:
        for one in self._refused:
            self._again[:, one] = self._no_better(one)
        self._refused.clear()

    def _no_better(self, who: int) -> Rows:
        """Return by option, a bit for each package that a delegation refused, whether the option is
        no better for it than that one's: what others do goes no further, what it does goes as far,
        and all else is the same. A package is no better where all of its options are not.
        """
        there = np.array(self._refusals[who][-_REMEMBERED:])[:, self._choice]
        less = (self._places <= there) | self._own[who]
        more = (self._places >= there) | ~(self._own[who] | self._nobodys)
        bits = np.left_shift(less & more, np.arange(len(there))[:, None])
        return np.asarray(np.add.reduce(bits, axis=0))

    def _weighed(self) -> Floats:
        """Return liking by delegation and option, the choice's weight included."""
        offers = (self._told * self._offers[:, None]) + _GUESS
        liked = (_GUESS * self._guess + self._told * self._counts) / offers
        most = np.maximum.reduceat(self._counts, self._begins, axis=1)
        weights = (_GUESS + most) / (_GUESS + self._offers)[:, None]
        weights /= weights.sum(axis=1, keepdims=True)
        return np.asarray(liked * weights[:, self._choice], dtype=np.float64)


def _guessed(
    own: npt.NDArray[np.bool_], nobodys: npt.NDArray[np.bool_], places: Rows, sizes: Rows
) -> Floats:
    """Return how far delegations would be thought to like each option, before they have spoken: of
    more each step gains less and costs more (diminishing returns). `own` are those that each of
    them performs itself, `nobodys` what is no act.
    """
    further = places / np.maximum(1, sizes - 1)
    others = np.where(nobodys, 0.5, further**_CONCAVE)
    return np.where(own, 1.0 - further**_CONVEX, others)
