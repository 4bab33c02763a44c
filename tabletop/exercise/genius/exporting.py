"""Write an exercise as a GENIUS domain and a profile per delegation.

An additive exercise (joint texts only, no interactions, no assurance) is written issue by issue;
its form and order become issues where there is a choice. Any other exercise has no additive
utilities: `flat` instead writes a list of its packages as the values of one issue. Either way
NegMAS and GENIUS read the same numbers, because every issue's highest evaluation is 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from tabletop.exercise.genius.model import GeniusDomain, GeniusIssue, GeniusProfile
from tabletop.exercise.model import Exercise, FormOption, Option


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
    fixed: list[FormOption] = []
    for name, options in (
        (exercise.form.name, exercise.form.options),
        (exercise.order.name, exercise.order.options),
    ):
        if len(options) > 1:
            choices.append((name, options))
        else:
            fixed.append(options[0])
    issues = tuple(
        GeniusIssue(name, _different([option.name for option in options]))
        for name, (_, options) in zip(_different([n for n, _ in choices]), choices, strict=True)
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
    files = {f"{domain.name}-domain.xml": _domain_xml(domain)}
    taken = {name.lower() for name in files}
    for profile in profiles:
        name = f"{domain.name}-{profile.name}"
        while f"{name}.xml".lower() in taken:
            name += "-party"
        taken.add(f"{name}.xml".lower())
        files[f"{name}.xml"] = _profile_xml(domain, profile, unit)
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


def _domain_xml(domain: GeniusDomain) -> str:
    issues = "".join(
        f'    <issue index="{place}" name={quoteattr(issue.name)} etype="discrete" '
        'type="discrete" vtype="discrete">\n'
        + "".join(
            f'      <item index="{at}" value={quoteattr(value)} />\n'
            for at, value in enumerate(issue.values, start=1)
        )
        + "    </issue>\n"
        for place, issue in enumerate(domain.issues, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<negotiation_template>\n<utility_space number_of_issues="{len(domain.issues)}">\n'
        f'  <objective index="0" name={quoteattr(domain.name)} etype="objective" '
        f'type="objective">\n{issues}  </objective>\n</utility_space>\n</negotiation_template>\n'
    )


def _profile_xml(domain: GeniusDomain, profile: GeniusProfile, unit: float) -> str:
    rows, weights = [], []
    spread = _spread(domain, profile)
    for place, issue in enumerate(domain.issues, start=1):
        utilities = [worth / unit for worth in spread[issue.name]]
        # Divided by its highest value, an issue's highest evaluation is 1, so GENIUS's own division
        # changes nothing and both programs multiply the same two numbers.
        weight = max(utilities) if max(utilities) > 0 else 1.0
        weights.append(f'    <weight index="{place}" value="{weight!r}" />\n')
        items = "".join(
            f'      <item index="{at}" value={quoteattr(value)} '
            f'evaluation="{worth / weight!r}" />\n'
            for at, (value, worth) in enumerate(zip(issue.values, utilities, strict=True), start=1)
        )
        rows.append(
            f'    <issue index="{place}" name={quoteattr(issue.name)} etype="discrete" '
            f'type="discrete" vtype="discrete">\n{items}    </issue>\n'
        )
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
