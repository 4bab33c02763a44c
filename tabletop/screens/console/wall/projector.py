"""The projector: public information only, large and calm. Nobody has to press a key."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tabletop.play.queries.naming import standstill
from tabletop.play.queries.reveal import PICTURE
from tabletop.play.seen import View
from tabletop.screens.console.wall.hall_scene import hall_scene
from tabletop.screens.console.wall.joining import JOIN_STYLE, JoinCode, join_cards
from tabletop.screens.console.wall.large import large
from tabletop.screens.console.wall.outcomes import class_picture, reached_block, table_picture
from tabletop.screens.console.wall.rostrum import Rostrum
from tabletop.screens.console.wall.scene import Scene, scene_of
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.masthead import HURRY, STAGES, clock_text, meter, where
from tabletop.screens.kit.page import Reading
from tabletop.screens.kit.possible import AskLeft, AskPossible, LeftOnTableText, Worked
from tabletop.seat.desk import Board
from tabletop.seat.port import Port
from tabletop.text.lists import dotted
from tabletop.text.safe import cut, one_line, width

if TYPE_CHECKING:
    from tabletop.play.history.possible import Possible
    from tabletop.referee.outcomes.yardstick import Yardstick

_TALL = 34
"""From this many lines on, how to join and the game in a minute are shown together."""
_TURN = 20
"""Seconds for which each is shown where there is room for one only, and each page of a text."""


class ScenePage(Screen[None]):
    """A scene under a heading, above how to join. Subclasses say which scene."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,space", "scroll(1)", "Scroll", show=False),
        Binding("up", "scroll(-1)", "Scroll back", show=False),
    ]
    HELP = (
        "This screen is for the whole room and shows public things only. It follows the table by "
        "itself; in the debrief the facilitator's **V** says what it shows. The pages of a long "
        "text turn by themselves, and **↓** and **↑** turn them too. **F8** goes from dark "
        "to light. Make the letters larger with the browser's or the terminal's own zoom."
    )
    DEFAULT_CSS = (
        """
    ScenePage #head { dock: top; height: auto; padding: 0 2; background: $surface; }
    ScenePage #head Static { height: auto; }
    ScenePage #phase { width: 1fr; color: $primary; text-style: bold; }
    ScenePage #clock { width: auto; text-style: bold; text-align: right; }
    ScenePage #clock.-hurry { color: $error; }
    ScenePage #large { height: auto; margin: 1 0; }
    ScenePage #stage { height: 1fr; padding: 1 4; align: center top; }
    ScenePage.-wide #stage { padding: 2 4; }
    ScenePage #scene { width: 100%; max-width: 110; height: auto; }
    ScenePage #text { padding: 0 1 0 0; }
    ScenePage #kicker { color: $accent; text-style: bold; height: auto; margin: 0 0 1 0; }
    ScenePage #title { text-style: bold; height: auto; margin: 0 0 1 0; }
    ScenePage #block { height: auto; }
    ScenePage.-lobby #text { margin: 1 0 0 0; }
    ScenePage #asked { height: auto; margin: 1 0 0 0; }
    ScenePage #feed { height: auto; color: $secondary; margin: 1 0 0 0; }
    ScenePage #foot { dock: bottom; height: 1; padding: 0 2; background: $surface; }
    ScenePage .join { margin: 0 0 1 0; }
    ScenePage.-joining #stage { padding: 1 0 0 1; }
    ScenePage.-joining.-wide #stage { padding: 3 4; }
    """
        + JOIN_STYLE
    )

    def __init__(self, address: str, code: str) -> None:
        super().__init__()
        self._address = address
        self._code = code
        self._scene: Scene | None = None
        self._joining = False
        self.telling = False
        """Whether a short screen in the lobby currently shows the game rather than how to join."""

    def compose(self) -> ComposeResult:
        with Vertical(id="head"):
            yield Static(id="where")
            with Horizontal(id="large"):
                yield Static(id="phase")
                yield Static(id="clock")
            yield Static(id="tension")
        with VerticalScroll(id="stage", can_focus=False), Vertical(id="scene"):
            yield from join_cards(self._address, self._code)
            yield from self.above()
            yield Static(id="kicker")
            yield Static(id="title")
            yield Static(id="block")
            yield Reading("", id="text")
            yield Static(id="asked")
            yield Vertical(id="worked")
            yield Static(id="feed")
        yield Static(id="foot")

    def above(self) -> Iterable[Widget]:
        """Yield what stands above every scene."""
        return ()

    async def on_mount(self) -> None:
        # Every second: a longer interval would keep an ended screen's memory for as long.
        self._seconds = 0
        self.set_interval(1, self._second)
        await self._show()

    def _second(self) -> None:
        self._seconds += 1
        if self._seconds % _TURN == 0:
            self.take_turns()

    def take_turns(self) -> None:
        """Alternate between two things that do not fit at once, and turn a long text's pages."""
        self.telling = not self.telling
        self.call_next(self._show)
        stage = self.query_one("#stage", VerticalScroll)
        if stage.scroll_y < stage.max_scroll_y:
            stage.scroll_page_down(animate=False)
        else:
            stage.scroll_home(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        self._scene = None
        self.call_after_refresh(self.refresh_view)

    def refresh_view(self) -> None:
        """Show the current state."""
        self.call_next(self._show)

    async def _show(self) -> None:
        if self.gone():
            return
        cells = max(30, min(106, self.size.width - 12))
        self.tell_head(self.size.width - 4)
        foot = Content.assemble(
            ("join at ", "$muted"),
            (cut(self._address, max(10, self.size.width - 30)), "bold"),
            ("   code ", "$muted"),
            (self._code, "bold $accent"),
        )
        scene = self.scene(cells)
        # Without room for both, how to join and the game alternate, with the address and the code
        # at the foot; once all are here only the game is shown.
        tall = self.size.height >= _TALL
        telling = scene.gathered or (bool(scene.text) and self.telling)
        join = scene.join and (tall or not telling)
        self.query_one("#foot", Static).update(foot)
        self.query_one("#foot").display = not join
        if (scene, join) == (self._scene, self._joining):
            return
        self._joining = join
        moved = self._scene is None or scene.title != self._scene.title
        self._scene = scene
        self.query_one(".join").display = join
        if join:
            self.call_after_refresh(self._fit_code)
        self.set_class(join, "-joining")
        self.set_class(scene.join, "-lobby")
        self._put("kicker", plain(scene.kicker))
        self._put("title", plain("" if join else one_line(scene.title)))
        self._put("block", scene.block)
        self._put("asked", scene.asked)
        self._put("feed", Content("\n").join(self._feed(scene, cells)))
        self.query_one("#text").display = bool(scene.text) and (tall or not join)
        await self.query_one("#text", Reading).put(scene.text)
        await self._work(scene)
        if moved:
            self.query_one("#stage", VerticalScroll).scroll_home(animate=False)
            # Whoever reads has as long for the first page as for each other one.
            self._seconds = 0

    def _fit_code(self) -> None:
        code = self.query_one(JoinCode)
        code.fit(self.size.width - code.region.x)

    def _put(self, id: str, content: Content) -> None:
        block = self.query_one(f"#{id}", Static)
        block.display = bool(content.plain)
        block.update(content)

    def _feed(self, scene: Scene, cells: int) -> Iterable[Content]:
        room = max(1, min(6, self.size.height - 20))
        for one in scene.feed[:room]:
            yield Content.assemble(("· ", "$accent"), cut(one, cells - 2))

    async def _work(self, scene: Scene) -> None:
        box = self.query_one("#worked", Vertical)
        box.display = bool(scene.worked)
        await box.remove_children()
        if scene.worked:
            # A picture gets what the head, the heading, the foot and the margins leave.
            rows = max(12, self.size.height - (8 if self.has_class("-wide") else 6))
            cells = max(30, min(106, self.size.width - 12))
            await box.mount(self.work(scene, cells, rows))

    def work(self, scene: Scene, cells: int, rows: int) -> Static:
        """Return what works out a scene's step and then shows it in a given number of cells and
        rows.

        Raises `NotImplementedError` unless overridden.
        """
        raise NotImplementedError

    def gone(self) -> bool:
        """Return whether this screen is being removed; late results may still reach it."""
        return not self.query("#foot")

    def scene(self, cells: int) -> Scene:
        """Return what to show. Raises `NotImplementedError` unless overridden."""
        raise NotImplementedError

    def tell_head(self, cells: int) -> None:
        """Fill in the lines above the scene. Raises `NotImplementedError` unless overridden."""
        raise NotImplementedError

    def action_scroll(self, by: int) -> None:
        stage = self.query_one("#stage", VerticalScroll)
        if by > 0:
            stage.scroll_page_down(animate=False)
        else:
            stage.scroll_page_up(animate=False)


class Projector(ScenePage):
    """One table's projector. `port` is the public's; `left` says what was left on the table.

    `possible` is the same with the whole outcome space, for a plot of it.
    """

    def __init__(
        self, port: Port, address: str, code: str, left: AskLeft, possible: AskPossible
    ) -> None:
        super().__init__(address, code)
        self._port = port
        self._left = left
        self._ask_possible = possible
        self._possible: tuple[Possible | None] | None = None
        self._one_search = Lock()
        self.shown: View = port.view()

    def above(self) -> Iterable[Widget]:
        if self.shown.has.speakers:
            yield Rostrum(self._port)

    def _second(self) -> None:
        super()._second()
        # A hall paints a clock less often than a room can see it.
        for one in self.query(Rostrum):
            one.tick()

    def scene(self, cells: int) -> Scene:
        for one in self.query(Rostrum):
            one.tell(cells)
        return scene_of(self.shown, cells)

    def work(self, scene: Scene, cells: int, rows: int) -> Static:
        kind, _, pair = scene.worked.partition(":")
        if kind != PICTURE:
            return LeftOnTableText("Of everything there was", lambda: self._left(None))
        view = self.shown
        return Worked(lambda: table_picture(self._looked_through(), view, pair, cells, rows))

    def _looked_through(self) -> Possible | None:
        """Return the whole outcome space, enumerated once for all pairs; called in threads.

        It is kept here and not with the table: it may be large, and this screen goes away.
        """
        with self._one_search:
            if self._possible is None:
                self._possible = (self._ask_possible(),)
            return self._possible[0]

    def refresh_view(self) -> None:
        self.shown = self._port.view()
        super().refresh_view()

    def tick(self) -> None:
        """A second has passed."""
        if not self.gone():
            self._tell_clock()

    def tell_head(self, cells: int) -> None:
        view = self.shown
        stage = STAGES.get(view.stage, view.stage)
        opened = view.round if view.stage not in ("ended", "debrief") else None
        of = f"round {opened.number} of {opened.count}" if opened else ""
        now = dotted(of, one_line(opened.date) if opened else "")
        table = "".join(f"{one} · " for one in where(self.app))
        title = cut(f"{table}{one_line(view.title)}", cells - width(now) - 2)
        gap = " " * max(1, cells - width(title) - width(now))
        head = Content.assemble((title, "bold"), gap, (now, "$secondary"))
        self.query_one("#where", Static).update(head)
        running = view.stage not in ("lobby", "ended", "debrief")
        self.query_one("#large").display = running
        self.query_one("#tension").display = running
        big = large(stage.upper())
        fits = width(big[0]) + 36 <= cells
        small = f"\n{stage.upper()}"
        phase = Content("\n".join(big) if fits else small)
        if not fits and opened is not None:
            phase = Content.assemble(phase, "\n", (one_line(opened.title), "$secondary not bold"))
        self.query_one("#phase", Static).update(phase)
        self._tell_clock()
        bar = max(10, cells - 22)
        full, rest = meter(view.tension, bar)
        colour = "$error" if view.tension >= view.crisis_at else "$accent"
        crisis = " CRISIS" if view.tension >= view.crisis_at else ""
        tension = Content.assemble(
            ("tension ", "$muted"),
            (full, colour),
            (rest, "$faint"),
            (f" {view.tension:.0f}{crisis}", "bold"),
        )
        if not view.has.climate:
            tension = Content("")
        stands = standstill(view.clock.why, view.clock.missed)
        if stands:
            told = cut(f"Paused: {stands}.", cells)
            before = (tension, "\n") if view.has.climate else ()
            tension = Content.assemble(*before, (told, "bold $accent"))
        self.query_one("#tension", Static).update(tension)

    def _tell_clock(self) -> None:
        clock = self.query_one("#clock", Static)
        left = self._port.remaining()
        paused = self.shown.clock.paused is not None
        word = "PAUSED" if paused else "HELD" if self.shown.held else ""
        clock.display = left is not None or bool(word)
        clock.set_class(left is not None and left <= HURRY and not word, "-hurry")
        # The word goes below the time, so that nobody takes it for a running clock.
        lines = (
            large(word) if left is None else (*large(clock_text(left)), *([word] if word else []))
        )
        text = Content("\n".join(lines))
        if clock.content != text:
            clock.update(text)


class HallProjector(ScenePage):
    """The whole hall's projector: how to join, the tables' progress, and a shared debrief."""

    DEFAULT_CSS = "HallProjector #large, HallProjector #tension { display: none; }"

    def __init__(self, board: Board) -> None:
        super().__init__(board.address, board.join_code)
        self._board = board
        self._yardstick: Yardstick | None = None
        self._one_search = Lock()

    def on_mount(self) -> None:  # type: ignore[override] # Textual calls both
        # No single table ticks here: this screen covers all of them.
        self.set_interval(1, self.refresh_view)

    def scene(self, cells: int) -> Scene:
        return hall_scene(self._board, cells)

    def tell_head(self, cells: int) -> None:
        tables = self._board.tables()
        people = [p for one in tables for p in one.people if p.name]
        right = f"{len(tables)} tables · {sum(p.away is None for p in people)} here"
        title = cut(self._board.title, cells - width(right) - 2)
        gap = " " * max(1, cells - width(title) - width(right))
        head = Content.assemble((title, "bold"), gap, (right, "$secondary"))
        self.query_one("#where", Static).update(head)

    def work(self, scene: Scene, cells: int, rows: int) -> Static:
        kind, _, pair = scene.worked.partition(":")
        exercise = self._board.exercise

        def drawn() -> Content:
            stick = self._measure()
            if kind == PICTURE:
                return class_picture(stick, exercise, scene.outcomes, pair, cells, rows)
            return reached_block(stick, scene.outcomes, cells)

        return Worked(drawn)

    def _measure(self) -> Yardstick | None:
        """Return the class yardstick, computed once; called in threads."""
        from tabletop.referee.outcomes.yardstick import yardstick

        with self._one_search:
            if self._yardstick is None:
                self._yardstick = yardstick(self._board.exercise)
            return self._yardstick
