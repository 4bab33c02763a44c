"""A preview shows the pages of play, in their order, and nothing that its seat would not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.exercise.loading import read_exercise
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.preview.guide import Previewing
from tabletop.screens.preview.pages import (
    AnyPage,
    BriefPage,
    CardPage,
    TablePage,
    facilitator_pages,
    room_pages,
    seat_pages,
)
from tabletop.screens.preview.plain import plain_lines
from tests.screens.watching import press, read_on, see

SECOND = (Path(__file__).parents[1] / "exercise" / "second.toml").read_text(encoding="utf-8")
EXERCISE = read_exercise(SECOND)
UPPER = EXERCISE.delegation_by_id["upper"]
MAYOR, FINANCE = UPPER.own_roles


def pages_of(delegation: str) -> list[AnyPage]:
    return seat_pages(SECOND, EXERCISE, EXERCISE.delegation_by_id[delegation], None)


def told(pages: list[AnyPage]) -> str:
    return "\n".join(plain_lines(pages))


def test_a_seat_reads_the_card_its_brief_each_opening_the_table_and_its_decisions() -> None:
    pages = pages_of("upper")
    kinds = [type(one) for one in pages]
    assert kinds == [CardPage, BriefPage, CardPage, TablePage, CardPage, CardPage]
    text = told(pages)
    there = [
        text.index(one)
        for one in (
            *("The game in a minute", "The dam leaks.", "YOUR POINTS", "Nearly broke."),
            *("Spring", "It is dry.", "THE TABLE", "Buy pumps?", "Summer"),
        )
    ]
    assert there == sorted(there)


def test_no_seat_sees_what_another_one_keeps() -> None:
    lower = told(pages_of("lower"))
    assert "Harvest." in lower
    for secret in ("The dam leaks.", "Nearly broke.", "Buy pumps?"):
        assert secret not in lower
    assert "Harvest." not in told(room_pages(SECOND))


def test_a_role_is_seen_beside_its_delegation_and_another_role_is_not() -> None:
    assert "Nearly broke." in told(seat_pages(SECOND, EXERCISE, UPPER, FINANCE))
    assert "Nearly broke." not in told(seat_pages(SECOND, EXERCISE, UPPER, MAYOR))


def test_injects_are_for_the_facilitator_alone() -> None:
    text = told(facilitator_pages(SECOND, EXERCISE))
    assert "Planned: round 2, 2 min after negotiation opens" in text
    assert "Expected: They meet." in text
    for other in (told(pages_of("upper")), told(room_pages(SECOND))):
        assert "They meet." not in other
        assert "No rain." not in other


def test_what_is_asked_of_nobody_so_far_is_told_as_such() -> None:
    asked = SECOND.replace("[[decision]]", "[[decision]]\nwhen = { signed = {} }", 1)
    exercise = read_exercise(asked)
    text = told(seat_pages(asked, exercise, exercise.delegation_by_id["upper"], None))
    assert "ONLY WHERE ITS CONDITION HOLDS · Pumps" in text


async def test_keys_turn_the_pages_and_a_draft_can_be_tried() -> None:
    app = TabletopApp()
    app.led_by(Previewing(app, pages_of("upper")))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "The game in a minute", "preview 1 of 6")
        await press(pilot, "f3")
        await see(pilot, "This is the first.")
        await read_on(pilot)
        await see(pilot, "preview 2 of 6", "What everybody knows")
        await press(pilot, "f4", "f4")
        await see(pilot, "preview 4 of 6", "Your draft")
        await press(pilot, "plus")
        await see(pilot, "5 EUR")
        await press(pilot, "t")
        await see(pilot, "Your offer")
        await press(pilot, "ctrl+s")
        await see(pilot, "This is a preview")
        await press(pilot, "escape")
        await see(pilot, "preview 4 of 6")
        await press(pilot, "f4", "f4", "f4")
        await see(pilot, "preview 6 of 6", "That was the last page")
        await press(pilot, "escape")
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize("seat", ["systems", "executive"])
async def test_where_nothing_is_negotiated_the_table_is_its_decisions(seat: str) -> None:
    from tabletop.exercise.library import find_exercise
    from tabletop.exercise.loading import exercise_source

    source = exercise_source(find_exercise("ransomware-hospital"))
    exercise = read_exercise(source)
    pages = seat_pages(source, exercise, exercise.delegation_by_id[seat], None)
    at = next(at for at, one in enumerate(pages) if isinstance(one, TablePage))
    app = TabletopApp()
    app.led_by(Previewing(app, pages))
    async with app.run_test(size=(100, 30)) as pilot:
        await see(pilot, "The game in a minute")
        for _ in range(at):
            await press(pilot, "f4")
        await see(pilot, f"preview {at + 1} of {len(pages)}")
        own = next(one for one in exercise.decisions if one.by == seat)
        await see(pilot, own.name)
