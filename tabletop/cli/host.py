"""`tabletop host`: a hall with its doors open, until it is stopped."""

from __future__ import annotations

import argparse
import asyncio
import logging
import shutil
import signal
import sys
from importlib.util import find_spec
from socket import socket

from tabletop.cli.invitation import card, invitation
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.host.addresses import bind, certificate
from tabletop.host.hosting import FOLDER, MOST_TABLES, MOST_WORKERS, Plan, hosting
from tabletop.screens.opening import choose


def run(asked: argparse.Namespace) -> int:
    from tabletop.cli import FINE, INTERRUPTED

    plan = _plan(asked)
    return INTERRUPTED if asyncio.run(_serve(plan)) is signal.SIGINT else FINE


def _plan(asked: argparse.Namespace) -> Plan:
    if not 1 <= asked.tables <= MOST_TABLES:
        raise UnreadableInput(f"--tables takes a number from 1 to {MOST_TABLES}")
    if not 1 <= asked.workers <= MOST_WORKERS:
        raise UnreadableInput(f"--workers takes a number from 1 to {MOST_WORKERS}")
    if not 0 <= asked.port < 65_536:
        raise UnreadableInput("--port takes a number from 1 to 65535, or 0 for any free one")
    if asked.ssh_port is not None:
        _need_asyncssh(asked.ssh_port)
    chosen = choose(find_exercise(asked.exercise))
    tls = certificate(asked.tls_cert, asked.tls_key)
    return Plan(
        exercise=chosen.exercise,
        source=chosen.source,
        folder=asked.transcripts or FOLDER / chosen.exercise.id,
        tables=asked.tables,
        sockets=tuple(bind(asked.port, lan=asked.lan)),
        lan=asked.lan,
        tls=tls,
        workers=asked.workers,
        ssh=_ssh_sockets(asked),
    )


def _need_asyncssh(port: int) -> None:
    if not 0 <= port < 65_536:
        raise UnreadableInput("--ssh-port takes a number from 1 to 65535, or 0 for any free one")
    if find_spec("asyncssh") is None:
        raise UnreadableInput(
            "--ssh-port needs the package asyncssh: pip install 'tabletop[ssh]' (or asyncssh)"
        )


def _ssh_sockets(asked: argparse.Namespace) -> tuple[socket, ...]:
    if asked.ssh_port is None:
        return ()
    return tuple(bind(asked.ssh_port, lan=asked.lan, option="--ssh-port"))


async def _serve(plan: Plan) -> signal.Signals:
    """Host until a signal comes; returns which."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[signal.Signals] = loop.create_future()
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(one, _stop, stopped, one)
    logging.basicConfig(
        format="%(asctime)s %(message)s", datefmt="%H:%M:%S", level=logging.INFO, force=True
    )
    # Screens running in this process put a sink in the place of standard output.
    out = sys.stdout
    async with hosting(plan) as host:
        if out.isatty():
            columns = shutil.get_terminal_size().columns
            lines = [*card(host, lan=plan.lan, columns=columns), "", "Ctrl+C stops the host."]
        else:
            lines = invitation(host, lan=plan.lan)
        print("\n".join(lines), file=out, flush=True)
        return await stopped


def _stop(stopped: asyncio.Future[signal.Signals], by: signal.Signals) -> None:
    if not stopped.done():
        stopped.set_result(by)
