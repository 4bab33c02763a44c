"""Both themes are legible: every text colour has contrast on every background it can have."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tabletop.screens.kit.theme import GROUNDS, INK, INKS, PAPER

READABLE = 4.5
"""The contrast that WCAG 2.2 asks of ordinary text at level AA."""


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(getattr(theme, name, None) or theme.variables[name])


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(one: Color) -> float:
    parts = [value / 255 for value in one.rgb]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", [INK, PAPER], ids=lambda theme: theme.name)
def test_text_can_be_read(theme: Theme, ground: str, ink: str) -> None:
    assert contrast(colour(theme, ink), colour(theme, ground)) >= READABLE


@pytest.mark.parametrize("theme", [INK, PAPER], ids=lambda theme: theme.name)
@pytest.mark.parametrize("cursor", ["block-cursor", "block-cursor-blurred"])
def test_what_the_cursor_stands_on_can_be_read(theme: Theme, cursor: str) -> None:
    ground = colour(theme, f"{cursor}-background")
    assert contrast(colour(theme, f"{cursor}-foreground"), ground) >= READABLE


@pytest.mark.parametrize("theme", [INK, PAPER], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", ["foreground", "muted", "accent", "success", "error"])
def test_a_highlighted_line_can_be_read(theme: Theme, ink: str) -> None:
    ground = colour(theme, "block-cursor-blurred-background")
    assert contrast(colour(theme, ink), ground) >= READABLE


def test_the_looks_have_the_same_colours_to_offer() -> None:
    assert set(INK.variables) == set(PAPER.variables)
