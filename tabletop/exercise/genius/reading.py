"""Read GENIUS XML: a domain (`negotiation_template`) and profiles (`utility_space`).

`scale` says how numbers are read. "genius" follows GENIUS 10.4: profiles are matched to the domain
by index, an issue's evaluations are divided by their maximum (all 0 where that is under 0.00001),
numeric ones are clamped to 0..1, weights apply to the issues beside them, and a utility is clamped
to 0..1. "raw" follows NegMAS: by name, nothing divided or clamped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import MOST_VALUES as MOST_AMOUNTS
from tabletop.exercise.genius.model import STEPS, GeniusDomain, GeniusIssue, GeniusProfile
from tabletop.exercise.genius.parsing import parse

Scale = Literal["genius", "raw"]

MOST_VALUES = 1_000
"""The most options an exercise's issue may have."""
MOST_PARTIES = 100
"""The most delegations an exercise may have."""
_NOTHING = 0.00001
"""GENIUS treats an issue whose highest evaluation is below this as worthless."""


def read_domain(path: Path) -> tuple[GeniusDomain, list[str]]:
    """Read a domain; warnings say what was reduced or repaired. Raises `UnreadableInput` in one
    sentence.
    """
    warnings: list[str] = []
    root = parse(path, warnings)
    space = root.find("utility_space")
    objective = (space if space is not None else root).find("objective")
    _expect(path, root, "negotiation_template", objective is not None, warnings)
    if objective is None:
        raise UnreadableInput(f"{path}: no <objective> in this domain, so it has no issues")
    numbered: dict[int, GeniusIssue] = {}
    for element in objective.iter("issue"):
        place = _index(path, element, len(numbered) + 1)
        if place in numbered:
            raise UnreadableInput(f"{path}: two issues have the index {place}; number them 1, 2, …")
        numbered[place] = _issue(path, element, place, warnings)
    if not numbered:
        raise UnreadableInput(f"{path}: this domain has no issues")
    issues = tuple(numbered[place] for place in sorted(numbered))
    names = [issue.name for issue in issues]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UnreadableInput(f"{path}: two issues are called '{twice}'; rename one")
    name = (space.get("name") if space is not None else None) or objective.get("name") or ""
    return GeniusDomain(path.stem if name in ("", "any") else name, issues), warnings


def read_profile(path: Path, domain: GeniusDomain, scale: Scale) -> tuple[GeniusProfile, list[str]]:
    """Read one party's profile against a domain; warnings say what could not be kept.

    Raises `UnreadableInput` in one sentence, also where GENIUS itself could not read the profile.
    """
    warnings: list[str] = []
    root = parse(path, warnings)
    objective = root.find("objective")
    _expect(path, root, "utility_space", objective is not None, warnings)
    objective = root if objective is None else objective
    if root.find(".//constraint") is not None or objective.find("constraints") is not None:
        warnings.append(f"{path}: its constraints are not kept; all packages stay possible")
    if objective.find("utility_function") is not None or objective.find("utility") is not None:
        raise UnreadableInput(
            f"{path}: this profile is not additive (it has hyper-rectangles); "
            "only profiles of weights and evaluations can be imported"
        )
    reservation = _side_value(path, root, "reservation", 0.0, warnings)
    if scale == "genius" and reservation > 1.0:
        warnings.append(
            f"{path}: its reservation value {reservation:g} is above 1, which no outcome reaches "
            "in GENIUS; if its values are points, use --scale raw"
        )
    discount = _side_value(path, root, "discount_factor", 1.0, warnings)
    if not 0.0 <= discount <= 1.0:
        warnings.append(f"{path}: {discount:g} is not a discount factor; GENIUS reads it as 1")
    elif discount not in (0.0, 1.0):
        warnings.append(
            f"{path}: its discount factor {discount:g} is not kept; "
            "give the delegation an urgency per round instead"
        )
    weights, constant = _weights(path, objective, scale, warnings)
    utilities: dict[str, tuple[float, ...]] = {}
    for place, element in enumerate(objective.iter("issue"), start=1):
        issue = _matched(path, element, place, domain, scale, warnings)
        if issue.name in utilities:
            raise UnreadableInput(f"{path}: issue '{issue.name}' occurs twice; remove one")
        weight = weights.get(_index(path, element, place))
        if weight is None and scale == "genius":
            raise UnreadableInput(
                f"{path}: issue '{issue.name}' has no weight, so GENIUS can't read this profile; "
                "add a <weight>, or use --scale raw, which counts it once"
            )
        evaluations = _evaluations(path, element, issue, scale, warnings)
        worth = 1.0 if weight is None else weight
        utilities[issue.name] = tuple(worth * evaluation for evaluation in evaluations)
    missing = [issue.name for issue in domain.issues if issue.name not in utilities]
    if missing:
        raise UnreadableInput(f"{path}: no evaluations for {', '.join(missing)}; add them")
    return GeniusProfile(path.stem, utilities, reservation, constant), warnings


def _expect(path: Path, root: Element, tag: str, sound: bool, warnings: list[str]) -> None:
    """Check the root tag, which GENIUS itself ignores as long as the rest is there."""
    if root.tag == tag:
        return
    if not sound:
        raise UnreadableInput(f"{path}: expected <{tag}> at the top and found <{root.tag[:40]}>")
    warnings.append(f"{path}: <{root.tag[:40]}> at the top was read as <{tag}>")


def _matched(
    path: Path,
    element: Element,
    place: int,
    domain: GeniusDomain,
    scale: Scale,
    warnings: list[str],
) -> GeniusIssue:
    """Return the domain's issue that a profile's issue refers to: by index in GENIUS,
    else by name.
    """
    name = element.get("name", "").strip()
    by_name = next((issue for issue in domain.issues if issue.name == name), None)
    index = _index(path, element, place)
    by_index = next((issue for issue in domain.issues if issue.index == index), None)
    if by_name is None and (by_index is None or name):
        known = ", ".join(issue.name for issue in domain.issues)
        raise UnreadableInput(f"{path}: the domain has no issue '{name}'; it has {known}")
    if by_index is None or by_index is by_name or "index" not in element.attrib:
        found = by_name or by_index
        assert found is not None
        return found
    counted = by_index if scale == "genius" or by_name is None else by_name
    warnings.append(
        f"{path}: issue '{name}' has the index {index}, which the domain gives to "
        f"'{by_index.name}'; it was taken for '{counted.name}', as "
        f"{'GENIUS goes by the index' if counted is by_index else 'NegMAS goes by the name'}"
    )
    return counted


def _issue(path: Path, element: Element, place: int, warnings: list[str]) -> GeniusIssue:
    name = element.get("name", "").strip()
    if not name:
        raise UnreadableInput(f"{path}: an issue has no name")
    kind = element.get("type", element.get("etype", "discrete"))
    if kind == "discrete":
        items = dict.fromkeys(item.get("value", "") for item in element.findall("item"))
        if not 1 <= len(items) <= MOST_VALUES:
            raise UnreadableInput(
                f"{path}: issue '{name}' has {len(items)} values; between 1 and {MOST_VALUES} work"
            )
        return GeniusIssue(name, tuple(items), index=place)
    if kind not in ("integer", "real"):
        raise UnreadableInput(f"{path}: issue '{name}' is of the unknown type '{kind[:40]}'")
    span = element.find("range")
    bounds = element if span is None else span
    lower, upper = _number(path, bounds, "lowerbound"), _number(path, bounds, "upperbound")
    if lower >= upper:
        raise UnreadableInput(
            f"{path}: issue '{name}' runs from {lower:g} to {upper:g}, so it has no values"
        )
    whole = kind == "integer"
    if whole and upper - lower < MOST_AMOUNTS:
        numbers = tuple(float(n) for n in range(round(lower), round(upper) + 1))
    else:
        steps = [lower + (upper - lower) * step / (STEPS - 1) for step in range(STEPS)]
        numbers = tuple(dict.fromkeys(float(round(n)) if whole else n for n in steps))
        warnings.append(
            f"{path}: {kind} issue '{name}' from {lower:g} to {upper:g} is cut to "
            f"{len(numbers)} options: {', '.join(f'{n:g}' for n in numbers)}"
        )
    return GeniusIssue(name, tuple(f"{n:.12g}" for n in numbers), numbers, lower, upper, place)


def _weights(
    path: Path, objective: Element, scale: Scale, warnings: list[str]
) -> tuple[Mapping[int, float], float]:
    """Return the weights by the index of their issues, and what NegMAS adds to every package.

    A weight applies to the issue beside it. GENIUS ignores any other (of a nested objective, or of
    a missing issue); NegMAS adds it to every utility.
    """
    weights: dict[int, float] = {}
    constant = 0.0
    for group in objective.iter():
        if group.tag not in ("objective", "utility_space"):
            continue
        names = {
            _index(path, one, place): one.get("name", "")
            for place, one in enumerate(group.findall("issue"), start=1)
        }
        for element in group.findall("weight"):
            place = int(_number(path, element, "index"))
            weight = _number(path, element, "value")
            if place not in names:
                constant += weight
                continue
            if weight < 0:
                raise UnreadableInput(
                    f"{path}: the weight of '{names[place]}' is {weight:g}; weights are 0 or more"
                )
            weights[place] = weight
    if weights and not any(weights.values()):
        raise UnreadableInput(
            f"{path}: every weight is 0, so nothing is worth anything to this party"
        )
    if constant and scale == "genius":
        warnings.append(
            f"{path}: weights that belong to no issue ({constant:g} in all) were ignored, as "
            "GENIUS does"
        )
        return weights, 0.0
    return weights, constant


def _evaluations(
    path: Path, element: Element, issue: GeniusIssue, scale: Scale, warnings: list[str]
) -> tuple[float, ...]:
    evaluator = element.find("evaluator")
    if issue.numbers is not None:
        if evaluator is None:
            raise UnreadableInput(f"{path}: issue '{issue.name}' has no <evaluator>")
        return tuple(_evaluated(path, evaluator, issue, n, scale) for n in issue.numbers)
    exact = set(issue.values)
    trimmed = {value.strip(): value for value in issue.values}
    found: dict[str, float] = {}
    # Only the issue's own items: those of a similarity function are not evaluations.
    for item in element.findall("item"):
        given = item.get("value", "")
        value = given if given in exact else trimmed.get(given.strip())
        if value is None:
            raise UnreadableInput(
                f"{path}: issue '{issue.name}' has no value '{given[:60]}' in the domain"
            )
        found[value] = _number(path, item, "evaluation")
    missing = next((value for value in issue.values if value not in found), None)
    if missing is not None:
        raise UnreadableInput(f"{path}: '{missing}' of issue '{issue.name}' has no evaluation")
    highest = max(found.values())
    if scale == "raw":
        return tuple(found[value] for value in issue.values)
    if highest < _NOTHING:
        if any(found.values()):
            warnings.append(
                f"{path}: no evaluation of '{issue.name}' is above {_NOTHING:g}, so GENIUS takes "
                "them all for 0"
            )
        return (0.0,) * len(issue.values)
    return tuple(found[value] / highest for value in issue.values)


def _evaluated(
    path: Path, evaluator: Element, issue: GeniusIssue, number: float, scale: Scale
) -> float:
    """Compute GENIUS's numeric evaluators: an integer's linear one counts from its lower bound, and
    the result of a linear one is clamped to 0..1.
    """
    kind = evaluator.get("ftype", evaluator.get("type", "linear"))
    if kind == "linear":
        if "slope" in evaluator.attrib or "offset" in evaluator.attrib:
            offset = _number(path, evaluator, "offset", default=0.0)
            slope = _number(path, evaluator, "slope", default=1.0)
            start = issue.lower if scale == "genius" else 0.0
            worth = offset + slope * (number - start)
        else:
            constant = _number(path, evaluator, "parameter0", default=0.0)
            worth = constant + _number(path, evaluator, "parameter1", default=1.0) * number
        return min(1.0, max(0.0, worth)) if scale == "genius" else worth
    if kind == "constant":
        return _number(path, evaluator, "parameter0", default=0.0)
    if kind == "triangular":
        start, end, top = (_number(path, evaluator, f"parameter{i}") for i in range(3))
        if not start <= number <= end:
            return 0.0
        if number == top:
            return 1.0
        edge = start if number < top else end
        return (number - edge) / (top - edge) if top != edge else 1.0
    raise UnreadableInput(
        f"{path}: issue '{issue.name}' uses the evaluator '{kind[:40]}'; "
        "linear, constant and triangular ones can be imported"
    )


def _side_value(path: Path, root: Element, tag: str, absent: float, warnings: list[str]) -> float:
    """Return a number beside the objective; as in GENIUS, an unreadable one counts as absent."""
    element = root.find(tag)
    if element is None:
        return absent
    try:
        return _number(path, element, "value")
    except UnreadableInput as fault:
        warnings.append(f"{fault.sentence}; it was read as {absent:g}, as GENIUS does")
        return absent


def _index(path: Path, element: Element, default: int) -> int:
    return int(_number(path, element, "index", default=default))


def _number(path: Path, element: Element, key: str, default: float | None = None) -> float:
    text = element.get(key)
    if text is None and default is not None:
        return default
    try:
        number = float(text or "")
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        shown = "nothing" if text is None else f"'{text[:40]}'"
        raise UnreadableInput(
            f"{path}: <{element.tag}>: expected a number in {key} and found {shown}"
        )
    return number


def read_profiles(
    paths: Iterable[Path], domain: GeniusDomain, scale: Scale
) -> tuple[tuple[GeniusProfile, ...], list[str]]:
    """Read all profiles, with the warnings of all of them together.

    Raises `UnreadableInput` for more profiles than an exercise may have delegations.
    """
    profiles: list[GeniusProfile] = []
    warnings: list[str] = []
    paths = list(paths)
    if len(paths) > MOST_PARTIES:
        raise UnreadableInput(
            f"{len(paths)} profiles are too many; "
            f"an exercise has {MOST_PARTIES} delegations at most"
        )
    for path in paths:
        profile, said = read_profile(path, domain, scale)
        profiles.append(profile)
        warnings += said
    return tuple(profiles), warnings
