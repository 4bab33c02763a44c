"""`tabletop host`: run a hall until it is stopped."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import shutil
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from socket import socket
from typing import TextIO

from tabletop.cli.commands.invitation import card, invitation
from tabletop.cli.parsing import delegations
from tabletop.cli.streams import in_utf8
from tabletop.cli.text import harmless
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.host.server.addresses import bind, certificate, named
from tabletop.host.server.hosting import FOLDER, MOST_TABLES, MOST_WORKERS, Hosting, Plan, hosting
from tabletop.host.server.own_console import OwnConsole
from tabletop.host.tables.folder import kept_tables
from tabletop.host.terminal.own import in_front
from tabletop.host.web.public import proxies, public_address
from tabletop.release import DISTRIBUTION
from tabletop.screens.start.opening import choose

LOG = "host.log"
"""The name of the log, beside the transcripts, while a console has the terminal."""
_LONGEST_RECORD = 4_000
_MINUTE = 60.0
_NO_MEMORY = (
    "the host has ended: it may have no more memory. Every move that was made is kept; the same "
    "command goes on, with more memory or fewer --tables"
)


class OneLineRecord(logging.Formatter):
    """A log format with the time zone, and one line for each record, whatever strangers have put
    into it.

    Nothing in it can look like another record, or act on the terminal of whoever reads the log.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(message)s", "%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        return harmless(super().format(record))[:_LONGEST_RECORD]


class Seldom(logging.Filter):
    """Drops a library's repeated warnings: of each source line only the first in each minute.

    Strangers can cause a warning whenever they hang up, and must not fill the disk; the event
    loop's are for programmers, and dropped. Errors are all logged, and the
    host's own notes are limited where they are made.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[str, str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.ERROR or record.name.partition(".")[0] == "tabletop":
            return True
        if record.name == "asyncio":
            # That something was sent to a line that has just broken, in a programmer's words.
            return False
        where = record.name, record.pathname, record.lineno
        if record.created - self._told.get(where, -_MINUTE) < _MINUTE:
            return False
        self._told[where] = record.created
        return True


def run(asked: argparse.Namespace) -> int:
    from tabletop.cli import FINE, INTERRUPTED, NOT_SO

    plan = _plan(asked)
    # Screens that run in this process replace both with a sink.
    out, err = sys.stdout, sys.stderr
    try:
        by = asyncio.run(_serve(plan))
    except MemoryError:
        print(_NO_MEMORY, file=err)
        return NOT_SO
    if out.isatty():
        kept = harmless(str(plan.folder))
        print(
            f"The hall is closed. Everything is kept in {kept}; the same command resumes it.",
            file=out,
        )
    return INTERRUPTED if by is signal.SIGINT else FINE


def _plan(asked: argparse.Namespace) -> Plan:
    if asked.tables is not None and not 1 <= asked.tables <= MOST_TABLES:
        raise UnreadableInput(f"--tables takes a number from 1 to {MOST_TABLES}")
    if not 1 <= asked.workers <= MOST_WORKERS:
        raise UnreadableInput(f"--workers takes a number from 1 to {MOST_WORKERS}")
    if not 0 <= asked.port < 65_536:
        raise UnreadableInput("--port takes a number from 1 to 65535, or 0 for any free one")
    if asked.ssh_port is not None:
        _need_asyncssh(asked.ssh_port)
    chosen = choose(find_exercise(asked.exercise))
    tls = certificate(asked.tls_cert, asked.tls_key)
    public = None if asked.public_url is None else public_address(asked.public_url)
    before = proxies(asked.proxy)
    if asked.address is not None and (public is not None or not asked.lan):
        raise UnreadableInput(
            "--address chooses among this computer's network addresses, so it needs --lan"
            + (", and not with --public-url, which is what people are told" if public else "")
        )
    address = None if asked.address is None else named(asked.address)
    folder = asked.transcripts or FOLDER / chosen.exercise.id
    return Plan(
        exercise=chosen.exercise,
        source=chosen.source,
        folder=folder,
        tables=_tables(asked.tables, folder),
        bots=() if asked.bots is None else delegations(asked.bots, chosen.exercise, "--bots"),
        words=_words(asked),
        # A proxy on another computer comes over the network; anybody else there is turned away.
        sockets=tuple(bind(asked.port, lan=asked.lan or before.elsewhere)),
        lan=asked.lan,
        tls=tls,
        address=address,
        public=public,
        proxies=before,
        workers=asked.workers,
        ssh=_ssh_sockets(asked),
    )


def _words(asked: argparse.Namespace) -> tuple[str, ...]:
    """Return the address and the name of the language model that is asked for, if one is."""
    if asked.words is None:
        if asked.model is not None:
            raise UnreadableInput("--model names the model at an address, so it needs --words")
        return ()
    from tabletop.bots.model_words import ModelWords

    return ModelWords(asked.words).address, asked.model or ""


def _tables(wanted: int | None, folder: Path) -> int:
    """Return how many tables: as many as asked for, else as the folder has, at least one."""
    kept = kept_tables(folder)
    if wanted is not None and wanted < kept:
        raise UnreadableInput(
            f"{folder} has {kept} tables and --tables says {wanted}: people at the others would "
            f"have no seat. Leave --tables out, or say --tables {kept}; for fewer tables "
            "choose another folder with --transcripts"
        )
    return wanted or kept or 1


def _need_asyncssh(port: int) -> None:
    if not 0 <= port < 65_536:
        raise UnreadableInput("--ssh-port takes a number from 1 to 65535, or 0 for any free one")
    if find_spec("asyncssh") is None:
        raise UnreadableInput(
            "--ssh-port needs the package asyncssh: pip install "
            f"'{DISTRIBUTION}[ssh]' (or asyncssh)"
        )


def _ssh_sockets(asked: argparse.Namespace) -> tuple[socket, ...]:
    if asked.ssh_port is None:
        return ()
    return tuple(bind(asked.ssh_port, lan=asked.lan, option="--ssh-port"))


async def _serve(plan: Plan) -> signal.Signals:
    """Host until a signal comes; return which."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[signal.Signals] = loop.create_future()
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(one, _stop, stopped, one)
    # Screens that run in this process replace standard output with a sink.
    out, err = sys.stdout, sys.stderr
    async with hosting(plan) as host:
        _log_to(logging.StreamHandler(err))
        if not out.isatty() or not in_utf8(out):
            print("\n".join(invitation(host, lan=plan.lan)), file=out, flush=True)
            return await stopped
        if not sys.stdin.isatty() or not in_front():
            columns = shutil.get_terminal_size().columns
            lines = [*card(host, lan=plan.lan, columns=columns), "", "Ctrl+C stops the host."]
            print("\n".join(lines), file=out, flush=True)
            return await stopped
        return await _at_console(host, plan, stopped, err)


async def _at_console(
    host: Hosting, plan: Plan, stopped: asyncio.Future[signal.Signals], err: TextIO
) -> signal.Signals:
    """Run the console in this terminal until it, or a signal, ends the host."""
    path = plan.folder / LOG
    path.touch(mode=0o600)
    _log_to(logging.FileHandler(path, encoding="utf-8"))
    console = OwnConsole(
        host.hall,
        lambda columns: [*card(host, lan=plan.lan, columns=columns), f"The log is {LOG} there."],
        lambda: sum(one.connected for at in host.hall.tables.values() for one in at.people()),
        os.environ,
    )
    running = asyncio.create_task(console.run())
    try:
        await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            return await stopped
        fault = running.exception()
        if fault is not None and not isinstance(fault, ConnectionError):
            # The tables and everybody's screens do not depend on it: they go on.
            logging.getLogger("tabletop.host").error("the console failed: %s", repr(fault))
            print("The console has failed; the host goes on. Ctrl+C stops it.", file=err)
            return await stopped
        return signal.SIGTERM
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def _log_to(handler: logging.Handler) -> None:
    handler.setFormatter(OneLineRecord())
    handler.addFilter(Seldom())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)


def _stop(stopped: asyncio.Future[signal.Signals], by: signal.Signals) -> None:
    if not stopped.done():
        stopped.set_result(by)
