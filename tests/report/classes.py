"""Small classes whose every figure can be computed by hand, and one of drawn games."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import status_quo
from tabletop.report.classroom.facts import Deal, FirstOffer, Side, TableFacts
from tabletop.report.classroom.reading import ExerciseGroup
from tabletop.report.kit.people import Person

KOREA = Path(__file__).parents[2] / "exercises" / "korea-end-of-war.toml"


def loaf(**changes: Any) -> Exercise:
    """Return the exercise of `loaf_file`."""
    return Exercise.model_validate(loaf_file(**changes))


def loaf_file(**changes: Any) -> dict[str, Any]:
    """Two delegations and six packages, worth to (Alfa, Bravo):

    nothing (0, 0), crust (6, 2), half (1, 7), slice (4, 3), crust and half (7, 9), crust and slice
    (10, 5). Walk-aways are 2 and 1, so all but nothing and half are in the zone; the frontier is
    the last two, and crust and half is the Nash and the utilitarian solution.
    """
    return {
        "format": 1,
        "id": "loaf",
        "title": "The loaf",
        "agreement": {"signatories": ["alfa", "bravo"]},
        "ending": [{"id": "over", "title": "Eaten", "text": "It is eaten."}],
        "delegation": [
            {"id": "alfa", "name": "Alfa", "walk_away": 2},
            {"id": "bravo", "name": "Bravo", "walk_away": 1},
        ],
        "issue": [
            {
                "id": "crust",
                "name": "Crust",
                "by": [],
                "option": [
                    {"id": "kept", "name": "kept"},
                    {"id": "shared", "name": "shared", "points": {"alfa": 6, "bravo": 2}},
                ],
            },
            {
                "id": "crumb",
                "name": "Crumb",
                "by": [],
                "option": [
                    {"id": "none", "name": "none"},
                    {"id": "half", "name": "half", "points": {"alfa": 1, "bravo": 7}},
                    {"id": "slice", "name": "slice", "points": {"alfa": 4, "bravo": 3}},
                ],
            },
        ],
        "round": [
            {"id": "one", "title": "One", "date": "Monday"},
            {"id": "two", "title": "Two", "date": "Tuesday"},
        ],
        **changes,
    }


def deal(round_number: int = 1, **package: str) -> Deal:
    """Return an agreement on the loaf; nobody has to carry out anything."""
    settled = {"crust": "kept", "crumb": "none", "form": "plain", "order": "together", **package}
    return Deal(
        by="alfa",
        signed=("alfa", "bravo"),
        first_round=round_number,
        round=round_number,
        package=settled,
        acts=0,
        performed=0,
    )


def facts(name: str, alfa: float | None, bravo: float | None, **changes: Any) -> TableFacts:
    """Return a table of the loaf that ended with these values, with changes to other facts."""
    agreed = changes.get("deal")
    sides = tuple(
        Side(
            delegation=one,
            people=(Person(f"{one}-seat", f"Someone of {one} at {name}", "head"),),
            value=value,
            walk_away=None if value is None else least,
            crossed=(),
            signed=agreed is not None,
            offers=1,
            gestures=0,
            breaches=0,
        )
        for one, value, least in (("alfa", alfa, 2.0), ("bravo", bravo, 1.0))
    )
    parts: dict[str, Any] = {
        "path": f"games/{name}.toml",
        "exercise": "loaf",
        "version": "f00d" * 16,
        "trail": name,
        "origin": "",
        "events": 100,
        "begun": "2026-03-02T09:00:00.000Z",
        "minutes": 60,
        "rounds": 2,
        "ended": True,
        "ending": "",
        "sides": sides,
        "deal": None,
        "agreements": 1 if agreed else 0,
        "first": FirstOffer("alfa", 1, {"alfa": 10.0, "bravo": 5.0}),
        "offers": 2,
        "counters": 1,
        "rejections": 0,
        "gestures": 0,
        "breaches": 0,
        "due": 0,
        "stands": agreed.package if agreed else status_quo(loaf()),
        "tones": {},
        "messages": 5,
        "adjustments": 0,
        "trust": {"alfa-bravo": 50.0, "bravo-alfa": 40.0},
        "tension": 50.0,
        **changes,
    }
    return TableFacts(**parts)


def loaf_class(*tables: TableFacts, exercise: Exercise | None = None) -> ExerciseGroup:
    """Return these tables as a class."""
    return ExerciseGroup(exercise or loaf(), "f00d" * 16, tables)


def four_tables() -> Sequence[TableFacts]:
    """Return a table on the frontier, one below it, one that agreed late, and one that did not."""
    return (
        facts("north", 7, 9, deal=deal(crust="shared", crumb="half")),
        facts("east", 6, 2, deal=deal(crust="shared")),
        facts("south", 4, 3, deal=deal(2, crumb="slice")),
        facts("west", 2, 1),
    )
