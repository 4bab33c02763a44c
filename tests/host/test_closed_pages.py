"""A closed page frees its memory at once, also in a busy class."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import ReferenceType, ref

import pytest
from textual.widgets import OptionList

from tabletop.host.admission.lobby import OVERVIEW, PROJECTOR, Attachment, Place
from tabletop.host.runtime import housekeeping
from tabletop.host.runtime.hosted import Hosted
from tabletop.host.runtime.session import Session
from tabletop.host.tables.floor import Floor
from tabletop.host.tables.hall import Hall
from tabletop.screens.table.overlays.inbox import Inbox
from tests.host.far import until
from tests.host.halls import come, hall_in, join
from tests.host.players import negotiating

pytestmark = pytest.mark.slow

F1, F2, ESCAPE, PALETTE = b"\x1bOP", b"\x1bOQ", b"\x1b", b"\x10"
SEAT = (F1, F2, b"m", b"b", b"\r", b"p", b"g", b"l", b"r", PALETTE)
LEADING = (F1, b"n", b"i", b"m", b"u", b"x", b"s", b"c", PALETTE)
WATCHING = (F1, PALETTE)
"""The keys that open a page there."""


@pytest.fixture(autouse=True)
def _frozen_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing that is new be frozen, or `gc.get_objects` would not name it."""
    monkeypatch.setattr(housekeeping, "_RECENT", sys.maxsize)


@contextmanager
def no_collector() -> Iterator[None]:
    """Turn the garbage collector off: what is freed has no references left."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def sitting_at(floor: Floor, place: Place) -> Session:
    """Return the latest screen of a place."""
    return floor._sessions[place][-1]


async def opened_and_closed(app: Hosted, line: Attachment, key: bytes) -> None:
    """Open the page that a key opens, and close it again.

    Fails unless the page is gone although the collector has not run since it was opened.
    """
    depth = len(app.screen_stack)
    await until(lambda: app.screen.is_mounted)
    line.feed(key)
    await until(lambda: len(app.screen_stack) > depth, f"{key!r} should open a page")
    await until(lambda: app.screen.is_mounted)
    kind, page, inside = type(app.screen).__name__, ref(app.screen), ref(app.screen.children[0])
    # Somebody looks at it for a second: from then on only what looks through everything finds it.
    gc.collect(1)
    line.feed(ESCAPE)
    await until(lambda: len(app.screen_stack) == depth, lambda: f"{kind} should close")
    # What a page has begun to search for ends a moment after it.
    await until(lambda: inside() is None and not app.workers and not app._animator._animations)
    await until(lambda: page() is None, f"{kind} stays")


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("a seat", SEAT),
        ("all tables", LEADING),
        ("a table's desk", LEADING),
        ("an observer", WATCHING),
        ("the projector", WATCHING),
    ],
)
async def test_a_page_that_is_closed_is_gone_without_everything_being_looked_through(
    tmp_path: Path, place: str, keys: tuple[bytes, ...]
) -> None:
    async with hall_in(tmp_path) as hall:
        players = await negotiating(hall)
        match place:
            case "a seat":
                where, line = players[0].place, players[0].line
            case "an observer":
                _, line, ticket = await join(hall, "Eve", table="1", role="observer")
                where = ticket.place
            case "the projector":
                where = Place("1", PROJECTOR)
                _, line = await come(hall, where)
            case "a table's desk":
                where = Place("1", "facilitator")
                _, line = await come(hall, where)
            case _:
                where = OVERVIEW
                _, line = await come(hall, where)
        app = sitting_at(hall.floor, where).app
        await until(lambda: app.stands)
        with no_collector():
            for key in keys:
                await opened_and_closed(app, line, key)


async def test_a_screen_that_has_ended_is_collectable(tmp_path: Path) -> None:
    async def come_and_go(hall: Hall, place: Place) -> ReferenceType[Hosted]:
        _, line = await come(hall, place)
        session = sitting_at(hall.floor, place)
        await until(lambda: session.app.stands)
        hall.floor.show_out(place, "Goodbye.")
        await session.ended.wait()
        line.hang_up()
        return ref(session.app)

    async with hall_in(tmp_path) as hall:
        for place in (OVERVIEW, Place("1", PROJECTOR), Place("1", "facilitator")):
            app = await come_and_go(hall, place)
            await until(lambda: gc.collect() >= 0 and app() is None, str(place))  # noqa: B023


async def test_parts_of_widgets_have_styles_when_they_are_drawn_and_follow_the_look(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        players = await negotiating(hall)
        line = players[0].line
        app = hall.floor.session(players[0].place).app
        line.feed(b"m")
        await until(lambda: isinstance(app.screen, Inbox) and app.screen.is_mounted)
        parts = [one for node in app.screen.walk_children() for one in node._component_styles]
        known = [
            one for node in app.screen.walk_children() for one in node._get_component_classes()
        ]
        assert len(parts) < len(known) / 2
        talks = app.screen.query_one(OptionList)
        dark = talks.get_component_styles("option-list--option-highlighted").color
        line.feed(b"\x1b[19~")
        await until(
            lambda: talks.get_component_styles("option-list--option-highlighted").color != dark
        )
