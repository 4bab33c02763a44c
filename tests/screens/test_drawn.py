"""Widgets that draw their own lines repaint only what differs, and look like Textual's."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.filter import Monochrome
from textual.geometry import Region

from tabletop.screens.kit.drawn import Drawn, DrawnLine
from tabletop.screens.kit.one_line import OneLine
from tests.screens.watching import text_of


class Verse(Drawn):
    """A widget with lines that a test sets."""

    DEFAULT_CSS = "Verse { height: 3; background: $surface; color: $foreground; }"

    def __init__(self, *lines: DrawnLine) -> None:
        super().__init__()
        self.lines = list(lines)
        self.asked: list[int] = []

    def draw(self, y: int) -> DrawnLine:
        self.asked.append(y)
        return self.lines[y] if y < len(self.lines) else ()


class Page(App[None]):
    def __init__(self, verse: Verse) -> None:
        super().__init__()
        self.verse = verse

    def compose(self) -> ComposeResult:
        yield self.verse


def plain(*texts: str) -> Verse:
    return Verse(*([(text, "")] for text in texts))


async def test_only_lines_that_differ_are_painted_again() -> None:
    verse = plain("one", "two", "three")
    app = Page(verse)
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        verse.lines[1] = [("zwei", "")]
        verse.redraw()
        assert verse._repaint_regions == {Region(0, 1, 20, 1)}
        await pilot.pause()
        assert "zwei" in text_of(app)
        verse.redraw()
        assert not verse._repaint_regions


async def test_only_the_lines_that_are_named_are_looked_at() -> None:
    verse = plain("one", "two", "three")
    async with Page(verse).run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        verse.asked.clear()
        verse.redraw(0, 2)
        assert verse.asked == [0, 2]


@pytest.mark.slow
async def test_a_line_may_change_before_it_was_ever_painted() -> None:
    verse = plain("one")
    verse.lines[0] = [("uno", "")]
    verse.redraw()
    app = Page(verse)
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        assert "uno" in text_of(app)


async def test_what_does_not_fit_is_cut_with_an_ellipsis_by_cells() -> None:
    verse = plain(
        "an offer to everybody at the table", "한국전쟁 종전선언 제안", "fits, with spaces      "
    )
    app = Page(verse)
    async with app.run_test(size=(16, 5)) as pilot:
        await pilot.pause()
        first, second, third, *_ = text_of(app).splitlines()
        assert first.rstrip() == " an offer to e…"
        assert second.rstrip() == " 한국전쟁 종전…"
        assert third.rstrip() == " fits, with sp…"
        verse.lines[2] = [("fits just so         ", "")]
        verse.redraw()
        await pilot.pause()
        assert text_of(app).splitlines()[2].rstrip() == " fits just so"


async def test_every_line_is_as_wide_as_the_widget_whatever_is_in_it() -> None:
    verse = Verse([("한", ""), ("글", "bold $accent"), ("", "$muted")], [], [("x" * 50, "")])
    async with Page(verse).run_test(size=(9, 5)) as pilot:
        await pilot.pause()
        for strip in verse.render_lines(Region(0, 0, 9, 3)):
            assert sum(segment.cell_length for segment in strip) == strip.cell_length == 9
        assert [one.cell_length for one in verse.render_lines(Region(2, 0, 4, 3))] == [4, 4, 4]


async def test_another_look_changes_the_colours_of_what_is_drawn() -> None:
    verse = Verse([("gold", "bold $accent")])
    app = Page(verse)
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        dark = list(verse.render_line(0))
        app.theme = "textual-light"
        await pilot.pause()
        light = list(verse.render_line(0))
        assert [one.text for one in dark] == [one.text for one in light]
        assert [one.style for one in dark] != [one.style for one in light]


async def test_a_terminal_without_colours_gets_none() -> None:
    verse = Verse([("gold", "bold $accent")])
    app = Page(verse)
    app._filters = [Monochrome()]
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        for segment in verse.render_line(0):
            assert segment.style is not None
            assert segment.style.color is not None
            red, green, blue = segment.style.color.get_truecolor()
            assert red == green == blue


async def test_a_line_given_two_loses_nothing_where_a_gap_between_its_pieces_is_closed() -> None:
    class Two(App[None]):
        CSS = "OneLine { height: 2; }"

        def compose(self) -> ComposeResult:
            yield OneLine(("1 new (M)   ", "bold"), ("Washington has 5.6 points (walk-away 3)", ""))

    app = Two()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        told = " ".join(text_of(app).split())
        assert told == "1 new (M) Washington has 5.6 points (walk-away 3)"
