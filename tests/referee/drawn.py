"""Strategies for small exercises, packages and circumstances, with all that the format allows."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tabletop.exercise.model import Exercise
from tabletop.referee import Circumstances, Climate, Delivery

DELEGATIONS = ("alfa", "bravo", "charlie", "delta")
SHARES = st.sampled_from([0.0, 0.1, 0.25, 0.6]) | st.floats(0, 1)
POINTS = st.integers(-40, 40).map(float) | st.floats(-60, 60)


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    """Draw an exercise of 2 to 4 delegations and 1 to 4 issues, with interactions and rules."""
    ids = DELEGATIONS[: draw(st.integers(2, 4))]
    some = st.lists(st.sampled_from(ids), unique=True, max_size=3)
    points = st.dictionaries(st.sampled_from(ids), POINTS, max_size=len(ids))
    sizes = [draw(st.integers(2, 4)) for _ in range(draw(st.integers(1, 4)))]
    choices = {f"issue-{i}": [f"option-{n}" for n in range(size)] for i, size in enumerate(sizes)}
    forms = [f"form-{n}" for n in range(draw(st.integers(1, 3)))]
    orders = [f"order-{n}" for n in range(draw(st.integers(1, 4)))]

    def condition(among: dict[str, list[str]]) -> dict[str, Any]:
        named = draw(st.lists(st.sampled_from(sorted(among)), unique=True, max_size=3))
        return {choice: draw(tests(among[choice])) for choice in named}

    def bound(id: str) -> dict[str, Any]:
        return {
            "id": id,
            "name": id,
            "points": draw(points),
            "assurance": draw(SHARES),
            "requires": condition(choices) if draw(st.booleans()) else {},
        }

    everything = {**choices, "form": forms, "order": orders}
    return Exercise.model_validate(
        {
            "format": 1,
            "id": "drawn",
            "title": "Drawn",
            "delegation": [
                {
                    "id": one,
                    "name": one.title(),
                    "counterparts": [c for c in draw(some) if c != one],
                    "walk_away": draw(POINTS),
                    "urgency": draw(st.lists(SHARES, max_size=3)),
                    "red_line": [{"when": condition(everything), "because": "never"}]
                    if draw(st.booleans())
                    else [],
                }
                for one in ids
            ],
            "issue": [
                {
                    "id": issue,
                    "name": issue,
                    "by": draw(some),
                    "requires": condition({i: o for i, o in choices.items() if i != issue})
                    if len(choices) > 1 and draw(st.booleans())
                    else {},
                    "option": [{"id": options[0], "name": "as it is"}]
                    + [
                        {
                            "id": option,
                            "name": option,
                            "points": draw(points),
                            "assurance": draw(st.just(0.0) | SHARES),
                        }
                        for option in options[1:]
                    ],
                }
                for issue, options in choices.items()
            ],
            "form": {"option": [bound(id) for id in forms]},
            "order": {
                "option": [
                    {
                        **bound(id),
                        "first": draw(st.just([]) | some),
                        "instalments": draw(st.sampled_from([1, 2])),
                    }
                    for id in orders
                ]
            },
            "interaction": [
                {
                    "id": f"interaction-{n}",
                    "when": condition(everything),
                    "points": draw(points),
                    "because": "together",
                    "doubt": draw(st.booleans()),
                }
                for n in range(draw(st.integers(0, 3)))
            ],
            "round": [{"id": f"r{n}", "title": "A round", "date": "a day"} for n in range(3)],
        }
    )


def tests(options: list[str]) -> st.SearchStrategy[str | list[str]]:
    """Draw a row of a condition, in any form that an author may write."""
    one = st.builds(
        "{}{}".format, st.sampled_from(["", ">= ", "<= ", "!= "]), st.sampled_from(options)
    )
    return one | st.lists(st.sampled_from(options), min_size=1, max_size=2)


def packages(exercise: Exercise) -> st.SearchStrategy[dict[str, str]]:
    """Draw any package, feasible or not."""
    return st.fixed_dictionaries(
        {choice: st.sampled_from(options) for choice, options in exercise.choices.items()}
    )


def circumstances(exercise: Exercise) -> st.SearchStrategy[Circumstances]:
    """Draw any round and climate, and what injects may have changed."""
    ids = [one.id for one in exercise.delegations]
    moved = [(i.id, o.id, d) for i in exercise.issues for o in i.options[1:] for d in ids]
    level = st.floats(0, 100) | st.sampled_from([0.0, 100.0])
    return st.builds(
        Circumstances,
        st.integers(1, 4),
        st.builds(
            Climate, st.fixed_dictionaries(dict.fromkeys(exercise.pairs.values(), level)), level
        ),
        walk_away=st.dictionaries(st.sampled_from(ids), POINTS),
        urgency=st.dictionaries(st.sampled_from(ids), st.floats(0, 3)),
        points=st.dictionaries(st.sampled_from(moved), POINTS, max_size=3),
        forbidden=st.just(())
        | st.sampled_from(exercise.issues).map(lambda i: ({i.id: f">= {i.options[1].id}"},)),
    )


def facts(
    exercise: Exercise, package: dict[str, str], now: int
) -> st.SearchStrategy[dict[str, Delivery]]:
    """Draw what may have become of some of a package's moved issues by round `now`."""
    moved = [i for i in exercise.issues if package[i.id] != i.status_quo]
    since = st.integers(1, now)
    act = st.builds(Delivery, since, st.sampled_from([0.0, 0.5, 1.0]), st.booleans())
    joint = st.builds(Delivery, since, fade=st.integers(0, 3))
    return st.fixed_dictionaries(
        {},
        optional={**{i.id: act if i.by else joint for i in moved}, "form": joint, "order": joint},
    )
