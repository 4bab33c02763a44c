"""The audience of each kind of event, for the reference; `test_reference` checks it.

The facilitator and evaluators read every event whole. What is said here is about everybody else, at
a table that is not yet in its debrief.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Audience:
    """Who may know of an event of the delegation alfa that is addressed to bravo.

    `alfa`, `bravo`, `charlie` and the `public` (observers and the projector among it) before the
    debrief, and `debrief`: does it concern everybody then?
    """

    told: str
    alfa: bool
    bravo: bool
    charlie: bool
    public: bool
    debrief: bool


EVERYBODY = Audience("everybody", True, True, True, True, True)
OFFER = Audience(
    "its proposer, its addressees and whoever must sign it; everybody once it is public or agreed, "
    "and in the debrief",
    True,
    True,
    False,
    False,
    True,
)
OWN = Audience("the delegation itself; everybody in the debrief", True, False, False, False, True)
INJECT = Audience("whom it is for; everybody in the debrief", False, True, False, False, True)
MESSAGE = Audience(
    "whoever wrote it and whom it is for, in the debrief too", True, True, False, False, False
)
ANSWER = Audience("everybody: answers are given in the debrief", True, False, False, False, True)
OWN_ANSWER = Audience(
    "the delegation itself; everybody in the debrief, or once its time is over where the exercise "
    "says so",
    True,
    False,
    False,
    False,
    True,
)
ADVICE = Audience("the delegation itself, in the debrief too", True, False, False, False, False)
NOTE = Audience("whoever wrote it", True, False, False, False, False)
ADJUSTED = Audience(
    "everybody for tension; else the delegation whose score or whose trust it is; everybody in the "
    "debrief",
    True,
    False,
    False,
    False,
    True,
)
KNOWN_VOTE = Audience(
    "whoever knows of the vote, everybody unless it is within a delegation; how somebody votes is "
    "for the voter alone, and for all if it is said aloud",
    False,
    False,
    False,
    False,
    True,
)
NOBODY = Audience("nobody", False, False, False, False, False)

SECRET = Audience(
    "everybody; where it is secret its own delegation, everybody in the debrief",
    True,
    True,
    True,
    True,
    True,
)

_NOT_PUBLIC = {
    "message.sent": MESSAGE,
    "inject.delivered": INJECT,
    "offer.tabled": OFFER,
    "offer.withdrawn": OFFER,
    "offer.signed": OFFER,
    "offer.rejected": OFFER,
    "offer.lapsed": OFFER,
    "vote.called": KNOWN_VOTE,
    "vote.cast": KNOWN_VOTE,
    "term.decided": OWN,
    "decision.opened": SECRET,
    "decision.taken": SECRET,
    "score.ruled": OWN,
    "ruling.adjusted": ADJUSTED,
    "note.written": NOTE,
    "answer.given": ANSWER,
    "advice.given": ADVICE,
    "inject.planned": NOBODY,
    "response.given": OWN_ANSWER,
    "unknown": NOBODY,
}
PUBLIC = (
    "exercise.opened",
    "seat.assigned",
    "seat.joined",
    "seat.left",
    "seat.ready",
    "round.opened",
    "round.closed",
    "phase.opened",
    "clock.paused",
    "clock.resumed",
    "ruling.held",
    "clock.extended",
    "statement.made",
    "vote.opened",
    "vote.closed",
    "agreement.reached",
    "term.due",
    "term.released",
    "term.suspended",
    "term.performed",
    "term.breached",
    "gesture.made",
    "decision.closed",
    "climate.changed",
    "move.undone",
    "debrief.opened",
    "debrief.revealed",
    "exercise.ended",
    "hand.raised",
    "hand.lowered",
    "speaker.called",
    "speaker.yielded",
    "speaker.stopped",
    "speaker.extended",
    "list.closed",
    "motion.moved",
    "motion.withdrawn",
    "motion.refused",
)

AUDIENCES = {**_NOT_PUBLIC, **dict.fromkeys(PUBLIC, EVERYBODY)}
"""By the kind of event. A kind that is missing here fails the tests."""
