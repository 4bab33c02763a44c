"""Control sequences sent before the first screen and after the last, and never in between."""

from __future__ import annotations

PROLOGUE = (
    "\x1b[?1049h"  # the alternate screen, so that what was there comes back afterwards
    "\x1b[?25l"
    # Clicks, wheel and dragging. Plain movement would be most of the traffic, for nothing.
    "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
    "\x1b[?2004h"
    "\x1b[2J"
)
EPILOGUE = "\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[0m\x1b[?25h\x1b[?1049l"
TIDY = "\x1b[?1049h" + EPILOGUE
"""Undoes what a connection or a program left behind when it ended abruptly. Whether the alternate
screen is open can't be known; opening and leaving it puts the cursor back where it was.
"""
KEEP_TITLE, TITLE_BACK = "\x1b[22;2t", "\x1b]2;\x07\x1b[23;2t"
"""Save and restore the window's title. A terminal that can't save one gets an empty title in the
end rather than ours.
"""
