"""A simple text is one widget, and looks as Textual's Markdown does."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from tabletop.screens.kit.light_reading import LightReading, light, reading
from tabletop.screens.kit.page import Reading
from tabletop.screens.pages.help import NOW

BULLETS = (
    "Some *words* that go **on and on** until the line is full and the next one begins,\nand on."
    "\n\n- **One** item that goes on until the line is full, and the next one begins\n- Two"
    "\n\nAfter that [nothing] is markup."
)


class Shown(App[None]):
    CSS = "Reading, LightReading { width: 44; height: auto; }"

    def __init__(self, text: Widget) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield self._text


async def cells(text: Widget) -> list[list[tuple[str, bool, bool]]]:
    """Return each line's characters, and which of them are bold or slanted."""
    app = Shown(text)
    async with app.run_test(size=(50, 14)) as pilot:
        await pilot.pause()
        return [
            [
                (
                    one,
                    bool(piece.style and piece.style.bold),
                    bool(piece.style and piece.style.italic),
                )
                for piece in line
                for one in piece.text
            ]
            for line in app.screen._compositor.render_strips()
        ]


@pytest.mark.parametrize("text", [NOW["negotiation"][1], BULLETS])
async def test_a_simple_text_looks_as_it_does_in_markdown(text: str) -> None:
    simple = reading(text)
    assert isinstance(simple, LightReading)
    assert await cells(simple) == await cells(Reading(text))


@pytest.mark.parametrize(
    "text",
    [
        "# A heading",
        "a `word` of code",
        "1. first\n2. second",
        "- one\n  - in one",
        "- one\n\n  and more of it",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "[a link](https://example.org)",
        "> quoted",
    ],
)
def test_what_is_more_than_paragraphs_and_bullets_stays_markdown(text: str) -> None:
    assert light(text) is None
    assert isinstance(reading(text), Reading)
