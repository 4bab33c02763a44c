"""A folder belongs to one host at a time, and says how many tables there are."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from rich.text import Text

from tabletop.cli.commands.invitation import card, invitation
from tabletop.errors import TranscriptHeld, UnreadableInput
from tabletop.exercise.loading import read_exercise
from tabletop.host.admission.tokens import Keys
from tabletop.host.server.addresses import FoundAddress, bind, certificate
from tabletop.host.server.hosting import Hosting, Plan, hosting
from tabletop.host.ssh.door import host_key
from tabletop.host.tables.folder import kept_tables, open_tables
from tabletop.host.tables.holding import NOTE, held
from tests.cli.command import tabletop
from tests.host.halls import hall_in
from tests.screens.rivers import SOURCE


def begun(folder: Path, *numbers: int) -> None:
    _, tables = open_tables(SOURCE, folder, [str(one) for one in numbers])
    for one in tables:
        one.close()


def test_fewer_tables_than_the_folder_has_are_refused_and_all_are_resumed_without_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise = tmp_path / "rivers.toml"
    exercise.write_text(SOURCE, encoding="utf-8")
    folder = tmp_path / "hall"
    begun(folder, 1, 2, 12)
    assert kept_tables(folder) == 12
    said = tabletop(capsys, "host", exercise, "--tables", "2", "--transcripts", folder)
    assert said.code == 2
    assert f"{folder} has 12 tables and --tables says 2" in said.err
    assert "--tables 12" in said.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
@pytest.mark.parametrize(
    "name",
    [
        "keys.json",
        "keys.copy.json",
        "keys.json.new",
        "keys.copy.json.new",
        "hosted-by.json",
        "hosted-by.json.new",
    ],
)
@pytest.mark.parametrize("what", ["pipe", "link"])
def test_a_host_waits_for_no_pipe_or_device_that_stands_in_its_folder(
    tmp_path: Path, name: str, what: str
) -> None:
    if what == "pipe":
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).symlink_to("/dev/zero")
    with held(tmp_path):
        try:
            Keys(tmp_path / "keys.json")
        except UnreadableInput as fault:
            assert name == "keys.json"
            assert "not an ordinary file" in fault.sentence and "delete it" in fault.sentence
        else:
            assert name != "keys.json" and (tmp_path / "keys.json").is_file()
        assert json.loads((tmp_path / NOTE).read_text(encoding="utf-8"))["process"] == os.getpid()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
def test_keys_and_certificates_that_are_pipes_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableInput, match="not an ordinary file; give the certificate"):
        certificate(pipe, pipe)
    with pytest.raises(UnreadableInput, match="not an ordinary file; give the host's ssh key"):
        host_key(pipe)


def test_a_folder_without_tables_has_none(tmp_path: Path) -> None:
    assert kept_tables(tmp_path / "none") == 0
    for name in ("table-1.toml.torn", "table-100.toml", "table-0.toml", "table-x.toml"):
        (tmp_path / name).touch()
    assert kept_tables(tmp_path) == 0


def test_two_hosts_on_one_computer_do_not_share_a_folder(tmp_path: Path) -> None:
    with held(tmp_path):
        with (
            pytest.raises(TranscriptHeld, match="hosted already, by another Tabletop"),
            held(tmp_path),
        ):
            pass
        assert (tmp_path / NOTE).exists()
    assert not (tmp_path / NOTE).exists()


def test_another_computers_host_is_named_with_what_to_do(tmp_path: Path) -> None:
    note = {"computer": "lab-7", "which": "another", "since": "2026-11-29T01:00+00:00"}
    (tmp_path / NOTE).write_text(json.dumps(note), encoding="utf-8")
    with (
        pytest.raises(TranscriptHeld, match=r"by the computer 'lab-7' since 2026.*delete"),
        held(tmp_path),
    ):
        pass
    assert json.loads((tmp_path / NOTE).read_text()) == note


@pytest.mark.parametrize("left", [b"", b"[1]", b"{", b"[" * 5_000])
def test_a_damaged_note_keeps_nobody_out(left: bytes, tmp_path: Path) -> None:
    (tmp_path / NOTE).write_bytes(left)
    with held(tmp_path):
        pass


def test_the_note_of_a_killed_host_is_taken_over(tmp_path: Path) -> None:
    with held(tmp_path):
        left = (tmp_path / NOTE).read_bytes()
    (tmp_path / NOTE).write_bytes(left)
    with held(tmp_path):
        pass


@pytest.mark.slow
async def test_a_host_holds_its_folder(tmp_path: Path) -> None:
    def plan() -> Plan:
        sockets: list[socket.socket] = bind(0, lan=False)
        return Plan(read_exercise(SOURCE), SOURCE, tmp_path, 1, tuple(sockets), lan=False, tls=None)

    async with hosting(plan()):
        with pytest.raises(TranscriptHeld):
            async with hosting(plan()):
                pass
    async with hosting(plan()):
        pass


async def test_new_tables_beside_old_ones_of_another_version_are_told(tmp_path: Path) -> None:
    async with hall_in(tmp_path, tables=4) as hall:
        hall.opened_at("http://localhost:8000")
        host = Hosting(
            hall,
            (FoundAddress("http://localhost:8000"),),
            tmp_path,
            2,
            as_begun=(1, 2),
            fresh=(3, 4),
        )
        lines = [Text.from_ansi(one).plain for one in card(host, lan=True, columns=80)]
        noted = next(one for one in invitation(host, lan=True) if one.startswith("note: "))
    assert max(map(len, lines)) <= 80
    assert "Tables 3, 4 are new and begin with it as it is now" in noted
    assert "can't be compared" in noted


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
async def test_a_damaged_table_is_named_and_the_others_of_its_hall_go_on(
    tmp_path: Path, workers: int
) -> None:
    begun(tmp_path, 1, 2, 3)
    damaged = tmp_path / "table-2.toml"
    before = damaged.read_bytes().replace(b"seed = 1", b"seed = 7")
    damaged.write_bytes(before)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        exercise = read_exercise(SOURCE)
        plan = Plan(exercise, SOURCE, tmp_path, 3, (bound,), False, None, workers)
        async with hosting(plan) as host:
            assert sorted(host.hall.tables) == ["1", "3"]
            (left_out,) = host.damaged
            assert left_out.startswith(f"{damaged}:")
            said = [one for one in invitation(host, lan=False) if one.startswith("note: ")]
            assert said == [
                f"note: {left_out}. This table is left out of the hall; the others go on."
            ]
    assert damaged.read_bytes() == before


async def test_a_hall_of_nothing_but_damaged_tables_is_refused(tmp_path: Path) -> None:
    begun(tmp_path, 1)
    (tmp_path / "table-1.toml").write_text("[transcript]\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as bound:
        plan = Plan(read_exercise(SOURCE), SOURCE, tmp_path, 1, (bound,), False, None)
        with pytest.raises(UnreadableInput, match="cut short before its first event"):
            async with hosting(plan):
                raise AssertionError
