"""`tabletop play --moves`: a table without a screen, and the files it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tabletop.table import read_transcript
from tests.cli.command import KOREA, Said, tabletop, tabletop_apart, to_negotiation, write_moves

HELLO = {"by": "usa", "do": "message", "to": "all", "text": "hello"}


def played(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, *moves: dict[str, Any]
) -> tuple[Said, Path]:
    kept = tmp_path / "game.toml"
    file = write_moves(tmp_path / "moves.toml", *moves)
    return tabletop(capsys, "play", KOREA, "--moves", file, "--transcript", kept, "--echo"), kept


def test_every_event_is_echoed_once_and_in_order(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said, kept = played(capsys, tmp_path, *to_negotiation(), HELLO)
    assert said.code == 0
    events = read_transcript(kept).events
    assert said.out.splitlines() == [f"{one.seq} {one.kind}" for one in events]


def test_every_delegation_has_one_seat_named_like_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, kept = played(capsys, tmp_path, HELLO)
    table = read_transcript(kept)
    seats = table.state_at(len(table.events)).seats
    assert {seat: found.delegation for seat, found in seats.items()} == {
        one.id: one.id for one in table.exercise.delegations
    }


def test_an_illegal_move_is_told_recorded_nowhere_and_the_run_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = {"by": "usa", "do": "sign", "offer": "O7"}
    said, kept = played(capsys, tmp_path, *to_negotiation(), bad, HELLO)
    assert said.code == 1
    assert "move 4" in said.err
    assert "O7" in said.err
    kinds = [one.kind for one in read_transcript(kept).events]
    assert "offer.signed" not in kinds
    assert kinds[-1] == "message.sent"


def test_an_existing_transcript_is_resumed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, kept = played(capsys, tmp_path, HELLO)
    before = len(read_transcript(kept).events)
    said, _ = played(capsys, tmp_path, HELLO)
    assert said.code == 0
    assert len(read_transcript(kept).events) == before + 1


def test_moves_arrive_one_by_one_on_standard_input(tmp_path: Path) -> None:
    kept = tmp_path / "game.toml"
    given = (
        '[[move]]\nby = "facilitator"\ndo = "advance"\n\n'
        '[[move]]\nby = "usa"\ndo = "message"\nto = "all"\ntext = """\n[[move]]\n\nnot a move"""\n'
    )
    said = tabletop_apart(
        "play", KOREA, "--moves", "-", "--transcript", kept, "--echo", given=given
    )
    assert (said.code, said.err) == (0, "")
    last = read_transcript(kept).events[-1]
    assert last.kind == "message.sent"
    assert last.text == "[[move]]\n\nnot a move"


OFFER = {
    "by": "rok",
    "do": "offer",
    "to": "all",
    "package": {"declaration": "sentence", "chinese-role": "signs"},
}


@pytest.mark.parametrize(
    ("moves", "word"),
    [
        ([{"by": "mars", "do": "ready"}], "no seat or delegation 'mars'"),
        ([{"by": "usa", "do": "message", "to": "mars", "text": "x"}], "called 'mars'"),
        ([{"by": "usa", "do": "message", "to": "all", "text": "x" * 100_000}], "100,000"),
        ([{"by": "usa", "do": "message", "to": "all", "text": "\x1b[2J"}], "U+001B"),
        ([{"by": "usa", "do": "dance"}], "no move 'dance'"),
        ([{"by": "usa"}], "'do'"),
        ([{"by": "usa", "do": "ready", "loudly": True}], "loudly"),
        ([{"by": "usa", "do": "message", "to": "all", "text": 7}], "text"),
        ([*to_negotiation(), {**OFFER, "package": {"weather": "fine"}}], "weather"),
        ([*to_negotiation(), {**OFFER, "package": {"order": "allies-first"}}], "order"),
        ([*to_negotiation(), {**OFFER, "package": {}}], "as it stands"),
        (
            [
                *to_negotiation(),
                OFFER,
                *({"by": "facilitator", "do": "advance"} for _ in range(5)),
                {"by": "usa", "do": "sign", "offer": "O1"},
            ],
            "lapsed at the end of round 1",
        ),
    ],
)
def test_what_can_not_be_done_gets_one_sentence_and_breaks_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, moves: list[dict[str, Any]], word: str
) -> None:
    if "order" in word:
        moves[-1] = {**OFFER, "package": {"declaration": "sentence", "order": "allies-first"}}
    said, kept = played(capsys, tmp_path, *moves, HELLO)
    assert said.code == 1
    (line,) = said.err.strip().splitlines()
    assert word.lower() in line.lower()
    assert "Traceback" not in line
    assert tabletop(capsys, "verify", kept).code == 0


@pytest.mark.slow
def test_a_move_at_fault_is_told_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = (
        '[[move]]\nby = "facilitator"\ndo = "nota"\n'
        '[[move]]\nby = "facilitator"\ndo = "advance"\nfoo = 1\n'
        '\n[[move]]\nby = "usa"\ndo = "message"\nto = ["rok", 3]\ntext = "x"\n'
        '\n[[move]]\nby = "usa"\ndo = "sign"\noffer = "O7"\n'
    )
    file = tmp_path / "bad.toml"
    file.write_text(text)
    expected = [
        "3:1: move 1: there is no move 'nota'; did you mean 'note'?",
        "7:1: move 2: 'advance' has no field 'foo'; its fields are by, stage, round, lapsing, ",
        "12:14: move 3: 'message': 'to.1' must be a text, not 3",
        "15:1: move 4: ",
    ]
    said = tabletop(capsys, "play", KOREA, "--moves", file)
    assert said.code == 1
    arrived = tabletop_apart("play", KOREA, "--moves", "-", given=text)
    assert arrived.code == 1
    for where, lines in ((str(file), said.err), ("standard input", arrived.err)):
        for line, start in zip(lines.splitlines(), expected, strict=True):
            assert line.startswith(f"{where}:{start}")


SLIPS = {
    "a text that does not end": (
        '[[move]]\nby = "usa"\ndo = "message"\nto = "all"\ntext = """Hello\n\n',
        ("Hello", 'Hello"""'),
        '5:8: not valid TOML: this text does not end; close it with """',
    ),
    "single brackets": (
        '\n[move]\nby = "facilitator"\ndo = "advance"\n\n[[move]]\nby = "usa"\ndo = "ready"\n',
        ("[move]", "[[move]]"),
        "2:1: not valid TOML: [move] is a list of tables; write [[move]] with double brackets",
    ),
}


@pytest.mark.parametrize(("text", "remedy", "told"), SLIPS.values(), ids=SLIPS)
def test_a_file_of_moves_that_is_no_toml_is_right_when_the_advice_is_followed(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    text: str,
    remedy: tuple[str, str],
    told: str,
) -> None:
    file = tmp_path / "slip.toml"
    file.write_text(text)
    said = tabletop(capsys, "play", KOREA, "--moves", file)
    assert said.code == 2
    assert f"{file}:{told}" in said.err
    file.write_text(text.replace(*remedy, 1))
    assert "TOML" not in tabletop(capsys, "play", KOREA, "--moves", file).err


def test_markup_in_a_text_stays_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "[bold red]stop[/] [@click=app.quit]here[/] <b>&amp;</b> =1+1 \\[x]"
    said, kept = played(capsys, tmp_path, {"by": "usa", "do": "message", "to": "all", "text": text})
    assert said.code == 0
    assert text in tabletop(capsys, "replay", kept, "--plain").out


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"[[move]\n", "not valid TOML"),
        (b"move = 3\n", ":1:1: moves are [[move]] tables; write [[move]] with double brackets"),
        (b'\n[move]\nby = "usa"\ndo = "ready"\n', ":2:1: moves are [[move]] tables"),
        (b'hello = "x"\n', "unknown key 'hello'"),
        (b"\xff\xfe", ":1:1: byte 0xff is not UTF-8; save the file as UTF-8"),
        (b'[[move]]\ntext = "caf\xe9"\n', ":2:12: byte 0xe9 is not UTF-8"),
    ],
)
def test_an_unreadable_file_of_moves_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, word: str
) -> None:
    file = tmp_path / "moves.toml"
    file.write_bytes(content)
    tabletop(capsys, "play", KOREA, "--moves", file).refused("moves.toml", word)
    tabletop(capsys, "play", KOREA, "--moves", tmp_path / "none.toml").refused("none.toml")


def test_a_transcript_of_another_exercise_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, kept = played(capsys, tmp_path, HELLO)
    text = (Path(__file__).parents[1] / "exercise" / "sound.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text, encoding="utf-8")
    moves = write_moves(tmp_path / "m.toml", HELLO)
    said = tabletop(capsys, "play", other, "--moves", moves, "--transcript", kept)
    said.refused("is a game of 'korea-end-of-war', not of 'two-rivers'")
