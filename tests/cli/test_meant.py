"""Errors suggest the name that was probably meant; one bad file does not affect the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import KOREA, tabletop, write_moves

GAME = Path(__file__).parents[2] / "transcripts" / "middle-ground.toml"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("scor", KOREA), "score"),
        (("score", KOREA, "--rond", "2"), "--round"),
        (("score", "--rond", "2"), "--round"),
        (("report", str(GAME), "--outptu", "x"), "--output"),
        (("score", KOREA, "declaraton=sentence"), "declaration"),
        (("score", KOREA, "declaration=sentense"), "sentence"),
        (("score", KOREA, "frm=political"), "form"),
        (("score", KOREA, "DECLARATION=sentence"), "declaration"),
        (("score", KOREA, "declaration=SENTENSE"), "sentence"),
        (("score", KOREA, "Joint exercises=planned"), "joint-exercises"),
        (("score", KOREA, "--trust", "usa-drpk=40"), "usa-dprk"),
        (("analyse", KOREA, "--trust", "usa-drpk=40"), "usa-dprk"),
        (("analyse", KOREA, "--plot", "usa,dprj"), "dprk"),
        (("analyse", KOREA, "--sweep", "trust:usa-drpk"), "usa-dprk"),
        (("analyse", KOREA, "--list", "zon"), "zone"),
        (("import", "genus", "a", "b", "-o", "c"), "genius"),
        (("replay", str(GAME), "--plain", "--as", "uas"), "usa"),
        (("report", str(GAME), "-o", "x", "--format", "htlm"), "html"),
        (("check", "korea-end-of-wra"), KOREA),
        (("play", "korea-end-of-wra", "--moves", "-"), KOREA),
        (("host", "korea-end-of-wra"), KOREA),
    ],
)
def test_a_misspelt_name_is_answered_with_the_one_that_was_meant(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], meant: str
) -> None:
    tabletop(capsys, *words).refused(f"did you mean '{meant}'?")


@pytest.mark.parametrize(
    ("move", "meant"),
    [
        ({"by": "uas", "do": "ready"}, "usa"),
        ({"by": "usa", "do": "mesage", "text": "x"}, "message"),
        ({"by": "usa", "do": "message", "to": "dprj", "text": "x"}, "dprk"),
        ({"by": "usa", "do": "message", "txt": "x"}, "text"),
        ({"by": "facilitator", "do": "inject", "id": "north-testss"}, ""),
    ],
)
def test_so_is_one_in_a_file_of_moves(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, move: dict[str, str], meant: str
) -> None:
    file = write_moves(tmp_path / "m.toml", {"by": "facilitator", "do": "advance"}, move)
    said = tabletop(capsys, "play", KOREA, "--moves", file)
    assert said.code == 1
    assert (f"did you mean '{meant}'?" if meant else "there is no inject") in said.err


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_file_that_is_missing_spoils_no_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    right = GAME if command == "verify" else KOREA
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[transcript]\n" if command == "verify" else "format = 1\n")
    said = tabletop(capsys, command, "gone.toml", right, wrong, tmp_path)
    assert said.code == 2
    assert said.err.startswith("gone.toml: there is no such file")
    assert len(said.err.splitlines()) == 2
    assert f"{right}: " in said.out
    assert f"{wrong}:" in said.out
    assert tabletop(capsys, command, right, wrong).code == 1
    assert tabletop(capsys, command, right, "gone.toml").code == 2
    assert tabletop(capsys, command, right, right).code == 0


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("analyse", KOREA, "--round", "two"), "--round"),
        (("analyse", KOREA, "--sample", "1e3"), "--sample"),
        (("host", KOREA, "--port", "9" * 5000), "--port"),
        (("replay", str(GAME), "--at", ""), "--at"),
    ],
)
def test_what_is_no_number_is_told_in_plain_words(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], option: str
) -> None:
    said = tabletop(capsys, *words)
    said.refused(f"argument {option}: ", "is not a whole number")
    assert len(said.err) < 300
