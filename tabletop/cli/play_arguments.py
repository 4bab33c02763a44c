"""The options of the commands that play at this terminal, and what others share with them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Command = Callable[[str, str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, its module, what it does, an example."""


def exercise_argument(command: argparse.ArgumentParser) -> None:
    """Let a command take an exercise."""
    command.add_argument("exercise", metavar="EXERCISE", help="an id from the library, or a path")


def add_play(command: Command) -> None:
    """Add the command with which people play at one keyboard."""
    one = command(
        "play",
        "play",
        "play an exercise at this terminal, or from a file of moves",
        "tabletop play korea-end-of-war --transcript game.toml",
    )
    exercise_argument(one)
    one.add_argument(
        "--transcript",
        type=Path,
        metavar="FILE",
        help="the transcript to write; resumed if it exists",
    )
    one.add_argument(
        "--bots",
        metavar="D,D",
        help="let stand-ins play these delegations (their ids, with commas between them)",
    )
    one.add_argument("--seed", type=int, metavar="N", help="seed of the table's random choices")
    one.add_argument("--moves", metavar="FILE", help="moves from a TOML file, - for standard input")
    one.add_argument("--echo", action="store_true", help="with --moves: print each durable event")


def add_practise(command: Command) -> None:
    """Add the command with which one person plays against stand-ins."""
    one = command(
        "practise",
        "practise",
        "play one delegation alone against stand-ins, at this terminal",
        "tabletop practise korea-end-of-war --as dprk",
    )
    exercise_argument(one)
    one.add_argument("--as", dest="seat", metavar="DELEGATION", help="whom you play")
    one.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help="the same seed gives the same stand-ins (default: others each time)",
    )
    one.add_argument(
        "--transcript",
        type=Path,
        metavar="FILE",
        help="the transcript to write; resumed if it exists",
    )
    one.add_argument(
        "--name", default="Player", metavar="NAME", help="your name, as the transcript has it"
    )
    one.add_argument("--clocks", action="store_true", help="end phases when their time is up")
