"""`view(state, seat)`: the only way from a table's state to a screen.

Closed unless opened: a mapping by delegation holds only what the seat may know (see
`reader.knows`), and every event, message, inject and offer is checked one by one.

This room knows every other of play but `history`; each file makes one part of a view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tabletop.exercise.model import Delegation, Exercise
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play import seen as s
from tabletop.play.kinds.words import hears
from tabletop.play.queries.levers import levers_of
from tabletop.play.queries.naming import channel_name, names_now
from tabletop.play.queries.objectives import objectives_of, rated, scale_of
from tabletop.play.queries.offers import asked, held_up, moves, needs, reads_words, sees_offer
from tabletop.play.queries.reader import knows, overhears
from tabletop.play.queries.roles import held
from tabletop.play.rules import why_not
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.seen.decisions_seen import decisions_seen
from tabletop.play.seen.speakers_seen import speakers_seen
from tabletop.play.state import FACILITATOR, Due, Offer, State
from tabletop.play.telling.retelling import heard_and_told
from tabletop.play.view.appraise import appraise, at_stake, worth_now
from tabletop.play.view.falling_due import still_falls_due, would_fall_due
from tabletop.play.view.refusals import refusals
from tabletop.play.view.role_worth import role_worth, role_worth_now, roles_seen
from tabletop.play.view.seen_again import (
    injects_again,
    offer_again,
    past_offers_again,
    worth_again,
    worth_now_again,
)
from tabletop.play.view.view_choices import bound_seen, issues_seen
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
    place = state.seats[seat] if seat is not None and seat != FACILITATOR else None
    mine = knows(state, seat)
    everything = len(mine) == len(state.exercise.delegations)
    own = place.delegation if place else None
    exercise, now = state.exercise, state.circumstances
    whole = overhears(state, seat)
    known, story = heard_and_told(state, seat, recent) if recent else ((), ())
    return s.View(
        seat=seat or "",
        delegation=own,
        role=place.role if place else None,
        facilitating=seat == FACILITATOR,
        revealed=state.stage == "debrief",
        title=exercise.title,
        summary=exercise.summary,
        disclaimer=exercise.disclaimer,
        objectives=objectives_of(exercise),
        has=exercise.has,
        phases=exercise.phases,
        levers=levers_of(exercise),
        seq=state.seq,
        at=state.at,
        stage=state.stage,
        round=_round(state),
        clock=state.clock,
        holding=state.holding,
        crisis_at=exercise.referee.crisis_at,
        breach_tension=exercise.referee.tension_breach,
        tension=now.climate.tension,
        trust={pair: t for pair, t in now.climate.trust.items() if pair[0] in mine}
        if exercise.has.climate
        else {},
        delegations=tuple(_party(state, seat, one, one.id in mine) for one in exercise.delegations),
        people=_people(state),
        issues=issues_seen(state, mine),
        form=bound_seen(state, "form", exercise.form.name, exercise.form.options, mine),
        order=bound_seen(state, "order", exercise.order.name, exercise.order.options, mine),
        names=names_for(exercise, mine),
        standing=dict(state.standing),
        stands=state.stands is not None,
        status_quo=_status_quo(exercise),
        terms=dict(state.terms),
        suspended=tuple(term.issue for term in held_up(state)),
        taken_up_by=asked(state, state.standing)[1] if held_up(state) else (),
        agreements=state.agreements,
        offers=_offers(state, seat, own, everything, whole),
        votes=votes_seen(state, seat),
        due=tuple(_due(due, mine) for due in state.due),
        at_stake={
            (due.agreement, due.issue): at_stake(state, own, due)
            for due in state.due
            if own is not None and own in due.performers
        },
        decisions=decisions_seen(state, mine),
        waiting_for=waiting_for(state),
        worth_now=worth_now_again(state, seat, lambda: worth_now(state, seat)),
        role_worth_now=role_worth_now(state, seat),
        walk_away={one: walk_away(exercise, one, now) for one in mine if exercise.has.points},
        scores={one: ruled for one, ruled in state.scores.items() if one in mine},
        rulings=tuple(ruled for ruled in state.rulings if ruled.delegation in mine),
        events=known,
        story=story,
        taken_back=frozenset(one.seq for one in known if one.seq in state.taken_back),
        messages=tuple(
            _message(state, message, seat)
            for message in state.messages
            if whole or hears(message, own, seat)
        ),
        statements=_statements(state),
        injects=injects_again(state, seat, lambda: _injects(state, own, everything)),
        injects_waiting=_injects_waiting(state) if seat == FACILITATOR else (),
        plan=plan_seen(state) if whole else (),
        discussion=discussion_seen(state, seat, own, whole=whole),
        undoable=state.move[0] if seat == FACILITATOR and state.move else None,
        ending=_ending(state),
        questions=_questions(exercise, own, every=seat in (None, FACILITATOR)),
        answers={one.question: one.value for one in state.answers if seat and one.by == seat},
        replies=_replies(state) if everything else (),
        advice=state.advice.get(own, ()) if own is not None else (),
        speakers=speakers_seen(state),
        shown=state.shown,
        notes=tuple(_note(state, note, seat) for note in state.notes if whole or note.by == seat),
        cannot=refusals(state, seat),
    )


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


def _offers(
    state: State, seat: str | None, own: str | None, everything: bool, whole: bool
) -> tuple[s.OfferSeen, ...]:
    def seen(offer: Offer) -> s.OfferSeen:
        text = offer.text if whole or reads_words(offer, own) else ""
        return offer_again(state, offer, seat, text, lambda: _offer(state, offer, seat, own, text))

    def past() -> tuple[tuple[Offer, s.OfferSeen | None], ...]:
        return tuple(
            (offer, None if offer.status == "agreed" else seen(offer))
            for offer in state.past_offers
            if everything or sees_offer(offer, own)
        )

    new = ((one, None) for one in state.offers.values() if everything or sees_offer(one, own))
    found = sorted((*past_offers_again(state, seat, past), *new), key=lambda one: -one[0].seq)
    return tuple(before or seen(offer) for offer, before in found)


def _offer(state: State, offer: Offer, seat: str | None, own: str | None, text: str) -> s.OfferSeen:
    is_open = offer.status == "open"

    def refusal(action: Callable[..., a.AnyAction]) -> str | None:
        if seat is None or own is None:
            return "only delegations sign"
        return why_not(state, action(by=seat, offer=offer.id))

    closed = f"offer '{offer.id}' is {offer.status}"
    moved = moves(state, offer.package) if is_open else ()
    return s.OfferSeen(
        id=offer.id,
        delegation=offer.delegation,
        to=offer.to,
        package=dict(offer.package),
        moves=moved,
        acts=would_fall_due(state, offer.package, moved)
        if is_open
        else still_falls_due(state, offer.id),
        text=text,
        reply_to=offer.reply_to,
        public=offer.public,
        asked=offer.parties,
        needed=offer.needed,
        signed=offer.signed,
        rejected=offer.rejected,
        needs=needs(state, offer),
        status=offer.status,
        round=offer.round,
        worth=worth_again(state, seat, offer.package, lambda: appraise(state, seat, offer.package))
        if is_open
        else {},
        role_worth=role_worth(state, seat, offer.package) if is_open else (),
        why_not_sign=refusal(a.SignOffer) if is_open else closed,
        why_not_reject=refusal(a.RejectOffer) if is_open else closed,
        why_not_withdraw=refusal(a.WithdrawOffer) if is_open else closed,
        why_not_put=_why_not_put(state, seat, offer) if is_open else closed,
    )


def _why_not_put(state: State, seat: str | None, offer: Offer) -> str | None:
    if seat is None or state.exercise.has.signatures:
        return "offers are signed here, not voted on" if seat is not None else "take a seat first"
    return why_not(state, a.PutToVote(by=seat, offer=offer.id))


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
