"""A byte order mark that an editor adds is no part of a transcript and does no harm."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest

from tabletop.journal.carried import exercise_of
from tabletop.journal.places import located
from tabletop.past import read_transcript
from tabletop.play.actions import Advance
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.cli.command import tabletop
from tests.screens.rivers import advanced, briefed


@pytest.mark.parametrize("line_ends", [b"\n", b"\r\n"])
def test_a_transcript_saved_by_an_editor_is_read_verified_and_resumed(
    line_ends: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "game.toml"
    advanced(briefed(where=path), "caucus").close()
    path.write_bytes(BOM_UTF8 + path.read_bytes().replace(b"\n", line_ends))
    assert exercise_of(located(path)) is not None
    before = len(read_transcript(path).events)
    with Table.resume(path) as table:
        table.submit(Advance(by=FACILITATOR))
        assert table.state.stage == "negotiation"
    assert path.read_bytes().startswith(BOM_UTF8)
    assert len(read_transcript(path).events) == before + 1
    assert tabletop(capsys, "verify", path).code == 0
    said = tabletop(capsys, "replay", "--plain", path)
    assert said.code == 0
    assert "Times are UTC." in said.out


def test_a_torn_tail_behind_a_mark_is_cut_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    advanced(briefed(where=path), "caucus").close()
    whole = BOM_UTF8 + path.read_bytes()
    path.write_bytes(whole + b"\n[[event]]\nseq = 99")
    Table.resume(path).close()
    assert path.read_bytes() == whole
