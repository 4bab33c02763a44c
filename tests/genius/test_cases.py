"""Domains that were once misread or refused, compared with GENIUS 10.4's own reading.

Each folder has a domain, its profiles and `expected.json`: the utility of every outcome to every
profile, or the sentence with which GENIUS fails.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tabletop.errors import UnreadableInput
from tabletop.exercise.genius.exporting import files_of
from tabletop.exercise.genius.importing import exercise_of
from tabletop.exercise.genius.model import GeniusDomain, GeniusIssue, GeniusProfile
from tabletop.exercise.genius.reading import read_domain, read_profiles
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.referee import opening_circumstances, value

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.name for path in FOLDER.iterdir())
REFUSED = {
    "index-name-conflict": "issue 'A' has no value 'p' in the domain",
    "missing-weight": "issue 'B' has no weight, so GENIUS can't read this profile",
    "no-weights": "issue 'A' has no weight, so GENIUS can't read this profile",
}
WARNED = {
    "ampersand": "a bare & was read as itself",
    "bom": "a byte order mark, which GENIUS itself can't read",
    "declaration-late": "white space before the XML declaration was ignored",
    "discount-minus": "-1 is not a discount factor",
    "discount-s": "expected a number in value and found 's'; it was read as 1",
    "index-swapped": "GENIUS goes by the index",
    "extra-weight": "weights that belong to no issue (1 in all) were ignored",
    "latin1-undeclared": "byte 0xe9 is not UTF-8; the file was read as Latin-1",
    "nested-objective": "weights that belong to no issue (0.5 in all) were ignored",
    "tiny-max": "so GENIUS takes them all for 0",
    "unknown-root": "at the top was read as <negotiation_template>",
}


def imported(name: str) -> tuple[Exercise, list[str], dict[str, Any]]:
    """Return the exercise of a case with its warnings, and what is expected."""
    folder = FOLDER / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    domain, warnings = read_domain(folder / expected["domain"])
    paths = [folder / one for one in expected["profiles"]]
    profiles, more = read_profiles(paths, domain, "genius")
    warnings += more
    text = exercise_of(domain, profiles, "genius", "case", warnings)
    return read_exercise(text, "case.toml"), warnings, expected


@pytest.mark.parametrize("name", [one for one in CASES if one not in REFUSED])
def test_a_package_is_worth_a_hundred_times_what_genius_says(name: str) -> None:
    exercise, _, expected = imported(name)
    circumstances = opening_circumstances(exercise)
    neutral = {"form": exercise.form.options[0].id, "order": exercise.order.options[0].id}
    assert [one.walk_away for one in exercise.delegations] == pytest.approx(
        [100 * one for one in expected.get("reservation", [0.0, 0.0])]
    )
    for outcome in expected.get("utility", []):
        # An encoding that GENIUS misreads differs in the letters it shows, and in nothing else.
        package = neutral | {
            issue.id: next(
                (one.id for one in issue.options if one.name == str(shown)), issue.options[0].id
            )
            for issue, shown in zip(exercise.issues, outcome["values"], strict=True)
        }
        for party, utility in zip(exercise.delegations, outcome["of"], strict=True):
            found = value(exercise, package, party.id, circumstances).value
            assert found == pytest.approx(100 * utility, abs=1e-9), (outcome, party.id)


@pytest.mark.parametrize("name", sorted(WARNED))
def test_what_was_mended_or_passed_over_is_said(name: str) -> None:
    _, warnings, _ = imported(name)
    assert any(WARNED[name] in one for one in warnings), warnings


@pytest.mark.parametrize("name", sorted(set(CASES) - set(WARNED) - set(REFUSED)))
def test_a_sound_domain_is_read_without_a_word(name: str) -> None:
    assert imported(name)[1] == []


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_genius_cannot_read_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(UnreadableInput) as fault:
        imported(name)
    assert REFUSED[name] in fault.value.sentence


def test_a_cut_utility_says_so_in_its_ledger() -> None:
    exercise, _, _ = imported("sum-above-one")
    assert len(exercise.interactions) == 3
    assert exercise.interactions[0].because == "GENIUS cuts a utility to between 0 and 1."


def test_more_cuts_than_can_be_written_are_said_and_left() -> None:
    issues = tuple(
        GeniusIssue(f"i{n}", tuple(f"v{m}" for m in range(12)), index=n) for n in range(3)
    )
    worths = {issue.name: tuple(0.5 for _ in issue.values) for issue in issues}
    profiles = tuple(GeniusProfile(name, worths, 0.0) for name in ("p", "q"))
    warnings: list[str] = []
    exercise_of(GeniusDomain("d", issues), profiles, "genius", "case", warnings)
    assert len(warnings) == 1
    assert "the weights of p, q allow utilities outside 0..1" in warnings[0]


def test_a_profile_with_the_indices_swapped_is_read_by_them_as_genius_does() -> None:
    exercise, warnings, _ = imported("index-swapped")
    assert any("has the index 1, which the domain gives to 'A'" in one for one in warnings)
    assert exercise.issues[0].name == "A"


def test_exported_files_never_overwrite_each_other() -> None:
    issue = GeniusIssue("A", ("x", "y"), index=1)
    profiles = [
        GeniusProfile(name, {"A": (0.0, 1.0)}, 0.0) for name in ("domain", "Domain", "q", "Q")
    ]
    names = list(files_of(GeniusDomain("d", (issue,)), profiles))
    assert len({name.lower() for name in names}) == 5
    assert names[:2] == ["d-domain.xml", "d-domain-party.xml"]


def test_too_many_profiles_get_a_sentence_about_themselves(tmp_path: Path) -> None:
    domain, _ = read_domain(FOLDER / "plain" / "domain.xml")
    with pytest.raises(UnreadableInput, match="101 profiles are too many"):
        read_profiles([FOLDER / "plain" / "p.xml"] * 101, domain, "genius")
