"""What each kind of event is to whoever takes the last move back."""

from __future__ import annotations

from typing import Literal, assert_never

from tabletop.play import events as e


def taking_back(event: e.AnyEvent) -> Literal["move", "aside", "ruling", "undo"]:
    """Return what an event means for undo.

    Seats, clocks and notes are not moves (`aside`): an undo leaves them alone. A ruling ends what
    can be undone. The type checker reports a missing kind.
    """
    match event.kind:
        case (
            "seat.ready"
            | "round.closed"
            | "phase.opened"
            | "inject.delivered"
            | "response.given"
            | "message.sent"
            | "statement.made"
            | "offer.tabled"
            | "offer.withdrawn"
            | "offer.signed"
            | "offer.rejected"
            | "offer.lapsed"
            | "vote.opened"
            | "vote.called"
            | "vote.cast"
            | "vote.closed"
            | "agreement.reached"
            | "term.due"
            | "term.released"
            | "term.suspended"
            | "term.decided"
            | "term.performed"
            | "term.breached"
            | "gesture.made"
            | "decision.opened"
            | "decision.taken"
            | "decision.closed"
            | "speaker.called"
            | "speaker.yielded"
            | "motion.moved"
            | "motion.withdrawn"
            | "motion.refused"
        ):
            return "move"
        case (
            "exercise.opened"
            | "seat.assigned"
            | "seat.joined"
            | "seat.left"
            | "clock.paused"
            | "clock.resumed"
            | "ruling.held"
            | "clock.extended"
            | "inject.planned"
            | "note.written"
            | "debrief.revealed"
            | "hand.raised"
            | "hand.lowered"
            | "speaker.stopped"
            | "speaker.extended"
            | "list.closed"
            | "unknown"
        ):
            return "aside"
        case (
            "round.opened"
            | "climate.changed"
            | "score.ruled"
            | "ruling.adjusted"
            | "exercise.ended"
            | "debrief.opened"
            | "answer.given"
        ):
            return "ruling"
        case "move.undone":
            return "undo"
    assert_never(event.kind)
