"""Report pages in a real browser, opened as a file from disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.host.browser import chromium


@asynccontextmanager
async def opened(file: Path, **context: Any) -> AsyncIterator[Page]:
    """Open the page without a network; assert that it requests nothing and logs no fault."""
    async with chromium() as browser:
        # A page that still glides to what was focused moves away under the pointer.
        context = {"offline": True, "reduced_motion": "reduce", **context}
        page = await (await browser.new_context(**context)).new_page()
        asked, faults = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text))
        await page.goto(file.as_uri())
        yield page
        assert asked == [file.as_uri()]
        assert faults == []
