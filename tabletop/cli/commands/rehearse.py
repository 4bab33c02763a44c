"""`tabletop rehearse`: stand-ins play an exercise many times, and what that says of it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from tabletop.bots.findings import findings
from tabletop.bots.rehearsal import Rehearsing, rehearse, transcript_name
from tabletop.bots.rehearsed import Findings
from tabletop.cli.progress import ProgressBar
from tabletop.cli.text import columns, say, say_json
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, load_exercise
from tabletop.exercise.parts import Temperament
from tabletop.exercise.wording import unknown
from tabletop.journal.disk import make_folder
from tabletop.report.kit.files import refuse_others, write_reports
from tabletop.report.rehearsed.told import Told

MOST_GAMES = 100_000
MOST_JOBS = 64


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for options that can't be."""
    if not 1 <= asked.games <= MOST_GAMES:
        raise UnreadableInput(f"--games {asked.games}: play 1 to {MOST_GAMES:,} games")
    if not 0 <= asked.jobs <= MOST_JOBS:
        raise UnreadableInput(f"--jobs {asked.jobs}: use 1 to {MOST_JOBS} processes, 0 for all")
    if asked.scheduler and asked.transcripts is not None:
        raise UnreadableInput(
            "--scheduler and --transcripts don't go together: each machine would write into a "
            "folder of its own"
        )
    who = _temperaments(asked.temperaments)
    if asked.report is not None:
        _refuse_page(asked.report)
    if asked.transcripts is not None:
        _make(asked.transcripts)
    names = [asked.exercise, *([asked.against] if asked.against else [])]
    told = [_rehearsed(name, asked, who) for name in names]
    found = [one.findings for one in told]
    if asked.report is not None:
        _write_page(asked.report, told)
    if asked.json:
        documents = [_as_json(one, asked.seed) for one in found]
        say_json(documents[0] if len(documents) == 1 else {"exercises": documents})
        return 0
    for one in found:
        _tell(one, asked.seed, who)
    if len(found) > 1:
        _compare(*found)
    if asked.report is not None:
        say()
        say(str(asked.report))
    return 0


def _refuse_page(where: Path) -> None:
    """Raise `UnreadableInput`, before any game, for a page that could not be written."""
    if where.suffix != ".html":
        raise UnreadableInput(f"--report {where}: the report is one page; give a file.html")
    refuse_others(where, "")


def _write_page(where: Path, told: Sequence[Told]) -> None:
    from tabletop.report.rehearsed.page import rehearsed_page

    write_reports(where.parent, {where.name: rehearsed_page(*told)})


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as fault:
        raise UnreadableInput(
            f"--transcripts {folder}: this folder can't be made ({fault.strerror}); give another"
        ) from None


def _temperaments(given: str) -> tuple[Temperament, ...]:
    known: tuple[Temperament, ...] = get_args(Temperament)
    if not given:
        return known
    found: list[Temperament] = []
    for name in given.split(","):
        if name not in known:
            raise UnreadableInput(f"--temperaments: {unknown('temperament', name, known)}")
        found += [one for one in known if one == name]
    return tuple(dict.fromkeys(found))


def _rehearsed(name: str, asked: argparse.Namespace, who: tuple[Temperament, ...]) -> Told:
    path = find_exercise(name)
    exercise = load_exercise(path)
    folder: Path | None = asked.transcripts
    if folder is not None and (folder / transcript_name(exercise, 1)).exists():
        raise UnreadableInput(
            f"--transcripts {folder}: games of this exercise are there already; give another folder"
        )
    what = Rehearsing(exercise_source(path), asked.seed, who, (), folder)
    progress = ProgressBar(asked.games)
    try:
        games = rehearse(
            what,
            asked.games,
            asked.jobs or os.cpu_count() or 1,
            lambda done: progress.tell(done, "games played"),
            asked.scheduler,
        )
    finally:
        progress.clear()
    return Told(findings(exercise, games), games, asked.seed)


def _as_json(found: Findings, seed: int) -> dict[str, Any]:
    return {
        "exercise": found.exercise.id,
        "games": found.games,
        "seed": seed,
        "agreement_rate": found.agreement_rate,
        "rounds": {"mean": found.round},
        "endings": dict(found.endings),
        "value": {
            one: {"mean": worth.mean, "sd": worth.sd, "below_walk_away": worth.below}
            for one, worth in found.value.items()
        },
        "share_of_possible": {"mean": found.share_of_possible},
        "breaches": {"mean": found.breaches},
        "traded": dict(found.traded),
        "injects": dict(found.injects),
        "moves": {"mean": found.moves},
        "verdict": list(found.verdict),
    }


def _tell(found: Findings, seed: int, who: Sequence[str]) -> None:
    exercise = found.exercise
    say(f"{exercise.title}: {found.games:,} games of stand-ins ({', '.join(who)}), seed {seed}")
    say()
    for one in found.verdict:
        say(one)
    say()
    if exercise.has.offers:
        when = f", in round {found.round:.1f} on average" if found.round is not None else ""
        say(f"An agreement in {100 * found.agreement_rate:.0f} % of games{when}")
    if found.share_of_possible is not None:
        say(f"Of the most that all could have had together: {100 * found.share_of_possible:.0f} %")
    if exercise.has.acts:
        say(f"Promises broken: {found.breaches:.2f} a game")
    say(f"Moves: {found.moves:.0f} a game")
    _shares("Ending", {one.id: one.title for one in exercise.endings}, found.endings)
    if found.value:
        say()
        rows = [("Delegation", "mean", "spread", "below walk-away")]
        for party in exercise.delegations:
            worth = found.value[party.id]
            below = f"{100 * worth.below:.0f} %"
            rows.append((party.name, f"{worth.mean:.1f}", f"{worth.sd:.1f}", below))
        for row in columns(rows, numbers=frozenset((1, 2, 3))):
            say(row)
    _shares("Traded", {one.id: one.name for one in exercise.issues}, found.traded)
    _shares("Inject", {one.id: one.title for one in exercise.injects}, found.injects)


def _shares(what: str, names: Mapping[str, str], shares: Mapping[str, float]) -> None:
    if not names:
        return
    say()
    rows = [(what, "games"), *((name, f"{100 * shares[id]:.1f} %") for id, name in names.items())]
    for row in columns(rows, numbers=frozenset((1,))):
        say(row)


def _compare(one: Findings, other: Findings) -> None:
    """Print what differs between two exercises, or two versions of one."""
    say()
    say(f"{one.exercise.title}, against {other.exercise.title}")
    rows: list[tuple[str, ...]] = [("", "this", "against")]
    rows.append(
        ("agreement", f"{100 * one.agreement_rate:.0f} %", f"{100 * other.agreement_rate:.0f} %")
    )
    titles = {it.id: it.title for found in (other, one) for it in found.exercise.endings}
    for id, title in titles.items():
        both = (found.endings.get(id) for found in (one, other))
        rows.append((title, *("-" if share is None else f"{100 * share:.1f} %" for share in both)))
    named = {it.id: it.name for found in (other, one) for it in found.exercise.delegations}
    for id, name in named.items():
        worths = (found.value.get(id) for found in (one, other))
        rows.append((name, *("-" if it is None else f"{it.mean:.1f}" for it in worths)))
    for row in columns(rows, numbers=frozenset((1, 2))):
        say(row)
