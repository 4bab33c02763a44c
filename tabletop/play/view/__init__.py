"""`view(state, seat)`: the only way from a table's state to a screen.

Closed unless opened: a mapping by delegation holds only what the seat may know (see
`reader.knows`), and every event, message, inject and offer is checked one by one.

This room knows every other of play but `history`; each file makes one part of a view.
"""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.exercise.model import Delegation, Exercise
from tabletop.play import events as e
from tabletop.play import seen as s
from tabletop.play.kinds.words import hears
from tabletop.play.queries.levers import levers_of
from tabletop.play.queries.naming import channel_name, names_now
from tabletop.play.queries.objectives import objectives_of, rated, scale_of
from tabletop.play.queries.offers import asked, held_up
from tabletop.play.queries.reader import knows, overhears
from tabletop.play.queries.roles import held
from tabletop.play.rules.rounds import awaited
from tabletop.play.seen.decisions_seen import decisions_seen
from tabletop.play.seen.speakers_seen import speakers_seen
from tabletop.play.state import FACILITATOR, Due, State
from tabletop.play.telling.retelling import heard_and_told
from tabletop.play.view.appraise import at_stake, worth_now
from tabletop.play.view.later import Later, Parts, later, made_now
from tabletop.play.view.refusals import refusals, refusals_as_needed
from tabletop.play.view.role_worth import role_worth_now, roles_seen
from tabletop.play.view.seen_again import injects_again, worth_now_again
from tabletop.play.view.view_choices import bound_seen, issues_seen
from tabletop.play.view.view_offers import offers_seen
from tabletop.play.view.view_plan import discussion_seen, plan_seen
from tabletop.play.view.view_votes import votes_seen
from tabletop.referee.circumstances import walk_away
from tabletop.referee.wording import names_for
from tabletop.text.prose import flowing


def view(state: State, seat: str | None, recent: Iterable[e.AnyEvent] = ()) -> s.View:
    """Return what a seat sees: a seat's id, `facilitator`, or None for the public (the room, a
    projector).

    `recent` are events, of which those the seat may know go into the view's `events`. Raises
    `KeyError` for a seat the table does not have.
    """
    return s.View(**made_now(_PARTS, _Sight(state, seat, recent)))


def view_as_needed(state: State, seat: str | None) -> s.View:
    """Return the same view, without events, for somebody who looks at a few of its parts only:
    each is made when it is first looked at.

    It keeps the state, so that it stays with whoever made it; pickled it is an ordinary view.
    """
    return later(_ViewAsNeeded, _Sight(state, seat, as_needed=True))


class _Sight:
    """Whose view it is, and what decides on all its parts."""

    def __init__(
        self,
        state: State,
        seat: str | None,
        recent: Iterable[e.AnyEvent] = (),
        *,
        as_needed: bool = False,
    ) -> None:
        place = state.seats[seat] if seat is not None and seat != FACILITATOR else None
        self.state = state
        self.seat = seat
        self.as_needed = as_needed
        self.place = place
        self.own = place.delegation if place else None
        self.exercise = state.exercise
        self.circumstances = state.circumstances
        self.mine = knows(state, seat)
        self.everything = len(self.mine) == len(state.exercise.delegations)
        self.whole = overhears(state, seat)
        self.known, self.story = heard_and_told(state, seat, recent) if recent else ((), ())


def _round(state: State) -> s.RoundSeen | None:
    if not state.round:
        return None
    opened = state.exercise.rounds[state.round - 1]
    count = len(state.exercise.rounds)
    return s.RoundSeen(
        state.round, count, opened.title, opened.date, opened.situation, state.crisis
    )


def _people(state: State) -> tuple[s.PersonSeen, ...]:
    return tuple(
        s.PersonSeen(
            id,
            names_now(state)[id],
            one.delegation,
            one.role,
            one.present or one.stand_in is not None,
            tuple(role.name for role in held(state, one)),
        )
        for id, one in state.seats.items()
    )


def _party(state: State, seat: str | None, one: Delegation, known: bool) -> s.DelegationSeen:
    chief, rule = state.head_of(one.id), state.exercise.agreement
    return s.DelegationSeen(
        id=one.id,
        name=one.name,
        tag=one.tag,
        colour=one.colour,
        roles=one.roles,
        public_brief=one.public_brief,
        secret_brief=one.secret_brief if known else None,
        person=names_now(state)[chief.id] if chief else "",
        present=chief is not None and (chief.present or chief.stand_in is not None),
        ready=one.id in state.ready,
        absent=one.id in state.absent,
        votes=rule.weight(one.id) if rule.votes is not None else 0,
        own_roles=roles_seen(state, seat, one),
    )


def _status_quo(exercise: Exercise) -> dict[str, str]:
    """Return the status quo of each choice that has one."""
    return {
        choice: option
        for choice, option in exercise.unmoved.items()
        if not exercise.whole or choice not in exercise.issue_by_id
    }


def _due(due: Due, mine: tuple[str, ...]) -> Due:
    """Return a due act with only the choices that the seat may know."""
    decided = {one: choice for one, choice in due.decided.items() if one in mine}
    return Due(
        due.agreement,
        due.issue,
        due.option,
        due.performers,
        due.instalment,
        due.instalments,
        decided,
        due.revealed,
    )


def _message(state: State, event: e.MessageSent, seat: str | None) -> s.MessageSeen:
    sender = state.seats.get(event.by)
    return s.MessageSeen(
        seq=event.seq,
        at=event.at,
        round=state.round_of(event.seq),
        sender=event.delegation or event.by,
        person=names_now(state)[sender.id] if sender else "",
        to=event.to,
        text=event.text,
        mine=event.by == seat,
    )


def _statements(state: State) -> tuple[s.StatementSeen, ...]:
    return tuple(
        s.StatementSeen(one.seq, one.at, one.delegation, one.tone, one.text)
        for one in state.statements
    )


def _injects(state: State, own: str | None, everything: bool) -> tuple[s.InjectSeen, ...]:
    return tuple(
        s.InjectSeen(
            one.seq,
            state.round_of(one.seq),
            one.title,
            one.text,
            one.to,
            one.effects if everything else None,
            channel_name(one.channel or ""),
        )
        for one in state.injects
        if everything or one.to == "all" or (own is not None and own in one.to)
    )


def _injects_waiting(state: State) -> tuple[s.InjectWaiting, ...]:
    return tuple(
        s.InjectWaiting(one.id, one.title, one.text, one.manual, one.round, one.to)
        for one in state.exercise.injects
        if one.id not in state.delivered
    )


def _questions(
    exercise: Exercise, own: str | None, *, every: bool
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (one.id, flowing(one.text), one.kind)
        for one in exercise.questions
        if every or one.to == "all" or (own is not None and own in one.to)
    )


def _note(state: State, event: e.NoteWritten, seat: str | None) -> s.NoteSeen:
    return s.NoteSeen(
        seq=event.seq,
        round=state.round_of(event.seq),
        by=event.by,
        person=_person(state, event.by),
        objective=event.objective,
        task=event.task,
        rating=event.rating,
        rated=rated(event.rating, scale_of(state.exercise, event.objective))
        if event.rating
        else "",
        text=event.text,
        mine=event.by == seat,
    )


def _replies(state: State) -> tuple[s.ReplySeen, ...]:
    last = {(given.question, given.by): given for given in state.answers}
    return tuple(
        s.ReplySeen(given.question, given.delegation, _person(state, given.by), given.value)
        for given in last.values()
    )


def _person(state: State, by: str) -> str:
    seat = state.seats.get(by)
    return names_now(state)[seat.id] if seat else ""


def _ending(state: State) -> tuple[str, str, str] | None:
    if state.ending is None:
        return None
    found = next((one for one in state.exercise.endings if one.id == state.ending), None)
    if found is None:
        return ("", "The exercise is over", "")
    return (found.id, found.title, found.text)


_PARTS: Parts[_Sight] = {
    "seat": lambda of: of.seat or "",
    "delegation": lambda of: of.own,
    "role": lambda of: of.place.role if of.place else None,
    "facilitating": lambda of: of.seat == FACILITATOR,
    "revealed": lambda of: of.state.stage == "debrief",
    "title": lambda of: of.exercise.title,
    "summary": lambda of: of.exercise.summary,
    "disclaimer": lambda of: of.exercise.disclaimer,
    "objectives": lambda of: objectives_of(of.exercise),
    "has": lambda of: of.exercise.has,
    "phases": lambda of: of.exercise.phases,
    "levers": lambda of: levers_of(of.exercise),
    "seq": lambda of: of.state.seq,
    "at": lambda of: of.state.at,
    "stage": lambda of: of.state.stage,
    "round": lambda of: _round(of.state),
    "clock": lambda of: of.state.clock,
    "holding": lambda of: of.state.holding,
    "crisis_at": lambda of: of.exercise.referee.crisis_at,
    "breach_tension": lambda of: of.exercise.referee.tension_breach,
    "tension": lambda of: of.circumstances.climate.tension,
    "trust": lambda of: (
        {pair: t for pair, t in of.circumstances.climate.trust.items() if pair[0] in of.mine}
        if of.exercise.has.climate
        else {}
    ),
    "delegations": lambda of: tuple(
        _party(of.state, of.seat, one, one.id in of.mine) for one in of.exercise.delegations
    ),
    "people": lambda of: _people(of.state),
    "issues": lambda of: issues_seen(of.state, of.mine),
    "form": lambda of: bound_seen(
        of.state, "form", of.exercise.form.name, of.exercise.form.options, of.mine
    ),
    "order": lambda of: bound_seen(
        of.state, "order", of.exercise.order.name, of.exercise.order.options, of.mine
    ),
    "names": lambda of: names_for(of.exercise, of.mine),
    "standing": lambda of: dict(of.state.standing),
    "stands": lambda of: of.state.stands is not None,
    "status_quo": lambda of: _status_quo(of.exercise),
    "terms": lambda of: dict(of.state.terms),
    "suspended": lambda of: tuple(term.issue for term in held_up(of.state)),
    "taken_up_by": lambda of: asked(of.state, of.state.standing)[1] if held_up(of.state) else (),
    "agreements": lambda of: of.state.agreements,
    "offers": lambda of: offers_seen(
        of.state, of.seat, of.own, everything=of.everything, whole=of.whole, as_needed=of.as_needed
    ),
    "votes": lambda of: votes_seen(of.state, of.seat),
    "due": lambda of: tuple(_due(due, of.mine) for due in of.state.due),
    "at_stake": lambda of: {
        (due.agreement, due.issue): at_stake(of.state, of.own, due)
        for due in of.state.due
        if of.own is not None and of.own in due.performers
    },
    "decisions": lambda of: decisions_seen(of.state, of.mine),
    "waiting_for": lambda of: awaited(of.state, of.own),
    "worth_now": lambda of: worth_now_again(
        of.state, of.seat, lambda: worth_now(of.state, of.seat)
    ),
    "role_worth_now": lambda of: role_worth_now(of.state, of.seat),
    "walk_away": lambda of: {
        one: walk_away(of.exercise, one, of.circumstances)
        for one in of.mine
        if of.exercise.has.points
    },
    "scores": lambda of: {one: ruled for one, ruled in of.state.scores.items() if one in of.mine},
    "rulings": lambda of: tuple(ruled for ruled in of.state.rulings if ruled.delegation in of.mine),
    "events": lambda of: of.known,
    "story": lambda of: of.story,
    "taken_back": lambda of: frozenset(
        one.seq for one in of.known if one.seq in of.state.taken_back
    ),
    "messages": lambda of: tuple(
        _message(of.state, message, of.seat)
        for message in of.state.messages
        if of.whole or hears(message, of.own, of.seat)
    ),
    "statements": lambda of: _statements(of.state),
    "injects": lambda of: injects_again(
        of.state, of.seat, lambda: _injects(of.state, of.own, of.everything)
    ),
    "injects_waiting": lambda of: _injects_waiting(of.state) if of.seat == FACILITATOR else (),
    "plan": lambda of: plan_seen(of.state) if of.whole else (),
    "discussion": lambda of: discussion_seen(of.state, of.seat, of.own, whole=of.whole),
    "undoable": lambda of: of.state.move[0] if of.seat == FACILITATOR and of.state.move else None,
    "ending": lambda of: _ending(of.state),
    "questions": lambda of: _questions(of.exercise, of.own, every=of.seat in (None, FACILITATOR)),
    "answers": lambda of: {
        one.question: one.value for one in of.state.answers if of.seat and one.by == of.seat
    },
    "replies": lambda of: _replies(of.state) if of.everything else (),
    "advice": lambda of: of.state.advice.get(of.own, ()) if of.own is not None else (),
    "speakers": lambda of: speakers_seen(of.state),
    "shown": lambda of: of.state.shown,
    "notes": lambda of: tuple(
        _note(of.state, note, of.seat) for note in of.state.notes if of.whole or note.by == of.seat
    ),
    "cannot": lambda of: (refusals_as_needed if of.as_needed else refusals)(of.state, of.seat),
}
"""How each part of a view is made, by the names of `View`'s fields."""


class _ViewAsNeeded(Later[_Sight], s.View):
    _parts = _PARTS
    _record = s.View
