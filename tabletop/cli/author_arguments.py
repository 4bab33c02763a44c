"""The options of the commands with which authors examine their exercises."""

from __future__ import annotations

from pathlib import Path

from tabletop.cli.play_arguments import Command, exercise_argument
from tabletop.cli.rehearse_options import rehearse_options


def add_authors(command: Command) -> None:
    """Add the commands with which authors examine their exercises."""
    one = command(
        "check",
        "check",
        "check exercise files: each fault with file, line and column",
        "tabletop check exercises/mine.toml",
    )
    one.add_argument("exercise", nargs="+", metavar="EXERCISE", help="ids or paths")
    one.add_argument(
        "--strict", action="store_true", help="count warnings as faults, and end with exit code 1"
    )

    one = command(
        "show",
        "show",
        "the issues, options and decisions of an exercise with their ids",
        "tabletop show korea-end-of-war --as usa --as dprk",
    )
    exercise_argument(one)
    one.add_argument(
        "--as",
        dest="seats",
        action="append",
        default=[],
        metavar="DELEGATION",
        help="also what this delegation knows alone: its points, walk-away and red lines, or those "
        "of a role (DELEGATION/ROLE); may be repeated",
    )
    one.add_argument("--json", action="store_true", help="one JSON document")

    one = command(
        "schema",
        "schema",
        "print the JSON Schema of exercise files, with which editors complete and explain keys",
        "tabletop schema > exercise.schema.json\n\nThen begin an exercise with the line\n\n"
        "  #:schema ./exercise.schema.json\n\nand editors with Tombi or Even Better TOML (taplo) "
        "use it.",
    )
    one.add_argument(
        "--format", type=int, choices=[1, 2], default=2, help="the version of the format"
    )

    one = command(
        "rehearse",
        "rehearse",
        "let stand-ins play an exercise many times: how it ends, who gains, what is traded",
        "tabletop rehearse korea-end-of-war --games 500",
    )
    exercise_argument(one)
    rehearse_options(one)

    one = command(
        "points",
        "points",
        "write an exercise's points as one CSV table, or apply an edited table",
        "tabletop points exercises/mine.toml -o points.csv",
    )
    exercise_argument(one)
    one.add_argument(
        "--from",
        dest="table",
        type=Path,
        metavar="FILE.csv",
        help="write the exercise with the points of this table, and everything else unchanged",
    )
    one.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="a new file; without it they are printed"
    )
