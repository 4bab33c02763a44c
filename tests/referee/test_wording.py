"""Rulings are codes and values; their sentences are made for display, in one place."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any, get_args

import pytest

from tabletop.exercise.library import find_exercise
from tabletop.past import read_transcript
from tabletop.play.actions import Advance, Assign
from tabletop.play.state import FACILITATOR
from tabletop.referee import wording
from tabletop.referee.codes import CauseCode, Code, LedgerCode, TensionCode, TrustCode, Values
from tabletop.referee.wording import names_for, names_in, sentence
from tabletop.table import Table
from tests.cli.command import KOREA, MOVES, tabletop
from tests.play.game import SWAP, at_negotiation
from tests.referee.small import exercise

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
SMALL = exercise()
NAMES = names_in(SMALL)
KINDS = (LedgerCode, TrustCode, TensionCode, CauseCode)
CODES = [one for codes in KINDS for one in get_args(codes)]


def reword(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the wording of every sentence of the referee, keeping its values."""
    tables: list[dict[Any, str]] = [wording.SENTENCES, wording.REASONS, wording.PHRASES]
    for table in tables:
        for key, text in list(table.items()):
            fields = " ".join(f"{{{one[1]}}}" for one in string.Formatter().parse(text) if one[1])
            monkeypatch.setitem(table, key, f"<{key}> {fields}")


@pytest.fixture
def reworded(monkeypatch: pytest.MonkeyPatch) -> None:
    reword(monkeypatch)


def test_every_code_has_its_sentence_and_no_sentence_is_without_a_code() -> None:
    assert sorted(wording.SENTENCES) == sorted(CODES)
    assert set(wording.REASONS) <= set(get_args(LedgerCode))


@pytest.mark.parametrize("code", CODES)
def test_a_line_of_a_damaged_transcript_breaks_no_screen(code: Code) -> None:
    odd: list[Values] = [
        {},
        {"share": "much", "done": "half", "delegations": "nobody", "option": 3, "idle": "x"},
        {"done": 0.5, "broken": True, "issue": "nowhere", "option": "{0}", "reason": "{who.x}"},
        {"done": float("nan"), "urgency": float("inf"), "since": -1, "delay": 0, "fade": 2.0},
    ]
    for values in odd:
        assert isinstance(sentence(code, values, NAMES, "no-such-thing"), str)


def test_braces_in_typed_words_stay_what_they_are() -> None:
    told = sentence("adjusted", {"reason": "{share} {0} %s"}, NAMES)
    assert told == "Adjusted by the facilitator: {share} {0} %s"


def test_a_seat_is_given_no_interaction_that_is_worth_nothing_to_it() -> None:
    felt = next(one for one in SMALL.interactions if set(one.points) != set(NAMES.delegations))
    out = next(one for one in NAMES.delegations if one not in felt.points)
    assert felt.id not in names_for(SMALL, [out]).interactions
    assert felt.id in names_for(SMALL, list(felt.points)).interactions
    assert names_for(SMALL, NAMES.delegations) == NAMES


def test_the_referee_and_the_table_hold_no_words_of_their_own(reworded: None) -> None:
    game = at_negotiation()
    game.do("bravo", "statement", tone="hostile", text="No.")
    game.offer("alfa", "bravo", **SWAP)
    game.to("ruling")
    names = names_in(game.exercise)
    lines = game.state.scores["alfa"].ledger
    assert [line.told(names)[:9] for line in lines] == ["<joint> T", "<reason> ", "<reason> "]
    assert all(line.told(names).startswith("<") for line in game.state.climates[-1].trust_lines)


def test_rewording_every_sentence_leaves_the_samples_sound(
    reworded: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in sorted(TRANSCRIPTS.glob("*.toml")):
        assert tabletop(capsys, "verify", path).code == 0


def test_a_game_played_in_other_words_is_the_same_game(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "game.toml"
    moves = ("play", KOREA, "--moves", MOVES / "promise-renewed.toml", "--transcript", path)
    assert tabletop(capsys, *moves).code == 0
    before = tabletop(capsys, "replay", path, "--plain").out
    events = read_transcript(path).events
    reword(monkeypatch)
    assert tabletop(capsys, "verify", path).code == 0
    assert read_transcript(path).events == events
    after = tabletop(capsys, "replay", path, "--plain").out
    assert "<half>" in after or "<performed>" in after
    assert "for how far you can rely on" in before
    assert "for how far you can rely on" not in after


def test_a_new_transcript_holds_codes_and_no_sentence(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    with Table.create(find_exercise(KOREA).read_text(encoding="utf-8"), where=path) as table:
        for one in table.exercise.delegations:
            table.submit(Assign(by=FACILITATOR, seat=one.id, delegation=one.id))
        while table.state.stage != "ruling":
            table.submit(Advance(by=FACILITATOR))
    events = path.read_text(encoding="utf-8").split("# saved to event 0", 1)[1]
    assert 'code = "walk-away"' in events
    assert "because" not in events
    assert "No agreement" not in events
