"""A page that closes only once, however fast the key that closes it is repeated."""

from __future__ import annotations

from typing import Any
from weakref import ref

from textual.await_complete import AwaitComplete
from textual.screen import Screen


def goes_once(screen: Screen[Any]) -> None:
    """A second dismissal would take the page below away."""
    # Not by its name: a page that led to itself would outlive its end.
    named = ref(screen)

    def once(result: Any = None) -> AwaitComplete:
        page = named()
        if page is None or page not in page.app.screen_stack:
            return AwaitComplete()
        return type(page).dismiss(page, result)

    screen.dismiss = once  # type: ignore[method-assign]
