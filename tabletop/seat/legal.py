"""The moves that a seat may make now, listed for automated players.

A stand-in, a rehearsal or a search asks here what can be done, and hands one of the moves to
`Port.submit`. It learns what a person at that seat could find out and nothing more: moves are
generated from the seat's own view, and its port says which of them the rules allow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from tabletop.play import actions as a
from tabletop.play.queries.reveal import steps_of
from tabletop.play.seen import View
from tabletop.seat.words.due import due_from

WhyNot = Callable[[a.AnyAction], str | None]
"""Why a move is refused, None when it is allowed: a port's `why_not`."""

_RATINGS = range(1, 6)


def legal_moves(
    view: View,
    why_not: WhyNot,
    draft: Mapping[str, str] | None = None,
    *,
    kinds: Collection[str] | None = None,
) -> Iterator[a.AnyAction]:
    """Every closed move that the seat may make now, then offers near to what there is.

    Closed are the kinds whose fields are choices among what is there: nothing that is allowed of
    them is left out, but for the words that may go with a no or a gesture, gestures between those
    listed of a long range, the guards of `advance` and `undo`, seconds taken off by `resume`,
    answers in words, a vote or a call that does not say which or whom, and moving an inject in
    time. Offers are those that `drafts_near` makes of `draft`. What has to be made up (messages,
    statements, notes, injects on the spot, adjustments, seats) is not here. With `kinds` only moves
    of these kinds (`do`).
    """
    for kind, made in _CLOSED.items():
        # A kind that is out of place is told by the view, with no move made up to ask about.
        if (kinds is None or kind in kinds) and kind not in view.cannot:
            yield from (one for one in made(view) if why_not(one) is None)
    if (kinds is None or "offer" in kinds) and "offer" not in view.cannot:
        for package in drafts_near(view, draft):
            offer = a.TableOffer(by=view.seat, package=package)
            if why_not(offer) is None:
                yield offer


def drafts_near(view: View, draft: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Return packages one choice away from a draft (without one, from what stands), and the draft
    itself. Of a range a choice goes to a few of its values, near and far.

    Each holds only what differs from how things stand, as a move gives it.
    """
    begun = {**view.standing, **(draft or {})}
    yield _differing(view, begun)
    for choice in view.choices:
        near = choice.options if choice.amounts is None else choice.amounts.near(begun[choice.id])
        for option in near:
            if option.id != begun[choice.id] and option.obstacle is None:
                yield _differing(view, {**begun, choice.id: option.id})


def _differing(view: View, package: Mapping[str, str]) -> dict[str, str]:
    if not view.stands:
        return {one.id: package[one.id] for one in view.choices}
    return {one: option for one, option in package.items() if option != view.standing[one]}


def _about(action: Callable[..., a.AnyAction]) -> Callable[[View], Iterator[a.AnyAction]]:
    return lambda view: (action(by=view.seat, offer=one.id) for one in view.open_offers)


def _on_due(action: Callable[..., a.AnyAction]) -> Callable[[View], Iterator[a.AnyAction]]:
    return lambda view: (
        action(by=view.seat, agreement=one.agreement, issue=one.issue) for one in due_from(view)
    )


def _plain(action: Callable[..., a.AnyAction]) -> Callable[[View], Iterator[a.AnyAction]]:
    """Return moves without anything to choose."""
    return lambda view: iter((action(by=view.seat),) if view.seat else ())


def _ballots(view: View) -> Iterator[a.AnyAction]:
    return (
        a.CastVote(by=view.seat, vote=vote.id, choice=choice)
        for vote in view.open_votes
        if view.seat
        for choice in vote.choices
    )


def _calls(view: View) -> Iterator[a.AnyAction]:
    return (
        a.CallRoll(by=view.seat, vote=vote.id, voter=voter)
        for vote in view.open_votes
        if view.facilitating
        for voter in vote.voters
    )


def _closings(view: View) -> Iterator[a.AnyAction]:
    return (a.CloseVote(by=view.seat, vote=vote.id) for vote in view.open_votes if view.seat)


def _gestures(view: View) -> Iterator[a.AnyAction]:
    return (
        a.MakeGesture(by=view.seat, issue=issue.id, option=option.id)
        for issue in view.issues
        if view.delegation in issue.by
        for option in (
            issue.options
            if issue.amounts is None
            else issue.amounts.listed(view.standing[issue.id])
        )
    )


def _decisions(view: View) -> Iterator[a.AnyAction]:
    # The facilitator decides with a reason, which has to be made up.
    return (
        a.Decide(by=view.seat, decision=one.id, option=option.id)
        for one in view.decisions
        if one.open and view.delegation == one.delegation
        for option in one.options
    )


def _ratings(view: View) -> Iterator[a.AnyAction]:
    return (
        a.Answer(by=view.seat, question=id, value=value)
        for id, _, kind in view.questions
        if kind == "rating" and view.seat
        for value in _RATINGS
    )


def _holds(view: View) -> Iterator[a.AnyAction]:
    return iter((a.Hold(by=view.seat, on=not view.holding),) if view.facilitating else ())


def _injects(view: View) -> Iterator[a.AnyAction]:
    return (a.DeliverInject(by=view.seat, id=one.id) for one in view.injects_waiting)


def _plans(view: View) -> Iterator[a.AnyAction]:
    hows: tuple[a.Planned, ...] = ("hold", "skip", "restore")
    return (
        a.PlanInject(by=view.seat, id=one.id, how=how)
        for one in view.plan
        for how in hows
        if view.facilitating
    )


def _responses(view: View) -> Iterator[a.AnyAction]:
    return (
        a.Respond(by=view.seat, question=one.id, value=value)
        for one in view.discussion
        if one.kind == "rating" and one.mine
        for value in _RATINGS
    )


def _reveals(view: View) -> Iterator[a.AnyAction]:
    if view.facilitating:
        known = steps_of(
            [id for id, *_ in view.questions],
            [one.id for one in view.delegations],
            points=view.has.points,
            offers=view.has.offers,
            decisions=view.has.decisions,
        )
        yield from (a.Reveal(by=view.seat, what=one) for one in ("", *known))


def _hands(action: Callable[..., a.AnyAction]) -> Callable[[View], Iterator[a.AnyAction]]:
    """Return a hand that goes up or down: one's own, or by the facilitator anybody's."""

    def made(view: View) -> Iterator[a.AnyAction]:
        if view.speakers is not None and view.facilitating:
            yield from (action(by=view.seat, delegation=one.id) for one in view.delegations)
        elif view.speakers is not None and view.delegation is not None:
            yield action(by=view.seat)

    return made


def _speakers_called(view: View) -> Iterator[a.AnyAction]:
    if view.speakers is not None and view.facilitating:
        for one in (None, *(party.id for party in view.delegations)):
            yield a.CallSpeaker(by=view.seat, delegation=one)


def _yields(view: View) -> Iterator[a.AnyAction]:
    return iter((a.Yield(by=view.seat),) if view.speakers is not None and view.seat else ())


def _switches(action: Callable[..., a.AnyAction]) -> Callable[[View], Iterator[a.AnyAction]]:
    """Return what the facilitator turns on and off at a speakers' list."""

    def made(view: View) -> Iterator[a.AnyAction]:
        if view.speakers is not None and view.facilitating:
            yield from (action(by=view.seat, on=on) for on in (True, False))

    return made


def _on_motions(action: Callable[..., a.AnyAction]) -> Callable[[View], Iterator[a.AnyAction]]:
    def made(view: View) -> Iterator[a.AnyAction]:
        if view.speakers is not None and view.seat:
            yield from (action(by=view.seat, motion=one.id) for one in view.speakers.motions)

    return made


_CLOSED: Mapping[str, Callable[[View], Iterable[a.AnyAction]]] = {
    "sign": _about(a.SignOffer),
    "reject": _about(a.RejectOffer),
    "withdraw": _about(a.WithdrawOffer),
    "put-to-vote": _about(a.PutToVote),
    "vote": _ballots,
    "call-roll": _calls,
    "close-vote": _closings,
    "gesture": _gestures,
    "perform": _on_due(a.Perform),
    "breach": _on_due(a.Breach),
    "decide": _decisions,
    "ready": _plain(a.Ready),
    "answer": _ratings,
    "respond": _responses,
    "join": _plain(a.Join),
    "leave": _plain(a.Leave),
    "advance": _plain(a.Advance),
    "pause": _plain(a.Pause),
    "resume": _plain(a.Resume),
    "hold": _holds,
    "inject": _injects,
    "plan": _plans,
    "undo": _plain(a.Undo),
    "end": _plain(a.EndExercise),
    "debrief": _plain(a.OpenDebrief),
    "reveal": _reveals,
    "raise-hand": _hands(a.RaiseHand),
    "lower-hand": _hands(a.LowerHand),
    "call": _speakers_called,
    "yield": _yields,
    "stop-speaker": _switches(a.StopSpeaker),
    "close-list": _switches(a.CloseList),
    "withdraw-motion": _on_motions(a.WithdrawMotion),
    "put-motion": _on_motions(a.PutMotion),
    "refuse-motion": _on_motions(a.RefuseMotion),
}
CLOSED = frozenset(_CLOSED)
"""The kinds of moves that are listed exhaustively."""
