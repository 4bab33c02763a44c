"""However a transcript is changed, it is shown or refused in one sentence, without a traceback."""

from __future__ import annotations

import contextlib
import copy
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabletop.cli import main
from tabletop.journal import read_transcript_file
from tests.past.kept import PAPER, rewritten

pytestmark = pytest.mark.slow

CONTENT = PAPER.read_bytes()
RECORDS = read_transcript_file(PAPER).records
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2**62),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(
        ["usa", "all", "O1", "A1", "facilitator", "negotiation", "sentence", "\x1b[2J"]
    ),
    st.lists(st.sampled_from(["usa", "mars"]), max_size=3),
    st.dictionaries(st.sampled_from(["declaration", "x"]), st.just("y"), max_size=2),
)
FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def run(*args: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(one) for one in args])
    return code, out.getvalue(), err.getvalue()


def tried(path: Path, target: Path) -> None:
    """Replay, verify and fork it: each succeeds or fails with one sentence."""
    before = path.read_bytes()
    target.unlink(missing_ok=True)
    for command in (
        ("replay", path, "--plain"),
        ("replay", path, "--plain", "--as", "usa"),
        ("replay", path, "--beside", PAPER),
        ("verify", path),
        ("fork", path, "--at", "40", "-o", target),
    ):
        code, out, err = run(*command)
        assert code in (0, 1, 2), (command, code)
        lines = err.splitlines()
        assert all(one.startswith(("warning: ", "tabletop: ")) for one in lines), err
        assert sum(one.startswith("tabletop: ") for one in lines) == (code == 2), err
        assert "\x1b" not in out + err
        assert command[0] != "verify" or len(out.splitlines()) == 1
        assert (code == 0) == target.exists() or command[0] != "fork"
    if target.exists():
        assert run("replay", target, "--plain")[0] == 0
    assert path.read_bytes() == before


@FEW
@given(data=st.data())
def test_bytes_cut_changed_or_put_in(tmp_path: Path, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(CONTENT)))
    end = data.draw(st.integers(start, min(len(CONTENT), start + 4000)))
    put_in = data.draw(st.one_of(st.binary(max_size=8), st.just(CONTENT[40_000:41_000])))
    path = tmp_path / "a.toml"
    path.write_bytes(CONTENT[:start] + put_in + CONTENT[end:])
    tried(path, tmp_path / "b.toml")


@FEW
@given(data=st.data(), version=st.sampled_from(["0.1.0", "9.0"]))
def test_records_changed_and_chained_anew(
    tmp_path: Path, data: st.DataObject, version: str
) -> None:
    def change(header: dict[str, Any], records: list[dict[str, Any]]) -> None:
        header["transcript"]["tabletop"] = version
        records[:] = copy.deepcopy(records)
        for _ in range(data.draw(st.integers(1, 3))):
            record = data.draw(st.sampled_from(records))
            key = data.draw(st.sampled_from([one for one in record if one not in ("seq", "chain")]))
            value = data.draw(VALUES)
            if value is None:
                del record[key]
            else:
                record[key] = value

    tried(rewritten(tmp_path / "a.toml", change), tmp_path / "b.toml")


@FEW
@given(data=st.data())
def test_events_left_out_or_in_another_order(tmp_path: Path, data: st.DataObject) -> None:
    def change(_: dict[str, Any], records: list[dict[str, Any]]) -> None:
        first = data.draw(st.integers(0, len(records) - 2))
        last = data.draw(st.integers(first + 1, len(records)))
        moved = records[first:last]
        del records[first:last]
        if data.draw(st.booleans()):
            place = data.draw(st.integers(0, len(records)))
            records[place:place] = moved
        records[:] = [{**one, "seq": seq} for seq, one in enumerate(records, 1)]

    tried(rewritten(tmp_path / "a.toml", change), tmp_path / "b.toml")


@pytest.mark.parametrize("size", [0, 1, 3_000, 60_000])
def test_a_file_cut_short(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(CONTENT[:size])
    tried(path, tmp_path / "b.toml")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    code, _, err = run("replay", path, "--plain")
    assert code == 2
    assert "larger than 100 MB" in err
