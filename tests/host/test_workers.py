"""Tables in worker processes: one hall to everybody, and no table fails with another."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tabletop import Table
from tabletop.errors import NotAllowed, StorageFailed, TranscriptHeld
from tabletop.host.admission.lobby import OVERVIEW, Place
from tabletop.host.tables.folder import table_ids, transcript
from tabletop.host.workers import shard
from tabletop.host.workers.shard import WorkerShard
from tabletop.host.workers.sharding import ShardedHall
from tabletop.host.workers.wire import Peer
from tabletop.play.actions import Advance, SendMessage
from tabletop.play.state import FACILITATOR
from tests.host.far import until
from tests.host.halls import come, join
from tests.screens.rivers import SOURCE

pytestmark = pytest.mark.slow


@asynccontextmanager
async def sharded(folder: Path, tables: int = 2, workers: int = 2) -> AsyncIterator[ShardedHall]:
    hall = ShardedHall(SOURCE, folder, table_ids(tables), workers, clocks=False)
    await hall.start()
    try:
        yield hall
    finally:
        await hall.close()


async def fill(hall: ShardedHall) -> None:
    """Seat somebody in every delegation."""
    while any(one.headless for table in hall.openings() for one in table.delegations):
        await hall.seat("Somebody")


async def test_people_sit_and_play_at_tables_of_several_processes(tmp_path: Path) -> None:
    async with sharded(tmp_path) as hall:
        anna, line, ticket = await join(hall, "Anna")
        jimin, _, other = await join(hall, "지민", table="2", delegation="mill")
        assert (ticket.place, other.place) == (Place("1", "upper"), Place("2", "mill"))
        await until(lambda: "Anna" in anna.text and "지민" in jimin.text)
        assert "Anna" not in jimin.text
        assert [one.delegations[0].people for one in hall.openings()] == [("Anna",), ()]
        line.resize(100, 30)
        anna.resized(100, 30)
        await until(lambda: "Anna" in anna.text)
        await fill(hall)
        assert await hall.submit(["1", "2"], Advance(by=FACILITATOR)) == {}
        await until(lambda: {one.round for one in hall.glances()} == {1})


async def test_a_refusal_comes_back_as_its_sentence_by_table(tmp_path: Path) -> None:
    async with sharded(tmp_path) as hall:
        wish = SendMessage(by=FACILITATOR, to="nobody", text="?")
        assert "nobody" in (await hall.submit(["2"], wish))["2"]
        with pytest.raises(NotAllowed, match="no delegation"):
            await hall.seat("Anna", delegation="nobody")
        with pytest.raises(NotAllowed, match="join again"):
            await come(hall, Place("2", "nobody"))


async def test_somebody_moves_to_a_table_of_another_process_with_the_same_token(
    tmp_path: Path,
) -> None:
    async with sharded(tmp_path) as hall:
        far, _, ticket = await join(hall, "Anna")
        await hall.roster.move("1", "upper", to_table="2", delegation="mill")
        await until(lambda: far.closed)
        assert far.again
        assert hall.place_of(ticket.token) == Place("2", "mill")
        back, _ = await come(hall, Place("2", "mill"))
        await until(lambda: "Anna" in back.text, lambda: back.text)


async def test_the_facilitator_goes_from_all_tables_to_one_in_another_process_and_back(
    tmp_path: Path,
) -> None:
    async with sharded(tmp_path) as hall:
        far, line = await come(hall, OVERVIEW)
        line.go(Place("2", FACILITATOR))  # type: ignore[attr-defined]
        await until(lambda: far.bytes.count(b"\x1b[?1049h") > 1)
        line.go(OVERVIEW)  # type: ignore[attr-defined]
        await until(lambda: far.bytes.count(b"\x1b[?1049h") > 2)
        assert far.closed is None


async def test_a_killed_process_is_started_again_and_its_clients_come_back_to_their_seats(
    tmp_path: Path,
) -> None:
    async with sharded(tmp_path) as hall:
        anna, _, ticket = await join(hall, "Anna")
        jimin, line, _ = await join(hall, "지민", table="2", delegation="mill")
        await until(lambda: "Anna" in anna.text and "지민" in jimin.text)
        await fill(hall)
        await hall.submit(["1"], Advance(by=FACILITATOR))
        killed = _process_of(hall, "1")
        os.kill(killed, signal.SIGKILL)
        await until(lambda: anna.closed)
        assert anna.again
        # A client may hear of it before the hall does, which has no trouble until then.
        its = _shard_of(hall, "1")
        await until(lambda: its.pid not in (killed, None) and not hall.glances()[0].trouble)
        back, _ = await come(hall, ticket.place)
        await until(lambda: "ROUND 1 OF 3" in back.text, lambda: back.text)
        assert hall.glances()[0].round == 1
        assert jimin.closed is None
        line.resize(90, 30)
        jimin.resized(90, 30)
        await until(lambda: "지민" in jimin.text)


def _shard_of(hall: ShardedHall, table: str) -> WorkerShard:
    return next(one for one in hall._workers if table in one.tables)


def _process_of(hall: ShardedHall, table: str) -> int:
    pid = _shard_of(hall, table).pid
    assert pid is not None
    return pid


async def test_when_the_hall_closes_everybody_hears_it_and_the_transcripts_are_free(
    tmp_path: Path,
) -> None:
    async with sharded(tmp_path) as hall:
        far, _, _ = await join(hall, "Anna", table="2")
        await until(lambda: "Anna" in far.text)
    await until(lambda: far.closed)
    assert "closed the hall" in (far.closed or "")
    for table in ("1", "2"):
        Table.resume(transcript(tmp_path, table)).close()


async def test_tables_that_another_process_holds_are_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    Table.create(SOURCE, where=transcript(tmp_path, "2")).close()
    with Table.resume(transcript(tmp_path, "2")):
        hall = ShardedHall(SOURCE, tmp_path, ["1", "2"], 2)
        with pytest.raises(TranscriptHeld, match="table-2"):
            await hall.start()


async def test_a_process_that_cannot_be_started_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    hall = ShardedHall(SOURCE, tmp_path, ["1", "2"], 1)
    with pytest.raises(StorageFailed, match="tables 1, 2 could not be started"):
        await hall.start()


async def test_a_process_that_cannot_be_started_again_yet_is_tried_until_it_can(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with sharded(tmp_path, 1, 1) as hall:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "executable", str(tmp_path / "nothing"))
            os.kill(_process_of(hall, "1"), signal.SIGKILL)
            await until(lambda: "could not be started" in caplog.text)
            assert hall.glances()[0].trouble
        await until(lambda: not hall.glances()[0].trouble)


async def test_whoever_asks_the_other_end_is_answered_whatever_fails_there(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail() -> None:
        secret = "swordfish"
        raise KeyError(secret)

    ours, theirs = socket.socketpair()
    asking = Peer(*await asyncio.open_connection(sock=ours), {}, lambda what, value: None)
    asked = Peer(
        *await asyncio.open_connection(sock=theirs), {"fail": fail}, lambda what, value: None
    )
    running = [asyncio.ensure_future(one.run()) for one in (asking, asked)]
    for what in ("fail", "nothing of that name"):
        with pytest.raises(StorageFailed, match="something failed there"):
            await asking.ask(what)
    assert "'fail' failed: KeyError at test_workers.py" in caplog.text
    assert "swordfish" not in caplog.text
    asking.end()
    await asyncio.gather(*running)


async def test_the_folder_of_a_halls_processes_goes_when_the_hall_is_killed(
    tmp_path: Path,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tabletop", "host", "korea-end-of-war", "--tables", "2"),
        *("--workers", "2", "--port", "0", "--transcripts", str(tmp_path / "hall")),
        stdout=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        await process.stdout.readline()
    assert len(list(temporary.iterdir())) == 1
    process.kill()
    await process.wait()
    await until(lambda: not list(temporary.iterdir()))


async def test_a_line_whose_worker_takes_no_more_keys_ends_and_comes_back_to_a_whole_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with sharded(tmp_path) as hall:
        anna, line, ticket = await join(hall, "Anna")
        await until(lambda: "Anna" in anna.text)
        with monkeypatch.context() as full:
            full.setattr(shard, "MOST_UNREAD", 0)
            assert not line.feed(b"?")
        # Nothing that comes later is taken either: it would be out of order.
        assert not line.feed(b"?")
        await until(lambda: anna.closed is not None)
        assert anna.again
        assert "takes no more keys" in caplog.text
        back, _ = await come(hall, ticket.place)
        await until(lambda: "Anna" in back.text, lambda: back.text)
