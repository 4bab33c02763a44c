"""The comparison in a real browser: by keyboard, without a network, and without scripts too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tabletop.referee.outcomes.yardstick import Yardstick
from tabletop.report.classroom.comparison import compare
from tabletop.report.classroom.page import class_page
from tests.report.browsing import opened
from tests.report.classes import facts, four_tables, loaf, loaf_class

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small class."""
    hostile = facts("<img src=x onerror=document.title='owned'>", 5, 5, messages=40)
    many = [facts(f"table {n}", 3 + n / 10, 4, messages=n) for n in range(1, 12)]
    group = loaf_class(*four_tables(), hostile, *many)
    path = tmp_path_factory.mktemp("class") / "class.html"
    found = compare(group, Yardstick(loaf()))
    path.write_text(class_page(found, linked=True), encoding="utf-8")
    return path


async def column(page: Page, place: int) -> list[str]:
    cells = page.locator(f"table.sortable tbody tr > :nth-child({place})")
    return [text.strip() for text in await cells.all_inner_texts()]


async def test_a_table_is_sorted_by_keyboard_alone(file: Path) -> None:
    async with opened(file) as page:
        heading = page.locator("table.sortable th", has_text="Messages")
        place = 1 + await heading.evaluate("cell => cell.cellIndex")
        button = heading.locator("button")
        await button.focus()
        await page.keyboard.press("Enter")
        await expect(heading).to_have_attribute("aria-sort", "ascending")
        numbers = [int(text) for text in await column(page, place)]
        assert numbers == sorted(numbers)
        await page.keyboard.press("Space")
        await expect(heading).to_have_attribute("aria-sort", "descending")
        numbers = [int(text) for text in await column(page, place)]
        assert numbers == sorted(numbers, reverse=True)
        # By name, numbers within names count as numbers.
        await page.locator("table.sortable th button").first.press("Enter")
        names = [name for name in await column(page, 1) if name.startswith("table")]
        assert names[:3] == ["table 1", "table 2", "table 3"]
        assert names[-1] == "table 11"


async def test_tab_and_arrows_reach_every_heading_link_and_mark(file: Path) -> None:
    async with opened(file) as page:
        await page.locator("table.sortable th button").first.focus()
        stops = await page.locator("table.sortable").locator("button, a").count()
        for _ in range(stops - 1):
            await page.keyboard.press("Tab")
        last = "document.activeElement === [...document.querySelectorAll('.sortable a')].at(-1)"
        assert await page.evaluate(last)
        await page.locator("#outcomes-alfa-bravo .mark").first.focus()
        await expect(page.locator("#tip")).to_be_visible()
        told = await page.locator("#tip").inner_text()
        await page.keyboard.press("ArrowRight")
        await expect(page.locator("#tip")).not_to_have_text(told)


async def test_names_do_nothing_and_the_page_is_never_wider_than_the_screen(file: Path) -> None:
    async with opened(file) as page:
        await expect(page.get_by_role("link", name="<img src=x")).to_be_visible()
        assert await page.title() == "The loaf: 16 tables compared"
        assert await page.locator("img").count() == 0
        for width in (360, 768, 1280):
            await page.set_viewport_size({"width": width, "height": 800})
            assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_without_scripts_everything_is_there_to_read(file: Path) -> None:
    async with opened(file, java_script_enabled=False) as page:
        await expect(page.locator("table.sortable tbody tr")).to_have_count(16)
        await expect(page.locator("#outcomes-alfa-bravo")).to_be_visible()
        await expect(page.locator("table.sortable button")).to_have_count(0)


async def test_one_picture_is_shown_at_a_time_and_the_arrows_choose_it(tmp_path: Path) -> None:
    three = loaf(
        delegation=[
            {"id": "alfa", "name": "Alfa", "walk_away": 2},
            {"id": "bravo", "name": "Bravo", "walk_away": 1},
            {"id": "charlie", "name": "Charlie"},
        ]
    )
    tables = []
    for one in four_tables():
        third = replace(one.sides[0], delegation="charlie", value=1.0)
        trust = dict.fromkeys(three.pairs, 50.0)
        tables.append(replace(one, sides=(*one.sides, third), trust=trust, first=None))
    path = tmp_path / "class.html"
    found = compare(loaf_class(*tables, exercise=three), Yardstick(three))
    path.write_text(class_page(found), encoding="utf-8")
    async with opened(path) as page:
        shown = page.locator(".pick > .chart:visible")
        await expect(shown).to_have_attribute("id", "outcomes-alfa-bravo")
        await page.locator("input[type=radio]").first.focus()
        await page.keyboard.press("ArrowDown")
        await expect(shown).to_have_attribute("id", "outcomes-alfa-charlie")
        await expect(shown).to_have_count(1)


async def test_every_heading_of_a_table_has_words_and_every_region_a_name_of_its_own(
    file: Path,
) -> None:
    async with opened(file) as page:
        heads = await page.locator("thead th").all_text_contents()
        assert heads
        assert all(text.strip() for text in heads)
        names = await page.evaluate(
            "[...document.querySelectorAll('[role=region], section')].map(one =>"
            " one.getAttribute('aria-label') ?? one.querySelector('h2').textContent)"
        )
        assert len(names) == len(set(names)), names
