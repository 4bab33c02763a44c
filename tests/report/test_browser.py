"""The report in a real browser: offline, by keyboard, on paper, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tabletop.report.table.facts import facts_of
from tabletop.report.table.page import report_page
from tests.report.browsing import opened
from tests.report.games import HOSTILE, PAPER, played, sample, wordy

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a sample game."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_page(sample(PAPER)), encoding="utf-8")
    return path


async def active(page: Page, what: str) -> str:
    found: str = await page.evaluate(f"String(document.activeElement.{what})")
    return found


async def test_the_keyboard_alone_reaches_sections_folds_and_charts(file: Path) -> None:
    async with opened(file) as page:
        await page.keyboard.press("Tab")
        assert await active(page, "className") == "skip"
        await page.keyboard.press("Enter")
        assert await active(page, "id") == "content"
        link = page.locator(".contents a", has_text="What was left on the table")
        await link.press("Enter")
        await expect(page.locator("#left-heading")).to_be_in_viewport()
        fold = page.locator("#outcome details.paper").first
        await fold.locator("summary").press("Enter")
        await expect(fold.locator("table")).to_be_visible()
        stops = await page.evaluate(
            "[...document.querySelectorAll('.chart svg')].map("
            "svg => svg.querySelectorAll('.mark[tabindex=\"0\"]').length)"
        )
        assert set(stops) == {1}


async def test_every_mark_of_a_chart_is_told_to_the_arrow_keys_and_to_the_mouse(
    file: Path,
) -> None:
    async with opened(file) as page:
        marks = page.locator("#chart-tension .mark")
        tip = page.locator("#tip")
        await marks.first.focus()
        count = await marks.count()
        for place in range(count):
            told = await marks.nth(place).get_attribute("aria-label")
            await expect(tip).to_have_text(told or "")
            await page.keyboard.press("ArrowRight")
        await page.keyboard.press("Home")
        await expect(marks.first).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(tip).to_be_hidden()
        await marks.nth(1).hover(force=True)
        await expect(tip).to_be_visible()


async def test_a_teacher_adds_a_line_and_saves_a_copy(file: Path, tmp_path: Path) -> None:
    async with opened(file) as page:
        line = page.get_by_label("What was seen, your line 1")
        await line.click()
        await page.keyboard.type("<b>Talk</b> earlier")
        async with page.expect_download() as waiting:
            await page.locator("#save-copy").press("Enter")
        copy = tmp_path / "copy.html"
        await (await waiting.value).save_as(copy)
    async with opened(copy) as page:
        await expect(page.get_by_label("What was seen, your line 1")).to_have_text(
            "<b>Talk</b> earlier"
        )
        await page.locator("#chart-tension .mark").first.focus()
        await expect(page.locator("#tip")).to_be_visible()


async def test_the_page_follows_the_readers_scheme_and_fits_every_screen(file: Path) -> None:
    async with opened(file) as page:
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
            ground = await page.evaluate("getComputedStyle(document.body).backgroundColor")
            bright = sum(int(part) for part in ground[4:-1].split(",")[:3]) > 3 * 128
            assert bright == (scheme == "light")
        for width in (360, 768, 1280):
            await page.set_viewport_size({"width": width, "height": 800})
            assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_paper_has_the_ledgers_and_not_the_contents(file: Path) -> None:
    async with opened(file, color_scheme="dark") as page:
        await page.emulate_media(media="print")
        await page.evaluate("dispatchEvent(new Event('beforeprint'))")
        await expect(page.locator(".contents")).to_be_hidden()
        await expect(page.locator("#outcome details.paper table").last).to_be_visible()
        assert (
            await page.evaluate("getComputedStyle(document.body).backgroundColor")
            == "rgb(255, 255, 255)"
        )
        await page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert not await page.locator("#outcome details.paper").first.get_attribute("open")
        await page.emulate_media(media=None)
        assert (await page.pdf(format="A4")).startswith(b"%PDF")


async def test_without_scripts_everything_is_there(file: Path) -> None:
    async with opened(file, java_script_enabled=False) as page:
        await expect(page.locator("#improve-heading")).to_be_visible()
        await expect(page.locator("#chart-tension svg")).to_be_visible()
        await expect(page.locator("#save-copy")).to_be_hidden()


async def test_what_players_typed_does_nothing(tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    table = played(tmp_path, wordy(HOSTILE), title=HOSTILE[:100])
    path.write_text(report_page(facts_of(table)), encoding="utf-8")
    async with opened(path) as page:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        await expect(page.locator("#improve-heading")).to_be_visible()
        await expect(page.locator("img")).to_have_count(0)
        assert dialogs == []


async def test_on_paper_a_decisive_moment_goes_on_over_the_page_and_its_words_stay_whole(
    file: Path,
) -> None:
    async with opened(file) as page:
        await page.emulate_media(media="print")
        for of, kept in (("#moments .card", "auto"), ("#moments .card .said", "avoid")):
            one = page.locator(of).first
            assert await one.evaluate("one => getComputedStyle(one).breakInside") == kept


async def test_on_paper_tables_and_their_heads_stay_together_and_dates_on_one_line(
    file: Path,
) -> None:
    async with opened(file) as page:
        await page.emulate_media(media="print")
        kept = await page.evaluate(
            "[...document.querySelectorAll('#outcome details.paper table')].map("
            "table => getComputedStyle(table).breakInside)"
        )
        assert set(kept) == {"avoid"}
        first = await page.evaluate(
            "getComputedStyle(document.querySelector('tbody tr')).breakAfter"
        )
        assert first == "avoid"
        begun = page.locator(".figures div", has_text="Begun").locator("dd")
        assert await begun.evaluate("one => getComputedStyle(one).whiteSpace") == "nowrap"
