"""A game at one keyboard, through its screens: what people see, and what reaches the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.play.actions import DeliverInject, Hold, TableOffer, Undo
from tabletop.play.state import FACILITATOR
from tabletop.screens.kit.theme import WIDE
from tabletop.table import Table
from tests.screens.keyboard import SECRETS, SMALL, Watch, app_of, full_disk, guide
from tests.screens.rivers import HEADS, PEOPLE, advanced, briefed, ready, seated
from tests.screens.watching import introduced, press, read_on, see, text_of, until


async def test_every_delegation_reads_its_own_brief_and_nobody_elses() -> None:
    table = seated()
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await introduced(pilot)
        for at, one in enumerate(HEADS):
            name = table.view(None).party(one).name
            await see(pilot, f"{PEOPLE[one]}, for {name}", "please look away")
            assert not any(secret in text_of(app) for secret in SECRETS)
            await press(pilot, "enter", "2")
            await see(pilot, SECRETS[at])
            assert [secret in text_of(app) for secret in SECRETS].count(True) == 1
            await press(pilot, "3")
            await see(pilot, "walk-away")
            await read_on(pilot)
        await see(pilot, "ROUND 1 OF 3", "Water enough.")
        assert table.state.stage == "situation"


async def test_another_delegation_may_come_to_the_keyboard_first() -> None:
    table = seated()
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await introduced(pilot)
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "3")
        await see(pilot, "지민, for The mill")
        await press(pilot, "enter", "2")
        await see(pilot, "Any water will do.")
        assert table.state.seats["mill"].present


async def test_a_click_on_its_line_calls_a_delegation() -> None:
    app = app_of(seated())
    async with app.run_test(size=SMALL) as pilot:
        await introduced(pilot)
        await see(pilot, "Anna, for Upper Town")
        rows = list(app.screen.query("ChairRow"))
        await pilot.click(rows[1])
        await see(pilot, "Ben, for Lower Town")


async def test_the_situation_is_read_together_and_private_news_alone() -> None:
    table = advanced(briefed(), "situation", round_number=2)
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "JULY · ROUND 2 OF 3", "The dry weeks")
        assert "No rain" not in text_of(app)
        await press(pilot, "enter")
        await see(pilot, "to read news for its eyes only")
        assert table.state.ready == {"mill"}
        await press(pilot, "enter")
        await see(pilot, "FOR YOUR EYES ONLY", "The ruling of round 1".upper())
        await press(pilot, "enter")
        await see(pilot, "FOR UPPER TOWN AND LOWER TOWN ONLY", "The river is down to a third.")
        await press(pilot, "enter")
        await see(pilot, "Ben, for Lower Town")
        await press(pilot, "enter", "enter", "enter")
        await until(pilot, lambda: table.state.stage == "caucus", "the caucus")


async def test_news_interrupted_by_an_inject_taken_back_is_read_all_the_same() -> None:
    table = advanced(briefed(), "situation", round_number=2)
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "The dry weeks")
        await press(pilot, "enter")
        await see(pilot, "Anna, for Upper Town", "to read news for its eyes only")
        await press(pilot, "enter")
        await see(pilot, "The ruling of round 1".upper())
        await press(pilot, "enter")
        await see(pilot, "The river is down to a third.")
        rumour = DeliverInject(by=FACILITATOR, title="Rumour", text="Gone.", to=("upper",))
        guide(app)._facilitated(rumour)
        await see(pilot, "Anna, for Upper Town", "to read news for its eyes only")
        guide(app)._facilitated(Undo(by=FACILITATOR))
        await see(pilot, "Anna, for Upper Town", "to read news for its eyes only")
        await press(pilot, "enter")
        await see(pilot, "FOR UPPER TOWN AND LOWER TOWN ONLY", "The river is down to a third.")
        assert "Gone." not in text_of(app)


async def test_a_ruling_interrupted_before_it_was_read_is_still_to_be_read() -> None:
    table = advanced(briefed(), "negotiation", round_number=2)
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "enter")
        await see(pilot, "The ruling of round 1".upper())
        guide(app)._facilitated(DeliverInject(by=FACILITATOR, title="One", text="More."))
        await see(pilot, "NEWS", "More.")
        await press(pilot, "enter")
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "enter")
        await see(pilot, "The ruling of round 1".upper())


async def test_a_ruling_is_revealed_line_by_line_and_then_the_round_ends() -> None:
    table = advanced(briefed(), "ruling")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "THE RULING OF ROUND 1", "· · ·")
        await press(pilot, "enter")
        await see(pilot, "Nothing was agreed")
        assert "+3.0" not in text_of(app)
        await press(pilot, "enter")
        await see(pilot, "+3.0", "without an agreement")
        await press(pilot, "2")
        await see(pilot, "Ben, for Lower Town")
        await press(pilot, "enter")
        await see(pilot, "FOR YOUR EYES ONLY", "How far your delegation trusts")
        await press(pilot, "enter")
        await see(pilot, "THE RULING OF ROUND 1", "+3.0")
        await press(pilot, "enter")
        await until(pilot, lambda: table.state.round == 2, "round 2")


async def test_a_held_ruling_stays_on_the_screen_until_the_facilitator_goes_on() -> None:
    table = advanced(briefed(), "ruling")
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await see(pilot, "THE RULING OF ROUND 1")
        await press(pilot, "f10", "h", "enter")
        await press(pilot, "a")
        await see(pilot, "Held for discussion. The facilitator goes on: F10, N, Enter.")
        await press(pilot, "enter", "enter")
        await see(pilot, "The ruling is held for discussion.", "ruling held")
        assert table.state.round == 1
        await press(pilot, "f10", "n", "enter")
        await until(pilot, lambda: table.state.round == 2, "round 2")


async def test_a_hold_taken_back_lets_the_ruling_that_was_read_pass() -> None:
    table = advanced(briefed(), "ruling")
    table.submit(Hold(by=FACILITATOR))
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "a")
        await see(pilot, "Held for discussion.")
        await press(pilot, "2", "enter", "enter")
        await see(pilot, "Held for discussion.")
        await press(pilot, "f10")
        await see(pilot, "Stop holding rulings")
        await press(pilot, "h", "enter")
        await see(pilot, "What it means for each", "+3.0")
        await press(pilot, "enter")
        await until(pilot, lambda: table.state.round == 2, "round 2")


@pytest.mark.slow
async def test_the_game_ends_with_its_ending_and_an_open_debrief() -> None:
    table = advanced(briefed(), "ruling", round_number=3)
    ready(table)
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "HOW IT ENDS", "Dust")
        await press(pilot, "enter")
        await see(pilot, "Round by round", "Nothing was moved")
        await press(pilot, "2")
        await see(pilot, "The dam leaks.")
        await press(pilot, "right")
        await see(pilot, "Thirsty by")
        await press(pilot, "3")
        await see(pilot, "“you” is the delegation it belongs to")
        await press(pilot, "4")
        await see(pilot, "When did it turn?")
        await press(pilot, *"Late", "ctrl+s")
        answers = [(one.delegation, one.value) for one in table.state.answers]
        assert answers == [("upper", "Late")]
        await press(pilot, "pagedown")
        await see(pilot, "Was it fair?")
        await press(pilot, "right", "right")
        assert [one.value for one in table.state.answers] == ["Late", 1, 2]
        await press(pilot, "escape", "5")
        await see(pilot, "rivers.toml")
        await press(pilot, "q")
    assert app.return_value == 0


async def test_a_click_on_another_section_of_the_debrief_types_nothing_into_an_answer() -> None:
    table = advanced(briefed(), "ruling", round_number=3)
    ready(table)
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "HOW IT ENDS")
        await press(pilot, "enter")
        await see(pilot, "Round by round")
        await press(pilot, "4", *"Late")
        await see(pilot, "When did it turn?", "Late")
        await pilot.click("Tabs", offset=(len("   1 Outcome   2"), 1))
        await see(pilot, "The dam leaks.")
        assert [one.value for one in table.state.answers] == ["Late"]


@pytest.mark.slow
async def test_an_answer_has_several_lines_and_is_there_to_be_read_again() -> None:
    table = advanced(briefed(), "ruling", round_number=3)
    ready(table)
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "HOW IT ENDS")
        await press(pilot, "enter")
        await see(pilot, "Round by round")
        await press(pilot, "4", *"In 2 of 3", "enter", *"rounds", "pagedown")
        await see(pilot, "Was it fair?")
        assert [one.value for one in table.state.answers] == ["In 2 of 3\nrounds"]
        await press(pilot, "4")
        assert [one.value for one in table.state.answers][1:] == [4], "a digit is the rating"
        await press(pilot, "pageup")
        await see(pilot, "When did it turn?", "In 2 of 3", "rounds")


async def test_help_says_what_to_do_now_and_lists_the_keys_of_this_page() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "question_mark")
        await see(pilot, "Now: Negotiation", "This screen", "Nothing secret")
        await press(pilot, "escape")
        await see(pilot, "Anna, for Upper Town")


async def test_a_key_changes_the_look_and_back() -> None:
    app = app_of(seated())
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f8")
        assert app.theme == "paper"
        await press(pilot, "f8")
        assert app.theme == "ink"


async def test_every_key_of_the_page_is_in_the_palette() -> None:
    app = app_of(seated())
    async with app.run_test(size=SMALL) as pilot:
        await introduced(pilot)
        await see(pilot, "Anna, for Upper Town")
        named = {command.title for command in app.get_system_commands(app.screen)}
    assert {"Only I can see the screen", "Help", "Facilitator", "Dark or light", "Leave"} <= named


async def test_when_a_phase_runs_out_of_time_the_game_goes_on() -> None:
    watch = Watch()
    table = advanced(briefed(clocks=True, now=watch), "caucus")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "caucus 01:00")
        watch.pass_by(15)
        guide(app).tick()
        await see(pilot, "caucus 00:45")
        watch.pass_by(45)
        guide(app).tick()
        await see(pilot, "Time is up", "The clock of the caucus has run out.")
        await press(pilot, "enter")
        await see(pilot, "negotiation 05:00", "Anna, for Upper Town")


async def test_the_phase_that_ran_out_is_named_although_the_table_went_on_before() -> None:
    watch = Watch()
    table = advanced(briefed(clocks=True, now=watch), "caucus")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "caucus 01:00")
        watch.pass_by(60)
        table.tick()
        guide(app).tick()
        await see(pilot, "Time is up", "The clock of the caucus has run out.")


@pytest.mark.linux("a limit stands for a full disk")
async def test_when_nothing_can_be_saved_it_says_so_and_goes_on_when_it_can(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rivers.toml"
    table = advanced(briefed(where=path), "ruling")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "THE RULING")
        await press(pilot, "a")
        with full_disk(path):
            await press(pilot, "enter")
            await see(pilot, "Your move could not be saved", "nothing is lost")
            await press(pilot, "r")
            await see(pilot, "Your move could not be saved")
        assert table.state.round == 1
        await press(pilot, "r")
        await see(pilot, "ROUND 2 OF 3")
    assert Table.resume(path).state.round == 2


@pytest.mark.slow
async def test_a_table_is_resumed_with_whose_turn_it_was(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    app = app_of(seated(where=path))
    async with app.run_test(size=SMALL) as pilot:
        await introduced(pilot)
        await press(pilot, "enter", "3")
        await see(pilot, "walk-away")
        await read_on(pilot)
        await see(pilot, "Ben, for Lower Town")
        await press(pilot, "enter")
        await see(pilot, "What everybody knows")
        await press(pilot, "ctrl+q")
    again = app_of(Table.resume(path))
    async with again.run_test(size=SMALL) as pilot:
        await see(pilot, "Ben, for Lower Town", "to read its brief")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_a_wide_terminal_shows_both_briefs_side_by_side(size: tuple[int, int]) -> None:
    app = app_of(seated())
    async with app.run_test(size=size) as pilot:
        await introduced(pilot)
        await see(pilot, "Only I can see the screen", "F10 Facilitator")
        await press(pilot, "enter")
        await see(pilot, "Upstream, and proud of its dam.", "Read on")
        if size[0] >= WIDE:
            await see(pilot, "Upstream, and proud of its dam.", "The dam leaks.")
        else:
            assert "The dam leaks." not in text_of(app)


async def test_whoever_signed_is_told_that_it_was_their_signature_that_was_taken_back() -> None:
    table = advanced(briefed(), "negotiation")
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="lower", to=("upper",), package=package))
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "1", "enter")
        await see(pilot, "Upper Town")
        await press(pilot, "s", "enter")
        await until(pilot, lambda: "upper" in table.state.offers["O1"].signed)
        await press(pilot, "f10", "u", "enter", "enter")
        await until(pilot, lambda: "upper" not in table.state.offers["O1"].signed)
        await until(pilot, lambda: app._notifications)
        said = [*app._notifications][-1].message
        assert "Upper Town signs O1" in said
        assert "not everybody" not in said
