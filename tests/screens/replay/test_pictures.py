"""What a replay looks like: narrow and dark, wide and on paper.

After a change that is meant: pytest tests/screens/replay --snapshot-update, and look.
"""

from __future__ import annotations

import pytest

from tabletop.screens.kit.theme import PAPER
from tests.screens.replay.test_screen import replaying
from tests.screens.test_pictures import Picture, after


def test_a_moment_with_everything_revealed(snap_compare: Picture) -> None:
    run = after(sees=("43 of 155", "O4 from US", "• March halted"))
    assert snap_compare(replaying(at=43), terminal_size=(80, 24), run_before=run)


@pytest.mark.slow
def test_a_moment_as_one_seat_saw_it_on_a_wide_terminal_and_on_paper(
    snap_compare: Picture,
) -> None:
    app = replaying(at=106, eyes="dprk")
    app.theme = PAPER.name
    run = after("2", "3", "down", sees=("as Pyongyang saw it", "worth to Pyongyang", " 25 ┫"))
    assert snap_compare(app, terminal_size=(120, 36), run_before=run)
