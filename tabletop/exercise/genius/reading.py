"""Read GENIUS XML: a domain (`negotiation_template`) and profiles (`utility_space`).

GENIUS divides a discrete issue's evaluations by their maximum before weighing them, NegMAS takes
them as they are; `scale` says whose reading is meant. Files are parsed by defusedxml, which refuses
entities and external references outright; it is the standard library's parser with those doors
shut, where lxml would be a second parser and a compiled dependency.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tabletop.errors import UnreadableInput
from tabletop.exercise.genius.model import STEPS, GeniusDomain, GeniusIssue, GeniusProfile

Scale = Literal["genius", "raw"]

MOST_BYTES = 10_000_000
"""ANAC's largest domains are under 1 MB; what is larger is no domain."""
MOST_VALUES = 5_000


def read_domain(path: Path) -> tuple[GeniusDomain, list[str]]:
    """Read a domain and say what was cut. Raises `UnreadableInput` in one sentence."""
    root = _parse(path, "negotiation_template")
    space = root.find("utility_space")
    objective = (space if space is not None else root).find("objective")
    if objective is None:
        raise UnreadableInput(f"{path}: no <objective> in this domain, so it has no issues")
    warnings: list[str] = []
    numbered: dict[int, GeniusIssue] = {}
    for element in objective.iter("issue"):
        place = int(_number(path, element, "index", default=len(numbered) + 1))
        if place in numbered:
            raise UnreadableInput(f"{path}: two issues have the index {place}; number them 1, 2, …")
        numbered[place] = _issue(path, element, warnings)
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
    """Read one party's profile against a domain, and say what could not be kept."""
    root = _parse(path, "utility_space")
    objective = root.find("objective")
    objective = root if objective is None else objective
    warnings: list[str] = []
    if root.find(".//constraint") is not None or objective.find("constraints") is not None:
        warnings.append(f"{path}: its constraints are not kept; all packages stay possible")
    if objective.find("utility_function") is not None or objective.find("utility") is not None:
        raise UnreadableInput(
            f"{path}: this profile is not additive (it has hyper-rectangles); "
            "only profiles of weights and evaluations can be imported"
        )
    reservation = _side_value(path, root, "reservation", 0.0)
    discount = _side_value(path, root, "discount_factor", 1.0)
    if discount not in (0.0, 1.0):
        warnings.append(
            f"{path}: its discount factor {discount:g} is not kept; "
            "give the delegation an urgency per round instead"
        )
    weights, constant = _weights(path, objective)
    utilities: dict[str, tuple[float, ...]] = {}
    by_name = {issue.name: issue for issue in domain.issues}
    for element in objective.iter("issue"):
        name = element.get("name", "")
        issue = by_name.get(name)
        if issue is None:
            known = ", ".join(by_name)
            raise UnreadableInput(f"{path}: the domain has no issue '{name}'; it has {known}")
        weight = weights.get(name, 1.0)
        evaluations = _evaluations(path, element, issue, scale)
        utilities[name] = tuple(weight * evaluation for evaluation in evaluations)
    missing = [name for name in by_name if name not in utilities]
    if missing:
        raise UnreadableInput(f"{path}: no evaluations for {', '.join(missing)}; add them")
    return GeniusProfile(path.stem, utilities, reservation, constant), warnings


def _parse(path: Path, tag: str) -> Element:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableInput(
                f"{path}: {path.stat().st_size // 1_000_000} MB is too large for a GENIUS file; "
                f"the most is {MOST_BYTES // 1_000_000} MB"
            )
        root: Element = fromstring(path.read_bytes(), forbid_dtd=True)
    except OSError as fault:
        raise UnreadableInput(f"{path}: cannot be read: {fault.strerror}") from None
    except ParseError as fault:
        line, column = fault.position
        raise UnreadableInput(f"{path}:{line}:{column + 1}: this is not well-formed XML") from None
    except DefusedXmlException:
        raise UnreadableInput(
            f"{path}: document types and entities are not read; remove the <!DOCTYPE ...> part"
        ) from None
    except (ValueError, LookupError):
        raise UnreadableInput(f"{path}: this is not text in the encoding it names") from None
    if root.tag != tag:
        raise UnreadableInput(f"{path}: expected <{tag}> at the top and found <{root.tag[:40]}>")
    return root


def _issue(path: Path, element: Element, warnings: list[str]) -> GeniusIssue:
    name = element.get("name", "").strip()
    if not name:
        raise UnreadableInput(f"{path}: an issue has no name")
    kind = element.get("type", element.get("etype", "discrete"))
    if kind == "discrete":
        items = dict.fromkeys(item.get("value", "") for item in element.iter("item"))
        if not 1 <= len(items) <= MOST_VALUES:
            raise UnreadableInput(
                f"{path}: issue '{name}' has {len(items)} values; between 1 and {MOST_VALUES} work"
            )
        return GeniusIssue(name, tuple(items))
    if kind not in ("integer", "real"):
        raise UnreadableInput(f"{path}: issue '{name}' is of the unknown type '{kind[:40]}'")
    span = element.find("range")
    bounds = element if span is None else span
    lower, upper = _number(path, bounds, "lowerbound"), _number(path, bounds, "upperbound")
    if lower >= upper:
        raise UnreadableInput(f"{path}: issue '{name}' runs from {lower:g} to {upper:g}: nothing")
    whole = kind == "integer"
    if whole and upper - lower < STEPS:
        numbers = tuple(float(n) for n in range(round(lower), round(upper) + 1))
    else:
        steps = [lower + (upper - lower) * step / (STEPS - 1) for step in range(STEPS)]
        numbers = tuple(dict.fromkeys(float(round(n)) if whole else n for n in steps))
        warnings.append(
            f"{path}: {kind} issue '{name}' from {lower:g} to {upper:g} is cut to "
            f"{len(numbers)} options: {', '.join(f'{n:g}' for n in numbers)}"
        )
    return GeniusIssue(name, tuple(f"{n:.12g}" for n in numbers), numbers, lower, upper)


def _weights(path: Path, objective: Element) -> tuple[dict[str, float], float]:
    weights: dict[str, float] = {}
    constant = 0.0
    # A profile counts its weights by the index of its own issue elements.
    names = {
        int(_number(path, element, "index", default=place)): element.get("name", "")
        for place, element in enumerate(objective.iter("issue"), start=1)
    }
    for element in objective.iter("weight"):
        place = int(_number(path, element, "index"))
        weight = _number(path, element, "value")
        if place not in names:
            constant += weight
            continue
        if weight < 0:
            raise UnreadableInput(
                f"{path}: the weight of '{names[place]}' is {weight:g}; weights are 0 or more"
            )
        weights[names[place]] = weight
    if weights and not any(weights.values()):
        raise UnreadableInput(f"{path}: every weight is 0, so this party wants nothing")
    return weights, constant


def _evaluations(
    path: Path, element: Element, issue: GeniusIssue, scale: Scale
) -> tuple[float, ...]:
    evaluator = element.find("evaluator")
    if issue.numbers is not None:
        if evaluator is None:
            raise UnreadableInput(f"{path}: issue '{issue.name}' has no <evaluator>")
        return tuple(_evaluated(path, evaluator, issue, n, scale) for n in issue.numbers)
    found: dict[str, float] = {}
    for item in element.iter("item"):
        value = item.get("value", "")
        if value not in issue.values:
            raise UnreadableInput(
                f"{path}: issue '{issue.name}' has no value '{value[:60]}' in the domain"
            )
        found[value] = _number(path, item, "evaluation")
    missing = next((value for value in issue.values if value not in found), None)
    if missing is not None:
        raise UnreadableInput(f"{path}: '{missing}' of issue '{issue.name}' has no evaluation")
    highest = max(found.values())
    if scale == "raw" or highest == 0:
        return tuple(found[value] for value in issue.values)
    if highest < 0:
        raise UnreadableInput(
            f"{path}: all evaluations of '{issue.name}' are negative, so GENIUS cannot scale them; "
            "use --scale raw"
        )
    return tuple(found[value] / highest for value in issue.values)


def _evaluated(
    path: Path, evaluator: Element, issue: GeniusIssue, number: float, scale: Scale
) -> float:
    """GENIUS's evaluators of numbers; an integer's linear one counts from the lower bound there."""
    kind = evaluator.get("ftype", evaluator.get("type", "linear"))
    if kind == "linear":
        if "slope" in evaluator.attrib or "offset" in evaluator.attrib:
            offset = _number(path, evaluator, "offset", default=0.0)
            slope = _number(path, evaluator, "slope", default=1.0)
            start = issue.lower if scale == "genius" else 0.0
            return offset + slope * (number - start)
        constant = _number(path, evaluator, "parameter0", default=0.0)
        return constant + _number(path, evaluator, "parameter1", default=1.0) * number
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


def _side_value(path: Path, root: Element, tag: str, absent: float) -> float:
    element = root.find(tag)
    return absent if element is None else _number(path, element, "value")


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
    """Read all profiles; the warnings of all are returned together."""
    profiles: list[GeniusProfile] = []
    warnings: list[str] = []
    for path in paths:
        profile, said = read_profile(path, domain, scale)
        profiles.append(profile)
        warnings += said
    return tuple(profiles), warnings
