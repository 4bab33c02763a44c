"""The options of `host` about its tables and who plays there."""

from __future__ import annotations

import argparse


def add_tables(command: argparse.ArgumentParser) -> None:
    """Say how many tables there are, where stand-ins play, and who words what they say."""
    command.add_argument(
        "--tables",
        type=int,
        metavar="N",
        help="how many tables (default: as many as are resumed, else one)",
    )
    command.add_argument(
        "--bots",
        metavar="D,D",
        help="delegations that stand-ins play at new tables, until somebody comes for them",
    )
    command.add_argument(
        "--words",
        metavar="URL",
        help="a language model (OpenAI-compatible) that words what stand-ins say; off without it. "
        "A key comes from TABLETOP_WORDS_KEY",
    )
    command.add_argument("--model", metavar="NAME", help="with --words: which model to ask")
