"""What a strategy is: one small class that is asked for a move and may give its reason.

    class Stubborn:
        def act(self, look: Look) -> Intent | None:
            best = look.packages.most_liked(look.packages.hope(0.1))
            return look.offer(best[0], Why("offer")) if best else None

A strategy plays one delegation of one game, and keeps what it likes in its own attributes. It
learns nothing that a person at that seat could not find out, and it does nothing: whoever asked it
submits the move.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from random import Random
from typing import Literal, Protocol

from tabletop.bots.packages import Candidate, Packages
from tabletop.errors import NotAllowed
from tabletop.play.actions import AnyAction, TableOffer
from tabletop.play.seen import View, Worth
from tabletop.seat.legal import legal_moves
from tabletop.seat.packages.worth import own
from tabletop.seat.port import Port

WhyCode = Literal[
    "offer",
    "counter",
    "sign",
    "red-line",
    "below",
    "less-than-now",
    "put",
    "yes",
    "no",
    "abstain",
    "worth-most",
    "no-preference",
    "keep",
    "breach-cost",
    "breach-distrust",
    "breach-answer",
    "signal",
    "gesture",
    "deed-awaited",
    "welcome",
    "pressure",
    "speech",
    "answer-awaited",
    "nothing-better",
    "nothing-asked",
    "agreed",
    "offered",
    "undecided",
    "debrief-gained",
    "debrief-lost",
    "debrief-nothing",
    "ask-for",
    "reply",
    "reply-offer",
]
"""Why a stand-in makes a move; `wording` has a sentence for each."""


@dataclass(frozen=True)
class Why:
    """Why a move is made, as facts: a code, and the ids that it is about."""

    code: WhyCode
    offer: str | None = None
    """The offer that is answered."""
    gives: tuple[tuple[str, str], ...] = ()
    """What the delegation would do or concede: options by choice."""
    asks: tuple[tuple[str, str], ...] = ()
    """What it asks for in return."""
    because: str = ""
    """Words of the exercise's own, such as those of a red line."""


@dataclass(frozen=True)
class Intent:
    """A move that a strategy would make, and why."""

    move: AnyAction
    why: Why
    more: bool = False
    """Whether it has thought of another move already, for which it may be asked at once."""


@dataclass(frozen=True)
class Look:
    """What a strategy may use: all of it is the same for every state that its seat can't tell
    apart.
    """

    _seed: str
    """Made of the game, the delegation, the temperament and the number of the last event."""
    _port: Port = field(repr=False)
    _packages: Callable[[View, Random], Packages] = field(repr=False)

    @cached_property
    def view(self) -> View:
        """What its seat sees now; made when it is first looked at."""
        return self._port.view()

    @cached_property
    def chance(self) -> Random:
        """Chance, made of the seed: most looks leave nothing to it."""
        return Random(self._seed)  # noqa: S311 (nothing to guess)

    @cached_property
    def me(self) -> str:
        """The delegation that it plays."""
        assert self.view.delegation is not None
        return self.view.delegation

    @cached_property
    def packages(self) -> Packages:
        """Complete packages it might table now, each with its worth to itself."""
        return self._packages(self.view, self.chance)

    @cached_property
    def progress(self) -> float:
        """How much of the game is over: 0 at its beginning, 1 once it has made the offers of the
        last round; within a round it goes on with each offer that it makes.
        """
        now = self.view.round
        if now is None:
            return 0.0
        return (now.number - 1 + min(1.0, self.made / self.most)) / now.count

    @property
    def most(self) -> int:
        """The offers that a stand-in of ours makes in this round."""
        return OFFERS_AT_LAST if self.last_round else OFFERS

    @cached_property
    def made(self) -> int:
        """The offers that its delegation has made in this round."""
        me, now = self.me, self.view.round.number if self.view.round else 0
        newest = takewhile(lambda one: one.round == now, self.view.offers)
        return sum(one.delegation == me for one in newest)

    @property
    def last_round(self) -> bool:
        return self.view.round is not None and self.view.round.number == self.view.round.count

    def moves(self, *kinds: str) -> tuple[AnyAction, ...]:
        """Return the legal moves of these kinds (`do`); without one, of every listed kind."""
        wanted: Collection[str] | None = kinds or None
        return tuple(legal_moves(self.view, self._port.why_not, kinds=wanted))

    def allows(self, move: AnyAction) -> bool:
        """Return whether the rules allow a move now."""
        return self._port.why_not(move) is None

    def worth(self, package: Mapping[str, str]) -> Worth | None:
        """Return what a package is worth to its delegation; None where nothing has points."""
        return own(self.view, self._port.appraise(package))

    def worth_after(self, move: AnyAction) -> Worth | None:
        """Return what will stand is worth once a move has been made; None where nothing has points
        or the move is refused.
        """
        try:
            return own(self.view, self._port.worth_after(move))
        except NotAllowed:
            return None

    def asked(self, package: Mapping[str, str]) -> tuple[str, ...]:
        """Return whom a package would ask to agree if it tabled it."""
        return self._port.asked(package)[0]

    def offer(self, one: Candidate, why: Why) -> Intent:
        """Return the intent to table a candidate for everybody."""
        standing = self.view.standing if self.view.stands else {}
        package = {
            choice: option
            for choice, option in one.package.items()
            if option != standing.get(choice)
        }
        return Intent(TableOffer(by=self.view.seat, package=package, reply_to=why.offer), why)


OFFERS = 2
"""The offers that a stand-in of ours makes in a round."""
OFFERS_AT_LAST = 4
"""Those that it makes in the last round, when much of all bargaining is done (the deadline effect
of Roth, Murnighan and Schoumaker, *American Economic Review* 78, 1988).
"""


class Stopped(Exception):
    """Raised in place of a move by a strategy that can't be asked any more; says why."""


class Strategy(Protocol):
    """Decides for one delegation of one game."""

    def act(self, look: Look) -> Intent | None:
        """Return the next move, None to pass until something changes."""
        ...
