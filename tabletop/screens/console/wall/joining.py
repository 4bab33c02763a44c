"""How to join: the address, the code and a QR code, large enough for a room."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tabletop.screens.console.wall.large import large
from tabletop.screens.kit.content import plain
from tabletop.text.safe import cut, one_line

QUIET = 2
"""White modules around the code: the minimum for scanners, and all that 24 lines leave room for."""


@lru_cache(maxsize=8)
def qr_lines(text: str) -> tuple[str, ...]:
    """Return a text's QR code in half blocks, two modules a line; dark modules are spaces.

    Meant as black on white whatever the theme, as scanners expect.
    """
    import segno

    code = segno.make(text, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append(bytes(len(rows[0])))
    blocks = {(1, 1): "█", (1, 0): "▀", (0, 1): "▄", (0, 0): " "}
    return tuple(
        "".join(blocks[bool(a), bool(b)] for a, b in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


class QrCode(Static):
    """Black on white in both looks."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QrCode { width: auto; height: auto; background: white; color: black; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(Content("\n".join(qr_lines(text))))


class JoinCode(Static):
    """The code in large letters; in two lines, at its hyphen, where one would be cut."""

    def __init__(self, code: str) -> None:
        super().__init__(Content("\n".join(large(code))), classes="code")
        self._code = code

    def fit(self, cells: int) -> None:
        """Draw for so many cells from this widget's left edge on."""
        whole = large(self._code)
        first, hyphen, second = self._code.partition("-")
        if len(whole[0]) > cells and second:
            whole = (*large(first + hyphen), *large(second))
        self.update(Content("\n".join(whole)))


def join_cards(address: str, code: str) -> Iterable[Widget]:
    """Return the address and the code to read, beside the QR code that contains both."""
    with Horizontal(classes="join"):
        yield QrCode(invitation(address, code))
        with Vertical(classes="read"):
            yield Static("Open in a browser", classes="label")
            yield Static(plain(address), classes="address")
            yield Static("and type the code", classes="label")
            yield JoinCode(code)
            yield Static(plain(code), classes="small-code")


def invitation(address: str, code: str) -> str:
    """Return the QR code's text: the address and, after the "#", which is never sent, the code."""
    return f"{address.rstrip('/')}/#{code}"


JOIN_STYLE = """
.join { height: auto; width: auto; }
.join .read { width: auto; height: auto; padding: 1 0 0 1; }
.join .label { color: $muted; width: auto; height: 1; }
.join .address { text-style: bold; width: auto; max-width: 60; height: auto; margin: 0 0 1 0; }
.join .code { color: $accent; width: auto; height: auto; margin: 1 0; }
.join .small-code { display: none; text-style: bold; color: $accent; width: auto; }
"""


class JoinPage(Screen[None]):
    """The same as a page over any of the facilitator's, to be shown to the room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,c,q", "close", "Back", key_display="Esc"),
    ]
    HELP = (
        "Whoever opens the address and types the code gets a seat. The QR code does both; in a "
        "terminal `tabletop join` and the address do the same. The code seats members and heads "
        "of delegations, observers and the projector, but no evaluators: those, and anybody who "
        "should have one particular seat, get a personal link in **Seats**."
    )
    DEFAULT_CSS = (
        """
    JoinPage { align: center middle; background: $background; }
    JoinPage > Vertical { width: auto; height: auto; }
    JoinPage #title { text-style: bold; color: $primary; width: auto; margin: 0 0 1 0; }
    JoinPage #foot { color: $muted; width: auto; margin: 1 0 0 0; }
    JoinPage.-slim > Vertical { width: 100%; padding: 0 1; }
    JoinPage.-slim .join { layout: vertical; width: 100%; }
    JoinPage.-slim .join .read { width: 100%; padding: 1 0 0 0; }
    JoinPage.-slim .join .address { width: 100%; }
    JoinPage.-slim .join .code { display: none; }
    JoinPage.-slim .join .small-code { display: block; }
    """
        + JOIN_STYLE
    )

    def __init__(self, title: str, address: str, code: str, foot: str = "Esc goes back") -> None:
        super().__init__()
        self._title = title
        self._address = address
        self._code = code
        self._foot = foot

    def compose(self) -> ComposeResult:
        with Vertical():
            room = min(76, self.app.size.width - 2)
            yield Static(plain(cut(one_line(self._title), room)), id="title")
            yield from join_cards(self._address, self._code)
            yield Static(plain(self._foot), id="foot")

    def action_close(self) -> None:
        self.dismiss(None)
