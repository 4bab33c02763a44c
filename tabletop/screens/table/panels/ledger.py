"""Why a package is worth what it is: the referee's ledger, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tabletop.exercise.model import Has
from tabletop.play.seen import Worth
from tabletop.play.seen.role_seen import RoleWorth
from tabletop.referee.ledger import ValueLine, tenth, tenths, weighed
from tabletop.referee.wording import Names
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.table.panels.points import formula
from tabletop.seat.packages.worth import NamedWorth
from tabletop.seat.words.roles import RoleRow
from tabletop.text.safe import one_line, wrap

_MARGIN = 25
"""Cells before a line's reason: its value, points and factor."""
_FEWEST = 20
"""Cells that a reason needs beside them."""
WHOSE = "In a ledger “you” is the delegation it belongs to."


def ledger_lines(worth: Worth, names: Names, cells: int, whose: str = "your") -> Content:
    """Return the lines, in tenths that sum to the printed total exactly, reasons wrapped beside
    them.

    `whose` walk-away and red lines these are: "your", or "its".
    """
    rows = _rows(worth.ledger, names, cells)
    rows += _least(worth.walk_away, f"{whose} walk-away")
    rows += [
        Content.styled(f"          crosses {whose} red line: {one_line(one)}", "bold $error")
        for one in worth.red_lines
    ]
    return Content("\n").join(rows)


def role_ledger_lines(worth: RoleWorth, names: Names, cells: int) -> Content:
    """Return the lines of what a package is worth to a role, in the role's own points."""
    rows = _rows(worth.ledger, names, cells)
    if worth.walk_away is not None:
        rows += _least(worth.walk_away, "the role's own walk-away")
    return Content("\n").join(rows)


def _least(walk_away: float, told: str) -> list[Content]:
    return [
        Content.assemble((f"{tenth(walk_away):8.1f}", "bold $accent"), (f"  {told}", "$accent"))
    ]


def _rows(ledger: Sequence[ValueLine], names: Names, cells: int) -> list[Content]:
    """Return a line for each of a ledger's, and their sum."""
    shown, total = tenths([one.value for one in ledger])
    rows = []
    in_part = weighed(ledger)
    for value, one in zip(shown, ledger, strict=True):
        if not in_part or cells - _MARGIN < _FEWEST:
            rows.append(_narrow(value, one, names, cells, in_part=in_part))
            continue
        reason = wrap(one.told(names), cells - _MARGIN)
        rows.append(
            Content.assemble(
                (f"{value:+8.1f}", "bold $success" if value > 0 else "bold $error"),
                (f"  {tenth(one.points):+6.1f} × {one.factor:.2f}  ", "$muted"),
                (("\n" + " " * _MARGIN).join(reason), ""),
            )
        )
    if not rows:
        rows = [Content.styled("   nothing moves", "$muted")]
    rows.append(Content.assemble((f"{total:8.1f}", "bold"), ("  in all", "bold")))
    return rows


def _narrow(value: float, one: ValueLine, names: Names, cells: int, *, in_part: bool) -> Content:
    """Return a line of the ledger without the calculation beside it: on a narrow screen that goes
    below it, and where everything counts in full there is none.
    """
    indent = "\n" + " " * 10
    worked = f"{indent}{one.points:+.1f} × {one.factor:.2f}" if in_part else ""
    return Content.assemble(
        (f"{value:+8.1f}  ", "bold $success" if value > 0 else "bold $error"),
        (indent.join(wrap(one.told(names), max(10, cells - 10))), ""),
        (worked, "$muted"),
    )


class Ledger(ModalScreen[None]):
    """Ledgers over the page; Esc, Enter or F2 closes them."""

    HELP = (
        "Each line is **points × factor**. The factor combines how far a promise can be relied "
        "on, how much of your own act you stand to lose, and how urgent gains are."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f2,q", "close", "Close", key_display="Esc")
    ]
    DEFAULT_CSS = """
    Ledger { align: center middle; }
    Ledger Box { width: 110; max-width: 98%; max-height: 96%; padding: 1 2; }
    Ledger Static { height: auto; margin: 0 0 1 0; }
    Ledger .lines { text-wrap: nowrap; }
    Ledger .whose { color: $muted; }
    Ledger .formula { color: $muted; margin: 0; }
    """

    def __init__(
        self,
        parts: tuple[NamedWorth, ...],
        names: Names,
        has: Has,
        of: tuple[str, ...] = (),
        roles: tuple[RoleRow, ...] = (),
    ) -> None:
        """What each of the parts is worth to you, or to whom `of` names for each; then what they
        are worth to you in your `roles`.
        """
        super().__init__()
        self._roles = roles
        self._parts, self._names, self._of = parts, names, of
        self._formula = formula(has)
        if not has.climate:
            ledgers = [*(one.worth.ledger for one in parts)]
            ledgers += [own.ledger for row in roles for _, own in row.worths]
            self.help_here = (
                "Each line is **points × factor**: how urgent a gain still is."
                if any(map(weighed, ledgers))
                else "Each line says what something is worth; together they make the whole."
            )

    def compose(self) -> ComposeResult:
        # What the box leaves of the screen: its width, padding, border and scroll bar.
        cells = min(110, int(self.app.size.width * 0.98)) - 7
        with Box() as box:
            box.can_focus = True
            if self._of:
                yield Static(plain(WHOSE), classes="whose")
            for place, (title, worth) in enumerate(self._parts):
                who, whose = (self._of[place], "its") if self._of else ("you", "your")
                yield Static(plain(f"{title}: what it is worth to {who}, and why"), classes="title")
                yield Static(ledger_lines(worth, self._names, cells, whose), classes="lines")
            for row in self._roles:
                for title, own in reversed(row.worths):
                    told = f"{title[:1].upper()}{title[1:]}, to you as {one_line(row.name)}"
                    yield Static(plain(told), classes="title")
                    lines = role_ledger_lines(own, self._names, cells)
                    yield Static(lines, classes="lines")
            yield Static(plain(self._formula), classes="formula")

    def on_mount(self) -> None:
        self.query_one(Box).focus()

    def action_close(self) -> None:
        self.dismiss(None)
