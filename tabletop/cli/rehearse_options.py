"""The options of `tabletop rehearse`."""

from __future__ import annotations

import argparse
from pathlib import Path


def rehearse_options(command: argparse.ArgumentParser) -> None:
    """Add the options of `tabletop rehearse`."""
    command.add_argument(
        "--games", type=int, default=100, metavar="N", help="how many games (default: 100)"
    )
    command.add_argument(
        "--seed", type=int, default=0, metavar="N", help="the same seed gives the same games"
    )
    command.add_argument(
        "--jobs",
        type=int,
        default=0,
        metavar="J",
        help="in how many processes (default: one for each core)",
    )
    command.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="have a Dask cluster play them, such as tcp://192.168.1.10:8786",
    )
    command.add_argument(
        "--temperaments",
        default="",
        metavar="LIST",
        help="those that are drawn from, such as linear,mediator (default: all)",
    )
    command.add_argument(
        "--against", metavar="OTHER", help="another version of it, to compare with"
    )
    command.add_argument(
        "--transcripts", type=Path, metavar="DIR", help="keep each game's transcript there"
    )
    command.add_argument(
        "--report", type=Path, metavar="FILE.html", help="write a page that tells it with charts"
    )
    command.add_argument("--json", action="store_true", help="one JSON document")
