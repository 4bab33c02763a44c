"""The options of the commands with which authors make and examine their exercises."""

from __future__ import annotations

from pathlib import Path

from tabletop.cli.play_arguments import Command, exercise_argument
from tabletop.cli.rehearse_options import rehearse_options


def add_authors(command: Command) -> None:
    """Add the commands with which authors make and examine their exercises."""
    one = command(
        "new",
        "new",
        "write a new exercise to begin with: whole, playable and commented",
        "tabletop new river --kind scoreable --delegation Upper --delegation Lower "
        "--delegation Mill\n\nWithout --kind it asks, at a terminal, for whatever is not given.",
    )
    one.add_argument("id", metavar="ID", help="its id: lower-case words with hyphens between them")
    one.add_argument(
        "--kind",
        metavar="KIND",
        help="two-party, scoreable, negotiation, decisions or assembly",
    )
    one.add_argument("--title", default="", metavar="TEXT", help="what it is called")
    one.add_argument(
        "--delegation",
        dest="delegations",
        action="append",
        default=[],
        metavar="NAME",
        help="who sits at the table; once for each (default: those of the kind)",
    )
    one.add_argument("--rounds", type=int, metavar="N", help="how many rounds it has")
    one.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="a new file (default: ID.toml in the folder exercises, where its id is found)",
    )

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
        "preview",
        "preview",
        "see what a seat will read and see, page by page, before anybody plays",
        "tabletop preview korea-end-of-war --as usa",
    )
    exercise_argument(one)
    one.add_argument(
        "--as",
        dest="seat",
        metavar="SEAT",
        help="a delegation, DELEGATION/ROLE, or facilitator for the injects and all briefs "
        "(default: what the whole room sees)",
    )
    one.add_argument("--plain", action="store_true", help="as plain text, as into a pipe")

    one = command(
        "handouts",
        "handouts",
        "write what you print before a class: rules, background, briefs, planning sheet, guide",
        "tabletop handouts korea-end-of-war -o korea --paper letter",
    )
    exercise_argument(one)
    one.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="the folder they are written into",
    )
    one.add_argument(
        "--paper", choices=["a4", "letter"], default="a4", help="the size of the paper (a4)"
    )
    one.add_argument(
        "--for",
        dest="party",
        metavar="DELEGATION",
        help="only what all of this delegation may read: no other brief, and nothing of the "
        "facilitator's; of a role (DELEGATION/ROLE) also its own brief",
    )
    one.add_argument(
        "--format",
        default="html,md,docx",
        metavar="LIST",
        help="any of html, md and docx (default: all three)",
    )
    one.add_argument(
        "--force", action="store_true", help="write over files of these names that are there"
    )

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
        "edit",
        "edit",
        "change an exercise at this terminal, with its faults beside it",
        "tabletop edit exercises/mine.toml",
    )
    exercise_argument(one)

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
