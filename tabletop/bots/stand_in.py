"""A stand-in: a strategy at one seat, guarded. It is asked for its next move, and never raises."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from tabletop.bots.negotiator import Negotiator
from tabletop.bots.packages import Search
from tabletop.bots.strategy import Intent, Look, Stopped, Strategy
from tabletop.bots.talk import talked
from tabletop.bots.temperaments import TEMPERAMENTS
from tabletop.bots.wording import with_words
from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import AnyAction, Ready
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
        self._search = Search(port)

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

    def next(self, submit: Callable[[AnyAction], object] | None = None) -> Intent | None:
        """Return its next move, with its words, which the rules allow; None to pass.

        With `submit` the move is made at once, instead of asking the rules first and whoever called
        submitting it; raises `StorageFailed` as that does.
        """
        phase = self.port.phase()
        if phase != self._phase:
            self._phase, self._moves = phase, 0
        if self.stopped or self._moves >= MOST_MOVES:
            return None
        seeded = (self._seed, self.port.seat, self.temperament, self.port.seq())
        look = Look("/".join(map(str, seeded)), self.port, self._search.packages)
        try:
            intent = self._worded(self._strategy.act(look))
            if intent is None and self._talks and not self.stopped:
                intent = self._worded(talked(look))
            if intent is None or self._refused(intent.move, submit):
                return None
        except Stopped as why:
            self.faults = MOST_FAULTS - 1
            self._fault(str(why))
            return None
        except StorageFailed:
            raise
        except Exception as fault:  # noqa: BLE001 (a strategy may be anybody's)
            self._fault(f"it failed ({type(fault).__name__})")
            _LOG.warning("the stand-in at %s failed", self.port.seat, exc_info=True)
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

    def _worded(self, found: object) -> Intent | None:
        """Return an intent with its words; anything else is a fault and a pass."""
        if found is None:
            return None
        if not isinstance(found, Intent) or not isinstance(found.move, Action):
            self._fault(f"it returned {type(found).__name__}, which is no move")
            return None
        if found.move.by != self.port.seat:
            self._fault("it made a move for somebody else")
            return None
        return replace(found, move=with_words(found, self._named))

    def _refused(self, move: AnyAction, submit: Callable[[AnyAction], object] | None) -> bool:
        """Return whether the rules refuse a move, which is a fault; submit it if they don't."""
        refusal: str | None
        if submit is None:
            refusal = self.port.why_not(move)
        else:
            try:
                submit(move)
            except NotAllowed as why:
                refusal = why.sentence
            else:
                refusal = None
        if refusal is not None:
            self._fault(f"it made a move that the rules refuse ({refusal})")
        return refusal is not None

    def _fault(self, what: str) -> None:
        self.faults += 1
        end = "It is not asked any more" if self.stopped else "It passed instead"
        self.trouble = f"The stand-in at '{self.port.seat}' was stopped: {what}. {end}."
        _LOG.warning("%s", self.trouble)

    @cached_property
    def _named(self) -> View:
        """A view of the game, for the names of what there is in it."""
        return self.port.view()
