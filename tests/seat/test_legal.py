"""The table accepts every legal move listed, and none of a closed kind is missing."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import NotAllowed
from tabletop.play import actions as a
from tabletop.play.actions import KINDS, AnyAction
from tabletop.play.queries.reveal import steps
from tabletop.play.rules import decide
from tabletop.play.state import FACILITATOR, State
from tabletop.seat.legal import CLOSED, drafts_near, legal_moves
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.effort import examples
from tests.play.councils import THREE, source
from tests.play.game import SWAP
from tests.seat.tables import at, moved_on
from tests.table.drawn import drawn_source
from tests.votes.council import hall

SEATS = (FACILITATOR, "eva", "watcher", "second")


def company(seed: int) -> Table:
    """Return a table, of the small exercise or one drawn from a seed, with one of every role."""
    if seed % 7 == 6:
        table = hall({"ballot": "roll-call"} if seed % 2 else {})
    elif seed % 3:
        table = Table.create(drawn_source(seed), clocks=bool(seed % 2))
        for one in table.exercise.delegations:
            table.submit(a.Assign(by=FACILITATOR, seat=one.id, delegation=one.id, name=one.name))
    else:
        table = at("negotiation") if seed % 2 else with_acts_due()
    first = table.exercise.delegations[0].id
    table.submit(a.Assign(by=FACILITATOR, seat="second", delegation=first, role="member"))
    table.submit(a.Assign(by=FACILITATOR, seat="eva", role="evaluator", name="Eva"))
    table.submit(a.Assign(by=FACILITATOR, seat="watcher", role="observer", name="Wim"))
    for _ in range(seed % 5 if seed % 3 and seed % 7 != 6 else 0):
        table.submit(a.Advance(by=FACILITATOR))
    return table


def with_acts_due() -> Table:
    """Return the small exercise where two delegations decide on what they promised."""
    table = at("negotiation")
    table.submit(a.TableOffer(by="alfa", package={**SWAP, "order": "steps"}))
    table.submit(a.SignOffer(by="bravo", offer="O1"))
    return moved_on(table, "decision", 2)


def closed(state: State, by: str) -> Iterator[AnyAction]:
    """Yield every move of a closed kind that anybody could try, also by mistake."""
    exercise = state.exercise
    offers = [*state.offers, *(one.id for one in state.past_offers), "O99"]
    for plain in (a.Ready, a.Join, a.Leave, a.Advance, a.Pause, a.Resume, a.Undo):
        yield plain(by=by)
    yield a.EndExercise(by=by)
    yield a.OpenDebrief(by=by)
    for offer in offers:
        yield a.SignOffer(by=by, offer=offer)
        yield a.RejectOffer(by=by, offer=offer)
        yield a.WithdrawOffer(by=by, offer=offer)
        yield a.PutToVote(by=by, offer=offer)
    for vote in (*state.votes, *(one.vote for one in state.past_votes), "V99"):
        yield a.CloseVote(by=by, vote=vote)
        for choice in ("yes", "no", "abstain", "perhaps"):
            yield a.CastVote(by=by, vote=vote, choice=choice)
        for one in exercise.delegations:
            yield a.CallRoll(by=by, vote=vote, voter=one.id)
    for issue in (*exercise.issues, exercise.issues[0]):
        for option in (*issue.options, exercise.issues[0].options[0]):
            yield a.MakeGesture(by=by, issue=issue.id, option=option.id)
        for agreement in (*(one.id for one in state.agreements), "A99"):
            yield a.Perform(by=by, agreement=agreement, issue=issue.id)
            yield a.Breach(by=by, agreement=agreement, issue=issue.id)
    for on in (True, False):
        yield a.Hold(by=by, on=on)
    for inject in exercise.injects:
        yield a.DeliverInject(by=by, id=inject.id)
        for how in ("hold", "skip", "restore"):
            yield a.PlanInject(by=by, id=inject.id, how=how)
    for what in ("", *steps(exercise), "nothing"):
        yield a.Reveal(by=by, what=what)
    whose = [None, *(one.id for one in exercise.delegations)]
    for named in whose if by == FACILITATOR else (None,):
        yield a.RaiseHand(by=by, delegation=named)
        yield a.LowerHand(by=by, delegation=named)
    for named in whose:
        yield a.CallSpeaker(by=by, delegation=named)
    yield a.Yield(by=by)
    for motion in (*state.speakers.motions, "M99"):
        yield a.WithdrawMotion(by=by, motion=motion)
        yield a.PutMotion(by=by, motion=motion)
        yield a.RefuseMotion(by=by, motion=motion)
    for on in (True, False):
        yield a.StopSpeaker(by=by, on=on)
        yield a.CloseList(by=by, on=on)
    for question in exercise.questions:
        for rating in range(7):
            yield a.Answer(by=by, question=question.id, value=rating)


RARE = ("join", "leave", "hold", "undo", "pause", "resume", "end", "ready", "advance")


def choice_of(listed: list[AnyAction], which: int) -> AnyAction | None:
    """Choose a kind of move, mostly one of negotiation, and then a move of that kind."""
    kinds = sorted({one.do for one in listed if one.do not in RARE or which % 4 == 0})
    if not kinds:
        return None
    some = [one for one in listed if one.do == kinds[which // 4 % len(kinds)]]
    return some[which // 64 % len(some)]


def accepted(table: Table, action: AnyAction) -> bool:
    state = table.state
    try:
        decide(state, action, state.at, state.elapsed)
    except NotAllowed:
        return False
    return True


@given(
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 2**16)), min_size=8, max_size=40),
)
@settings(max_examples=examples(40))
def test_a_game_of_listed_moves_is_never_refused_and_no_closed_move_is_left_out(
    seed: int, choices: list[tuple[int, int]]
) -> None:
    with company(seed) as table:
        for who, which in choices:
            heads = tuple(table.exercise.delegation_by_id)
            seats = (*heads, *heads, *SEATS)
            by = seats[who % len(seats)]
            port = Port(table, by)
            listed = list(legal_moves(port.view(), port.why_not))
            assert all(accepted(table, one) for one in listed)
            every = {repr(one) for one in closed(table.state, by) if accepted(table, one)}
            assert {repr(one) for one in listed if one.do in CLOSED} == every
            chosen = choice_of(listed, which)
            if chosen is not None:
                table.submit(chosen)


def test_every_kind_of_move_that_has_not_to_be_made_up_is_listed_whole() -> None:
    made_up = {"offer", "message", "statement", "note", "adjust", "assign", "extend"} | {
        "extend-speaker",
        "motion",
        "coach",
    }
    assert set(KINDS) - made_up == CLOSED


def test_offers_are_one_step_from_what_stands_or_from_a_draft() -> None:
    port = Port(at("negotiation"), "alfa")
    view = port.view()
    near = list(drafts_near(view))
    assert near[0] == {}
    assert all(len(one) == 1 for one in near[1:])
    draft = {"treaty": "signed", "dam": "half"}
    near = list(drafts_near(view, draft))
    assert near[0] == draft
    assert {"treaty": "signed"} in near
    assert {**draft, "raids": "stop"} in near
    moves = legal_moves(view, port.why_not, draft, kinds=["offer"])
    packages = [one.package for one in moves if isinstance(one, a.TableOffer)]
    assert draft in packages
    assert {"patrol": "joint"} not in packages, "a patrol needs a treaty"
    assert {**draft, "patrol": "joint"} in packages


def test_whoever_does_not_head_a_delegation_tables_and_signs_nothing() -> None:
    table = at("negotiation")
    table.submit(a.TableOffer(by="bravo", package={"treaty": "signed"}))
    table.submit(a.Assign(by=FACILITATOR, seat="second", delegation="alfa", role="member"))
    for seat, kinds in (("alfa", {"offer", "sign", "reject"}), ("second", set())):
        port = Port(table, seat)
        found = {one.do for one in legal_moves(port.view(), port.why_not)}
        assert found & {"offer", "sign", "reject"} == kinds


def test_the_room_makes_no_moves() -> None:
    port = Port(at("negotiation"), "")
    assert list(legal_moves(port.view(), port.why_not)) == []


def test_what_can_be_done_about_a_speakers_list_and_its_motions_is_listed_whole() -> None:
    rules = {"seconds": 60, "motions": ["next-phase", "close-debate"]}
    with Table.create(source(speakers=rules), clocks=True) as table:
        for one in THREE:
            table.submit(a.Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(a.Advance(by=FACILITATOR))
        for done in (
            a.RaiseHand(by="baker"),
            a.RaiseHand(by="miller"),
            a.CallSpeaker(by=FACILITATOR),
            a.StopSpeaker(by=FACILITATOR),
            a.MoveMotion(by="mason", what="close-debate"),
            a.PutMotion(by=FACILITATOR, motion="M1"),
            a.MoveMotion(by="baker", what="next-phase"),
            a.CloseList(by=FACILITATOR),
            a.Yield(by="baker"),
        ):
            table.submit(done)
            for by in (FACILITATOR, *THREE):
                port = Port(table, by)
                listed = [one for one in legal_moves(port.view(), port.why_not) if one.do in CLOSED]
                assert all(accepted(table, one) for one in listed)
                every = {repr(one) for one in closed(table.state, by) if accepted(table, one)}
                found = {repr(one) for one in listed if one.do not in ("vote", "close-vote")}
                assert found == {one for one in every if not one.startswith(("CastVote", "CloseV"))}
