"""Blocks shown to the room in the debrief: answers, interests, results.

Pure, and the same for one table and for a whole hall.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from tabletop.referee.ledger import tenth
from tabletop.text.safe import clean, one_line, pad, width, wrap

MOST_WANTED = 4


@dataclass(frozen=True)
class RevealedAnswer:
    """An answer, and a few words on whose it is."""

    who: str
    value: str | int


@dataclass(frozen=True)
class WantedOption:
    """An option that is worth something to a delegation."""

    name: str
    points: float


def answers_block(replies: Sequence[RevealedAnswer], cells: int) -> Content:
    """Return ratings as bars with who gave them, texts as quotations."""
    if not replies:
        return Content.styled("Nobody has answered.", "$muted")
    ratings = [one for one in replies if isinstance(one.value, int)]
    if len(ratings) == len(replies):
        return _ratings(ratings, cells)
    return Content("\n\n").join(_quotation(one, cells) for one in replies)


def _ratings(replies: Sequence[RevealedAnswer], cells: int) -> Content:
    values = [int(one.value) for one in replies]
    most = max(values.count(n) for n in range(1, 6))
    room = max(8, min(40, cells // 3))
    lines = []
    for n in range(5, 0, -1):
        who = ", ".join(one_line(one.who) for one in replies if one.value == n)
        count = values.count(n)
        bar = "█" * round(count / most * room)
        first, *_ = wrap(who, max(10, cells - room - 12))
        lines.append(
            Content.assemble(
                (f"{n}  ", "bold $accent"),
                (pad(bar, room), "$primary"),
                (f" {count or ''}".ljust(5), "bold"),
                (first, "$muted"),
            )
        )
    mean = sum(values) / len(values)
    lines.append(Content.styled(f"\n{len(values)} answers, {tenth(mean):.1f} on average", "bold"))
    return Content("\n").join(lines)


def _quotation(reply: RevealedAnswer, cells: int) -> Content:
    said = [one for one in clean(str(reply.value)).split("\n") if one.strip()]
    said[:1] = [f"“{said[0]}"] if said else ["“"]
    said[-1] += "”"
    text = "\n".join(line for one in said for line in wrap(one, cells - 2))
    return Content.assemble((one_line(reply.who), "bold $accent"), "\n", text)


def wanted_block(
    parties: Iterable[tuple[str, float | None, Sequence[WantedOption]]], cells: int
) -> Content:
    """Return, for each delegation (name, walk-away, wishes), what it wanted most and
    feared most.
    """
    blocks = []
    for name, walk_away, wishes in parties:
        least = f"   walk-away {tenth(walk_away):g}" if walk_away is not None else ""
        ranked = sorted(wishes, key=lambda one: -one.points)
        wanted = [one for one in ranked if one.points > 0][:MOST_WANTED]
        feared = [one for one in reversed(ranked) if one.points < 0][:MOST_WANTED]
        lines = [Content.assemble((one_line(name), "bold $accent"), (least, "$muted"))]
        lines += _wishes("wanted", wanted, "$success", cells)
        lines += _wishes("feared", feared, "$error", cells)
        blocks.append(Content("\n").join(lines))
    return Content("\n\n").join(blocks)


def _wishes(head: str, wishes: Sequence[WantedOption], colour: str, cells: int) -> list[Content]:
    if not wishes:
        return []
    text = "; ".join(f"{one_line(one.name)} {one.points:+g}" for one in wishes)
    first, *more = wrap(text, cells - 10)
    return [
        Content.assemble((f"  {head}  ", f"bold {colour}"), first),
        *(Content(" " * 10 + one) for one in more),
    ]


def best_by_issue(
    choices: Iterable[tuple[str, Iterable[tuple[str, float]]]],
) -> tuple[WantedOption, ...]:
    """Return the best and the worst option of each issue (name, its options with points)."""
    found = []
    for issue, options in choices:
        ranked = sorted((points, name) for name, points in options)
        if ranked:
            extremes = {ranked[0], ranked[-1]}
            found += [
                WantedOption(f"{issue}: {name}", points) for points, name in extremes if points
            ]
    return tuple(found)


def endings_block(endings: Mapping[str, str]) -> Content:
    """Return how many tables came to which ending, and which."""
    by: dict[str, list[str]] = {}
    for table, ending in endings.items():
        by.setdefault(ending, []).append(table)
    ranked = sorted(by.items(), key=lambda one: -len(one[1]))
    lines = [
        Content.assemble(
            (pad(str(len(tables)), 4), "bold $accent"),
            (one_line(ending) or "no ending", "bold"),
            (f"   table{'s' if len(tables) > 1 else ''} {', '.join(tables)}", "$muted"),
        )
        for ending, tables in ranked
    ]
    return Content("\n\n").join(lines)


def surplus_block(
    names: Sequence[tuple[str, str]], tables: Mapping[str, Mapping[str, float]]
) -> Content:
    """Return a row per table: how far each delegation is above its walk-away. `names` are id and
    short name.
    """
    column = max(9, *(width(name) + 2 for _, name in names))
    head = pad("Table", 8) + "".join(pad(name, column, "right") for _, name in names)
    lines = [Content.styled(head + pad("together", 11, "right"), "$muted")]
    ranked = sorted(tables.items(), key=lambda one: -sum(one[1].values()))
    for table, surplus in ranked:
        pieces: list[tuple[str, str]] = [(pad(table, 8), "bold")]
        for id, _ in names:
            value = surplus.get(id)
            text = "-" if value is None else f"{tenth(value):+.1f}"
            colour = "$muted" if value is None else "$success" if value >= 0 else "$error"
            pieces.append((pad(text, column, "right"), colour))
        pieces.append((pad(f"{tenth(sum(surplus.values())):+.1f}", 11, "right"), "bold"))
        lines.append(Content.assemble(*pieces))
    lines.append(Content.styled("above (+) or below (-) its own walk-away", "$muted"))
    return Content("\n").join(lines)
