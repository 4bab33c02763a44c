"""The sample games' transcripts are what the rules make of their moves."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tabletop.exercise.loading import load_exercise
from tabletop.journal.carried import apart_from_words
from tabletop.play.events import AnyEvent
from tabletop.table import read_transcript
from tests.cli.command import KOREA, MOVES, tabletop

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
EXERCISES = TRANSCRIPTS.parent / "exercises"
ENDINGS = {"middle-ground": "road", "piece-of-paper": "piece-of-paper"}
GAMES = sorted(ENDINGS)


def unworded(event: AnyEvent) -> dict[str, Any]:
    """Return an event without its time and its reasons: samples hold words, new games codes."""
    told = {**event.model_dump(), "at": ""}
    for lines in ("ledger", "trust_lines", "tension_lines"):
        for line in told.get(lines, ()):
            for key in ("code", "values", "because"):
                del line[key]
    return told


@pytest.mark.parametrize("game", GAMES)
def test_the_transcript_verifies_with_every_ruling_derived_again(
    capsys: pytest.CaptureFixture[str], game: str
) -> None:
    said = tabletop(capsys, "verify", TRANSCRIPTS / f"{game}.toml")
    assert said.code == 0, said.out


@pytest.mark.parametrize("game", GAMES)
def test_the_moves_make_the_same_events_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, game: str
) -> None:
    kept = tmp_path / "again.toml"
    moves = MOVES / f"{game}.toml"
    assert tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", kept).code == 0
    once, again = read_transcript(TRANSCRIPTS / f"{game}.toml"), read_transcript(kept)
    assert [unworded(one) for one in once.events] == [unworded(one) for one in again.events]


@pytest.mark.parametrize("game", GAMES)
def test_a_transcript_is_plain_toml_that_carries_its_exercise(game: str) -> None:
    document = tomllib.loads((TRANSCRIPTS / f"{game}.toml").read_text(encoding="utf-8"))
    assert document["exercise"]["id"] == KOREA
    assert tomllib.loads(document["exercise"]["source"])["id"] == KOREA
    assert [event["seq"] for event in document["event"]] == list(
        range(1, len(document["event"]) + 1)
    )


@pytest.mark.parametrize("game", GAMES)
def test_it_is_of_rules_that_rule_it_as_todays_and_of_todays_exercise(game: str) -> None:
    table = read_transcript(TRANSCRIPTS / f"{game}.toml")
    # What came with version 3, an early end that settles what is open, is in neither.
    assert table.rules == 2
    # They hold it as it was written then, in format 1: today's file means the same.
    assert apart_from_words(table.exercise) == apart_from_words(
        load_exercise(EXERCISES / f"{KOREA}.toml")
    )


@pytest.mark.parametrize("game", GAMES)
def test_the_game_ends_as_its_name_says_and_is_debriefed(game: str) -> None:
    table = read_transcript(TRANSCRIPTS / f"{game}.toml")
    state = table.state_at(len(table.events))
    assert state.stage == "debrief"
    assert ENDINGS[game] in (state.ending or "")
    assert state.answers


@pytest.mark.parametrize("seat", [None, "usa", "dprk", "rok", "chn", "facilitator"])
@pytest.mark.parametrize("game", GAMES)
def test_it_replays_as_plain_text_to_each_seat_what_that_seat_knew(
    capsys: pytest.CaptureFixture[str], game: str, seat: str | None
) -> None:
    path = TRANSCRIPTS / f"{game}.toml"
    args = ("--as", seat) if seat else ()
    told = tabletop(capsys, "replay", path, "--plain", *args).out
    assert "The exercise ends" in told
    private = "A sentence costs us little" if game == "piece-of-paper" else "until May. A sentence"
    owner = "usa" if game == "piece-of-paper" else "rok"
    assert (private in told) == (seat in (None, "facilitator", owner))


@pytest.mark.parametrize("game", GAMES)
def test_the_facilitators_notes_rate_objectives_and_an_adjustment_is_what_its_reason_says(
    capsys: pytest.CaptureFixture[str], game: str
) -> None:
    told = tabletop(capsys, "replay", TRANSCRIPTS / f"{game}.toml", "--plain").out
    assert "The facilitator notes on objective " in told
    raised = "adjusts the trust of Pyongyang in Washington from 39.6 to 45.0"
    assert (raised in told) == (game == "middle-ground")
