"""Texts reach those they were for only, and players lose what the facilitator took back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import NotAllowed
from tabletop.play.telling.hearing import heard
from tabletop.play.view import view
from tests.effort import examples
from tests.play.game import DELEGATIONS, SWAP, Game, at_negotiation

WORDS = "WORDS-FOR-ONE"
READERS: tuple[str | None, ...] = (*DELEGATIONS, "obs", None)
"""Everybody who does not read all: delegations, an observer, and the room with its projector."""


def watched() -> Game:
    game = at_negotiation()
    game.do("facilitator", "assign", seat="eva", role="evaluator", name="Eva")
    game.do("facilitator", "assign", seat="obs", role="observer", name="Obs")
    return game


def shown(game: Game, seat: str | None) -> str:
    """Return everything that could reach a seat's screen, as one text."""
    return repr(view(game.state, seat, game.events))


def reading(game: Game, words: str = WORDS) -> set[str | None]:
    """Return who can read certain words now, of those who do not read everything."""
    return {seat for seat in READERS if words in shown(game, seat)}


def test_the_words_of_an_offer_stay_with_its_addressees_when_all_learn_its_terms() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package=SWAP, text=WORDS)
    assert reading(game) == {"alfa", "bravo"}
    game.do("bravo", "sign", offer="O1")
    assert game.status("O1") == "agreed"
    assert reading(game) == {"alfa", "bravo"}
    assert view(game.state, None).offers[0].package == game.state.standing
    for seat in ("facilitator", "eva"):
        assert WORDS in shown(game, seat)


def test_the_debrief_reveals_briefs_and_offers_and_nobodys_words() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package=SWAP, text=WORDS)
    game.do("bravo", "reject", offer="O1", text="NO-TO-ALFA")
    game.do("facilitator", "end")
    game.do("facilitator", "debrief")
    assert "SECRET-OF-BRAVO" in shown(game, "charlie")
    assert reading(game) == reading(game, "NO-TO-ALFA") == {"alfa", "bravo"}
    assert view(game.state, "charlie").offers[0].id == "O1"


def test_who_must_sign_an_open_offer_after_another_agreement_reads_its_terms_alone() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package={"treaty": "signed"}, text=WORDS)
    # Charlie's signature binds the treaty from now on, and so what would change it again.
    game.offer("bravo", "alfa", "charlie", treaty="guaranteed", public=True)
    assert "charlie" in game.needed("O1")
    assert next(one for one in view(game.state, "charlie").offers if one.id == "O1").text == ""
    assert reading(game) == {"alfa", "bravo"}


def test_whoever_had_to_sign_an_offer_from_the_first_was_told_its_words_too() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package={"treaty": "guaranteed"}, text=WORDS)
    assert reading(game) == set(DELEGATIONS)


def test_a_rejections_words_are_for_those_who_had_the_offer() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package={"treaty": "signed"})
    game.offer("bravo", "alfa", "charlie", treaty="guaranteed", public=True)
    game.do("charlie", "reject", offer="O1", text="NO-OF-CHARLIE")
    assert reading(game, "NO-OF-CHARLIE") == set(DELEGATIONS)
    assert "NO-OF-CHARLIE" not in shown(game, None)


def test_a_public_offers_words_are_public() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package=SWAP, text=WORDS, public=True)
    assert reading(game) == set(READERS)


MOVES: list[tuple[str, str, dict[str, Any], str]] = [
    ("alfa", "message", {"to": "all", "text": WORDS}, "What Alfa wrote to everybody was"),
    ("alfa", "message", {"to": ["bravo"], "text": WORDS}, "What Alfa wrote to Bravo was"),
    ("alfa", "message", {"to": "caucus", "text": WORDS}, "What Alfa wrote to its own people"),
    ("facilitator", "message", {"to": "all", "text": WORDS}, "What the facilitator wrote to"),
    ("alfa", "statement", {"tone": "hostile", "text": WORDS}, "A statement of Alfa was"),
    ("facilitator", "inject", {"title": WORDS, "text": WORDS, "to": "all"}, "An inject was"),
    ("facilitator", "inject", {"id": "drought"}, "An inject was"),
    ("alfa", "offer", {"to": ["bravo"], "package": SWAP, "text": WORDS}, "O1 of Alfa was"),
    ("alfa", "offer", {"package": SWAP, "text": WORDS, "public": True}, "O1 of Alfa was"),
    ("alfa", "gesture", {"issue": "dam", "option": "half", "text": WORDS}, "A gesture of Alfa was"),
]


@pytest.mark.parametrize(("by", "do", "fields", "told"), MOVES)
def test_what_was_taken_back_is_told_to_players_without_its_words(
    by: str, do: str, fields: dict[str, Any], told: str
) -> None:
    game = watched()
    words = "No rain." if fields.get("id") == "drought" else WORDS
    game.do(by, do, **fields)
    before = reading(game, words)
    assert before
    game.do("facilitator", "undo")
    assert reading(game, words) == set()
    for seat in before:
        seen = view(game.state, seat, game.events)
        (place,) = [n for n, one in enumerate(seen.events) if one.seq in seen.taken_back]
        assert seen.story[place].startswith(told)
        assert seen.story[place].endswith("taken back by the facilitator.")
    for seat in set(READERS) - before:
        assert not view(game.state, seat, game.events).taken_back


@pytest.mark.parametrize(("by", "do", "fields", "told"), MOVES)
def test_facilitator_and_evaluators_still_read_what_was_taken_back_and_see_that_it_was(
    by: str, do: str, fields: dict[str, Any], told: str
) -> None:
    game = watched()
    (event, *_) = game.do(by, do, **fields)
    game.do("facilitator", "undo")
    for seat in ("facilitator", "eva"):
        seen = view(game.state, seat, game.events)
        said = dict(zip((one.seq for one in seen.events), seen.story, strict=True))[event.seq]
        assert said.endswith(" (taken back by the facilitator)")
        assert ("No rain." if fields.get("id") == "drought" else WORDS) in said


def test_a_rejection_taken_back_leaves_the_offer_open_and_its_words_unread() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package=SWAP)
    game.do("bravo", "reject", offer="O1", text=WORDS)
    game.do("facilitator", "undo")
    assert game.status("O1") == "open"
    assert reading(game) == set()


def test_an_agreement_taken_back_tells_the_room_no_terms() -> None:
    game = watched()
    game.do("alfa", "offer", to=["bravo"], package=SWAP)
    game.do("bravo", "sign", offer="O1")
    assert "half open" in view(game.state, None, game.events).story[-1]
    game.do("facilitator", "undo")
    story = view(game.state, None, game.events).story
    assert "Agreement A1 (O1) was taken back by the facilitator." in story
    assert not any("half open" in one for one in story)
    # Whoever has the offer still has it as it was.
    assert any("half open" in one for one in view(game.state, "bravo", game.events).story)


def test_what_has_no_words_is_told_as_it_was_and_that_it_was_taken_back() -> None:
    game = watched()
    game.do("alfa", "ready")
    game.do("facilitator", "undo")
    assert "Alfa is ready. (taken back by the facilitator)" in (
        view(game.state, "bravo", game.events).story
    )


def test_a_later_move_is_no_part_of_what_was_taken_back() -> None:
    game = watched()
    game.do("alfa", "message", to="all", text=WORDS)
    game.do("facilitator", "undo")
    game.do("alfa", "message", to="all", text="Said again.")
    seen = view(game.state, "bravo", game.events)
    assert len(seen.taken_back) == 1
    assert [one.text for one in seen.messages] == ["Said again."]
    assert seen.story[-1] == "Alfa to everybody: “Said again.”"


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.sampled_from([*range(len(MOVES)), "undo"]), max_size=8))
def test_no_seat_is_ever_told_more_than_it_could_read_when_it_happened(plan: list[Any]) -> None:
    """Whatever is said and taken back: a seat knows words now only if it knew them at the time."""
    game = watched()
    knew: dict[int, set[str | None]] = {}
    for step in plan:
        if step == "undo":
            if game.state.move:
                game.do("facilitator", "undo")
            continue
        by, do, fields, _ = MOVES[step]
        try:
            group = game.do(by, do, **fields)
        except NotAllowed:
            # Some things can be done only once.
            continue
        for event in group:
            knew[event.seq] = {s for s in READERS if heard(event, game.state, s) is not None}
    for event in game.events:
        for seat in READERS:
            now = heard(event, game.state, seat)
            if event.seq in knew and now is not None:
                assert seat in knew[event.seq]
            if event.seq in game.state.taken_back and now is not None:
                assert WORDS not in repr(now)
