"""A hall whose tables are spread over several processes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tabletop.exercise.loading import read_exercise
from tabletop.host.admission.tokens import Keys
from tabletop.host.tables.desk import HallDesk, with_desks
from tabletop.host.tables.floor import Floor
from tabletop.host.tables.folder import KEYS, make_folder, with_reports
from tabletop.host.tables.hall import Hall
from tabletop.host.workers.shard import WorkerOrder, WorkerShard


class ShardedHall(Hall):
    """The overview runs here, table n in worker n modulo `workers`; sockets are in a private
    folder.
    """

    def __init__(
        self,
        source: str,
        folder: Path,
        tables: Sequence[str],
        workers: int,
        *,
        spares: int = 0,
        seed: int = 0,
        clocks: bool = True,
        bots: tuple[str, ...] = (),
        words: tuple[str, ...] = (),
    ) -> None:
        """Raises `FaultyExercise`, `StorageFailed` and `UnreadableInput`."""
        exercise = read_exercise(source)
        make_folder(folder)
        keys = Keys(folder / KEYS)
        workers = min(workers, len(tables))
        self._sockets = Path(tempfile.mkdtemp(prefix="tabletop-"))
        self._workers = [
            WorkerShard(
                exercise,
                WorkerOrder(
                    source,
                    folder,
                    tuple(tables[number::workers]),
                    self._sockets / str(number),
                    keys.code,
                    -(-spares // workers),
                    seed,
                    clocks,
                    bots,
                    len(tables) > 1,
                    words,
                ),
            )
            for number in range(workers)
        ]
        super().__init__(exercise, Floor((), 1), keys, self._workers)
        with_reports(with_desks(self), folder)
        desk = HallDesk(self, lambda place: None)
        for one in self._workers:
            one.answers = {
                "seat": desk.seat,
                "move": desk.move,
                "replace": desk.replace,
                "seat_too": desk.seat_too,
                "remove": desk.remove,
            }

    async def start(self) -> None:
        try:
            await super().start()
        except BaseException:
            await self.close("The host could not open its tables.")
            raise

    async def close(self, reason: str = "The host has closed the hall.") -> None:
        await super().close(reason)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def opened_at(self, address: str) -> None:
        super().opened_at(address)
        for one in self._workers:
            one.tell_address(address)
