"""Printed text is shown literally: the terminal obeys nothing in it."""

from __future__ import annotations

import pytest

from tabletop.cli.text import harmless


@pytest.mark.parametrize(
    "name",
    [
        "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}",
        "\N{WAVING WHITE FLAG}\ufe0f\u200d\N{RAINBOW}",
        "\u05d3\u05e0\u05d4",
        "\uff37\uff29\uff24\uff25\u3000\u540d\u524d",
    ],
)
def test_a_name_of_any_script_is_printed_as_it_was_written(name: str) -> None:
    assert harmless(name) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200db", "a\\u200db"),
        ("\N{MAN}\u200d", "\N{MAN}\\u200d"),
        ("\u200d\N{MAN}", "\\u200d\N{MAN}"),
        ("\u202eabc", "\\u202eabc"),
        ("\x1b[2J", "\\x1b[2J"),
    ],
)
def test_what_would_turn_join_or_steer_the_text_is_escaped(text: str, shown: str) -> None:
    assert harmless(text) == shown
