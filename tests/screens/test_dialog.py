"""Questions over a page, however narrow the screen."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.dialog import Ask
from tests.screens.watching import see, until


@pytest.mark.parametrize(("yes", "stacked"), [("Yes", False), ("Put it to the vote of all", True)])
async def test_an_answer_that_a_phone_would_cut_goes_below_the_other(
    yes: str, stacked: bool
) -> None:
    app = TabletopApp()
    async with app.run_test(size=(50, 40)) as pilot:
        await app.push_screen(Ask("Sure?", "It can't be taken back.", yes, "Not yet", final=True))
        await see(pilot, "Not yet (Enter)", f"{yes} (Y)")
        first, second = app.screen.query(Button)
        await until(pilot, lambda: (second.region.y > first.region.y) == stacked)
        assert app.screen.region.contains_region(second.region)
