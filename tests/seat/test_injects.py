"""What the facilitator reads of planned injects: where each stands, and when it comes."""

from __future__ import annotations

from tabletop.play.queries.clock import elapsed_at
from tabletop.play.view import view
from tabletop.seat.desk.injects import about, due_now, in_order, told_now, told_plan
from tests.play.game import Game
from tests.play.planned import later, table


def told(game: Game) -> list[tuple[str, str]]:
    """Each inject with where it stands, as it is listed."""
    seen = view(game.state, "facilitator")
    played = game.state.played(elapsed_at(game.state, game.at))
    return [(one.id, told_now(one, played)) for one in in_order(seen.plan, played)]


def test_the_list_begins_with_what_is_due_and_ends_with_what_was_delivered() -> None:
    game = table(
        {"id": "first", "round": 1},
        {"id": "leak", "round": 1, "at": 2},
        {"id": "rumour", "after": "leak", "at": 3},
        {"id": "later", "round": 1, "phase": "negotiation", "at": 4},
        {"id": "soon", "round": 1, "at": 9, "auto": True},
        {"id": "hand", "manual": True},
        {"id": "stop", "round": 2},
        {"id": "wait", "round": 2},
    )
    later(game, 3.5)
    game.do("facilitator", "plan", id="stop", how="skip")
    game.do("facilitator", "plan", id="wait", how="hold")
    assert told(game) == [
        ("leak", "due now"),
        ("soon", "in 5:30"),
        ("rumour", "3 min after “Leak”"),
        ("later", "round 1, 4 min after negotiation opens"),
        ("hand", "by hand"),
        ("wait", "held"),
        ("stop", "skipped"),
        ("first", "delivered: round 1, situation, 0:00"),
    ]


def test_what_the_facilitator_is_to_deliver_is_due_and_what_the_clock_delivers_is_not() -> None:
    game = table(
        {"id": "leak", "round": 1, "at": 2}, {"id": "soon", "round": 1, "at": 2, "auto": True}
    )
    later(game, 2)
    seen = view(game.state, "facilitator")
    assert [one.id for one in due_now(seen.plan, 120_000)] == ["leak"]


def test_an_inject_whose_phase_went_by_is_still_due_and_an_automatic_one_was_missed() -> None:
    game = table(
        {"id": "leak", "round": 1, "phase": "situation", "at": 2},
        {"id": "soon", "round": 1, "phase": "situation", "at": 2, "auto": True},
    ).to("negotiation")
    assert told(game) == [
        ("leak", "due: its time is over"),
        ("soon", "did not come: round 1, 2 min after situation opens"),
    ]


def test_what_else_is_known_of_an_inject() -> None:
    game = table(
        {
            "id": "leak",
            "round": 1,
            "at": "Tuesday, 08:40",
            "channel": "phone",
            "owner": "press",
            "expected": "They call back.",
        }
    )
    seen = view(game.state, "facilitator")
    assert told_plan(seen.plan[0]) == "round 1, Tuesday, 08:40"
    assert about(seen.plan[0], {"press": "Press"})[1:] == (
        ("Comes as", "Phone call"),
        ("Played by", "Press"),
        ("Expected", "They call back."),
    )


def test_after_the_end_nothing_is_due_and_what_was_not_delivered_did_not_come() -> None:
    game = table({"id": "leak", "round": 1, "at": 2}, {"id": "hand", "manual": True})
    later(game, 3)
    game.do("facilitator", "end")
    assert told(game) == [
        ("hand", "did not come: by hand"),
        ("leak", "did not come: round 1, 2 min after it opens"),
    ]
    assert due_now(view(game.state, "facilitator").plan, 10_000_000) == ()
