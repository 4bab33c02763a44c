"""A result in words, numbers and bars: what something is worth, why, and what changed.

Pure: rulings in, content out. Numbers are tenths, and the printed lines of a ledger sum to the
printed value (largest remainder).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from tabletop.play.events import ScoreRuled
from tabletop.play.parts.lines import LedgerLine
from tabletop.play.state import Term
from tabletop.referee.circumstances import reaches
from tabletop.referee.ledger import tenth, tenths
from tabletop.referee.wording import Names
from tabletop.text.safe import pad, width, wrap

MARK = "┃"
SPARKS = "▁▂▃▄▅▆"
"""Lower than a row, so that one row's course does not touch the next."""


def act_colour(term: Term, *, suspended: bool) -> str:
    """Return the style for what has become of an act: green is only for one performed in full."""
    if term.broken:
        return "bold $error"
    if suspended:
        return "bold $warning"
    return "$success" if term.done >= 1 else "$accent" if term.done else "$muted"


def verdict(value: float, walk_away: float) -> tuple[str, str]:
    """Say whether a value is above or below the walk-away, in words and colour."""
    surplus = tenth(value - walk_away)
    if surplus > 0:
        return f"{surplus:.1f} above your walk-away", "$success"
    if surplus < 0:
        return f"{-surplus:.1f} below your walk-away", "$error"
    return "exactly your walk-away", "$secondary"


def span_of(rulings: Sequence[ScoreRuled]) -> tuple[float, float]:
    """Return a scale that holds all values and walk-aways, zero and a small margin at the top."""
    values = [0.0] + [one.value for one in rulings] + [one.walk_away for one in rulings]
    low, high = min(values), max(values)
    return low, high + max(1.0, 0.1 * (high - low))


def worth_bar(
    value: float, walk_away: float, span: tuple[float, float], cells: int
) -> list[tuple[str, str]]:
    """Return a bar from zero to the value with the walk-away marked on it."""
    low, high = span
    scale = (cells - 1) / (high - low)
    first, last = sorted((round(-low * scale), round((value - low) * scale)))
    mark = round((walk_away - low) * scale)
    colour = "$success" if reaches(value, walk_away) else "$error"
    pieces: list[tuple[str, str]] = []
    for at in range(cells):
        if at == mark:
            pieces.append((MARK, "bold $foreground"))
        elif first <= at <= last:
            pieces.append(("━", colour))
        else:
            pieces.append(("─", "$faint"))
    return pieces


def ledger_page(
    ledger: Sequence[LedgerLine], before: Sequence[LedgerLine], names: Names, cells: int
) -> Content:
    """Return a ruling's lines with their values, and what is new or changed since `before`."""
    printed, total = tenths([line.value for line in ledger])
    notes = _changes(ledger, before)
    lines: list[Content] = []
    for at, (line, shown) in enumerate(zip(ledger, printed, strict=True)):
        note = notes.get(at, "")
        colour = "$success" if shown > 0 else "$error" if shown < 0 else ""
        lines.append(hanging(f"{shown:+8.1f}  ", colour, line.told(names), cells, note=note))
    lines.append(Content.assemble((f"{total:8.1f}  ", "bold"), ("in all", "$muted")))
    return Content("\n").join(lines)


def _changes(ledger: Sequence[LedgerLine], before: Sequence[LedgerLine]) -> dict[int, str]:
    """Return, at the first line of each source, `new`, or by how much that source changed."""
    old = _sums(before)
    found: dict[int, str] = {}
    told: set[str] = set()
    if not before:
        return found
    for at, line in enumerate(ledger):
        if line.source in told:
            continue
        told.add(line.source)
        if line.source not in old:
            found[at] = "(new)"
            continue
        change = tenth(_sums(ledger)[line.source] - old[line.source])
        if change:
            found[at] = f"({change:+.1f})"
    return found


def _sums(ledger: Sequence[LedgerLine]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for line in ledger:
        sums[line.source] = sums.get(line.source, 0.0) + line.value
    return sums


def gone(ledger: Sequence[LedgerLine], before: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    """Return lines of the last ruling whose source no longer counts."""
    kept = {line.source for line in ledger}
    return tuple(line for line in before if line.source not in kept)


def hanging(
    head: str,
    colour: str,
    text: str,
    cells: int,
    *,
    style: str = "",
    note: str = "",
    noted: str = "bold $accent",
) -> Content:
    """Return a line with its text wrapped and indented behind a head; a note ends it, in the style
    `noted`.

    At the end of the first line a note would read as a word of the sentence.
    """
    room = cells - width(head)
    told = wrap(text, room)
    indent = " " * width(head)
    lines = [
        Content.assemble((indent if number else head, "" if number else colour), (one, style))
        for number, one in enumerate(told)
    ]
    if note and width(told[-1]) + width(note) + 2 <= room:
        lines[-1] = Content.assemble(lines[-1], (f"  {note}", noted))
    elif note:
        lines += [Content.assemble(indent, (one, noted)) for one in wrap(note, room)]
    return Content("\n").join(lines)


def sparkline(values: Sequence[float]) -> str:
    """Return the course of a value, one block character per round."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if high - low < 0.05:
        return SPARKS[2] * len(values)
    top = len(SPARKS) - 1
    return "".join(SPARKS[round((value - low) / (high - low) * top)] for value in values)


def course_table(
    rulings: Sequence[ScoreRuled], names: Sequence[tuple[str, str]], cells: int
) -> Content:
    """Return how each delegation's value moved: a row each, a column per round, and a sparkline.

    `names` are pairs of id and name.
    """
    rounds = sorted({one.round for one in rulings})
    by = {(one.delegation, one.round): one for one in rulings}
    name_cells = min(24, max((width(name) for _, name in names), default=8))
    room = cells - name_cells - len(rounds) - 6
    # A number, its arrow and the space before it.
    least = max([7, *(len(f"{tenth(one.value):.1f}") + 2 for one in rulings)])
    shown = rounds[-max(1, room // least) :]
    column = max(8, least) if max(8, least) * len(shown) <= room else least
    head = pad("", name_cells) + "".join(f"{f'round {n}':>{column}}" for n in shown)
    if column < 8:
        head = pad("", name_cells) + "".join(f"{f'r{n}':>{column}}" for n in shown)
    lines = [Content.styled(head, "$muted")]
    for delegation, name in names:
        values = [by[delegation, n] for n in rounds if (delegation, n) in by]
        pieces: list[tuple[str, str]] = [(pad(name, name_cells), "bold")]
        for n in shown:
            one = by.get((delegation, n))
            if one is None:
                pieces.append((" " * column, ""))
                continue
            below = not reaches(one.value, one.walk_away)
            text = f"{tenth(one.value):.1f}{'↓' if below else ' '}"
            pieces.append((f"{text:>{column}}", "$error" if below else ""))
        pieces.append(("  " + sparkline([one.value for one in values]), "$primary"))
        lines.append(Content.assemble(*pieces))
    lines.append(Content.styled("↓ below its walk-away in that round", "$muted"))
    return Content("\n").join(lines)


def course_block(
    rulings: Sequence[ScoreRuled], names: Sequence[tuple[str, str]], cells: int
) -> Content | None:
    """Return the titled course of a game, or None for one round: its scores say it all."""
    if len({one.round for one in rulings}) < 2:
        return None
    title = Content.styled("Round by round", "bold")
    return Content("\n").join([title, course_table(rulings, names, cells)])


def scores_block(
    names: Sequence[tuple[str, str]], scores: Mapping[str, ScoreRuled], cells: int
) -> Content:
    """Return everybody's final score against its walk-away, a bar each. `names` are id and name."""
    shown = [(name, scores[one]) for one, name in names if one in scores]
    span = span_of(list(scores.values()))
    # Columns are as wide as the longest number: points may go into tens of thousands.
    value = max([7, *(len(f"{tenth(score.value):.1f}") for _, score in shown)])
    over = max([5, *(len(f"{abs(_surplus(score)):.1f}") for _, score in shown)])
    bar = max(16, cells - 37 - value - over)
    lines = [_score_line(name, score, span, bar, (value, over)) for name, score in shown]
    lines.append(
        Content.styled(f"{MARK} its walk-away: what its plan without a deal is worth", "$muted")
    )
    return Content("\n").join(lines)


def _surplus(score: ScoreRuled) -> float:
    return tenth(score.value - score.walk_away)


def _score_line(
    name: str, score: ScoreRuled, span: tuple[float, float], cells: int, widths: tuple[int, int]
) -> Content:
    surplus, (value, over) = _surplus(score), widths
    colour = "$success" if surplus >= 0 else "$error"
    side = f"{abs(surplus):{over}.1f} {'above' if surplus > 0 else 'below'}"
    if not surplus:
        side = f"{'':{over - 1}}on it"
    return Content.assemble(
        (pad(name, 22), "bold"),
        (f"{tenth(score.value):{value}.1f}  ", "bold"),
        *worth_bar(score.value, score.walk_away, span, cells),
        (f"  {side}", colour),
    )
