"""Words by a language model at a hosted table: for what stand-ins say, and for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tabletop.bots.model_words import MARK, ModelWords
from tabletop.host.tables.hall import Hall
from tabletop.play.actions import Advance, AnyAction, Assign, Ready, SendMessage
from tabletop.play.state import FACILITATOR
from tests.bots.model_server import model_at, raw, saying, silent
from tests.cli.command import tabletop
from tests.host.far import until
from tests.host.halls import hall_in

PLAIN = "We are ready to talk."


async def told(hall: Hall, *moves: AnyAction) -> None:
    """Let the stand-ins' process tell some moves, as it would."""
    state = hall.floor.tables["1"].table.state
    for move in moves:
        meant_for = {"stage": state.stage, "round": state.round}
        line = {"table": "1", "move": move.model_dump(mode="json"), **meant_for}
        hall.floor.thinkers._take(json.dumps(line).encode())


async def began(hall: Hall) -> None:
    table = hall.floor.tables["1"]
    for seat in ("upper", "lower"):
        given = Assign(by=FACILITATOR, seat=seat, delegation=seat, name="Anna")
        if seat == "lower":
            given = Assign(by=FACILITATOR, seat=seat, delegation=seat, stand_in="linear")
        assert await table.submit(given) is None
    assert await table.submit(Advance(by=FACILITATOR, absent=("mill",))) is None


def said(hall: Hall) -> list[str]:
    return [one.text for one in hall.floor.tables["1"].table.state.messages]


async def test_what_a_stand_in_says_is_in_the_model_s_words_and_marked(tmp_path: Path) -> None:
    async with model_at(saying("Let us talk.")) as (address, asked), hall_in(tmp_path) as hall:
        hall.floor.thinkers.words = ModelWords(address)
        await began(hall)
        await told(hall, SendMessage(by="lower", to="all", text=PLAIN))
        await until(lambda: said(hall))
        assert said(hall) == [f"Let us talk.{MARK}"]
        (one,) = asked
        told_it = json.loads(one["body"]["messages"][1]["content"])
        assert set(told_it) == {"speaker", "to", "sentence"}
        assert told_it["sentence"] == PLAIN
        assert told_it["speaker"] == hall.exercise.delegation_by_id["lower"].name


@pytest.mark.parametrize("answers", [silent, raw(b"no"), raw(b"", 500)])
async def test_a_server_that_fails_costs_the_words_and_no_move_overtakes_another(
    answers: object, tmp_path: Path
) -> None:
    async with model_at(answers) as (address, _), hall_in(tmp_path) as hall:  # type: ignore[arg-type]
        hall.floor.thinkers.words = ModelWords(address, seconds=0.3)
        await began(hall)
        table = hall.floor.tables["1"].table
        await told(hall, SendMessage(by="lower", to="all", text=PLAIN), Ready(by="lower"))
        await until(lambda: "seat.ready" in [one.kind for one in table.events])
        assert said(hall) == [PLAIN]
        kinds = [one.kind for one in table.events if one.by == "lower"]
        assert kinds == ["message.sent", "seat.ready"]


def test_a_wrong_address_is_told_before_anything_is_opened(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    where = ("host", "korea-end-of-war", "--transcripts", tmp_path / "games")
    for options, words in {
        ("--words", "models.example"): "is no address of a language model",
        ("--words", "http://me:secret@models.example/v1"): "TABLETOP_WORDS_KEY",
        ("--model", "tiny"): "so it needs --words",
    }.items():
        run = tabletop(capsys, *where, *options)
        assert run.code == 2
        assert words in run.err
        assert "secret" not in run.err
        assert not (tmp_path / "games").exists()
