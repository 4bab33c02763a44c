"""The oracle is consistent, and agrees with Tabletop's own referee on all of Korea."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from tests.exercises import plain_referee as plain
from tests.exercises.conftest import at
from tests.exercises.korea import DELEGATIONS
from tests.exercises.plain_referee import KOREA, Package, Raw
from tests.exercises.plain_space import dominates, sweep
from tests.exercises.referees import OPENING, Levels, Plain, Real, Referee

CASES = [(1, OPENING), (2, at(35)), (4, OPENING), (6, at(80))]


@pytest.fixture(scope="module")
def drawn(raw: Raw) -> list[dict[str, str]]:
    """Return a few hundred packages of the whole space, the same in every run."""
    chance = random.Random(1953)
    options = plain.choices(raw)
    return [{choice: chance.choice(some) for choice, some in options.items()} for _ in range(400)]


@pytest.fixture(scope="module")
def real() -> Real:
    return Real.of(KOREA.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("number", "levels"), CASES)
def test_tabletop_and_the_oracle_agree_on_packages_drawn_from_the_whole_space(
    raw: Raw, real: Real, drawn: list[dict[str, str]], number: int, levels: Levels
) -> None:
    oracle: Referee = Plain(raw)
    for x in drawn:
        assert real.feasible(x, number) == oracle.feasible(x, number)
        for one in DELEGATIONS:
            said = real.value(x, one, number, levels)
            assert said == pytest.approx(oracle.value(x, one, number, levels), abs=1e-9)
            assert real.crosses(x, one) == oracle.crosses(x, one)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "levels"), CASES)
def test_tabletop_and_the_oracle_find_the_same_zone_and_solutions(
    raw: Raw, real: Real, number: int, levels: Levels
) -> None:
    mine, theirs = real.space(number, levels), Plain(raw).space(number, levels)
    assert mine.feasible == theirs.feasible
    assert mine.efficient == theirs.efficient
    assert (mine.nash, mine.kalai_smorodinsky) == (theirs.nash, theirs.kalai_smorodinsky)
    assert mine.zone.keys() == theirs.zone.keys()
    for options, worth in mine.zone.items():
        assert worth == pytest.approx(theirs.zone[options], abs=1e-9)


def test_the_sweep_finds_what_looking_at_every_package_alone_finds(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    ex = plain.load(path)
    trust = plain.opening_trust(ex)
    options = plain.choices(ex)
    for number in (1, 2):
        banned = plain.forbidden(ex, number)
        every: list[Package] = [
            dict(zip(options, chosen, strict=True))
            for chosen in itertools.product(*options.values())
        ]
        had = [x for x in every if plain.feasible(ex, x, banned)]
        zone = {
            tuple(x.values()): tuple(plain.value(ex, x, d, number, trust) for d in ("a", "b", "c"))
            for x in had
            if all(plain.acceptable(ex, x, d, number, trust) for d in ("a", "b", "c"))
        }
        worth = [tuple(plain.value(ex, x, d, number, trust) for d in ("a", "b", "c")) for x in had]
        found = sweep(ex, number, trust)
        assert (found.feasible, set(found.zone)) == (len(had), set(zone))
        assert zone
        for chosen, mine in zone.items():
            assert found.zone[chosen] == pytest.approx(mine, abs=1e-9)
            beaten = any(dominates(other, mine) for other in worth)
            assert (chosen in found.efficient) != beaten


SMALL = """
[climate.trust]
a-b = 30
a-c = 70
b-a = 40
b-c = 60
c-a = 50
c-b = 50

[[delegation]]
id = "a"
counterparts = ["b"]
walk_away = 1
red_line = [{ when = { dam = "gone" }, because = "the dam stays" }]

[[delegation]]
id = "b"
counterparts = ["a", "c"]
walk_away = [2, 1]
urgency = [1, 0.5]

[[delegation]]
id = "c"
counterparts = []
walk_away = 0

[[issue]]
id = "charter"
by = []
option = [{ id = "none" }, { id = "signed", assurance = 0.1, points = { a = -1, b = 4, c = 1 } }]

[[issue]]
id = "dam"
by = ["a"]
requires = { charter = "signed" }
[[issue.option]]
id = "shut"
[[issue.option]]
id = "open"
points = { a = -3, b = 9, c = 1 }
[[issue.option]]
id = "gone"
points = { a = -5, b = 12, c = 1 }

[[issue]]
id = "toll"
by = ["b", "c"]
option = [{ id = "kept" }, { id = "lifted", points = { a = 9, b = -2, c = 1 } }]

[form]
[[form.option]]
id = "words"
[[form.option]]
id = "deed"
assurance = 0.4
points = { b = -1 }
requires = { charter = "!= none" }

[order]
[[order.option]]
id = "together"
[[order.option]]
id = "steps"
instalments = 2
[[order.option]]
id = "a-first"
first = ["a"]

[[interaction]]
id = "harvest"
when = { dam = ">= open", toll = "lifted" }
points = { a = 2, b = 2, c = -1 }
doubt = true

[[interaction]]
id = "lawyers"
when = { form = "deed", toll = ["kept", "lifted"] }
points = { a = -1 }

[[inject]]
id = "drought"
round = 2
when = { not = { signed = { dam = "open" } } }
effects = { forbid = { dam = "open", form = "words" } }
"""
