"""Making a move without the page standing still until a disk has it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tabletop.screens.kit.content import plain
from tabletop.text.safe import told_why

if TYPE_CHECKING:
    from tabletop.play.actions import AnyAction
    from tabletop.seat.port import Port

MakesMove = Coroutine[Any, Any, None]


class CarriesOut(Protocol):
    """The program that a page is one of: it knows whether moves are waited for."""

    def carry_out(self, doing: MakesMove) -> None:
        """Run to its end what makes a move."""


def carry_out(page: Widget, doing: MakesMove) -> None:
    """Make a move, and go on with the page at once; what follows from it comes when it is saved.

    The page may be gone by then. At one keyboard all of it is done when this returns.
    """
    cast("CarriesOut", page.app).carry_out(doing)


class AtOneKeyboard:
    """A program at which nobody else has to go on while a move is saved."""

    def carry_out(self, doing: MakesMove) -> None:
        """Run to its end what makes a move, and waits for nothing."""
        try:
            doing.send(None)
        except StopIteration:
            return
        doing.close()
        raise RuntimeError("at one keyboard nothing is waited for")


def is_up(page: Screen[Any]) -> bool:
    """Is a page there still, on top or below others? Its person may have left it."""
    return page in page.app.screen_stack


def hand_in(form: Screen[bool], port: Port, action: AnyAction) -> None:
    """Make the move that a form is for: it closes with True once that is saved, or says why not."""
    carry_out(form, _hand_in(form, port, action))


async def _hand_in(form: Screen[bool], port: Port, action: AnyAction) -> None:
    refusal = await port.submit(action)
    if not is_up(form):
        if refusal is not None:
            form.app.notify(told_why(refusal), severity="warning", markup=False)
    elif refusal is None and form.is_current:
        form.dismiss(True)
    else:
        form.query_one("#why", Static).update(plain(told_why(refusal or "this has been done")))
