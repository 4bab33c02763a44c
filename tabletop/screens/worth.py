"""What packages are worth to you, your walk-away marked, and what the cursor stands on."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tabletop.play.seen import ChoiceSeen, OptionSeen, Worth
from tabletop.screens.safe import cut, line, pad, width, wrap


class WorthBar(Widget):
    """A line per package: its name, its worth, a bar with the walk-away on it, and a verdict."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    WorthBar { height: 3; padding: 0 1; background: $surface; color: $foreground; }
    """

    def __init__(self, rows: tuple[tuple[str, Worth], ...]) -> None:
        super().__init__()
        self._rows = rows

    def put(self, rows: tuple[tuple[str, Worth], ...]) -> None:
        """Show these, three at most: what stands, another one's, the draft."""
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def render(self) -> RenderResult:
        if not self._rows:
            return Content.styled("Nothing here has a worth to you alone.", "$muted")
        names = max(width(name) for name, _ in self._rows)
        bar = max(12, min(40, self.size.width - names - 44))
        low, high = self._span()
        least = self._rows[0][1].walk_away
        mark = round((least - low) / (high - low) * (bar - 1))
        lines = []
        for place, (name, worth) in enumerate(self._rows):
            filled = round((worth.value - low) / (high - low) * (bar - 1))
            fine = worth.acceptable
            cells = [
                ("━" * min(filled + 1, mark), "$success" if fine else "$error"),
                ("─" * max(0, mark - filled - 1), "$faint"),
                ("│", "bold $accent"),
                ("━" * max(0, filled - mark), "$success"),
                ("─" * max(0, bar - 1 - max(filled, mark)), "$faint"),
            ]
            room = max(8, self.size.width - names - bar - 12)
            lines.append(
                Content.assemble(
                    (pad(name, names), "bold" if place else "$secondary"),
                    (f"{worth.value:8.1f} ", "bold $success" if fine else "bold $error"),
                    *cells,
                    (" " + cut(self._verdict(worth, place), room), "$muted" if fine else "$error"),
                )
            )
        return Content("\n").join(lines)

    def _verdict(self, worth: Worth, place: int) -> str:
        if worth.red_lines:
            return f"crosses your red line: {line(worth.red_lines[0])}"
        if worth.surplus >= 0:
            return f"walk-away {worth.walk_away:.1f}" if not place else f"{worth.surplus:+.1f} over"
        return f"{worth.surplus:.1f}: below your walk-away {worth.walk_away:.1f}"

    def _span(self) -> tuple[float, float]:
        levels = [worth.value for _, worth in self._rows]
        least = self._rows[0][1].walk_away
        low, high = min(0.0, least, *levels), max(least + 10.0, *levels)
        return low, high if high > low else low + 1


class Detail(Widget):
    """What the issue under the cursor is about, and what its option in the draft means."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Detail { height: 3; padding: 0 1; background: $background; color: $secondary; }
    Detail.-tall { height: 9; padding: 1 1 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = Content("")

    def put(self, choice: ChoiceSeen, option: str, delegation: str | None) -> None:
        """Tell about an option of an issue."""
        chosen = choice.option(option)
        points = chosen.points.get(delegation, 0.0) if delegation else 0.0
        worth = f" ({points:+g} to you if relied on)" if points else ""
        about = line(chosen.summary) or line(choice.summary)
        first = Content.assemble(
            (line(choice.name), "bold"),
            (": ", ""),
            (line(chosen.name), "bold $accent"),
            (worth, "$success" if points > 0 else "$error"),
        )
        text = Content.assemble(first, "\n", (about, "$muted"))
        if chosen.obstacle:
            text = Content.assemble(first, "\n", (line(chosen.obstacle), "$error"))
        if self.has_class("-tall"):
            cells = self.screen.size.width - 2
            text = Content("\n").join(
                [Content.assemble((line(choice.summary) or line(choice.name), "$muted"))]
                + [_option(one, one.id == option, delegation, cells) for one in choice.options]
            )
        if text != self._text:
            self._text = text
            self.refresh()

    def render(self) -> RenderResult:
        return self._text


def _option(option: OptionSeen, chosen: bool, delegation: str | None, cells: int) -> Content:
    """An option: whether the draft has it, your points, its name and what it means.

    What does not fit in its line goes on under the name.
    """
    points = option.points.get(delegation, 0.0) if delegation else 0.0
    name, about = line(option.name), line(option.obstacle or option.summary)
    first, *more = wrap(f"{name}  {about}" if about else name, max(20, cells - _BEFORE_NAME))
    named = len(name) if first.startswith(name) else len(first)
    return Content.assemble(
        ("▸ " if chosen else "  ", "bold $accent"),
        (f"{points:+6.1f}  " if points else "     -  ", "$success" if points > 0 else "$error"),
        (first[:named], "bold $accent" if chosen else ""),
        (first[named:], "$muted"),
        *(("\n" + " " * _BEFORE_NAME + one, "$muted") for one in more),
    )


_BEFORE_NAME = 10
"""Cells of an option's line before its name."""
