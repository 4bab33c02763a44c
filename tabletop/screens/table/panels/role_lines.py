"""A line for each of a person's own roles: what packages are worth to them in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tabletop.play.seen import View
from tabletop.play.seen.role_seen import RoleWorth
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.drawn import Drawn, DrawnLine
from tabletop.seat.words.roles import RoleRow, told_worth
from tabletop.text.safe import cut, one_line, width

_MOST = 3
"""Lines at most: the grid needs the rest."""


class RoleLines(Drawn):
    """Takes no room while there is nothing to tell."""

    DEFAULT_CSS = """
    RoleLines { height: 1; background: $surface; color: $foreground; }
    """

    def __init__(self, rows: tuple[RoleRow, ...]) -> None:
        super().__init__()
        self._rows = rows
        self._fit()

    def put(self, rows: tuple[RoleRow, ...]) -> None:
        """Show these."""
        if rows != self._rows:
            lines, self._rows = len(self._rows), rows
            if lines != len(rows):
                self._fit()
            self.redraw()

    def _fit(self) -> None:
        self.display = bool(self._rows)
        self.styles.height = max(1, min(_MOST, len(self._rows)))

    def draw(self, y: int) -> DrawnLine:
        if y >= len(self._rows):
            return ()
        row = self._rows[y]
        worths: list[tuple[str, str]] = []
        for at, (name, worth) in enumerate(row.worths):
            colour = "bold $success" if worth.acceptable else "bold $error"
            worths.append((f"{' · ' if at else ''}{one_line(name)} ", "$muted"))
            worths.append((f"{tenth(worth.value):.1f}", colour))
        walk_away = row.worths[0][1].walk_away
        least = "" if walk_away is None else f"  walk-away {tenth(walk_away):.1f}"
        after = sum(width(text) for text, _ in worths) + width(least)
        title = cut(f"You, as {one_line(row.name)}:", max(12, self.room - after - 1))
        return [(f"{title} ", "$secondary"), *worths, (least, "$muted")]


def verdicts(view: View, worths: Sequence[RoleWorth]) -> list[Content]:
    """Return what a package is worth to the seat's person in each of their roles."""
    names = {one.id: one.name for one in view.own_roles}
    return [
        Content.styled(
            f"To you, as {one_line(names[one.role])}: {told_worth(one)}.",
            "$success" if one.acceptable else "$error",
        )
        for one in worths
        if one.delegation == view.delegation and one.role in names
    ]
