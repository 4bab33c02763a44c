"""Random sequences of moves, legal and not, never break what a table promises."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.play import actions as a
from tabletop.play.actions import AnyAction
from tabletop.play.queries.clock import moment
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR, State
from tabletop.play.view import view
from tests.play.game import DELEGATIONS, document
from tests.table import laws, secrecy
from tests.table.company import Company
from tests.table.drawn_second import drawn_second_source
from tests.table.legal import Players
from tests.table.spoiled import spoiled
from tests.table.wishes import RESTART, WAIT, Wish

pytestmark = pytest.mark.slow

SOURCE = tomli_w.dumps(document())
POINTS = {
    one: {
        option["points"][one]
        for issue in document()["issue"]
        for option in issue["option"]
        if one in option.get("points", {})
    }
    for one in DELEGATIONS
}
"""Every points value of the exercise is another number, so that one found tells whose it is."""
BRIEFS = {one: f"SECRET-OF-{one.upper()}" for one in DELEGATIONS}


class Rivals(Company):
    """The company of the exercise with every kind of act, and what each of them may know."""

    def __init__(self, path: Path, agreed: dict[str, str] | None, advanced: int) -> None:
        super().__init__(path, SOURCE)
        self.private: dict[str, tuple[frozenset[str], str]] = {}
        """Text of a message or a note that was not for all: who may know it, and by which seat."""
        for one in DELEGATIONS:
            self.do(a.Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        self.do(a.Assign(by=FACILITATOR, seat="bravo-two", delegation="bravo", role="member"))
        self.do(a.Assign(by=FACILITATOR, seat="judge", role="evaluator"))
        self.do(a.Assign(by=FACILITATOR, seat="watcher", role="observer"))
        self._advance(3 if agreed else advanced)
        if agreed:
            self.do(a.TableOffer(by="alfa", package=agreed))
            self.do(a.SignOffer(by="bravo", offer="O1"))
            self._advance(advanced)

    def _advance(self, times: int) -> None:
        for _ in range(times):
            self.do(a.Advance(by=FACILITATOR))

    def submitted(self, action: AnyAction, before: State) -> None:
        """Record who may know a private text, found independently of the rules."""
        if not isinstance(action, a.SendMessage | a.WriteNote) or "SAID" not in action.text:
            return
        seat = before.seats.get(action.by) or before.head_of(action.by)
        own = (seat.delegation or "") if seat is not None else ""
        hearers = {own}
        if isinstance(action, a.WriteNote) or action.to == "facilitator":
            hearers = set()
        elif action.to == "all":
            return
        elif action.to != "caucus":
            hearers |= {action.to} if isinstance(action.to, str) else set(action.to)
        self.private[action.text] = (frozenset(hearers), seat.id if seat else FACILITATOR)

    def look_around(self, few: set[str | None]) -> None:
        """Look at the screens of some of the seats (None: the public)."""
        state = self.table.state
        for seat in few:
            self.looks(state, seat, self.table.view(seat))
        climate = state.circumstances.climate
        assert 0 <= climate.tension <= 100
        assert all(0 <= level <= 100 for level in climate.trust.values())
        for score in state.scores.values():
            assert abs(score.value - sum(line.value for line in score.ledger)) < 1e-6

    def looks(self, state: State, seat: str | None, seen: View) -> None:
        """Assert that nobody but evaluators sees what is another's."""
        place = state.seats[seat] if seat is not None else None
        if place is not None and place.role == "evaluator":
            return
        own = place.delegation if place is not None else None
        everything = repr(seen)
        for text, (hearers, author) in self.private.items():
            if own not in hearers and seat != author:
                assert text not in everything, (seat, text)
        if state.stage == "debrief":
            return
        numbers = {float(one) for one in re.findall(r"\d+\.\d+(?:e-?\d+)?", everything)}
        for other in DELEGATIONS:
            if other != own:
                assert BRIEFS[other] not in everything, seat
                assert not {abs(one) for one in POINTS[other]} & numbers, (seat, other)
        for mapping in (seen.worth_now, seen.walk_away, seen.scores):
            assert set(mapping) <= {own}
        assert {pair[0] for pair in seen.trust} <= {own}
        # Had the others decided otherwise, this seat would see the very same.
        otherwise = others_deciding_otherwise(state, own)
        if otherwise is not state:
            assert view(otherwise, seat, ()) == view(state, seat, ())


def others_deciding_otherwise(state: State, own: str | None) -> State:
    """Return the state with the opposite undisclosed decisions of all other delegations."""
    opposite: dict[Any, Any] = {"perform": "breach", "breach": "perform"}
    due = tuple(
        dataclasses.replace(
            one,
            decided={
                who: choice if who == own else opposite[choice]
                for who, choice in one.decided.items()
            },
        )
        for one in state.due
    )
    return state if due == state.due else dataclasses.replace(state, due=due)


BEGUN: tuple[tuple[dict[str, str] | None, int], ...] = (
    (None, 0),
    (None, 3),
    ({"treaty": "signed", "dam": "half", "raids": "stop"}, 6),
    ({"treaty": "signed", "dam": "open", "raids": "stop", "order": "steps"}, 6),
    ({"dam": "half", "raids": "stop", "order": "alfa-first"}, 6),
)
"""What was agreed before strangers come in, if anything, and how many phases ago."""


@given(st.sampled_from(BEGUN), st.lists(st.integers(0, 2**32), min_size=30, max_size=80))
@settings(deadline=None, max_examples=24)
def test_any_sequence_of_moves_keeps_what_a_table_promises(
    begun: tuple[dict[str, str] | None, int], steps: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        company = Rivals(Path(folder) / "game.toml", *begun)
        for count, seed in enumerate(steps):
            before = company.table.state.seq
            wish = Wish(seed + 9973 * count, company.table.state.stage)
            if wish.kind == WAIT:
                company.wait(wish.one_of((0, 10, 45, 90)))
            elif wish.kind == RESTART:
                company.start_again()
            else:
                company.tries(wish.move(company.table.state, f"SAID-{count}-"))
            if company.table.state.seq != before:
                seats = (None, *company.table.state.seats)
                company.look_around({wish.one_of(seats) for _ in range(3)})
        company.leave()


@given(st.integers(0, 2**32), st.lists(st.integers(0, 2**32), min_size=20, max_size=70))
@settings(deadline=None, max_examples=12)
def test_so_it_is_with_numbers_votes_decisions_roles_plans_and_speakers(
    drawn: int, steps: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = drawn_second_source(drawn)
        company = Company(Path(folder) / "game.toml", source, clocks=bool(drawn % 3))
        for one in company.table.exercise.delegations:
            company.do(a.Assign(by=FACILITATOR, seat=one.id, delegation=one.id, name=one.id))
        first = company.table.exercise.delegations[0].id
        for seat, role in (("second", "member"), ("judge", "evaluator"), ("watcher", "observer")):
            delegation = first if role == "member" else None
            company.tries(
                {"by": FACILITATOR, "do": "assign", "seat": seat, "role": role, "name": seat}
                | ({"delegation": delegation} if delegation else {})
            )
        company.do(a.Advance(by=FACILITATOR))
        for count, seed in enumerate(steps):
            chance = Random(seed + 9973 * count)
            before, kind = company.table.state, chance.random()
            if kind < 0.1:
                company.wait(chance.choice((0, 10, 45, 90)))
            elif kind < 0.13:
                company.start_again()
            else:
                move = Players(chance).move(before, moment(company.time))
                fair = kind < 0.7
                company.tries(move if fair else spoiled(move, chance, tuple(before.seats)))
            state, seen = company.table.state, before.seq
            if state.seq != seen:
                laws.holds_of(state)
                laws.holds_of_group(before, company.table.events[seen:])
                seats: tuple[str | None, ...] = (None, *state.seats)
                for place in chance.sample(seats, 2):
                    shown = company.table.view(place)
                    secrecy.keeps_secrets(state, place, shown, company.table.events)
        company.leave()
