"""What follows a bullet stays behind it, however narrow the screen."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from tabletop.screens.kit.hung import Hung, hung
from tests.screens.watching import text_of

TEXT = "You bind yourselves to:\n• Dam: opened - yours to carry out\n\nSigned by nobody."


def test_lines_after_the_first_are_indented_behind_the_bullet() -> None:
    assert hung(Content(TEXT), 20).plain.splitlines() == [
        "You bind yourselves",
        "to:",
        "• Dam: opened -",
        "  yours to carry out",
        "",
        "Signed by nobody.",
    ]


@pytest.mark.parametrize("cells", [1, 2, 3, 4, 80])
def test_no_width_loses_a_word(cells: int) -> None:
    kept = "".join(hung(Content(TEXT), cells).plain.split())
    assert kept == "".join(TEXT.split())


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield Hung(Content(TEXT))
        yield Static("below")


async def test_it_follows_the_width_of_the_screen() -> None:
    app = Page()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert "below" in text_of(app).splitlines()[4]
        await pilot.resize_terminal(20, 12)
        await pilot.pause()
        lines = text_of(app).splitlines()
        assert lines[3].rstrip() == "  yours to carry out"
        assert "below" in lines[6]
