"""`tabletop points`: writes a table, applies an edited one, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import KOREA, tabletop


def test_points_go_out_as_a_table_and_come_back_with_what_was_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, new = tmp_path / "points.csv", tmp_path / "new.toml"
    assert tabletop(capsys, "points", KOREA, "-o", table).code == 0
    # As a spreadsheet with decimal commas saves it.
    text = table.read_text(encoding="utf-8").replace("sentence,-3,", 'sentence,"-3,5",')
    table.write_text(
        "\ufeff" + text.replace('"-3,5"', "-3.5").replace(",", ";").replace("-3.5", "-3,5"),
        encoding="utf-8",
    )
    said = tabletop(capsys, "points", KOREA, "--from", table, "-o", new)
    assert said.code == 0
    assert said.out.splitlines() == [str(new), "  declaration sentence: usa -3 -> -3.5"]
    assert tabletop(capsys, "check", new).code == 0
    again = tabletop(capsys, "points", new).out
    assert again == text.replace('"-3,5"', "-3.5")


def test_nothing_that_is_there_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "points.csv"
    table.write_text("mine", encoding="utf-8")
    tabletop(capsys, "points", KOREA, "-o", table).refused("there is a file of that name already")
    assert table.read_text(encoding="utf-8") == "mine"


def test_each_wrong_cell_is_told_in_a_line_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, new = tmp_path / "points.csv", tmp_path / "new.toml"
    table.write_text("issue,option,usa,chn\ndeclaration,sentence,=1+1,x\n", encoding="utf-8")
    said = tabletop(capsys, "points", KOREA, "--from", table, "-o", new)
    assert said.code == 2
    assert said.out == ""
    assert [line.rpartition("points.csv")[2].split(")")[0] for line in said.err.splitlines()] == [
        ":2: C2 (usa",
        ":2: D2 (chn",
    ]
    assert not new.exists()


def test_a_table_that_would_make_the_exercise_faulty_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise, table = tmp_path / "two.toml", tmp_path / "points.csv"
    sound = Path(__file__).parents[1] / "exercise" / "sound.toml"
    exercise.write_text(sound.read_text(encoding="utf-8"), encoding="utf-8")
    rows = tabletop(capsys, "points", exercise).out.splitlines()
    # Without points in any option nor in the form, and with one only in a combination, none are
    # left to the mill.
    kept = [",".join((*row.split(",")[:4], "")) for row in rows[1:]]
    table.write_text("\n".join([rows[0], *kept]), encoding="utf-8")
    said = tabletop(capsys, "points", exercise, "--from", table)
    said.refused("with these points the exercise has a fault", "worth anything to 'mill'")
