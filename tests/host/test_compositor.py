"""Partial updates look the same as a full repaint."""

from __future__ import annotations

import asyncio
import random

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Label, Static

from tabletop.host.runtime.compositor import ThriftyCompositor
from tabletop.host.runtime.hosted import Hosted
from tabletop.host.runtime.session import Session
from tests.host.far import PATIENCE, Far


class Layers(Hosted, App[None]):
    """Widgets side by side, overlapping, and scrolled out of sight."""

    CSS = """
    Screen { layers: below above; }
    .row { height: 1; }
    #list { height: 8; border: round $primary; }
    #over { layer: above; offset: 5 3; width: 20; height: 4; background: $panel; }
    #beside { layer: above; offset: 40 1; width: 12; height: 12; }
    """

    def compose(self) -> ComposeResult:
        for n in range(6):
            yield Label(f"row {n}", classes="row")
        with VerticalScroll(id="list"):
            for n in range(30):
                yield Static(f"item {n}")
        yield Static("over all", id="over")
        yield Static("beside", id="beside")


class Ask(ModalScreen[None]):
    """A page through which the one below is seen."""

    CSS = "Ask { align: center middle; } Ask > Static { width: 20; height: 3; }"

    def compose(self) -> ComposeResult:
        yield Static("sure?")


async def anew(session: Session) -> str:
    """Return a full repaint of the screen, once the app has done what was asked."""
    painted: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    compositor = session.app.screen._compositor

    def paint() -> None:
        painted.set_result("\n".join(one.text for one in compositor.render_strips()))

    session.call(lambda: session.app.call_after_refresh(paint))
    return await painted


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
async def test_any_changes_are_painted_as_a_whole_screen_would_be(seed: int) -> None:
    chance = random.Random(seed)
    session = Session(Layers, "layers")
    await session.start((60, 24))
    far = Far(60, 24)
    session.attach(far, (60, 24))
    app = session.app
    assert isinstance(app.screen._compositor, ThriftyCompositor)

    def change() -> None:
        if chance.random() < 0.2:
            if len(app.screen_stack) > 1:
                app.pop_screen()
            else:
                app.push_screen(Ask())
            return
        for _ in range(chance.randint(1, 4)):
            one = chance.choice(list(app.screen.query(Static)))
            one.update(f"changed {chance.randint(0, 99)} " * chance.randint(1, 4))
            for box in app.screen.query(VerticalScroll):
                box.scroll_to(y=chance.randint(0, 20), animate=False)
            for over in app.screen.query("#over"):
                over.display = chance.random() < 0.5

    for _ in range(15):
        session.call(change)
        async with asyncio.timeout(PATIENCE):
            while far.text != await anew(session):  # noqa: ASYNC110 - painting has no event
                await asyncio.sleep(0.005)
    await session.close("over")


def test_strips_of_a_host_share_one_cache_that_keeps_nothing() -> None:
    strip = Strip([Segment("an offer to everybody")])
    assert id(strip._crop_cache) == id(Strip([])._divide_cache)
    assert strip.crop(3, 8).text == strip.crop(3, 8).text == "offer"
    assert len(strip._crop_cache) == 0
