"""The commands and their options: the contract that scripts rely on. Nothing heavy is imported."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from pathlib import Path

from tabletop.cli.author_arguments import add_authors
from tabletop.cli.host_arguments import add_tables
from tabletop.cli.parsing import Parser
from tabletop.cli.play_arguments import Command, add_play, add_practise, exercise_argument
from tabletop.cli.systems import on_posix

EXERCISE_IDS = "exercises"
"""What completion scripts ask for: the ids of the library, one per line."""

Run = Callable[[argparse.Namespace], int]


class _Version(argparse.Action):
    """Print the version, which is looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from tabletop.release import program_version

        print(f"tabletop {program_version()}")
        parser.exit()


def _later(module: str) -> Run:
    """Return a command's `run`, imported when the command is given."""

    def run(asked: argparse.Namespace) -> int:
        code: int = importlib.import_module(f"tabletop.cli.commands.{module}").run(asked)
        return code

    return run


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = Parser(
        prog="tabletop",
        description="Negotiation and tabletop exercises: play, replay, score, analyse.",
        epilog="Without a command, the start screen opens.\n\nexample: tabletop list",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    top.set_defaults(run=_later("start"))
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, module: str, what: str, example: str) -> argparse.ArgumentParser:
        found = commands.add_parser(
            name,
            help=what,
            description=what[0].upper() + what[1:] + ".",
            epilog=f"example: {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        found.set_defaults(run=_later(module))
        return found

    _games(command)
    _transcripts(command)
    _report(command)
    _outcomes(command)
    add_authors(command)
    _genius(command)
    _completion(command)
    return top


def _games(command: Command) -> None:
    """Add the commands that find, play, host and join games."""
    one = command("list", "listing", "list exercises, and transcripts here", "tabletop list --json")
    one.add_argument("--json", action="store_true", help="one JSON document")

    add_play(command)
    add_practise(command)

    _host(
        command(
            "host",
            "host",
            "let everybody play on their own device, at many tables",
            "tabletop host korea-end-of-war --tables 8 --lan",
        )
    )
    _join(
        command(
            "join",
            "join",
            "take a seat at a hosted table, in this terminal",
            "tabletop join http://192.168.1.5:8000 --name Anna",
        )
    )


def _transcripts(command: Command) -> None:
    """Add the commands that read transcripts."""
    one = command(
        "replay",
        "replay",
        "go through a transcript event by event",
        "tabletop replay transcripts/middle-ground.toml --plain --as usa",
    )
    one.add_argument("transcript", type=Path, help="the file of a game")
    one.add_argument("--plain", action="store_true", help="as plain text")
    one.add_argument("--as", dest="seat", metavar="SEAT", help="as one seat saw it")
    one.add_argument("--at", type=int, metavar="SEQ", help="up to this event only")
    one.add_argument(
        "--beside",
        type=Path,
        metavar="OTHER",
        help="compare it with another: where they diverge, and how each ends",
    )

    one = command(
        "fork",
        "fork",
        "start a new transcript from an event of another, to continue differently",
        "tabletop fork transcripts/piece-of-paper.toml --at 40 -o what-if.toml",
    )
    one.add_argument("transcript", type=Path, help="read only; never changed")
    one.add_argument("--at", type=int, required=True, metavar="SEQ", help="the last event to keep")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a new file")

    one = command(
        "verify",
        "verify",
        "verify transcripts: hash chain, order, legality, and every ruling recomputed",
        "tabletop verify transcripts/*.toml",
    )
    one.add_argument("transcript", type=Path, nargs="+", help="the files of games")


def _report(command: Command) -> None:
    one = command(
        "report",
        "report",
        "the after-action report of a game: as a web page, as Markdown and as CSV tables",
        "tabletop report transcripts/middle-ground.toml -o report",
    )
    one.add_argument(
        "transcript", type=Path, nargs="+", metavar="TRANSCRIPT", help="the files of games"
    )
    one.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="a folder")
    one.add_argument(
        "--format",
        default="html,md,csv",
        metavar="LIST",
        help="any of html, md and csv (default: all three)",
    )
    one.add_argument(
        "--redact",
        action="store_true",
        help="pseudonyms for people and no private texts, for sharing",
    )
    one.add_argument(
        "--comparison",
        action="store_true",
        help="with several transcripts: only the comparison, without each table's own report",
    )
    one.add_argument(
        "--people",
        type=Path,
        metavar="FILE",
        help="a CSV list of the class (person, and columns such as email) to add to the grades",
    )


def _outcomes(command: Command) -> None:
    """Add the commands that measure packages and the whole space of outcomes."""
    one = command(
        "score",
        "score",
        "what a package is worth to everyone, with ledgers",
        "tabletop score korea-end-of-war declaration=sentence chinese-role=signs form=political",
    )
    exercise_argument(one)
    one.add_argument(
        "settled", nargs="*", default=[], metavar="ISSUE=OPTION", help="also form=F and order=O"
    )
    _circumstances(one)

    one = command(
        "analyse",
        "analyse",
        "zone of agreement, frontier, solutions and ideal points",
        "tabletop analyse korea-end-of-war --round 4 --plot usa,dprk",
    )
    exercise_argument(one)
    _circumstances(one)
    one.add_argument("--plot", metavar="D,D", help="draw one delegation's values against another's")
    one.add_argument(
        "--sweep",
        metavar="trust:D-D",
        help="the zone for each order as trust between a pair runs from 0 to 100 (several pairs: "
        "trust:D-D,D-D)",
    )
    one.add_argument(
        "--sample", type=int, metavar="N", help="estimate from N packages drawn at random"
    )
    one.add_argument("--seed", type=int, default=0, metavar="N", help="seed of --sample")
    one.add_argument(
        "--list",
        choices=["zone", "frontier"],
        help="every package of the zone or of the frontier with values, Nash product and "
        "distances, as CSV; with --json in the document",
    )


def _genius(command: Command) -> None:
    """Add the commands that exchange exercises with GENIUS."""
    one = command(
        "import",
        "genius",
        "make an exercise from a GENIUS domain and its profiles",
        "tabletop import genius laptop.xml buyer.xml seller.xml -o laptop.toml",
    )
    one.add_argument("format", choices=["genius"], help="the format of the other program")
    one.add_argument("domain", type=Path, metavar="DOMAIN.xml", help="its issues and options")
    one.add_argument(
        "profile", type=Path, nargs="+", metavar="PROFILE.xml", help="a delegation's points each"
    )
    one.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a new file")
    _scale(
        one,
        "genius",
        "divide evaluations by the issue's highest, as GENIUS does, with 100 points for a "
        "utility of 1; or take them raw, as NegMAS does",
    )

    one = command(
        "export",
        "genius",
        "write an exercise as a GENIUS domain and profiles",
        "tabletop export genius laptop -o domain/",
    )
    one.add_argument("format", choices=["genius"], help="the format of the other program")
    exercise_argument(one)
    one.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="a folder")
    _scale(
        one,
        "genius",
        "write values divided by 100, which both programs read; or in points, as NegMAS alone "
        "can (raw)",
    )
    one.set_defaults(profile=None)


def _completion(command: Command) -> None:
    one = command(
        "completion",
        "completion",
        "print a shell completion script for commands, options, exercises and files",
        "tabletop completion bash > ~/.local/share/bash-completion/completions/tabletop",
    )
    one.add_argument(
        "shell",
        choices=["bash", "zsh", "fish", EXERCISE_IDS],
        metavar="SHELL",
        help="bash, zsh (for a file _tabletop in a folder of $fpath) or fish (for "
        "~/.config/fish/completions/tabletop.fish)",
    )


def _host(command: argparse.ArgumentParser) -> None:
    command.set_defaults(
        run=on_posix(
            _later("host"),
            "a host",
            "on Windows start it in the Windows Subsystem for Linux (WSL): a browser on any system "
            "can then join it",
        )
    )
    exercise_argument(command)
    add_tables(command)
    command.add_argument("--port", type=int, default=8000, metavar="P", help="for browsers")
    command.add_argument(
        "--ssh-port",
        type=int,
        metavar="P",
        help="for ssh clients too; needs tabletop-facilitator[ssh]",
    )
    command.add_argument(
        "--lan", action="store_true", help="let other computers in, not only this one"
    )
    command.add_argument(
        "--address",
        metavar="ADDRESS",
        help="with --lan: the address or name of this computer to tell people, if the "
        "first one found is wrong",
    )
    command.add_argument(
        "--public-url",
        metavar="URL",
        help="the full address that people type, including any path, when the host is "
        "behind a proxy",
    )
    command.add_argument(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="where that proxy connects from (an address or a network; may be repeated); "
        "only its forwarding headers are trusted",
    )
    command.add_argument("--tls-cert", type=Path, metavar="F", help="a certificate, for https")
    command.add_argument("--tls-key", type=Path, metavar="F", help="the certificate's key")
    command.add_argument(
        "--transcripts",
        type=Path,
        metavar="DIR",
        help="the folder of the tables' transcripts; tables found there are resumed",
    )
    command.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help="how many processes to spread the tables over, for more seats than one core can serve",
    )


def _join(command: argparse.ArgumentParser) -> None:
    command.set_defaults(
        run=on_posix(
            _later("join"),
            "'tabletop join'",
            "open the host's address in a browser instead",
        )
    )
    command.add_argument("url", metavar="URL", help="the address that the host shows")
    command.add_argument("--name", metavar="NAME", help="your name, as others see it")
    command.add_argument("--code", metavar="CODE", help="the join code, or a personal code")
    command.add_argument("--table", metavar="N", help="at this table")
    command.add_argument("--delegation", metavar="D", help="for this delegation")
    command.add_argument("--new", action="store_true", help="take a seat besides those you have")


def _circumstances(command: argparse.ArgumentParser) -> None:
    command.add_argument("--round", type=int, default=1, metavar="N", help="as in round N")
    command.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="D-D=N",
        help="the trust (0 to 100) of one delegation in another; may be repeated",
    )
    command.add_argument("--json", action="store_true", help="one JSON document")


def _scale(command: argparse.ArgumentParser, default: str, what: str) -> None:
    command.add_argument("--scale", choices=["genius", "raw"], default=default, help=what)
