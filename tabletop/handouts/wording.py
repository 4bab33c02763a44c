"""Conditions, effects and points of an exercise in words, as a facilitator reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tabletop.exercise.conditions import PackageCondition, met_by
from tabletop.exercise.model import Effects, Exercise, PlayCondition
from tabletop.play.queries.naming import choice_name, name
from tabletop.text.lists import listed
from tabletop.text.safe import one_line

_FEW = 4
"""Options that a condition names one by one; of more it says where they begin or end."""


def number(value: float) -> str:
    """Return a number with a true minus."""
    return f"{value:g}".replace("-", "−")


def signed(value: float) -> str:
    """Return a change or a worth with its sign; 0 has none."""
    return f"{value:+g}".replace("-", "−") if value else "0"


def package(exercise: Exercise, when: PackageCondition) -> str:
    """Say which packages a condition is about; empty for all of them."""
    return listed(_row(exercise, choice, test) for choice, test in when.items())


def _row(exercise: Exercise, choice: str, test: str | Sequence[str]) -> str:
    decision = exercise.decision_by_id.get(choice)
    if decision is not None:
        names = {one.id: one.name for one in decision.options}
        return f"{one_line(decision.name)}: {_options(test, tuple(names), names)}"
    ids = exercise.choices[choice]
    issue = exercise.issue_by_id.get(choice)
    if issue is not None and issue.range is not None:
        tests = [test] if isinstance(test, str) else list(test)
        said = " or ".join(_amount(one, issue.option_names) for one in tests)
        return f"{one_line(issue.name)}: {said}"
    if issue is not None:
        return f"{one_line(issue.name)}: {_options(test, ids, dict(issue.option_names))}"
    table = exercise.form if choice == "form" else exercise.order
    own = {one.id: one.name for one in table.options}
    return f"{one_line(choice_name(exercise, choice))}: {_options(test, ids, own)}"


def _amount(test: str, names: object) -> str:
    sign, _, rest = test.partition(" ")
    words = {">=": "at least ", "<=": "at most ", "!=": "anything but "}
    value = rest.strip() if sign in words else test
    told = names[value] if hasattr(names, "__getitem__") and value in names else value  # type: ignore[operator]
    return f"{words.get(sign, '')}{told}"


def _options(test: str | Sequence[str], ids: Sequence[str], names: dict[str, str]) -> str:
    met = met_by(test, ids)
    if isinstance(test, str) and test.startswith("!="):
        return f"anything but “{one_line(names[test[2:].strip()])}”"
    found = [one for one in ids if one in met]
    if len(found) > _FEW and isinstance(test, str):
        edge, word = (found[0], "on") if test.startswith(">=") else (found[-1], "down")
        return f"from “{one_line(names[edge])}” {word}"
    return " or ".join(f"“{one_line(names[one])}”" for one in found)


def condition(exercise: Exercise, when: PlayCondition | None) -> str:
    """Say where a condition on play holds, as a clause; empty for one that always does."""
    return "; ".join(_clauses(exercise, when)) if when is not None else ""


def _clauses(exercise: Exercise, when: PlayCondition) -> Iterable[str]:
    for rows, bare, begun in (
        (when.signed, "an agreement is in force", "agreed: "),
        (when.performed, "something agreed has been carried out", "carried out: "),
        (when.breached, "a word has been broken", "broken at some time: "),
        (when.in_breach, "a broken word has not been made good", "broken and not made good: "),
        (when.decided, "something has been decided", "decided: "),
    ):
        if rows is not None:
            said = package(exercise, rows)
            yield f"{begun}{said}" if said else bare
    if when.undecided:
        names = (exercise.decision_by_id[one].name for one in when.undecided)
        yield f"not decided in time: {one_line(listed(names))}"
    if when.tension_at_least is not None:
        yield f"tension is at least {number(when.tension_at_least)}"
    if when.tension_at_most is not None:
        yield f"tension is at most {number(when.tension_at_most)}"
    for pair, level in when.trust_at_least.items():
        yield f"{_trust(exercise, pair)} is at least {number(level)}"
    for pair, level in when.trust_below.items():
        yield f"{_trust(exercise, pair)} is below {number(level)}"
    if when.round_at_least is not None:
        yield f"it is round {when.round_at_least} or later"
    if when.below_walk_away:
        names = (name(exercise, one) for one in when.below_walk_away)
        yield f"below the walk-away: {one_line(listed(names))}"
    if when.any:
        either = (condition(exercise, one) or "always" for one in when.any)
        yield f"either {', or '.join(either)}"
    if when.not_ is not None:
        yield f"unless {condition(exercise, when.not_) or 'always'}"


def _trust(exercise: Exercise, pair: str) -> str:
    of, toward = exercise.pairs[pair]
    return f"trust of {one_line(name(exercise, of))} in {one_line(name(exercise, toward))}"


def effects(exercise: Exercise, one: Effects) -> str:
    """Say what an inject or a decision changes; empty for nothing."""
    said = [f"{_trust(exercise, pair)} {signed(by)}" for pair, by in one.trust.items()]
    if one.tension:
        said.append(f"tension {signed(one.tension)}")
    for id, by in one.walk_away.items():
        said.append(f"walk-away of {one_line(name(exercise, id))} {signed(by)}")
    for id, by in one.urgency.items():
        said.append(f"gains of {one_line(name(exercise, id))} count × {number(by)}")
    for change in one.points:
        option = _row(exercise, change.issue, change.option)
        by_whom = listed(
            f"{one_line(name(exercise, id))} {signed(by)}" for id, by in change.points.items()
        )
        said.append(f"points of {option}: {by_whom}")
    if one.forbid is not None:
        said.append(f"no longer possible: {package(exercise, one.forbid) or 'any agreement'}")
    return "; ".join(said)
