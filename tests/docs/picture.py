"""Draw docs/rooms.svg from the contracts in pyproject.toml."""

from __future__ import annotations

import textwrap
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path

TOP = Path(__file__).parents[2]

WHAT = {
    "__main__": "",
    "cli": "the command line: parse, call, print",
    "client": "what `tabletop join` is: a terminal as a seat at a far host",
    "host": "many tables and seats on a network",
    "screens": "what a person sees and presses (Textual)",
    "handouts": "what is printed before a class",
    "report": "after-action report, class comparison",
    "bots": "stand-ins for empty seats, rehearsals",
    "seat": "what a seat sees and can do, for every face; no widgets",
    "table": "the one authority: rules, journal, apply, publish",
    "past": "a transcript read back, replayed, forked",
    "games": "the games in a folder, at a glance",
    "journal": "transcripts: durable, chained, held by one process",
    "play": "moves, events, who may do what when, what a seat may see",
    "referee": "every number: value, ledger, climate, frontier, endings",
    "exercise": "the file an author writes, its faults, the library",
    "files": "files and TOML that people hand in",
    "editing": "exercise files, changed and saved",
    "text": "what is safe to show: cleaned, cut, measured in cells",
    "errors": "faults, each with its sentence",
    "garbage": "long work undisturbed",
    "release": "name and version",
    "stopwatch": "elapsed time",
}
"""What each room holds, in the words of docs/architecture.md. `__main__` has no box."""

BANDS = (
    (
        "Faces",
        "#eef3fb",
        "#3a5f9a",
        ("cli", "client", "host", "screens", "handouts", "report", "bots"),
    ),
    ("Shared", "#f3effa", "#6a4d9a", ("seat",)),
    ("Shell: time, disk", "#fdf3e7", "#a0682a", ("table", "past", "games", "editing", "journal")),
    ("Pure core", "#eaf6ee", "#2f7a4d", ("play", "referee", "exercise")),
    (
        "Under all",
        "#f2f2f2",
        "#666666",
        ("files", "text", "errors", "garbage", "release", "stopwatch"),
    ),
)
_WIDTH, _LEFT, _GAP, _LINE = 960, 132, 8, 16


@dataclass(frozen=True)
class Floor:
    """Rooms on one floor; none of them imports another."""

    rooms: tuple[str, ...]


def contracts() -> dict[str, list[Floor]]:
    """The floors of each container, the highest first: `tabletop`, `tabletop.host` and so on."""
    settings = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        one["containers"][0]: [_floor(layer) for layer in one["layers"]]
        for one in settings["tool"]["importlinter"]["contracts"]
        if one["type"] == "layers"
    }


def _floor(layer: str) -> Floor:
    return Floor(tuple(one.strip().strip("()") for one in layer.replace(":", "|").split("|")))


def here(room: str) -> bool:
    """Whether a room of the contracts stands today: a contract may name one that is to come."""
    path = TOP / "tabletop" / room.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def picture() -> str:
    """Return all rooms as SVG, with the pure core at the bottom."""
    known = contracts()
    inside = {
        name.rpartition(".")[2]: [
            " · ".join(room for room in floor.rooms if here(_path(name, room))) for floor in floors
        ]
        for name, floors in known.items()
        if name.count(".") == 1  # rooms within these would be too small to read
    }
    parts: list[str] = []
    y = 44.0
    for title, fill, stroke, members in BANDS:
        floors = [
            [one for one in floor.rooms if one in members and here(one)]
            for floor in known["tabletop"]
        ]
        rows = [floor for floor in floors if floor]
        top = y
        body: list[str] = []
        y += _GAP
        for row in rows:
            body_row, height = _row(row, y, stroke, inside)
            body += body_row
            y += height + _GAP
        parts.append(
            f'<rect x="12" y="{top:g}" width="{_WIDTH - 24}" height="{y - top:g}" rx="6" '
            f'fill="{fill}"/>'
        )
        for number, part in enumerate(textwrap.wrap(title, 14)):
            parts.append(
                f'<text x="24" y="{top + 26 + 17 * number:g}" class="band" fill="{stroke}">'
                f"{escape(part)}</text>"
            )
        parts += body
        y += 6
    height = y + 8
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" '
        f'width="{_WIDTH}" height="{height:g}" role="img" aria-label="The rooms of Tabletop, from '
        'faces at the top to the pure core below them; imports point down only">'
        "<style>text{font-family:system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;"
        "font-size:13px;fill:#222}.name{font-weight:600;font-family:ui-monospace,Menlo,Consolas,"
        "monospace;font-size:14px}.band{font-weight:600;font-size:14px}.in{font-size:12px;"
        "fill:#555}.top{font-size:14px}</style>"
        f'<rect width="{_WIDTH}" height="{height:g}" fill="#ffffff"/>'
        '<text x="24" y="28" class="top">A room imports only from floors below its own. Rooms on '
        "one floor do not know each other.</text>"
    )
    return head + "".join(parts) + "</svg>\n"


def _path(container: str, room: str) -> str:
    return f"{container.removeprefix('tabletop.').replace('.', '/')}/{room}"


def _row(
    row: list[str], y: float, stroke: str, inside: dict[str, list[str]]
) -> tuple[list[str], float]:
    """Return the boxes of one floor from `y` down, and the height of the tallest."""
    width = (_WIDTH - 24 - _LEFT - _GAP * len(row)) / len(row)
    boxes: list[tuple[str, list[str], list[str]]] = []
    for room in row:
        told = textwrap.wrap(WHAT[room].replace("`", ""), max(12, int((width - 130) / 6.6)))
        within = inside.get(room, [])
        listed = textwrap.wrap("inside, from the top: " + " / ".join(within), int(width / 6.4))
        boxes.append((room, told, listed if within else []))
    height = max(12 + _LINE * (max(1, len(told)) + len(within)) for _, told, within in boxes)
    found = []
    for number, (room, told, within) in enumerate(boxes):
        x = 12 + _LEFT + number * (width + _GAP)
        found.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4" '
            f'fill="#ffffff" stroke="{stroke}"/>'
            f'<text x="{x + 12:g}" y="{y + 19:g}" class="name">{room}</text>'
        )
        for place, line in enumerate(told):
            found.append(
                f'<text x="{x + 108:g}" y="{y + 19 + _LINE * place:g}">{escape(line)}</text>'
            )
        for place, line in enumerate(within, max(1, len(told))):
            found.append(
                f'<text x="{x + 12:g}" y="{y + 19 + _LINE * place:g}" class="in">{escape(line)}'
                "</text>"
            )
    return found, height
