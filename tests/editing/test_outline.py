"""The parts of an exercise that an author looks through, and entries to begin with."""

from __future__ import annotations

import pytest

from tabletop.editing.draft import ExerciseDraft
from tabletop.editing.looking import look_at
from tabletop.editing.outline import HEADINGS, fresh, keys_of, parts_of
from tabletop.editing.splicing import path_at_line
from tabletop.exercise.library import shipped

SOURCES = {one.stem: one.read_text(encoding="utf-8") for one in shipped().glob("*.toml")}
BRICKS = SOURCES["brickworks"]


@pytest.mark.parametrize("name", SOURCES)
def test_every_part_of_every_exercise_is_listed_with_its_keys(name: str) -> None:
    document = ExerciseDraft(SOURCES[name]).document
    parts = parts_of(document)
    assert len({one.path for one in parts}) == len(parts)
    count = sum(len(document[key]) for key in HEADINGS if isinstance(document.get(key), list))
    assert sum(len(one.path) == 2 and one.path[0] in HEADINGS for one in parts) >= count
    texts = [key for one in parts for key in keys_of(document, one.path)]
    assert "title" in texts
    assert texts.count("secret_brief") == len(document["delegation"])


@pytest.mark.parametrize("kind", ["issue", "round", "inject", "ending", "question", "objective"])
def test_a_fresh_entry_adds_no_fault(kind: str) -> None:
    draft = ExerciseDraft(BRICKS)
    if kind == "ending":
        # The last one has no condition, so one after it needs the other's place.
        draft.remove(("ending", 4), "an ending")
    draft.add((kind,), fresh(draft.document, kind, "Something: new!"), kind)
    looked = look_at(draft.source, "mine.toml")
    assert [str(one) for one in looked.faults if not one.warning] == []


def test_two_entries_of_one_name_have_two_ids() -> None:
    document = ExerciseDraft(BRICKS).document
    assert fresh(document, "issue", "Pay")["id"] == "pay-2"


def test_a_fault_leads_to_the_part_it_is_about() -> None:
    line = BRICKS[: BRICKS.index("[[issue]]")].count("\n") + 3
    assert path_at_line(BRICKS, line) == ("issue", 0, "name")


def test_a_fresh_delegation_only_lacks_points() -> None:
    draft = ExerciseDraft(BRICKS)
    draft.add(("delegation",), fresh(draft.document, "delegation", "Town"), "a delegation")
    looked = look_at(draft.source, "mine.toml")
    (fault,) = [one.message for one in looked.faults if not one.warning]
    assert fault.startswith("no option is worth anything to 'town'")
    assert looked.exercise is not None


def test_the_balance_of_the_first_round_is_told_while_there_is_no_fault() -> None:
    looked = look_at(BRICKS, "mine.toml")
    assert looked.balance[0].startswith("Zone of agreement: ")
    assert "Best for each in the zone: management 72.5" in looked.balance[2]
    assert looked.balance[3] == "Walk-aways: management 48, union 48."
    assert look_at(SOURCES["ransomware-hospital"], "r.toml").balance == ()


def test_who_can_block_under_a_rule_and_what_there_is_to_read_are_told() -> None:
    looked = look_at(SOURCES["server-hall"], "hall.toml")
    assert looked.balance[4].startswith("Passing by the rule: 43 of 540 deals")
    assert looked.balance[5].startswith("Can block: ")
    assert len(look_at(BRICKS, "mine.toml").balance) == 4
    assert look_at(BRICKS, "mine.toml").reading.startswith("Minutes to read: management ")
    assert look_at(SOURCES["ransomware-hospital"], "r.toml").reading
