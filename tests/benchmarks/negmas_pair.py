"""Our temperaments and NegMAS's counterparts on the same random domains, in one run.

    python -m tests.benchmarks.negmas_pair --negmas PATH/TO/PYTHON [--domains 60] [--rounds 10]

PATH/TO/PYTHON is an interpreter of a virtual environment of its own in which NegMAS is installed
(AGPL: in its own process, never a dependency). The domains are bilateral and additive as in GENIUS:
3 to 7 issues of 3 to 6 values, 30,000 outcomes at most, random weights and values, random
reservation values. Both sides of a negotiation play the same strategy. Here a domain is a whole
table with `rounds` rounds of nothing but negotiation, in which each side tables up to two offers,
and four in the last; NegMAS's alternating offers have as many steps (`--steps` for another number).

NegMAS ends with an agreement; here people go on to better ones until their time is over. Told of
each: the mean of what the Nash product of the first agreement, and of what stands in the end, is of
the domain's greatest (0 without an agreement), how many agree, and negotiations a second of
processor time until they do, of all domains, of those of less than 1,000 outcomes and of those of
5,000 and more; here also whole games a second. Reading a domain is not counted.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

import numpy as np
import tomli_w

from tabletop import import_genius
from tabletop.bots.game import play_out, seat_all
from tabletop.exercise.genius.exporting import files_of
from tabletop.exercise.genius.importing import POINTS
from tabletop.exercise.genius.model import GeniusDomain, GeniusIssue, GeniusProfile
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.parts import Temperament
from tabletop.garbage import uncollected
from tabletop.play.events import AnyEvent
from tabletop.referee import value
from tabletop.referee.circumstances import opening_circumstances
from tabletop.table import Table

MOST = 30_000
"""The most outcomes of a domain."""
Domain = tuple[GeniusDomain, tuple[GeniusProfile, GeniusProfile]]
PAIRS: Mapping[Temperament, str] = {
    "boulware": "AspirationNegotiator boulware",
    "linear": "AspirationNegotiator linear",
    "conceder": "AspirationNegotiator conceder",
    "tit-for-tat": "NaiveTitForTatNegotiator",
}

NEGMAS = """
import json, random, sys, time, warnings
warnings.filterwarnings("ignore")
from pathlib import Path
import negmas
from negmas.inout import Scenario
from negmas.sao import SAOMechanism
folders, steps, names = sys.argv[1].split(":"), int(sys.argv[2]), sys.argv[3:]
found = {}
for name in names:
    called, _, aspiration = name.partition(" ")
    kind, made, spent = getattr(negmas, called), [], []
    how = {"aspiration_type": aspiration} if aspiration else {}
    for number, folder in enumerate(folders):
        random.seed(number)
        domain = next(Path(folder).glob("*-domain.xml"))
        profiles = sorted(path for path in Path(folder).glob("*.xml") if path != domain)
        scenario = Scenario.from_genius_files(domain, profiles)
        for again in (True, False):  # the first is to warm up
            begun = time.process_time()
            mechanism = SAOMechanism(outcome_space=scenario.outcome_space, n_steps=steps)
            for ufun in scenario.ufuns:
                mechanism.add(kind(**how), ufun=ufun)
            state = mechanism.run()
            passed = time.process_time() - begun
            if number:
                break
        spent.append(passed)
        agreed = state.agreement
        made.append(None if agreed is None else [float(u(agreed)) for u in scenario.ufuns])
    found[name] = {"made": made, "seconds": spent}
print(json.dumps(found))
"""


def domain_of(number: int) -> Domain:
    """Return a random domain and its two profiles, made of its number."""
    chance = random.Random(number)
    sizes = [MOST + 1]
    while math.prod(sizes) > MOST:
        sizes = [chance.randint(3, 6) for _ in range(chance.randint(3, 7))]
    issues = tuple(
        GeniusIssue(f"issue-{i}", tuple(f"value-{n}" for n in range(size)), index=i + 1)
        for i, size in enumerate(sizes)
    )

    def profile(name: str) -> GeniusProfile:
        weights = [chance.expovariate(1) for _ in sizes]
        utilities = {}
        for issue, weight in zip(issues, weights, strict=True):
            values = [chance.random() for _ in issue.values]
            utilities[issue.name] = tuple(
                weight / sum(weights) * one / max(values) for one in values
            )
        return GeniusProfile(name, utilities, reservation=chance.uniform(0.0, 0.4))

    return GeniusDomain(f"domain-{number}", issues), (profile("first"), profile("second"))


def surpluses(domain: GeniusDomain, profiles: tuple[GeniusProfile, ...]) -> np.ndarray:
    """Return what each outcome gives each party beyond its reservation value, a row each."""
    rows = []
    for one in profiles:
        total = np.zeros(1)
        for issue in domain.issues:
            total = (total[:, None] + np.array(one.utilities[issue.name])).ravel()
        rows.append(total - one.reservation)
    return np.array(rows)


def share(utilities: list[float] | None, domain: Domain) -> float:
    """Return the share of a domain's greatest Nash product; nothing without an agreement."""
    if utilities is None:
        return 0.0
    gains = [max(0.0, one - who.reservation) for one, who in zip(utilities, domain[1], strict=True)]
    return math.prod(gains) / nash(domain)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--negmas", required=True)
    asked.add_argument("--domains", type=int, default=60)
    asked.add_argument("--rounds", type=int, default=10)
    asked.add_argument("--steps", type=int, default=0)
    given = asked.parse_args()
    steps = given.steps or 2 * given.rounds + 2
    domains = [domain_of(number) for number in range(given.domains)]
    domains = [one for one in domains if nash(one) > 0]
    with tempfile.TemporaryDirectory() as folder:
        folders, sources = [], []
        for domain, profiles in domains:
            folders.append(Path(folder) / domain.name)
            folders[-1].mkdir()
            names = files_of(domain, profiles)
            for name, text in names.items():
                (folders[-1] / name).write_text(text, encoding="utf-8")
            first, *rest = (folders[-1] / name for name in names)
            document = tomllib.loads(import_genius(first, rest).text)
            document["round"] = [
                {"id": f"r{n}", "title": f"Round {n}", "phases": {"negotiation": 60}}
                for n in range(1, given.rounds + 1)
            ]
            sources.append(tomli_w.dumps(document))
        run = subprocess.run(
            [given.negmas, "-c", NEGMAS, ":".join(map(str, folders)), str(steps), *PAIRS.values()],
            capture_output=True,
            text=True,
            check=True,
        )
    theirs = json.loads(run.stdout)
    outcomes = [math.prod(len(issue.values) for issue in domain.issues) for domain, _ in domains]
    everywhere = [True] * len(domains)
    small, large = [one < 1_000 for one in outcomes], [one >= 5_000 for one in outcomes]
    print(
        f"{len(domains)} domains, {sum(small)} of less than 1,000 outcomes, {sum(large)} of 5,000"
    )
    for temperament, name in PAIRS.items():
        played(sources[0], temperament)
        ours = [played(one, temperament) for one in sources]
        other = [
            Played(made, made, seconds, seconds)
            for made, seconds in zip(theirs[name]["made"], theirs[name]["seconds"], strict=True)
        ]
        for who, games in ((temperament, ours), (name, other)):
            soon = [share(one.first, domain) for one, domain in zip(games, domains, strict=True)]
            late = [share(one.last, domain) for one, domain in zip(games, domains, strict=True)]
            agreed = sum(one.first is not None for one in games)
            rates = [
                f"{sum(here) / sum(one.seconds for one in compress(games, here)):6.0f}"
                if any(here)
                else "     -"
                for here in (everywhere, small, large)
            ]
            print(
                f"{who:30s} Nash share {statistics.fmean(soon):.3f}, in the end"
                f" {statistics.fmean(late):.3f}   agreed {agreed} of {len(games)}"
                f"   a second {' '.join(rates)}"
                f"   whole games {len(games) / sum(one.in_all for one in games):6.0f}",
                flush=True,
            )


@dataclass(frozen=True)
class Played:
    """How a negotiation went: the utilities of its first agreement and of what stands in the end,
    if there is any, and the seconds of processor time until the first and in all.
    """

    first: list[float] | None
    last: list[float] | None
    seconds: float
    in_all: float


def played(source: str, temperament: Temperament) -> Played:
    """Play a domain."""
    read_exercise(source)
    begun = time.process_time()
    agreed: list[float] = []
    with uncollected(), Table.create(source, clocks=False, recorded=False) as table:

        def watch(events: Sequence[AnyEvent]) -> None:
            if not agreed and table.state.agreements:
                agreed.append(time.process_time() - begun)

        table.subscribe(watch)
        play_out(
            table, seat_all(table, dict.fromkeys(table.exercise.delegation_by_id, temperament))
        )
        in_all = time.process_time() - begun
        exercise, now = table.exercise, opening_circumstances(table.exercise)
        worth = [
            [
                value(exercise, one.package, who, now).value / POINTS
                for who in exercise.delegation_by_id
            ]
            for one in table.state.agreements
        ]
        if not worth:
            return Played(None, None, in_all, in_all)
        return Played(worth[0], worth[-1], agreed[0], in_all)


def nash(one: Domain) -> float:
    """Return the greatest Nash product of a domain."""
    return float(np.maximum(0.0, surpluses(*one)).prod(axis=0).max())


if __name__ == "__main__":
    main()
