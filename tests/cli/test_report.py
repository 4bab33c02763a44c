"""`tabletop report`: files for a class, and one sentence for whatever can't be reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import tabletop, tabletop_apart

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
MIDDLE, PAPER = TRANSCRIPTS / "middle-ground.toml", TRANSCRIPTS / "piece-of-paper.toml"


def test_a_report_has_a_page_a_text_and_tables_and_says_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = MIDDLE.read_bytes()
    said = tabletop(capsys, "report", MIDDLE, "-o", tmp_path)
    assert (said.code, said.err) == (0, "")
    names = sorted(one.name for one in tmp_path.iterdir())
    tables = ("climate", "events", "ledgers", "offers", "scores")
    assert names == sorted(
        ["middle-ground.html", "middle-ground.md", *(f"middle-ground-{t}.csv" for t in tables)]
    )
    assert sorted(said.out.split()) == sorted(str(tmp_path / name) for name in names)
    assert MIDDLE.read_bytes() == before


def test_formats_are_chosen_and_strange_ones_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert tabletop(capsys, "report", PAPER, "-o", tmp_path, "--format", "md").code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["piece-of-paper.md"]
    tabletop(capsys, "report", PAPER, "-o", tmp_path, "--format", "pdf").refused("pdf", "html")
    tabletop(capsys, "report", PAPER, "-o", tmp_path, "--format", ",").refused("html, md, csv")


def test_a_redacted_report_does_not_tell_the_name_of_its_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    named = tmp_path / "ann-and-ben.toml"
    named.write_bytes(PAPER.read_bytes())
    out = tmp_path / "out"
    assert tabletop(capsys, "report", named, "-o", out, "--redact").code == 0
    assert (out / "table-1.html").exists()
    assert all("ann-and-ben" not in one.read_text(encoding="utf-8") for one in out.iterdir())


def test_what_can_not_be_reported_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    tabletop(capsys, "report", tmp_path / "none.toml", "-o", out).refused("there is no such file")
    cut = tmp_path / "cut.toml"
    cut.write_bytes(PAPER.read_bytes().replace(b"policy has not moved", b"polisy has not moved", 1))
    tabletop(capsys, "report", cut, "-o", out).refused("event 14")
    tabletop(capsys, "report", PAPER, "-o", PAPER).refused("not a folder")
    assert not out.exists()


def test_one_damaged_transcript_among_several_does_not_keep_the_others_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cut = tmp_path / "cut.toml"
    cut.write_bytes(PAPER.read_bytes()[:5000])
    said = tabletop(capsys, "report", cut, MIDDLE, "-o", tmp_path / "out", "--format", "md")
    assert said.code == 2
    assert len(said.err.strip().splitlines()) == 1
    assert str(cut) in said.err
    assert (tmp_path / "out" / "middle-ground.md").exists()


@pytest.mark.slow
def test_a_report_needs_no_terminal_and_loads_no_screen(tmp_path: Path) -> None:
    said = tabletop_apart("report", PAPER, "-o", tmp_path, "--format", "html")
    assert (said.code, said.err) == (0, "")
