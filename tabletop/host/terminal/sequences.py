"""What a terminal is told before the first screen, after the last, and by nothing in between."""

from __future__ import annotations

PROLOGUE = (
    "\x1b[?1049h"  # the other screen, so that what was there comes back afterwards
    "\x1b[?25l"
    # Clicks, wheel and dragging. Bare movement would be most of what travels, for nothing.
    "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
    "\x1b[?2004h"
    "\x1b[2J"
)
EPILOGUE = "\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[0m\x1b[?25h\x1b[?1049l"
TIDY = "\x1b[?1049h" + EPILOGUE
"""Undoes what a line or a program left that ended without a word. Whether the other screen is open
can't be known; opened and left, it puts the cursor back where it was."""
KEEP_TITLE, TITLE_BACK = "\x1b[22;2t", "\x1b]2;\x07\x1b[23;2t"
"""Before the first title of ours and after the last. No title is better than one of ours, where a
terminal keeps none."""
