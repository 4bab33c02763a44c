"""What packages are worth to you, your walk-away marked, and details of the issue
under the cursor.
"""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.model import Has
from tabletop.play.seen import ChoiceSeen
from tabletop.play.seen.option_seen import OptionSeen
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.drawn import Drawn, DrawnLine
from tabletop.screens.kit.theme import SLIM
from tabletop.seat.packages.worth import NamedWorth, bars_of, told, told_briefly
from tabletop.text.safe import CUT, cut, one_line, pad, width, wrap

_TOLD = 33, 40
"""The fewest and the most cells that bars leave for what they mean in words."""


def bar_cells(room: int, said: int) -> int:
    """Return how long bars are in so many cells beside their names: shorter where what they mean
    is `said` in more cells than usual.
    """
    return max(12, min(40, room - 11 - min(_TOLD[1], max(_TOLD[0], said))))


class WorthBar(Drawn):
    """A line per package: its name, its value, a bar with the walk-away on it, and a verdict.

    With fewer lines than packages the last ones are shown: the value of an offer or the draft.
    """

    DEFAULT_CSS = """
    WorthBar { height: 3; background: $surface; color: $foreground; }
    """

    def __init__(self, rows: tuple[NamedWorth, ...]) -> None:
        super().__init__()
        self._rows = rows
        self._shown = bars_of(rows)

    def on_mount(self) -> None:
        self.screen.add_class("-worths")

    def put(self, rows: tuple[NamedWorth, ...]) -> None:
        """Show these, three at most: what stands, another one's, the draft."""
        if rows != self._rows:
            self._rows, self._shown = rows, bars_of(rows)
            self.redraw()

    def draw(self, y: int) -> DrawnLine:
        bars = self._shown.bars
        if not bars:
            return ()
        y += max(0, len(bars) - max(1, self.size.height))
        if y >= len(bars):
            return ()
        one = bars[y]
        names = max(width(each.name) for each in bars)
        slim = self.room < SLIM
        said = max(width(told(each)) for each in bars)
        cells = 8 if slim else bar_cells(self.room - names, said)
        mark = round(self._shown.walk_away * (cells - 1))
        filled = round(one.at * (cells - 1))
        fine = one.worth.acceptable
        return [
            (pad(one.name, names), "bold" if y else "$secondary"),
            (f"{tenth(one.worth.value):8.1f} ", "bold $success" if fine else "bold $error"),
            ("━" * min(filled + 1, mark), "$success" if fine else "$error"),
            ("─" * max(0, mark - filled - 1), "$faint"),
            ("│", "bold $accent"),
            ("━" * max(0, filled - mark), "$success"),
            ("─" * max(0, cells - 1 - max(filled, mark)), "$faint"),
            (" ", ""),
            (
                cut(
                    told_briefly(one, standing=not y) if slim else told(one),
                    max(8, self.room - names - cells - 11),
                ),
                "$muted" if fine else "$error",
            ),
        ]


def _in_full(points: float, kept: str) -> str:
    """Return an option's own points, which a package's value discounts, unlike the draft's.

    `kept` says what a gain depends on; empty where every promise is kept.
    """
    if not points:
        return ""
    return f" ({points:+g} to you by itself{kept if points > 0 else ''})"


_Told = tuple[ChoiceSeen, str, str | None, str, tuple[tuple[str, str], ...]]


class Detail(Drawn):
    """What the issue under the cursor is about, and what its option in the draft means.

    With the class `-tall` every option of the issue has its line.
    """

    DEFAULT_CSS = """
    Detail { height: 3; background: $background; color: $secondary; }
    Detail.-tall { height: 9; }
    Detail.-short.-beside { height: 2; }
    Detail.-low, Detail.-low.-beside { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: _Told | None = None
        self._lines: list[DrawnLine] = []
        self._lines_for: tuple[bool, int] | None = None
        self._kept = ""
        self._points = True

    def expect(self, has: Has) -> None:
        """Mention relying on others only where promises may be broken."""
        self._kept = ", if kept in full" if has.climate else ""
        self._points = has.points

    def put(
        self,
        choice: ChoiceSeen,
        option: str,
        delegation: str | None,
        note: str = "",
        whole: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Describe an option of an issue; a `note` on how it stands comes first.

        `whole` are the names that the grid cuts in its row, each with its column's title.
        """
        told = choice, option, delegation, note, whole
        if self._told != told:
            self._told = told
            self._lines_for = None
            self.redraw()

    def draw(self, y: int) -> DrawnLine:
        shape = self.has_class("-tall"), self.room
        if self._lines_for != shape:
            self._lines_for = shape
            self._lines = list(self._all(shape[0]))
        if y >= len(self._lines):
            return ()
        if y == self.size.height - 1 and len(self._lines) > y + 1:
            *before, (text, style) = self._lines[y]
            return [*before, (f"{text.rstrip()} {CUT}", style)]
        return self._lines[y]

    def _all(self, tall: bool) -> Iterator[DrawnLine]:
        if self._told is None:
            return
        choice, option, delegation, note, whole = self._told
        noted: list[DrawnLine] = [
            [(one, "$warning")] for one in wrap(note, max(20, self.room)) if note
        ]
        if tall:
            yield from noted or [()]
            yield [(one_line(choice.summary) or one_line(choice.name), "$muted")]
            amounts = choice.amounts
            for one in choice.options if amounts is None else amounts.near(option):
                yield from _option(one, one.id == option, delegation, self.room, self._points)
            return
        chosen = choice.option(option)
        points = chosen.points.get(delegation, 0.0) if delegation else 0.0
        pieces = [
            (one_line(choice.name), "bold"),
            (": ", ""),
            (one_line(chosen.name), "bold $accent"),
            (
                _in_full(points, self._kept),
                "$success" if points > 0 else "$error",
            ),
        ]
        if sum(width(text) for text, _ in pieces) > self.room and points:
            pieces[3] = (f" ({points:+g} to you)", pieces[3][1])
        if sum(width(text) for text, _ in pieces) > self.room:
            yield pieces[:2]
            yield pieces[2:]
        else:
            yield [one for one in pieces if one[0]]
        yield from noted
        for title, name in whole:
            yield [(f"{one_line(title)}: ", "$secondary"), (one_line(name), "")]
        about = one_line(chosen.obstacle or chosen.summary) or one_line(choice.summary)
        for part in wrap(about, max(20, self.room)):
            yield [(part, "$error" if chosen.obstacle else "$muted")]


def _option(
    option: OptionSeen, chosen: bool, delegation: str | None, cells: int, pointed: bool
) -> Iterator[DrawnLine]:
    """Return an option's line: whether the draft has it, your points if any (`pointed`), its name
    and meaning.

    What does not fit goes on under the name.
    """
    points = option.points.get(delegation, 0.0) if delegation else 0.0
    before = _BEFORE_NAME if pointed else 2
    name, about = one_line(option.name), one_line(option.obstacle or option.summary)
    first, *more = wrap(f"{name}  {about}" if about else name, max(20, cells - before))
    named = len(name) if first.startswith(name) else len(first)
    yield [
        ("▸ " if chosen else "  ", "bold $accent"),
        (
            (f"{tenth(points):+6.1f}  " if points else "     -  ") if pointed else "",
            "$success" if points > 0 else "$error",
        ),
        (first[:named], "bold $accent" if chosen else ""),
        (first[named:], "$muted"),
    ]
    for one in more:
        yield [(" " * before + one, "$muted")]


_BEFORE_NAME = 10
"""Cells of an option's line before its name."""
