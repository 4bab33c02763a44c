"""The four exercises of the documentation: short, sound, with the known right answers, played."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tomli_w

from tabletop.exercise.loading import check_exercise, load_exercise
from tabletop.play.state import State
from tabletop.play.view import view
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.outcomes.analysis import analyse_space
from tabletop.referee.outcomes.passing import could_pass, passing
from tabletop.screens.pages.situation import headline
from tabletop.table import read_transcript
from tests.cli.command import tabletop
from tests.docs.made import DOCS

EXAMPLES = DOCS / "examples"
LISTED = Path(__file__).parents[1] / "referee" / "files"
WAS = {"job-offer": 375, "harbour": 269, "council": 225, "hospital": 303}
"""How many lines each took in format 1, where it had to be said with tricks."""


@pytest.mark.parametrize("name", WAS)
def test_an_example_is_sound_and_a_third_of_what_it_was(name: str) -> None:
    path = EXAMPLES / f"{name}.toml"
    assert check_exercise(path) == ()
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= WAS[name] / 3
    assert max(map(len, lines)) <= 120


def analysed(path: Path) -> Any:
    exercise = load_exercise(path)
    return analyse_space(exercise, opening_circumstances(exercise))


@pytest.mark.parametrize(
    ("name", "deals"),
    [pytest.param("job-offer", 1_640_625, marks=pytest.mark.slow), ("harbour", 720)],
)
def test_an_example_is_worth_what_it_is_in_the_long_form(name: str, deals: int) -> None:
    short, long = analysed(EXAMPLES / f"{name}.toml"), analysed(LISTED / f"{name}.toml")
    assert short.deals == deals
    assert np.array_equal(short.space.values, long.space.values)
    assert np.array_equal(short.zone, long.zone)


def test_the_harbour_has_its_known_answers() -> None:
    found = analysed(EXAMPLES / "harbour.toml")
    by_rule = passing(found)
    assert (len(found.zone), len(by_rule.packages), by_rule.veto) == (12, 55, ("sport", "tour"))
    assert [round(100 * share, 1) for share in by_rule.alone.values()] == [
        *(49.2, 27.1, 44.4, 89.7, 77.1, 64.2)
    ]


def test_the_harbour_without_its_vetoes_has_133(tmp_path: Path) -> None:
    text = (EXAMPLES / "harbour.toml").read_text(encoding="utf-8")
    path = tmp_path / "five.toml"
    path.write_text(text.replace(', veto = ["sport", "tour"]', ""), encoding="utf-8")
    assert len(could_pass(analysed(path))) == 133


def test_the_council_passes_what_it_passed_before() -> None:
    found = analysed(EXAMPLES / "council.toml")
    assert (found.deals, len(found.zone), len(could_pass(found))) == (728, 1, 130)


# Played

ON: Mapping[str, Any] = {"by": "facilitator", "do": "advance"}


def sign(*who: str) -> list[Mapping[str, Any]]:
    return [{"by": one, "do": "sign", "offer": "O1"} for one in who]


def vote(choice: str, *who: str) -> list[Mapping[str, Any]]:
    return [{"by": one, "do": "vote", "choice": choice} for one in who]


def decide(who: str, decision: str, option: str) -> Mapping[str, Any]:
    return {"by": who, "do": "decide", "decision": decision, "option": option}


CONTRACT = {
    "salary": 45000,
    "bonus": 10,
    "holiday": 20,
    "start": "1-october",
    "moving": 60,
    "insurance": "plan-a",
    "team": "team-a",
    "office": "oslo",
}
HARBOUR = {
    "infrastructure": "water-and-land",
    "ecology": "kept-in-balance",
    "jobs": "2-1",
    "federal-loan": "2-bn",
    "compensation": "300-m",
}
CLAUSES = {"fund": "voluntary", "mining": "paused", "tech": "sold", "patrol": "joint"}
GAMES: dict[str, tuple[list[Mapping[str, Any]], str]] = {
    "job-offer": (
        [ON, ON, {"by": "firm", "do": "offer", "package": CONTRACT}, *sign("cand"), ON],
        "hired",
    ),
    "harbour": (
        [
            *(ON, ON, ON, {"by": "sport", "do": "offer", "public": True, "package": HARBOUR}),
            *sign("tour", "mayor", "union", "ports"),
            *(ON, ON, ON, ON),
        ],
        "a-licence",
    ),
    "council": (
        [
            *(ON, ON, ON, {"by": "norland", "do": "offer", "public": True, "package": CLAUSES}),
            {"by": "facilitator", "do": "put-to-vote", "offer": "O1"},
            *vote("yes", "norland", "coast", "highland", "delta", "steppe", "port"),
            *vote("no", "isles"),
            *vote("abstain", "fjord"),
            {"by": "facilitator", "do": "close-vote"},
            *(ON, ON, ON, ON),
        ],
        "adopted",
    ),
    "hospital": (
        [
            *(ON, ON, ON, decide("it", "network", "cut"), decide("clin", "ambulances", "diverted")),
            *(ON, ON, ON, decide("legal", "regulator", "told")),
            *(decide("comms", "public", "holding-line"), decide("exec", "ransom", "refused")),
            *(ON, ON, ON, ON),
        ],
        "held",
    ),
}


def played(path: Path) -> State:
    table = read_transcript(path)
    assert not table.problems()
    return table.state_at(len(table.events))


@pytest.mark.parametrize("name", GAMES)
def test_an_example_is_played_to_its_end_gone_on_with_and_verified(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    moves, ending = GAMES[name]
    path, exercise = tmp_path / "game.toml", EXAMPLES / f"{name}.toml"
    half = len(moves) // 2
    for part, some in enumerate((moves[:half], moves[half:])):
        file = tmp_path / f"moves-{part}.toml"
        file.write_text(tomli_w.dumps({"move": some}), encoding="utf-8")
        said = tabletop(capsys, "play", exercise, "--moves", file, "--transcript", path)
        assert (said.code, said.err) == (0, ""), said.err
    assert played(path).ending == ending
    assert tabletop(capsys, "verify", path).code == 0


@pytest.mark.slow
def test_a_round_without_a_date_is_told_without_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    moves, path = tmp_path / "moves.toml", tmp_path / "game.toml"
    moves.write_text(tomli_w.dumps({"move": GAMES["job-offer"][0]}), encoding="utf-8")
    example = EXAMPLES / "job-offer.toml"
    assert tabletop(capsys, "play", example, "--moves", moves, "--transcript", path).code == 0
    assert "Round 1: One meeting." in tabletop(capsys, "replay", path, "--plain").out
    assert tabletop(capsys, "report", path, "-o", tmp_path / "report").code == 0
    told = "".join(
        one.read_text(encoding="utf-8")
        for one in (tmp_path / "report").rglob("*")
        if one.suffix in (".md", ".html")
    )
    assert "Round 1: One meeting" in told
    assert "One meeting ()" not in told
    assert "Round 1, :" not in told
    seen = view(read_transcript(path).state_at(6), "firm")
    assert headline(seen).kicker == "ROUND 1 OF 1"
