"""Keys are named as on a keyboard, and do what their names say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.app import App
from textual.events import Paste
from textual.widgets import Button, OptionList
from textual.widgets._toast import Toast, ToastHolder

from tabletop.play.actions import MakeStatement, SendMessage, TableOffer
from tabletop.screens.facilitator.menu import ITEMS, FacilitatorMenu
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.pages.help import _keys
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.panels.worth import WorthBar
from tests.screens.keyboard import SMALL, app_of
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, text_of, until


async def test_caps_lock_and_shift_press_the_letters_that_the_bar_shows_large() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "M")
        await see(pilot, "to everybody: write")
        await press(pilot, "M")
        await press(pilot, "escape")
        await see(pilot, "Your draft")
        await press(pilot, "R")
        await see(pilot, "Ready?")


async def test_a_hangul_input_method_that_was_left_on_presses_the_letters_of_its_keys() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "ㄱ")
        await see(pilot, "Ready?")
        await press(pilot, "escape")
        await press(pilot, "ㅡ")
        await see(pilot, "to everybody: write")


async def test_a_paste_of_several_lines_is_whole_in_a_field_of_one_line() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "m")
        await see(pilot, "to everybody: write")
        app.post_message(Paste("first line\nsecond line"))
        await see(pilot, "first line second line")


async def test_help_in_the_facilitators_menu_lists_its_keys_in_upper_case() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=(80, 60)) as pilot:
        await press(pilot, "f10", "f1")
        await see(pilot, "N               End this phase and go on", "X               End the")
        listed = text_of(app).partition("Keys")[2]
        assert not re.search(r"^\W*[a-z] {3,}", listed, re.MULTILINE)


@pytest.mark.parametrize("letter", [one.key for one in ITEMS])
async def test_a_letter_of_the_facilitators_menu_does_nothing_until_enter(letter: str) -> None:
    table = advanced(briefed(), "negotiation")
    app, before = app_of(table), table.state.seq
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "f10", letter)
        menu = app.screen
        assert isinstance(menu, FacilitatorMenu) and table.state.seq == before
        item = next(one for one in ITEMS if one.key == letter)
        if not menu._is_there(item.do):
            return
        if item.do in table.view("facilitator").cannot:
            assert app._notifications
            await press(pilot, "enter")
            assert app.screen is menu and table.state.seq == before, "Enter does nothing else"
            await press(pilot, "down", "enter")
            assert table.state.seq > before, "arrows choose again"
        else:
            lines = menu.query_one(OptionList)
            assert lines.highlighted == lines.get_option_index(item.do)


async def test_a_letter_that_no_line_has_leaves_nothing_chosen_for_enter() -> None:
    table = advanced(briefed(), "negotiation")
    app, before = app_of(table), table.state.seq
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "z", "enter")
        await see(pilot, "The facilitator sees everything")
        assert table.state.seq == before


async def test_no_offer_is_made_in_caucus_and_the_foot_and_the_key_say_so() -> None:
    app = app_of(advanced(briefed(), "caucus"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter", "plus")
        await see(pilot, "Your draft", "R Ready")
        assert "Table it" not in text_of(app)
        await press(pilot, "t")
        await see(pilot, "Offers are made in the negotiation; this is the caucus.")
        await press(pilot, "m")
        await see(pilot, "To the facilitator")
        await press(pilot, "up", "up", "up", "up")
        await see(pilot, "In caucus, messages go only to your own people or")
        assert "TO EVERYBODY" not in text_of(app)


async def test_what_was_taken_back_is_said_and_no_words_that_were_private() -> None:
    table = advanced(briefed(), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        for move, said in (
            (
                MakeStatement(by="lower", tone="neutral", text="Open it."),
                "A statement of Lower Town was taken back",
            ),
            (SendMessage(by="lower", to=("mill",), text="Psst."), "not everybody knew of"),
        ):
            table.submit(move)
            await press(pilot, "f10", "u", "enter", "enter")
            await see(pilot, said)
            assert move.text not in text_of(app)


async def test_ctrl_c_says_in_our_words_how_to_leave() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "ctrl+c")
        await see(pilot, "Ctrl+Q leaves.")
        assert "Do you want to quit" not in text_of(app)


@pytest.mark.slow
async def test_help_names_keys_as_they_stand_on_a_keyboard() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "f1", "end")
        await see(pilot, "Ctrl+Q")
        assert "^" not in text_of(app) and "pgup" not in text_of(app)


async def test_the_hint_names_the_keys_that_work_on_the_offer_under_the_mark() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(TableOffer(by="upper", package={"charter": "signed"}, public=True))
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "O1 yours")
        table.submit(TableOffer(by="lower", package={"charter": "signed"}, public=True))
        app.refresh_page()
        await see(pilot, "O2 asks for your signature: ← and → go there.")
        await press(pilot, "right")
        await see(pilot, "O2 asks for your signature: S signs, X rejects, C counters.")


async def test_the_foot_shows_the_keys_for_issues_and_options() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        foot = text_of(app).splitlines()[-2:]
        assert foot[0].startswith(" ↑↓ Issue  +- Option  T Table it")
        assert "M Messages" in foot[0] and "L Events" in foot[1]


async def test_a_name_that_the_grid_cuts_stands_whole_below_it() -> None:
    table = advanced(briefed(), "negotiation")
    for _ in range(3):
        table.submit(TableOffer(by="lower", package={"charter": "sworn"}, public=True))
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Now", "O3 from", "Your draft")
        grid = app.screen.query_one(Grid)
        assert grid.cut_names(grid.choice) == (("O3 from Lowe", "signed and sworn"),)
        await see(pilot, "signed and swo…", "O3 from Lowe: signed and sworn")


async def test_options_can_be_changed_only_while_one_drafts_and_the_foot_says_so() -> None:
    app = app_of(advanced(briefed(), "decision"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "↑↓ Issue")
        assert "+- Option" not in text_of(app)


async def test_dark_or_light_and_help_also_where_a_form_is_open() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "p")
        await see(pilot, "A public statement")
        dark = app.theme
        await press(pilot, "f8")
        assert app.theme != dark
        await press(pilot, "f1")
        await see(pilot, "A statement is public.")
        await press(pilot, "f1")
        await see(pilot, "A public statement")


async def test_help_lists_no_delegation_that_is_not_there() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=(80, 50)) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "f1", "end")
        await see(pilot, "Delegation 3")
        assert "Delegation 4" not in text_of(app)


async def test_the_facilitators_menu_says_its_reasons_in_full() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10")
        await see(pilot, "D  Open the debrief", "end it first")
        assert "…" not in text_of(app)


async def test_a_notice_leaves_the_head_of_the_grid_in_sight() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(TableOffer(by="lower", package={"charter": "signed"}, public=True))
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "O1 from")
        await press(pilot, "c")
        await see(pilot, "is your draft now", "Issue  ", "below your walk-away")
        assert "Your draft" in text_of(app).splitlines()[3]


@pytest.mark.parametrize("size", [(95, 18), (43, 42), (43, 24), SMALL], ids=str)
async def test_every_key_that_has_no_room_is_a_few_taps_on_more_away(size: tuple[int, int]) -> None:
    table = advanced(briefed(), "negotiation")
    package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
    table.submit(TableOffer(by="lower", to="all", package=package, public=True))
    app = app_of(table)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter")
        await see(pilot, "O1 ")
        bar = app.screen.query_one(KeyBar)
        bar.follow()
        own, shared = bar._keys_now()
        wanted = {one[1] for one in (*own, *shared)}
        found: set[str] = set()
        for _ in range(8):
            await pilot.pause()
            foot = " ".join(text_of(app).splitlines()[bar.region.y :])
            found |= {one for one in wanted if f" {one} " in f"{foot} "}
            assert "Help" in foot
            spot = foot_spot(app, bar, "More")
            if spot is None:
                break
            await pilot.click(KeyBar, offset=spot)
        assert found == wanted
        # What is shown can be pressed where it stands, also behind More.
        while foot_spot(app, bar, "Compare") is None:
            await pilot.click(KeyBar, offset=foot_spot(app, bar, "More") or (0, 0))
            await pilot.pause()
        await pilot.click(KeyBar, offset=foot_spot(app, bar, "Compare") or (0, 0))
        await see(pilot, "Offers side by side")


def foot_spot(app: App[Any], bar: KeyBar, word: str) -> tuple[int, int] | None:
    """Return the position of a word in the bar of keys."""
    for row, line in enumerate(text_of(app).splitlines()[bar.region.y :]):
        if word in line:
            return line.index(word), row
    return None


async def test_a_notice_does_not_outlive_its_page() -> None:
    table = advanced(briefed(), "situation", round_number=2)
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "to read news for its eyes only")
        await press(pilot, "3")
        await see(pilot, "has nothing to do here now")
        await press(pilot, "enter")
        await see(pilot, "FOR YOUR EYES ONLY")
        assert "has nothing to do here now" not in text_of(app)


async def test_notices_leave_no_gap_to_the_next() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=(43, 42), notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        for _ in range(3):
            app.notify("The first of two is longer than a phone is wide, and goes.")
            await see(pilot, "goes.")
            app.clear_notifications()
            app.notify("The second comes.")
            await until(pilot, lambda: [t.region.y for t in app.screen.query(Toast)] == [0])
            await see(pilot, "The second comes.")
            assert len(app.screen.query(ToastHolder)) == 1
            app.clear_notifications()


@pytest.mark.parametrize("size", [SMALL, (43, 42), (95, 18)], ids=["laptop", "upright", "flat"])
async def test_a_notice_stands_once_and_whole_and_lies_over_no_key(
    size: tuple[int, int],
) -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        for _ in range(2):
            app.notify("A sentence that is said twice, and is longer than a phone is wide.")
            await see(pilot, "is said twice", "is wide.")
        await until(pilot, lambda: len(app.screen.query(Toast)) == 1)
        toast, keys = app.screen.query_one(Toast), app.screen.query_one(KeyBar)
        assert toast.region.width == size[0]
        assert not keys.region.overlaps(toast.region)
        head = app.screen.query_one(Masthead)
        # A phone's lies over its head; elsewhere it stands above the worth of the draft.
        worth = app.screen.query_one(WorthBar)
        assert head.region.contains_region(toast.region) or not toast.region.overlaps(worth.region)
        assert (toast.region.y == 0) == (size != SMALL)


async def test_a_key_that_can_do_nothing_now_says_why_when_it_is_pressed() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        for key, why in (
            ("t", "Change something in your draft first."),
            ("s", "No offer is open."),
            ("o", "There is no offer yet."),
            ("D", "Nothing is due from you now."),
        ):
            await press(pilot, key)
            await see(pilot, why)
    app = app_of(advanced(briefed(), "decision"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "R Ready")
        await press(pilot, "plus")
        await see(pilot, "Drafts are for the caucus and the negotiation")


async def test_help_says_what_a_key_does_on_the_page_and_not_only_its_name() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f1", "2")
        await see(pilot, "This screen", "Another delegation")
        assert "PgDn" not in text_of(app), "the page is in sight as a whole"
        await press(pilot, "escape", "enter", "plus", "t")
        await see(pilot, "Your offer")
        app.screen.query_one("#back").focus()
        await until(pilot, lambda: isinstance(app.focused, Button))
        box = app.screen.query_one(Box)
        keys = _keys(app.screen).plain
        assert "Page Down" not in keys
        assert ("Scroll" in keys) == (box.max_scroll_y > 0)
        await pilot.resize_terminal(80, 12)
        await until(pilot, lambda: box.max_scroll_y > 0, "a form longer than the screen")
        told = _keys(app.screen).plain
        assert "PgUp            Scroll back\nPgDn, Space     Scroll\n" in told
