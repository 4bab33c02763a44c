"""One keyboard for a whole table, with a clock that tests set and a disk that they fill."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.table import Table
from tests.screens.rivers import in_memory

SMALL = (80, 24)
SECRETS = ("The dam leaks.", "Thirsty by \\August.", "Any water will do.")


def app_of(table: Table) -> TabletopApp:
    app = TabletopApp()
    return app.led_by(HotSeat(app, table, in_memory("rivers.toml")))


class Watch:
    """A clock that tests move on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, seconds: int) -> None:
        self.time += timedelta(seconds=seconds)


def guide(app: TabletopApp) -> HotSeat:
    assert isinstance(app._guide, HotSeat)
    return app._guide


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """Limit all files to the transcript's current size."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
