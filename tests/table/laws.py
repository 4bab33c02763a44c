"""Invariants of a table after every move, whoever made it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tabletop.exercise.model import PHASES, Exercise
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent
from tabletop.play.history.records import read_event, record_of
from tabletop.play.history.rederive import rederive
from tabletop.play.queries.offers import asked
from tabletop.play.rules import decide, why_not
from tabletop.play.rules.act_rules import undecided
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.state import CLOCK, FACILITATOR, State, initial
from tabletop.play.telling.narration import narrate


def holds_of(state: State) -> None:
    """What stands, what is due and what is open fit together."""
    exercise = state.exercise
    moved = set(exercise.issue_by_id) if state.stands is not None else set()
    if not exercise.whole:
        moved = {
            choice
            for choice in exercise.issue_by_id
            if state.standing[choice] != exercise.issue_by_id[choice].status_quo
        }
    assert moved == set(state.terms), "what stands off its status quo has a term"
    for id, term in state.terms.items():
        assert (term.issue, term.option) == (id, state.standing[id]), "a term is what stands"
        assert 0 <= term.done <= 1, "a term is done from not at all to in full"
        known = {None, *(one.id for one in state.agreements)}
        assert term.agreement in known, "a term belongs to an agreement or is a gesture"
    # The first version of the rules left such acts due.
    for due in state.due if state.rules > 1 else ():
        act = state.terms.get(due.issue)
        assert state.stage in ("decision", "ended", "debrief"), "acts are due in decision only"
        assert act is not None, "what is due is promised"
        assert (act.agreement, act.option) == (due.agreement, due.option), "as it is promised"
        assert not act.broken, "and not broken"
        assert act.done < 1, "nor performed"
    open_offers = [offer for offer in state.offers.values() if offer.status == "open"]
    assert not open_offers or state.stage in ("negotiation", "decision", "ended", "debrief"), (
        "offers lapse with their round"
    )
    climate = state.circumstances.climate
    assert 0 <= climate.tension <= 100, "tension is bounded"
    assert all(0 <= level <= 100 for level in climate.trust.values()), "trust is bounded"
    for score in state.scores.values():
        total = math.fsum(line.value for line in score.ledger)
        assert abs(score.value - total) < 1e-6, "a score is the sum of its ledger"


def holds_of_group(before: State, group: Sequence[AnyEvent]) -> None:
    """Nothing is agreed without those whose signature it needs as the table stands."""
    state = before
    for event in group:
        if isinstance(event, e.AgreementReached) and state.rules > 1:
            _, must = asked(state, event.package)
            assert set(must) <= set(event.signed), "all who must have signed what is in force"
        if isinstance(event, e.MoveUndone):
            _is_taken_back(state)
        state = apply(state, event)
        narrate(event, state.exercise)


def _is_taken_back(state: State) -> None:
    """What is taken back is the last group that was a move."""
    assert state.before is not None
    assert state.before.seq < state.move[0] <= state.seq, "only what was done can be taken back"


def can_go_on(state: State, *, to_the_end: bool = False) -> State:
    """The facilitator can end the phase; with `to_the_end`, every one up to the debrief."""
    while state.stage in PHASES:
        state = decide(state, a.Advance(by=FACILITATOR), state.at).state
        if not to_the_end:
            return state
    if to_the_end and state.stage == "ended":
        state = decide(state, a.OpenDebrief(by=FACILITATOR), state.at).state
    return state


def can_be_ended_by_players(state: State) -> None:
    """Everybody decides what is due and says that they are ready: the table moves on."""
    if state.stage not in PHASES:
        return
    stood = (state.stage, state.round)
    for one in waiting_for(state):
        chief = state.head_of(one)
        assert chief is not None, "who is waited for has somebody to act"
        for due in undecided(state, one):
            perform = a.Perform(by=chief.id, agreement=due.agreement, issue=due.issue)
            state = decide(state, perform, state.at).state
        state = decide(state, a.Ready(by=chief.id), state.at).state
    assert (state.stage, state.round) != stood, "when all are ready the phase ends"


def can_be_taken_back(state: State) -> None:
    """Whatever was done last and is not ruled on yet can be taken back, and the table goes on."""
    if why_not(state, a.Undo(by=FACILITATOR)) is None:
        assert state.before is not None
        back = decide(state, a.Undo(by=FACILITATOR), state.at).state
        assert (back.stage, back.round) == (state.before.stage, state.before.round), "taken back"
        for one in ("standing", "terms", "offers", "votes", "decisions", "responses", "due"):
            assert getattr(back, one) == getattr(state.before, one), f"{one} are as they were"
        can_go_on(back)


def verifies(exercise: Exercise, events: Sequence[AnyEvent], live: State) -> None:
    """Read back, folded and derived again it is the same game."""
    state = initial(exercise, live.rules)
    read = [read_event(record_of(event)) for event in events]
    assert read == list(events), "events read back are the events that were written"
    groups: list[list[AnyEvent]] = []
    for event in read:
        if event.cause is None:
            groups.append([])
        groups[-1].append(event)
    for group in groups:
        again = rederive(state, group)
        assert again.wrong is None, again.wrong
        for event in group:
            state = apply(state, event)
        assert again.state == state, "derived again it is the same state"
    assert state == live, "replay equals live"


def the_clock_goes_on(state: State, at: str) -> None:
    """A clock that has run out ends the phase."""
    assert decide(state, a.Advance(by=CLOCK), at).events
