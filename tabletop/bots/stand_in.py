"""A stand-in: a strategy at one seat, guarded. It is asked for its next move, and never raises."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cached_property
from random import Random

from tabletop.bots.negotiator import Negotiator
from tabletop.bots.packages import Packages, Search
from tabletop.bots.strategy import Intent, Look, Stopped, Strategy
from tabletop.bots.talk import talked
from tabletop.bots.temperaments import TEMPERAMENTS
from tabletop.bots.wording import with_words
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import Ready
from tabletop.play.actions.action import Action
from tabletop.play.seen import View
from tabletop.seat.port import Port
from tabletop.seat.words.due import undecided

_LOG = logging.getLogger(__name__)

MOST_MOVES = 12
"""The moves that a stand-in makes in one phase; after that it passes, so that no two of them go on
for ever.
"""
MOST_FAULTS = 3
"""The faults after which a strategy is not asked any more."""


class StandIn:
    """Plays one seat through its port. The same for everybody who holds an equal view.

    `seed` makes its chance, together with its seat, its temperament and the number of the last
    event, so that a game that is resumed goes on as it would have.
    """

    def __init__(
        self,
        port: Port,
        temperament: Temperament,
        seed: int = 0,
        strategy: Strategy | None = None,
        *,
        talks: bool = False,
    ) -> None:
        """`strategy` plays instead of the temperament's own. One that `talks` answers questions and
        writes to others now and then, once its strategy passes.
        """
        self.port = port
        self.temperament = temperament
        self.trouble = ""
        """What its strategy did wrong last, in a sentence; empty for nothing."""
        self.faults = 0
        """How often its strategy has done something wrong."""
        self._seed = seed
        self._talks = talks
        self._strategy = strategy or TEMPERAMENTS[temperament]()
        self._phase: tuple[str, int] | None = None
        self._moves = 0

    @property
    def stopped(self) -> bool:
        """Whether its strategy has been stopped, so that it passes from now on."""
        return self.faults >= MOST_FAULTS

    @property
    def decides_at_once(self) -> bool:
        """Whether it decides on an offer when it first sees it, so that it need not be asked again
        before anything changes.
        """
        return isinstance(self._strategy, Negotiator)

    def next(self) -> Intent | None:
        """Return its next move, with its words, which the rules allow; None to pass."""
        phase = self.port.phase()
        if phase != self._phase:
            self._phase, self._moves = phase, 0
        if self.stopped or self._moves >= MOST_MOVES:
            return None
        seeded = (self._seed, self.port.seat, self.temperament, self.port.seq())
        chance = Random("/".join(map(str, seeded)))  # noqa: S311 (nothing to guess)
        try:
            look = Look(chance, self.port, self._packages)
            intent = self._checked(self._strategy.act(look))
            if intent is None and self._talks and not self.stopped:
                intent = self._checked(talked(look))
        except Stopped as why:
            self.faults = MOST_FAULTS - 1
            self._fault(str(why))
            return None
        except Exception as fault:  # noqa: BLE001 (a strategy may be anybody's)
            self._fault(f"it failed ({type(fault).__name__})")
            _LOG.warning("the stand-in at %s failed", self.port.seat, exc_info=True)
            return None
        if intent is None:
            return None
        self._moves += 1
        # Once it has made its moves it may have something to say of them.
        return replace(intent, more=True) if self._talks else intent

    def ready(self) -> Ready | None:
        """Return the move that ends its phase, for when it passes; None where it can't be made."""
        view = self.port.view()
        if "ready" in view.cannot or (view.stage == "decision" and undecided(view)):
            return None
        return Ready(by=view.seat)

    def _checked(self, found: object) -> Intent | None:
        """Return an intent that the rules allow; anything else is a fault and a pass."""
        if found is None:
            return None
        if not isinstance(found, Intent) or not isinstance(found.move, Action):
            self._fault(f"it returned {type(found).__name__}, which is no move")
            return None
        if found.move.by != self.port.seat:
            self._fault("it made a move for somebody else")
            return None
        move = with_words(found, self._named)
        refusal = self.port.why_not(move)
        if refusal is not None:
            self._fault(f"it made a move that the rules refuse ({refusal})")
            return None
        return replace(found, move=move)

    def _fault(self, what: str) -> None:
        self.faults += 1
        end = "It is not asked any more" if self.stopped else "It passed instead"
        self.trouble = f"The stand-in at '{self.port.seat}' was stopped: {what}. {end}."
        _LOG.warning("%s", self.trouble)

    @cached_property
    def _named(self) -> View:
        """A view of the game, for the names of what there is in it."""
        return self.port.view()

    def _packages(self, view: View, chance: Random) -> Packages:
        return self._searching.packages(view, chance)

    @cached_property
    def _searching(self) -> Search:
        return Search(self.port.view(), self.port)
