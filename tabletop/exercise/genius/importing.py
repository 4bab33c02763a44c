"""Make a playable exercise from a GENIUS domain and its profiles.

GENIUS has no status quo and no climate: every bid settles every issue, and what is agreed is done.
So the exercise is whole (format 2), and a package is worth at the end what it was at signature. An
issue with a single value, and what a utility has beside its issues, is counted with the form. Where
GENIUS clamps a utility to 0..1, an interaction for that package makes up the difference. An integer
or real issue becomes a range where all its utilities lie on a few straight lines. So a
package's value is exactly its GENIUS utility, times `POINTS` where utilities are shares (`scale`
"genius"). A domain in which more than `MOST_CUT` packages are clamped keeps its unclamped values,
with a warning.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import tomli_w

from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import AmountIds
from tabletop.exercise.genius.model import GeniusDomain, GeniusIssue, GeniusProfile
from tabletop.exercise.genius.ranges import AsRange, range_of
from tabletop.exercise.genius.reading import Scale
from tabletop.text.lists import some_of

POINTS = 100.0
"""Points for a GENIUS utility of 1, since people see tenths of a point."""
MOST_CUT = 1_000
"""The most packages whose utility is clamped to 0..1, by one interaction each."""
_MOST_LOOKED_AT = 1_000_000
_SAME = 1e-9
ROUNDS = 4
_SHOWN = 60
_SAID = 5
"""The most names of which a warning says that they were cut."""


def exercise_of(
    domain: GeniusDomain,
    profiles: tuple[GeniusProfile, ...],
    scale: Scale,
    id: str | None = None,
    warnings: list[str] | None = None,
) -> str:
    """Return the exercise file (TOML) for a domain and one profile per party.

    Values equal `unit * utility` for every package, `unit` being 100 for "genius" and 1 for "raw".
    What could not be kept is added to `warnings`. Raises `UnreadableInput` for a domain in which
    there is nothing to choose.
    """
    unit = POINTS if scale == "genius" else 1.0
    open_issues = tuple(issue for issue in domain.issues if len(issue.values) > 1)
    if not open_issues:
        raise UnreadableInput(
            f"the domain '{_shown(domain.name, 'domain')}' has no issue with a choice of values"
        )
    parties = _ids((profile.name for profile in profiles), "party")
    issues = _ids((issue.name for issue in open_issues), "issue")
    settled = [issue.name for issue in domain.issues if len(issue.values) == 1]
    always = {
        party: unit * (p.constant + sum(p.utilities[name][0] for name in settled))
        for party, p in zip(parties, profiles, strict=True)
    }
    ranges = [range_of(issue, profiles) for issue in open_issues]
    options = [
        _ids(issue.values, "option") if found is None else [*AmountIds(found[0])]
        for issue, found in zip(open_issues, ranges, strict=True)
    ]
    warnings = [] if warnings is None else warnings
    warnings += _shortened(domain, profiles)
    cuts = _cuts(open_issues, profiles, scale, warnings)
    document: dict[str, Any] = {
        "format": 2,
        "id": id or _slug(domain.name, "domain"),
        "title": _shown(domain.name, "Imported domain"),
        "summary": "Imported from GENIUS: every issue is settled, or none is.",
        "license": "see the domain's source",
        "minutes": 45,
        "players_min": len(parties),
        "players_max": 3 * len(parties),
        "whole": True,
        "agreement": {"signatories": parties, "rule": "all"},
        "delegation": [
            _delegation(party, profile, open_issues, unit)
            for party, profile in zip(parties, profiles, strict=True)
        ],
        "issue": [
            _issue(id, issue, names, dict(zip(parties, profiles, strict=True)), unit)
            if found is None
            else _range(id, issue, found, parties, unit)
            for id, issue, names, found in zip(issues, open_issues, options, ranges, strict=True)
        ],
    }
    if any(always.values()):
        document["form"] = {"option": [_form(always)]}
    if cuts:
        document["interaction"] = [
            _interaction(
                f"cut-{number}",
                {
                    issue: names[value]
                    for issue, names, value in zip(issues, options, values, strict=True)
                },
                {party: unit * points for party, points in zip(parties, cut, strict=True)},
            )
            for number, (values, cut) in enumerate(cuts, start=1)
        ]
    document["round"] = [_round(number) for number in range(1, ROUNDS + 1)]
    document["ending"] = [
        {
            "id": "agreement",
            "title": "An agreement",
            "text": "The parties settled every issue.",
            "when": {"signed": {}},
        },
        {
            "id": "no-agreement",
            "title": "No agreement",
            "text": "Time ran out, and each party is left with its walk-away.",
        },
    ]
    document["question"] = [
        {"id": "what-next", "text": "What would you do differently next time?", "for": "all"}
    ]
    return tomli_w.dumps(document)


def _cuts(
    issues: Sequence[GeniusIssue],
    profiles: Sequence[GeniusProfile],
    scale: Scale,
    warnings: list[str],
) -> list[tuple[tuple[int, ...], list[float]]]:
    """Return the packages (an option index per issue) whose utility GENIUS clamps, and by how much.

    GENIUS 10.4 answers 1 where the weighted sum is above it and 0 where it is below.
    """
    if scale == "raw":
        return []
    rows = [[profile.utilities[issue.name] for issue in issues] for profile in profiles]
    fixed = [
        profile.constant
        + sum(worths[0] for name, worths in profile.utilities.items() if len(worths) == 1)
        for profile in profiles
    ]
    uncut = [
        profile
        for profile, worths, base in zip(profiles, rows, fixed, strict=True)
        if base + sum(map(max, worths)) > 1 + _SAME or base + sum(map(min, worths)) < -_SAME
    ]
    if not uncut:
        return []
    found: list[tuple[tuple[int, ...], list[float]]] = []
    if math.prod(len(issue.values) for issue in issues) <= _MOST_LOOKED_AT:
        for places in itertools.product(*(range(len(issue.values)) for issue in issues)):
            sums = [
                base + sum(worth[at] for worth, at in zip(worths, places, strict=True))
                for worths, base in zip(rows, fixed, strict=True)
            ]
            cut = [min(1.0, max(0.0, one)) - one for one in sums]
            if any(abs(one) > _SAME for one in cut):
                found.append((places, cut))
            if len(found) > MOST_CUT:
                break
        else:
            return found
    warnings.append(
        f"the weights of {', '.join(profile.name for profile in uncut)} allow utilities outside "
        f"0..1. GENIUS cuts these off, but that is not kept for more than {MOST_CUT:,} packages"
    )
    return []


def _delegation(
    party: str,
    profile: GeniusProfile,
    issues: tuple[GeniusIssue, ...],
    unit: float,
) -> dict[str, Any]:
    span = {
        issue.name: max(profile.utilities[issue.name]) - min(profile.utilities[issue.name])
        for issue in issues
    }
    dearest = sorted(span, key=lambda name: -span[name])[:3]
    best = {name: max(profile.utilities[name]) for name in dearest}
    wishes = "\n".join(
        f"- {_shown(issue.name, 'issue')}: best for you is "
        f"{_shown(issue.values[profile.utilities[issue.name].index(best[issue.name])], 'none')}"
        for name in dearest
        for issue in issues
        if issue.name == name
    )
    return {
        "id": party,
        "name": _shown(profile.name, party),
        "short": _shown(profile.name, party)[:4],
        "public_brief": "A party to this negotiation.",
        "secret_brief": (
            f"No agreement is worth {unit * profile.reservation:.1f} to you; sign nothing below "
            f"that. What matters most to you:\n\n{wishes}"
        ),
        "walk_away": unit * profile.reservation,
    }


def _issue(
    id: str,
    issue: GeniusIssue,
    names: Sequence[str],
    profiles: dict[str, GeniusProfile],
    unit: float,
) -> dict[str, Any]:
    options = []
    for place, name in enumerate(names):
        points = {party: unit * p.utilities[issue.name][place] for party, p in profiles.items()}
        options.append(
            {
                "id": name,
                "name": _shown(issue.values[place], name),
                "points": {party: worth for party, worth in points.items() if worth},
            }
        )
    return {"id": id, "name": _shown(issue.name, id), "option": options}


def _form(always: dict[str, float]) -> dict[str, Any]:
    """Return the only form, which is worth to each party what any agreement is."""
    return {
        "id": "agreement",
        "name": "agreement",
        "summary": "What any agreement is worth, whatever it settles.",
        "points": {party: worth for party, worth in always.items() if worth},
    }


def _interaction(id: str, when: dict[str, str], points: dict[str, float]) -> dict[str, Any]:
    return {
        "id": id,
        "when": when,
        "points": {party: worth for party, worth in points.items() if worth},
        "because": "GENIUS cuts a utility to between 0 and 1.",
    }


def _round(number: int) -> dict[str, Any]:
    return {
        "id": f"round-{number}",
        "title": "Talks",
        "date": f"Day {number}",
        "phases": {"caucus": 120, "negotiation": 360, "decision": 60, "ruling": 0},
    }


def _range(
    id: str, issue: GeniusIssue, found: AsRange, parties: Sequence[str], unit: float
) -> dict[str, Any]:
    amounts, corners = found
    return {
        "id": id,
        "name": _shown(issue.name, id),
        "range": {
            "from": amounts.number(0),
            "to": amounts.number(amounts.count - 1),
            "step": amounts.step / 10**amounts.decimals,
        },
        "points": {
            party: [[amounts.number(place), unit * worth] for place, worth in known]
            for party, known in zip(parties, corners, strict=True)
            if any(worth for _, worth in known)
        },
    }


def _ids(names: Iterable[str], fallback: str) -> list[str]:
    """Return distinct ids for names in any script."""
    found: list[str] = []
    for place, name in enumerate(names, start=1):
        id = wanted = _slug(name, f"{fallback}-{place}")
        if id in ("form", "order", "all", "facilitator", "referee", "clock"):
            id = wanted = f"{wanted}-{place}"
        extra = 2
        while id in found:
            id, extra = f"{wanted}-{extra}", extra + 1
        found.append(id)
    return found


def _slug(name: str, fallback: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or fallback


def _shown(name: str, fallback: str) -> str:
    """Return a name that is safe to show: no control characters, not too long, never empty."""
    return _clean(name)[:_SHOWN].strip() or fallback


def _clean(name: str) -> str:
    return "".join(c for c in name if unicodedata.category(c)[0] != "C").strip()


def _shortened(domain: GeniusDomain, profiles: Iterable[GeniusProfile]) -> list[str]:
    """Say which names are cut, the first few of many."""
    names = [domain.name, *(profile.name for profile in profiles)]
    for issue in domain.issues:
        if len(issue.values) > 1:
            names += [issue.name, *issue.values]
    cut = [*dict.fromkeys(one for one in map(_clean, names) if len(one) > _SHOWN)]
    if not cut:
        return []
    said = [f"'{one[:_SHOWN].strip()}'" for one in cut]
    return [f"names are cut after {_SHOWN} characters: {some_of(said, _SAID)}"]
