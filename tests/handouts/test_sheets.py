"""Papers say what their readers may know, and only what the exercise has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.handouts import handouts_of
from tabletop.handouts.markdown import markdown
from tabletop.handouts.sheets import sheets_of
from tabletop.play.queries.levers import levers_of
from tabletop.seat.words.minute import told_in_a_minute
from tests.play.deciding import hospital
from tests.play.game import document
from tests.play.market import market

HARBOUR = Path(__file__).parents[2] / "docs" / "examples" / "harbour.toml"


def papers(exercise: Exercise, only: str | None = None) -> dict[str, str]:
    return {one.name: markdown((one,)) for one in sheets_of(exercise, only)}


def rivers(**changes: Any) -> Exercise:
    return Exercise.model_validate(document(**changes))


def test_each_delegation_has_a_brief_and_its_secrets_are_on_no_paper_of_the_others() -> None:
    exercise = rivers()
    told = papers(exercise)
    for own in exercise.delegations:
        secret = " ".join(own.secret_brief.split())
        assert secret
        having = {name for name, said in told.items() if secret in " ".join(said.split())}
        assert having == {f"brief-{own.id}"}
        assert f"**For {own.name} only**" in told[f"brief-{own.id}"]


def test_with_for_nothing_of_the_facilitator_or_of_others_is_written() -> None:
    exercise = rivers()
    own, *others = exercise.delegations
    told = papers(exercise, own.id)
    assert {"rules", "background", f"brief-{own.id}", "planning", "name-cards"} <= set(told)
    assert "facilitator" not in told
    whole = " ".join(" ".join(told.values()).split())
    assert not any(" ".join(one.secret_brief.split()) in whole for one in others)


def test_a_roles_brief_is_for_whoever_holds_it_and_not_for_its_delegation() -> None:
    source = document()
    source["delegation"][0].pop("roles", None)
    source["delegation"][0]["role"] = [
        {"id": "mayor", "name": "Mayor", "secret_brief": "You own the mill."},
        {"id": "clerk", "name": "Clerk", "secret_brief": "You fear the mayor."},
    ]
    exercise = Exercise.model_validate(source)
    own = exercise.delegations[0].id
    all_of_it = {one.name for one in sheets_of(exercise)}
    assert {f"brief-{own}--mayor", f"brief-{own}--clerk"} <= all_of_it
    shared = {one.name for one in sheets_of(exercise, own)}
    assert f"brief-{own}" in shared
    assert not any("--" in name for name in shared)
    mayors = {one.name for one in sheets_of(exercise, own, "mayor")}
    assert mayors - shared == {f"brief-{own}--mayor"}


def test_the_rule_sheet_is_the_game_in_a_minute_word_for_word() -> None:
    exercise = rivers()
    (rules,) = (one for one in sheets_of(exercise) if one.name == "rules")
    (block,) = rules.blocks
    assert vars(block)["markdown"] == told_in_a_minute(exercise.summary, levers_of(exercise))


def test_a_brief_has_the_delegations_own_points_and_no_others() -> None:
    told = papers(load_exercise(str(HARBOUR)))["brief-env"]
    assert "| Ecology | some damage | 0 |" in told
    assert "|  | improved | \\+55 |" in told
    assert "worth **55** points" in told
    assert "60 |" not in told  # what compensation is worth to the other ports


def test_where_nothing_is_negotiated_no_paper_speaks_of_offers_points_or_walk_aways() -> None:
    exercise = Exercise.model_validate(hospital())
    told = papers(exercise)
    for name, said in told.items():
        assert not re.search(
            r"walk-away|first offer|points|concession|trust", said, re.IGNORECASE
        ), name
    assert "## Decisions" in told["facilitator"]


def test_without_points_there_is_no_table_of_points_and_no_walk_away() -> None:
    told = papers(Exercise.model_validate(market()))
    for name, said in told.items():
        assert not re.search(r"walk-away|your points", said, re.IGNORECASE), name


def test_the_guide_says_what_leads_to_each_ending_and_when_each_phase_begins() -> None:
    told = papers(load_exercise(str(HARBOUR)))["facilitator"]
    assert "| A licence | an agreement is in force |" in told
    assert "| No licence | anything else |" in told
    assert "| 2\\. Second hearing · Monday" not in told
    assert re.search(r"Second hearing.* \| situation \| 1:00 \| 42:00 \|", told)
    assert "All clocks together take 68:00 minutes of 120" in told


def test_conditions_and_effects_are_told_by_names() -> None:
    told = papers(load_exercise("ransomware-hospital"))["facilitator"]
    assert "master scenario events list" in told
    assert "decided: Ambulances: “take in what can't wait” or “send all of them elsewhere”" in told


def test_every_shipped_exercise_has_its_papers() -> None:
    for path in sorted((Path(__file__).parents[2] / "exercises").glob("*.toml")):
        exercise = load_exercise(str(path))
        told = papers(exercise)
        assert len(told) >= len(exercise.delegations) + 5
        assert all(said.startswith("# ") for said in told.values())


def test_the_bundle_has_all_papers_in_one_file() -> None:
    found = dict(handouts_of(rivers(), ("md",)))
    bundle = found.pop("all.md").decode()
    assert all(one.decode().strip() in bundle for one in found.values())


HOSTILE = '<script>alert(1)</script> =HYPERLINK("x") \x1b[31m ![p](http://x/y.png) \u202e | *'


@pytest.mark.parametrize("format", ["html", "md"])
def test_what_an_author_writes_stays_text(format: str) -> None:
    source = document(summary=HOSTILE)
    source["delegation"][0]["secret_brief"] = f"{HOSTILE}\n\n# A heading\n\n<img src=x>"
    source["delegation"][0]["name"] = "<b>Upper</b> | *Town*"
    exercise = Exercise.model_validate(source)
    for _, content in handouts_of(exercise, (format,)):
        text = content.decode()
        assert not re.search(r"<script|<img|<b>Upper|[\x1b\u202e]", text)
        if format == "md":
            assert not re.search(r"(?<!\\)!\[", text)
