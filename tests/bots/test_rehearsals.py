"""Rehearsals: the same games whoever plays them, told in shares and in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.bots.findings import findings
from tabletop.bots.rehearsal import Rehearsing, rehearse
from tabletop.bots.rehearsed import Rehearsed
from tabletop.cli import main
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, read_exercise
from tabletop.play.actions import Adjust
from tabletop.table import read_transcript
from tests.play.game import DELEGATIONS, document
from tests.report.parsed import sound

SOURCE = tomli_w.dumps(document())
EXERCISE = read_exercise(SOURCE)


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "river.toml"
    file.write_text(SOURCE, encoding="utf-8")
    return str(file)


@pytest.mark.slow
def test_the_games_are_the_same_in_any_number_of_processes() -> None:
    what = Rehearsing(SOURCE, seed=7)
    done: list[int] = []
    assert rehearse(what, 6, 2, done.append) == rehearse(what, 6)
    assert done == [1, 2, 3, 4, 5, 6]


def test_another_seed_gives_other_games() -> None:
    assert rehearse(Rehearsing(SOURCE, seed=1), 2) != rehearse(Rehearsing(SOURCE, seed=2), 2)


def test_each_game_is_a_real_transcript_when_asked(tmp_path: Path) -> None:
    (one,) = rehearse(Rehearsing(SOURCE, transcripts=tmp_path), 1)
    read = read_transcript(tmp_path / "river-00001.toml")
    assert read.problems() == []
    assert read.state_at(len(read.events)).ending == one.ending


def test_a_game_begins_with_what_the_facilitator_changes() -> None:
    first = (Adjust(by="facilitator", what="trust:alfa-bravo", value=1.0, reason="Rehearsed."),)
    (one,) = rehearse(Rehearsing(SOURCE, first=first), 1)
    assert one.ending


def test_planned_injects_come_as_time_passes() -> None:
    source = exercise_source(find_exercise("ransomware-hospital"))
    (one,) = rehearse(Rehearsing(source), 1)
    assert {"laboratory", "traffic", "courier"} <= set(one.injects)


def played(number: int, ending: str, agreed: int | None, **values: float) -> Rehearsed:
    value = dict.fromkeys(DELEGATIONS, 0.0) | values
    return Rehearsed(number, {}, ending, agreed, value, (), 0, (), (), 10)


def test_shares_and_means_are_of_all_games() -> None:
    id = EXERCISE.endings[0].id
    games = [
        replace(played(1, id, 2, alfa=10.0), traded=("treaty",), breaches=3),
        replace(played(2, id, None, alfa=4.0), below=("alfa",)),
    ]
    told = findings(EXERCISE, games)
    assert told.agreement_rate == 0.5
    assert told.round == 2
    assert told.endings[id] == 1
    assert (told.value["alfa"].mean, told.value["alfa"].sd, told.value["alfa"].below) == (7, 3, 0.5)
    assert told.traded["treaty"] == 0.5
    assert told.breaches == 1.5
    assert told.share_of_possible is not None
    assert 0 <= told.share_of_possible <= 1


def test_what_was_reached_is_a_share_of_what_kept_promises_would_bring() -> None:
    exercise = read_exercise(exercise_source(find_exercise("ceasefire-line")))
    kept = Rehearsed(1, {}, "quiet", 1, {"orsa": 90.0, "tovin": 90.0}, (), 0, (), (), 60)
    little = replace(kept, ending="steps", value={"orsa": 30.0, "tovin": 30.0})
    shares = [findings(exercise, [one]).share_of_possible for one in (kept, little)]
    assert shares == [pytest.approx(1), pytest.approx(1 / 3)]


def test_the_verdict_says_what_stands_out() -> None:
    first, *rest = EXERCISE.endings
    games = [replace(played(n, first.id, None), below=("bravo",)) for n in range(4)]
    told = " ".join(findings(EXERCISE, games).verdict)
    assert "Hardly a game ends with an agreement" in told
    assert f"“{first.title}” is the ending of 100 % of all games." in told
    assert "Bravo ends below its walk-away in 100 % of all games." in told
    assert not rest or rest[0].title in told


def test_the_command_tells_it_in_json(path: str, capsys: Any) -> None:
    assert main(["rehearse", path, "--games", "2", "--jobs", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {
        *("exercise", "games", "seed", "agreement_rate", "rounds", "endings", "value"),
        *("share_of_possible", "breaches", "traded", "injects"),
    } <= set(told)
    assert set(told["value"]["alfa"]) == {"mean", "sd", "below_walk_away"}
    assert sum(told["endings"].values()) == pytest.approx(1)


def test_the_command_compares_two_versions(path: str, capsys: Any) -> None:
    asked = ["rehearse", path, "--games", "1", "--jobs", "1", "--temperaments", "linear,mediator"]
    assert main([*asked, "--against", path]) == 0
    told = capsys.readouterr().out
    assert "1 games of stand-ins (linear, mediator)" in told
    assert "The river, against The river" in told


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--games", "0"], "--games 0: play 1 to 100,000 games"),
        (["--jobs", "99"], "--jobs 99: use 1 to 64 processes"),
        (["--temperaments", "saint"], "no temperament 'saint'"),
    ],
)
def test_what_can_t_be_rehearsed_is_refused_in_a_sentence(
    option: list[str], said: str, path: str, capsys: Any
) -> None:
    assert main(["rehearse", path, *option]) == 2
    assert said in capsys.readouterr().err


def test_games_that_are_kept_are_not_written_over(path: str, tmp_path: Path, capsys: Any) -> None:
    asked = ["rehearse", path, "--games", "1", "--transcripts", str(tmp_path / "games")]
    assert main(asked) == 0
    kept = (tmp_path / "games" / "river-00001.toml").read_bytes()
    assert main(asked) == 2
    assert "are there already" in capsys.readouterr().err
    assert (tmp_path / "games" / "river-00001.toml").read_bytes() == kept


@pytest.mark.parametrize("folder", ["river.toml", "river.toml/games", "/proc/games"])
def test_a_folder_for_transcripts_that_cannot_be_is_told_before_a_game(
    path: str, folder: str, capsys: Any
) -> None:
    there = Path(path).parent / folder
    assert main(["rehearse", path, "--games", "1", "--transcripts", str(there)]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"tabletop: --transcripts {there}: this folder can't be made (")


HOSTILE = "<script>alert(1)</script>"


def test_a_page_tells_of_rehearsals_and_of_another_version(tmp_path: Path, capsys: Any) -> None:
    document_of_both = [document(), {**document(), "title": HOSTILE}]
    paths = [tmp_path / name for name in ("river.toml", "other.toml")]
    for where, one in zip(paths, document_of_both, strict=True):
        where.write_text(tomli_w.dumps(one), encoding="utf-8")
    page = tmp_path / "told" / "river.html"
    asked = ["rehearse", str(paths[0]), "--games", "2", "--jobs", "1", "--report", str(page)]
    assert main([*asked, "--against", str(paths[1])]) == 0
    assert str(page) in capsys.readouterr().out
    found = sound(page.read_text(encoding="utf-8"))
    ids = [one.attributes["id"] for one in found.all("section")]
    assert ids == ["short", "versions", "endings", "agreements", "delegations", *ids[5:]]
    told = found.id("content").text
    for ending in EXERCISE.endings:
        assert ending.title in told
    assert HOSTILE in told


def test_a_page_that_could_not_be_written_is_refused_before_any_game(
    path: str, tmp_path: Path, capsys: Any
) -> None:
    theirs = tmp_path / "mine.html"
    theirs.write_text("<p>my own page</p>", encoding="utf-8")
    for given, said in ((theirs, "exists already and is not a report"), ("x.txt", "one page")):
        assert main(["rehearse", path, "--games", "1", "--report", str(given)]) == 2
        assert said in capsys.readouterr().err
    assert theirs.read_text(encoding="utf-8") == "<p>my own page</p>"
