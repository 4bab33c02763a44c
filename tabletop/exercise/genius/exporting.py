"""Write an exercise as a GENIUS domain and a profile per delegation.

An additive exercise (joint texts only, no interactions, no assurance) is written issue by issue;
its form and order become issues where there is a choice. Any other exercise has no additive
utilities: `flat` instead writes a list of its packages as the values of one issue. Either way
NegMAS and GENIUS read the same numbers, because every issue's highest evaluation is 1.

A range becomes an integer issue with linear evaluators where that says exactly the same to both:
whole numbers one apart, on a straight line for everybody, and from 0, since GENIUS counts a line
from the lowest number and NegMAS from 0. Any other range is written as the list of its values: a
real issue would let people settle between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from tabletop.exercise.amounts import between_corners
from tabletop.exercise.genius.model import GeniusDomain, GeniusIssue, GeniusProfile
from tabletop.exercise.issues import Issue
from tabletop.exercise.model import Exercise, FormOption, Option

_SAME = 1e-12


def why_not_additive(exercise: Exercise) -> str | None:
    """Return why an exercise's values are not a sum over its issues; None when they are."""
    acts = [issue.id for issue in exercise.issues if issue.by]
    if acts:
        return f"'{acts[0]}' is an act whose value depends on trust and form"
    if exercise.interactions:
        return f"the interaction '{exercise.interactions[0].id}' rewards a combination"
    bound = [issue.id for issue in exercise.issues if issue.requires]
    bound += [option.id for option in exercise.form.options if option.requires]
    bound += [
        option.id
        for option in exercise.order.options
        if option.requires or option.first or option.instalments > 1
    ]
    return f"'{bound[0]}' is not possible in every package" if bound else None


def additive(exercise: Exercise) -> tuple[GeniusDomain, tuple[GeniusProfile, ...]]:
    """Return the domain and profiles of an additive exercise, with the values of its
    first round.
    """
    choices: list[tuple[str, Sequence[Option | FormOption]]] = [
        (issue.name, tuple(issue.options)) for issue in exercise.issues
    ]
    numbers = [_counted(issue) for issue in exercise.issues]
    fixed: list[FormOption] = []
    for name, options in (
        (exercise.form.name, exercise.form.options),
        (exercise.order.name, exercise.order.options),
    ):
        if len(options) > 1:
            choices.append((name, options))
            numbers.append(None)
        else:
            fixed.append(options[0])
    issues = tuple(
        GeniusIssue(name, _different([option.name for option in options]), counted)
        for name, (_, options), counted in zip(
            _different([n for n, _ in choices]), choices, numbers, strict=True
        )
    )
    profiles = []
    for one in exercise.delegations:
        urgency = one.urgency_in(1)
        profiles.append(
            GeniusProfile(
                one.id,
                {
                    issue.name: tuple(_worth(option, one.id, urgency) for option in options)
                    for issue, (_, options) in zip(issues, choices, strict=True)
                },
                one.walk_away_in(1),
                sum(_worth(option, one.id, urgency) for option in fixed),
            )
        )
    return GeniusDomain(exercise.id, issues), tuple(profiles)


def _counted(issue: Issue) -> tuple[float, ...] | None:
    """Return the values of a range of whole numbers one apart from 0; None for any other issue."""
    if issue.range is None:
        return None
    amounts = issue.amounts
    plain = (amounts.first, amounts.step, amounts.decimals) == (0, 1, 0)
    return tuple(map(amounts.number, range(amounts.count))) if plain else None


def integers(domain: GeniusDomain, profiles: Sequence[GeniusProfile]) -> frozenset[str]:
    """Return the issues that are written as integer ones."""
    found = {issue.name for issue in domain.issues if issue.numbers is not None}
    for profile in profiles:
        spread = _spread(domain, profile)
        found = {name for name in found if min(spread[name]) >= 0 and _straight(spread[name])}
    return frozenset(found)


def _straight(worths: Sequence[float]) -> bool:
    last, least = len(worths) - 1, _SAME * max(1.0, *map(abs, worths))
    return all(
        abs(between_corners([(0, worths[0]), (last, worths[-1])], place) - worth) <= least
        for place, worth in enumerate(worths)
    )


def flat(
    exercise: Exercise, packages: Sequence[Mapping[str, str]], values: Mapping[str, Sequence[float]]
) -> tuple[GeniusDomain, tuple[GeniusProfile, ...]]:
    """Return one issue whose values are packages; `values` holds each delegation's, package by
    package.
    """
    first = dict(exercise.unmoved)
    if exercise.whole:
        first = {choice: first[choice] for choice in ("form", "order")}
    names = _different(
        [
            "; ".join(f"{c}={o}" for c, o in package.items() if o != first.get(c)) or "status quo"
            for package in packages
        ]
    )
    issue = GeniusIssue("package", names)
    profiles = tuple(
        GeniusProfile(one.id, {issue.name: tuple(values[one.id])}, one.walk_away_in(1))
        for one in exercise.delegations
    )
    return GeniusDomain(exercise.id, (issue,)), profiles


def files_of(
    domain: GeniusDomain, profiles: Sequence[GeniusProfile], unit: float = 1.0
) -> dict[str, str]:
    """Return the XML files by name (domain first, then parties), utilities divided by `unit`.

    No two names are the same, not even on a file system that ignores case.
    """
    counted = integers(domain, profiles)
    files = {f"{domain.name}-domain.xml": _domain_xml(domain, counted)}
    taken = {name.lower() for name in files}
    for profile in profiles:
        name = f"{domain.name}-{profile.name}"
        while f"{name}.xml".lower() in taken:
            name += "-party"
        taken.add(f"{name}.xml".lower())
        files[f"{name}.xml"] = _profile_xml(domain, profile, unit, counted)
    return files


def _worth(option: Option | FormOption, delegation: str, urgency: float) -> float:
    points = option.points.get(delegation, 0.0)
    return points * urgency if points > 0 else points


def _different(names: Sequence[str]) -> tuple[str, ...]:
    """Make repeated names unique by appending a number."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


def _issue_xml(place: int, issue: GeniusIssue, inside: str, counted: frozenset[str]) -> str:
    kind = "integer" if issue.name in counted else "discrete"
    return (
        f'    <issue index="{place}" name={quoteattr(issue.name)} etype="{kind}" '
        f'type="{kind}" vtype="{kind}">\n{inside}    </issue>\n'
    )


def _domain_xml(domain: GeniusDomain, counted: frozenset[str]) -> str:
    issues = "".join(
        _issue_xml(
            place,
            issue,
            f'      <range lowerbound="0" upperbound="{len(issue.values) - 1}" />\n'
            if issue.name in counted
            else "".join(
                f'      <item index="{at}" value={quoteattr(value)} />\n'
                for at, value in enumerate(issue.values, start=1)
            ),
            counted,
        )
        for place, issue in enumerate(domain.issues, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<negotiation_template>\n<utility_space number_of_issues="{len(domain.issues)}">\n'
        f'  <objective index="0" name={quoteattr(domain.name)} etype="objective" '
        f'type="objective">\n{issues}  </objective>\n</utility_space>\n</negotiation_template>\n'
    )


def _profile_xml(
    domain: GeniusDomain, profile: GeniusProfile, unit: float, counted: frozenset[str]
) -> str:
    rows, weights = [], []
    spread = _spread(domain, profile)
    for place, issue in enumerate(domain.issues, start=1):
        utilities = [worth / unit for worth in spread[issue.name]]
        # Divided by its highest value, an issue's highest evaluation is 1, so GENIUS's own division
        # changes nothing and both programs multiply the same two numbers.
        weight = max(utilities) if max(utilities) > 0 else 1.0
        weights.append(f'    <weight index="{place}" value="{weight!r}" />\n')
        if issue.name in counted:
            slope = (utilities[-1] - utilities[0]) / (len(utilities) - 1) / weight
            inside = (
                f'      <range lowerbound="0" upperbound="{len(utilities) - 1}" />\n'
                f'      <evaluator ftype="linear" offset="{utilities[0] / weight!r}" '
                f'slope="{slope!r}" />\n'
            )
        else:
            inside = "".join(
                f'      <item index="{at}" value={quoteattr(value)} '
                f'evaluation="{worth / weight!r}" />\n'
                for at, (value, worth) in enumerate(
                    zip(issue.values, utilities, strict=True), start=1
                )
            )
        rows.append(_issue_xml(place, issue, inside, counted))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<utility_space number_of_issues="{len(domain.issues)}">\n'
        f'  <objective index="0" name={quoteattr(domain.name)} etype="objective" '
        f'type="objective">\n{"".join(rows)}{"".join(weights)}  </objective>\n'
        f'  <reservation value="{profile.reservation / unit!r}" />\n'
        '  <discount_factor value="1.0" />\n</utility_space>\n'
    )


def _spread(domain: GeniusDomain, profile: GeniusProfile) -> dict[str, tuple[float, ...]]:
    """Return utilities that sum to the profile's, none negative unless the sum of the lowest is.

    GENIUS expects evaluations of 0 or more, so each issue is shifted by its lowest value; the first
    issue carries these shifts and the profile's constant.
    """
    lowest = {issue.name: min(profile.utilities[issue.name]) for issue in domain.issues}
    carried = profile.constant + sum(lowest.values())
    spread = {}
    for issue in domain.issues:
        low = lowest[issue.name]
        spread[issue.name] = tuple(u - low + carried for u in profile.utilities[issue.name])
        carried = 0.0
    return spread
