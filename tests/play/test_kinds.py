"""Every kind of event is declared, and nobody sees what is not declared."""

from __future__ import annotations

import dataclasses
from itertools import count
from pathlib import Path
from typing import Any, Literal, get_args

import pytest

from tabletop.exercise.model import Effects
from tabletop.past import read_transcript
from tabletop.play import events as e
from tabletop.play import kinds
from tabletop.play.apply import apply
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import (
    NOTHING,
    WITHHELD,
    Declared,
    Showing,
    Spoken,
    TakenBack,
    Turn,
    Weather,
)
from tabletop.play.rules.ruling import score_of
from tabletop.play.state import State
from tabletop.play.telling import hearing
from tabletop.play.telling.hearing import heard, visible
from tabletop.play.telling.narration import narrate, told_taken_back
from tabletop.play.view import view
from tabletop.report.kit.redact import redacted
from tests.play.game import DELEGATIONS, SWAP, Game, at_negotiation

KINDS: tuple[type[e.Event], ...] = get_args(e.AnyEvent.__args__[0].__origin__)
SAMPLES = Path(__file__).parents[2] / "transcripts"
NAME = "Ann Berg"
PRIVATE = "for bravo alone"
VALUES: dict[str, Any] = {
    "exercise": "korea",
    "title": "Title",
    "seed": 1,
    "clocks": False,
    "seat": "ann-berg",
    "role": "observer",
    "name": NAME,
    "delegation": "alfa",
    "round": 1,
    "date": "March",
    "phase": "caucus",
    "motion": "M1",
    "minutes": 5,
    "seconds": 60,
    "on": True,
    "inject": "",
    "how": "hold",
    "to": ("bravo",),
    "effects": Effects(),
    "text": f"{NAME} {PRIVATE}.",
    "tone": "neutral",
    "offer": "O9",
    "agreement": "A1",
    "package": {"form": "words", "order": "together", "patrol": "none", **SWAP},
    "parties": ("alfa", "bravo"),
    "needed": ("alfa", "bravo"),
    "signed": ("alfa", "bravo"),
    "terms": ("treaty",),
    "issue": "dam",
    "option": "half",
    "performers": ("alfa",),
    "instalment": 1,
    "instalments": 1,
    "choice": "breach",
    "decision": "divert",
    "trust": {},
    "tension": 50.0,
    "value": 3.0,
    "walk_away": 1.0,
    "ledger": (),
    "what": "tension",
    "before": 2.0,
    "reason": f"{NAME} says so",
    "undone": (1,),
    "question": "why",
    "ending": "",
    "vote": "V1",
    "subject": "offer",
    "advice": "offer",
    "code": "offer",
    "about": "O9",
    "voters": ("alfa", "ann-berg"),
    "choices": ("yes", "no", "abstain"),
    "ballot": "recorded",
    "voter": "ann-berg",
    "ballots": {"alfa": "yes", "bravo": "no"},
    "chosen": "no",
    "recorded": "strange.thing",
}


PUBLIC_WORDS = (
    e.StatementMade,
    e.GestureMade,
    e.DecisionTaken,
    e.DecisionClosed,
    e.MotionMoved,
    e.MotionRefused,
)
"""What is said in these is said to everybody."""


def example(kind: type[e.Event]) -> Any:
    """Return an event of a kind, with a person's name in all typed texts."""
    fields = kind.model_fields
    own = {field: VALUES[field] for field in VALUES if field in fields}
    if kind is e.DebriefRevealed:
        own["what"] = "ending"
    if kind is e.MotionMoved:
        own["what"] = "other"
    if kind is e.ExerciseEnded:
        own["text"] = "The exercise's own words."
    if kind in (e.AnswerGiven, e.ResponseGiven):
        own["value"] = f"{NAME} says so"
    return kind(seq=9, at="2026-01-01T00:00:00.000Z", by="ann-berg", **own)


class Strange(e.Event):
    """A kind of event that was not declared."""

    kind: Literal["strange.thing"] = "strange.thing"
    delegation: str = "alfa"
    secret: str = PRIVATE


@pytest.mark.parametrize("record", [Spoken, Turn, Weather])
def test_nothing_that_is_declared_has_a_default_that_one_could_forget(record: Any) -> None:
    kept = (dataclasses.MISSING, dataclasses.MISSING)
    assert [
        one.name for one in dataclasses.fields(record) if (one.default, one.default_factory) != kept
    ] == []
    assert [one._field_defaults for one in (Declared, Showing, TakenBack)] == [{}] * 3


@pytest.mark.parametrize("name", ["middle-ground", "piece-of-paper"])
def test_what_changes_a_score_is_declared_to(name: str) -> None:
    table = read_transcript(SAMPLES / f"{name}.toml")
    before = table.state_at(0).scores
    for event in table.events:
        scores = table.state_at(event.seq).scores
        changed = {one for one in scores if scores[one] != before.get(one)}
        assert changed <= set(declared(event).scores), event
        before = scores


def with_ann() -> Game:
    game = at_negotiation()
    game.do("facilitator", "assign", seat="ann-berg", role="observer", name=NAME)
    game.do("facilitator", "assign", seat="eva", role="evaluator", name="Eva")
    return game


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_declared_and_told(kind: type[e.Event]) -> None:
    event, game = example(kind), with_ann()
    declared(event)
    assert narrate(event, game.exercise).endswith((".", "”"))
    for whole in (True, False):
        assert "taken back" in told_taken_back(event, game.exercise, whole=whole)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_keeps_what_a_person_typed_when_its_game_is_told_without_people(
    kind: type[e.Event],
) -> None:
    event, game = example(kind), with_ann()
    told = redacted(game.exercise, [*game.events, event])[-1]
    assert NAME not in repr(told)
    assert "ann-berg" not in repr(told)
    if kind not in PUBLIC_WORDS:
        assert PRIVATE not in repr(told), "what was not for everybody is withheld"


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_taken_back_keeps_nobodys_words(kind: type[e.Event]) -> None:
    event, game = example(kind), with_ann()
    gone = declared(event).taken_back
    if gone is not None:
        assert PRIVATE not in told_taken_back(event, game.exercise, whole=False)
    else:
        moves_with_words = (e.MessageSent, e.StatementMade, e.OfferTabled, e.OfferRejected)
        assert kind not in (*moves_with_words, e.InjectDelivered, e.GestureMade)


def test_a_kind_that_nobody_declared_is_seen_by_nobody_and_withheld_whole() -> None:
    event: Any = Strange(seq=9, at="2026-01-01T00:00:00.000Z", by="alfa")
    game = with_ann()
    for stage in ("negotiation", "debrief"):
        if stage == "debrief":
            game.do("facilitator", "end")
            game.do("facilitator", "debrief")
        for seat in (*DELEGATIONS, "ann-berg", None):
            assert not visible(event, game.state, seat)
            assert heard(event, game.state, seat) is None
        assert heard(event, game.state, "eva") is event
    told: Any = redacted(game.exercise, [*game.events, event])[-1]
    assert (told.delegation, told.secret) == (WITHHELD, WITHHELD)
    assert PRIVATE not in narrate(event, game.exercise)
    assert declared(event).place.mark is None


def test_a_kind_that_apply_does_not_know_changes_no_table() -> None:
    game = with_ann()
    strange: Any = Strange(seq=game.state.seq + 1, at="2026-01-01T00:00:00.000Z", by="alfa")
    with pytest.raises(AssertionError, match="strange"):
        apply(game.state, strange)


@pytest.mark.parametrize("name", ["middle-ground", "piece-of-paper"])
def test_what_changes_the_climate_or_a_value_is_declared_to(name: str) -> None:
    table = read_transcript(SAMPLES / f"{name}.toml")
    before, worth = table.state_at(0), values(table.state_at(0))
    for event in table.events:
        after = table.state_at(event.seq)
        if after.circumstances.climate != before.circumstances.climate:
            assert declared(event).weather is not None, event
        before, earlier, worth = after, worth, values(after)
        if worth != earlier:
            assert declared(event).turn is not None, event


def values(state: State) -> list[float]:
    return [score_of(state, one.id).value for one in state.exercise.delegations]


def test_only_effects_and_others_trust_are_spared_where_no_words_were_for_others() -> None:
    game = with_ann()
    game.do("alfa", "message", to="all", text="Hello.")
    for event in game.events:
        copy = heard(event, game.state, "alfa")
        if copy is not None and not isinstance(event, e.InjectDelivered | e.ClimateChanged):
            assert copy is event, "what nothing is left out of is not copied"
    assert NOTHING == {}


def test_what_a_kind_declares_of_an_event_is_made_once_for_all_seats(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    game = at_negotiation()
    game.do("alfa", "message", to="all", text=NAME)
    made: list[int] = []

    def counted(event: e.AnyEvent) -> Declared:
        # Not copies from which something was removed for a reader.
        made.extend(one.seq for one in game.events if one is event)
        return real(event)

    real = kinds._declared
    monkeypatch.setattr(kinds, "_KNOWN", {})
    monkeypatch.setattr(kinds, "_missed", count(1))
    monkeypatch.setattr(kinds, "_declared", counted)
    for seat in (*DELEGATIONS, None, "facilitator"):
        assert view(game.state, seat, game.events).story
    assert sorted(made) == sorted(set(made))


def test_a_view_made_again_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    game = with_ann()
    game.do("alfa", "offer", to=["bravo"], package=SWAP, text=PRIVATE)
    game.do("alfa", "message", to="all", text=NAME)
    game.do("facilitator", "undo")
    game.do("facilitator", "inject", title="News", text="News.", effects={"tension": 1})
    monkeypatch.setattr(kinds, "_KNOWN", {})
    monkeypatch.setattr(kinds, "_missed", count(1))
    seats = (*DELEGATIONS, "ann-berg", None, "facilitator")
    first = [view(game.state, seat, game.events).events for seat in seats]
    kept = len(kinds._KNOWN)
    again = [view(game.state, seat, game.events).events for seat in seats]
    assert len(kinds._KNOWN) == kept
    assert again == first
    own = {id(event) for event in game.events}
    copies = {id(one) for told in first for one in told} - own
    assert copies
    assert copies == {id(one) for told in again for one in told} - own


def test_few_copies_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    game = with_ann()
    game.do("facilitator", "inject", title="News", text="News.", effects={"tension": 1})
    monkeypatch.setattr(hearing, "_COPIES", {})
    monkeypatch.setattr(hearing, "_MOST_COPIES", 2)
    for seat in (*DELEGATIONS, None):
        assert heard(game.events[-1], game.state, seat) != game.events[-1]
        assert 1 <= len(hearing._COPIES) <= 2


def test_few_declarations_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    game = at_negotiation()
    monkeypatch.setattr(kinds, "_KNOWN", {})
    monkeypatch.setattr(kinds, "_MOST_KNOWN", 3)
    told = [narrate(event, game.exercise) for event in game.events]
    assert len(kinds._KNOWN) <= 3
    assert told == [narrate(event, game.exercise) for event in game.events]
