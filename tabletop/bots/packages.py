"""The packages that a seat might table, with their worth to itself.

A table may have millions of packages, so a few hundred are kept: those that are worth most to the
delegation for how well the others are believed to like them. The search starts from how things
stand, goes on from what others offer, and ends each time where its budget does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from zlib import crc32

import numpy as np
import numpy.typing as npt

from tabletop.bots.layout import Layout, Rows
from tabletop.bots.needed import Needed
from tabletop.bots.opinions import Floats, Opinions
from tabletop.play.seen import View
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.seat.port import Port

_KEPT = 72
_FIRST_SEARCHES = 3
_BASES = 5
_TEXTS = 2
"""The offers on the table with most signatures, around which is looked too."""
_MIXED = 20
_PRICES = (0.0, 0.3, 1.0, 3.0)
"""What a point of the others' liking is worth in own worth: each finds another kind of package."""


@dataclass(frozen=True)
class Candidate:
    """A complete package that could be tabled. `gain` is how much more the others are believed to
    like it than how things stand: the mean and the least of them, added up.
    """

    package: Mapping[str, str]
    worth: float
    gain: float


@dataclass(frozen=True)
class Packages:
    """Candidates at one moment. `least` is what the delegation has without any of them."""

    least: float
    worth: Callable[[Mapping[str, str]], float]
    """What a package is believed to be worth, where nothing has points."""
    exact: bool
    """Whether each candidate's worth is what the referee says, to the last digit it prints."""
    _layout: Layout
    _rows: Rows
    _worth: Floats
    _gain: Floats
    _lowest: Floats
    """What whoever gains least by each is believed to gain."""
    _chance: Floats
    """What decides between near equals."""
    _number: bool = False
    """Whether a single number is bargained over."""

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Candidate]:
        return (self._candidate(place) for place in range(len(self)))

    def most_liked(
        self,
        worth: float,
        count: int = 1,
        apart_from: Collection[int] = (),
        text: Mapping[str, str] | None = None,
    ) -> tuple[Candidate, ...]:
        """Return the candidates that others are believed to like most among those worth at least so
        much: by turns by the mean and the least of them, and by the least of them alone.
        `apart_from` are codes of some to leave out. Near to a `text` is better than far from it.
        """
        fine = self._worth >= worth - NEGLIGIBLE
        if self._number:
            return self._conceded(fine, apart_from)
        if apart_from and len(self):
            codes = self._layout.codes(self._rows).tolist()
            fine &= [code not in apart_from for code in codes]
        span = max(self.hope(0.5) - self.least, 1.0)
        mine = _OWN * np.minimum(np.maximum((self._worth - self.least) / span, 0.0), 1.5)
        liked_at_all = mine + self._chance
        if text is not None and len(self):
            apart = self._rows != np.array(self._layout.row(text))
            liked_at_all -= _NEARNESS * np.add.reduce(apart, axis=1) / apart.shape[1]
        chosen: list[Candidate] = []
        for liked in islice(cycle((self._gain, 2 * self._lowest)), count):
            if not fine.any():
                break
            place = int(np.where(fine, liked + liked_at_all, -np.inf).argmax())
            fine[place] = False
            chosen.append(self._candidate(place))
        return tuple(chosen)

    def hope(self, leaving: float) -> float:
        """Return the highest worth of a candidate that leaves whoever else gains least by it
        something: a share (0 to 1) of the most that any candidate would leave them.
        """
        if not len(self):
            return self.least
        if self._number:
            # How far the other would go is not known: of one's own gains some are left.
            best = float(self._worth.max())
            return max(self.least, best - leaving / 2 * (best - self.least))
        most = float(self._lowest.max())
        fine = self._lowest >= leaving * most if most > 0 else self._lowest >= most
        return max(self.least, float(self._worth[fine].max()))

    def _conceded(
        self, fine: npt.NDArray[np.bool_], apart_from: Collection[int]
    ) -> tuple[Candidate, ...]:
        """Return the number worth least of those that are worth enough, of which a second one next
        to it would say nothing; nothing if it has been tabled.
        """
        if not fine.any():
            return ()
        place = int(np.where(fine, self._worth, np.inf).argmin())
        found = self._candidate(place)
        return () if self.code(found.package) in apart_from else (found,)

    def code(self, package: Mapping[str, str]) -> int:
        """Return the number by which `most_liked` leaves a package out."""
        return int(self._layout.codes(np.array([self._layout.row(package)]))[0])

    def _candidate(self, place: int) -> Candidate:
        package = self._layout.package(self._rows[place])
        return Candidate(package, float(self._worth[place]), float(self._gain[place]))


_NEAR = 0.04
"""The difference in liking that chance may outweigh."""
_OWN = 0.3
"""How much of all that is worth it to itself counts beside the liking of others."""
_NEARNESS = 1.5
"""How much less is thought of a package in which every option differs from a text."""


class Search:
    """Finds the packages of one seat, and remembers them from look to look."""

    def __init__(self, port: Port) -> None:
        self._port = port
        self._begun: _Search | None = None

    def packages(self, view: View, chance: Random) -> Packages:
        """Return the candidates now: looks around the best of them, and at what is on the table."""
        if self._begun is None:
            self._begun = _Search(view, self._port)
        return self._begun.packages(view, chance)


class _Search:
    """A search that has begun: it has seen what there is to choose."""

    def __init__(self, view: View, port: Port) -> None:
        self._port = port
        self._layout = Layout.of(view)
        self._me = view.delegation or ""
        others = tuple(one.id for one in view.delegations if one.id != self._me)
        self._opinions = Opinions(self._layout, (*others, self._me))
        self._needed = Needed.of(view, port, others)
        self._points = view.has.points
        drawn = np.random.default_rng(crc32(f"{view.title}/{self._me}".encode()))
        self._taste = [drawn.random(len(ids)) for ids in self._layout.ids]
        self._rows: Rows = np.empty((0, len(self._layout.choices)), dtype=np.int64)
        self._bases = self._rows

    def packages(self, view: View, chance: Random) -> Packages:
        """Return the candidates now."""
        numbers = np.random.default_rng(chance.getrandbits(32))
        if not self._layout.choices:
            return _Judged.nothing().packages(self._layout, lambda package: 0.0, True, numbers)
        if self._layout.number:
            return self._numbers(view)
        self._opinions.learn(view)
        standing = np.array([self._layout.row(view.standing)])
        offered = sorted(view.open_offers, key=lambda one: -len(one.signed))[:_BASES]
        theirs = np.array([self._layout.row(one.package) for one in offered] or standing)
        first = not len(self._rows)
        bases = standing if first else self._bases
        for _ in range(_FIRST_SEARCHES if first else 1):
            mixed = _mixed(bases, theirs, numbers)
            steps = self._layout.steps(np.concatenate([bases, theirs[:_TEXTS]]), numbers)
            around = (standing, theirs, self._rows, mixed, steps)
            found = self._judged(np.concatenate(around), view, standing)
            self._rows, self._bases = found.rows, found.bases() if len(found.rows) else standing
            bases = self._bases
        # Of what has been done an estimate knows nothing.
        exact = not (view.agreements or view.terms)
        return found.packages(self._layout, self._believed, exact, numbers)

    def _numbers(self, view: View) -> Packages:
        """Return every value of the only number: of a number others are believed to want less
        where oneself wants more (the fixed pie of Thompson and Hastie, "Social perception in
        negotiation", 1990).
        """
        standing = np.array([self._layout.row(view.standing)])
        values = np.arange(len(self._layout.ids[0]))[:, None]
        worth, could, least = self._worth(np.concatenate([standing, values]), view)
        # Once it is agreed, what one would gain another would lose, and knows it.
        kept = could[1:] & (not view.agreements)
        rows, worth = values[kept], worth[1:][kept]
        liked = (worth.max() - worth) / (float(np.ptp(worth)) or 1.0) if len(worth) else worth
        exact = not (view.agreements or view.terms)
        return Packages(
            least, self._believed, exact, self._layout, rows, worth, liked, liked, 0 * liked, True
        )

    def _believed(self, package: Mapping[str, str]) -> float:
        return float(self._liked(np.array([self._layout.row(package)]))[0])

    def _liked(self, rows: Rows) -> Floats:
        """Return what packages are worth where nothing has points: what would be guessed of anybody
        at this seat, and a taste of the delegation's own, which is made of its name.
        """
        taste = np.sum([liking[rows[:, one]] for one, liking in enumerate(self._taste)], axis=0)
        return np.asarray(50 * self._opinions.of(rows)[-1] + 50 * taste / len(self._taste))

    def _judged(self, rows: Rows, view: View, standing: Rows) -> _Judged:
        rows = np.concatenate([standing, rows[self._layout.first_of_each(rows)]])
        worth, could, least = self._worth(rows, view)
        kept = np.flatnonzero(could[1:]) + 1
        gains = self._opinions.gains(rows, stands=view.stands)[:-1, kept]
        lowest = self._needed.lowest(gains)
        mean = gains.sum(axis=0) / len(gains)
        judged = _Judged(rows[kept], worth[kept], mean + lowest, lowest, least)
        return judged.cut()

    def _worth(self, rows: Rows, view: View) -> tuple[Floats, npt.NDArray[np.bool_], float]:
        """Return what packages are worth, the first being how things stand, which of them could be
        tabled, and what the delegation has without.
        """
        places = {one: rows[:, column] for column, one in enumerate(self._layout.choices)}
        for absent in ("form", "order"):
            places.setdefault(absent, np.zeros(len(rows), dtype=np.int64))
        found = self._port.estimate(places)
        assert found is not None
        worth, could = found
        now = view.worth_now.get(self._me)
        if not self._points or now is None:
            worth = self._liked(rows)
            return worth, could, float(worth[0])
        if view.agreements and view.stands:
            # What has been done counts in full, of which an estimate knows nothing.
            worth = worth + (now.value - worth[0])
        return worth, could, max(now.value, view.walk_away[self._me])


@dataclass(frozen=True)
class _Judged:
    """Rows that could be tabled, and what is thought of them."""

    rows: Rows
    worth: Floats
    gain: Floats
    lowest: Floats
    least: float

    @classmethod
    def nothing(cls) -> _Judged:
        """Return what there is where nothing is negotiated."""
        none = np.zeros(0)
        return cls(np.zeros((0, 0), dtype=np.int64), none, none, none, 0.0)

    def bases(self) -> Rows:
        """Return the rows from which to look further: the best for each price of being liked."""
        return self.rows[self._best(_BASES)]

    def cut(self) -> _Judged:
        """Return the best of them, as many as are kept."""
        if len(self.rows) <= _KEPT:
            return self
        some = self._best(_KEPT)
        return _Judged(
            self.rows[some], self.worth[some], self.gain[some], self.lowest[some], self.least
        )

    def _best(self, count: int) -> npt.NDArray[np.intp]:
        if not len(self.rows):
            return np.arange(0)
        span = float(self.worth.max() - self.worth.min()) or 1.0
        own = np.minimum((self.worth - self.least) / span, 1.0)
        each = -(-count // len(_PRICES))
        liked = own + np.array(_PRICES)[:, None] * self.gain
        if len(own) <= each:
            return np.arange(len(own))
        some = np.zeros(len(own), dtype=np.bool_)
        some[np.argpartition(-liked, each - 1, axis=1)[:, :each]] = True
        return np.flatnonzero(some)

    def packages(
        self,
        layout: Layout,
        believed: Callable[[Mapping[str, str]], float],
        exact: bool,
        chance: np.random.Generator,
    ) -> Packages:
        near = _NEAR * chance.random(len(self.rows))
        return Packages(
            self.least, believed, exact, layout, self.rows, self.worth, self.gain, self.lowest, near
        )


def _mixed(mine: Rows, theirs: Rows, chance: np.random.Generator) -> Rows:
    """Return packages that take each choice from one of ours or from one of theirs."""
    ours = mine[chance.integers(0, len(mine), _MIXED)]
    others = theirs[chance.integers(0, len(theirs), _MIXED)]
    return np.where(chance.random(ours.shape) < 0.5, ours, others)
