"""Format 1 is lifted to format 2, which has only the parts that a file names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tabletop.exercise import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.journal.carried import apart_from_words
from tests.exercise.marked import broken, faults_of
from tests.play.market import MARKET, market

KOREA_THEN = Path(__file__).parents[1] / "exercises" / "files" / "korea-format-1.toml"


def test_korea_is_the_same_exercise_in_both_formats() -> None:
    then, now = load_exercise(KOREA_THEN), load_exercise("korea-end-of-war")
    assert 'format = 1\nid = "korea' in KOREA_THEN.read_text(encoding="utf-8")
    assert apart_from_words(then) == apart_from_words(now)


def test_a_file_of_format_1_has_all_that_every_table_had() -> None:
    text = broken()
    exercise = Exercise.model_validate(tomllib.loads(text))
    assert exercise.climate is not None
    assert exercise.has.form
    assert exercise.has.order
    assert exercise.phases == ("situation", "caucus", "negotiation", "decision", "ruling")


def test_format_2_has_what_it_names_and_nothing_else() -> None:
    has = Exercise.model_validate(market()).has
    assert not any((has.climate, has.form, has.order, has.points, has.acts, has.gestures))
    whole = Exercise.model_validate(
        market(
            climate={"trust": {"baker-miller": 30}},
            form={"option": [{"id": "spoken", "name": "spoken"}]},
            order={"option": [{"id": "at-once", "name": "at once"}]},
        )
    )
    assert (whole.has.climate, whole.has.form, whole.has.order) == (True, True, True)
    assert whole.opening_trust == {("baker", "miller"): 30.0, ("miller", "baker"): 50.0}


@pytest.mark.parametrize(
    ("seconds", "phases"),
    [
        ([{"negotiation": 60}, {"negotiation": 60, "ruling": 0}], ("negotiation", "ruling")),
        ([{"negotiation": 0}, {}], ("negotiation",)),
        ([{}, {}], ("situation", "caucus", "negotiation", "decision", "ruling")),
    ],
)
def test_a_phase_that_no_round_names_is_not_there(
    seconds: list[dict[str, int]], phases: tuple[str, ...]
) -> None:
    rounds = [
        {"id": f"r{at}", "title": "Talks", "date": "today", "phases": one}
        for at, one in enumerate(seconds)
    ]
    assert Exercise.model_validate(market(round=rounds)).phases == phases


WRONG: dict[str, tuple[str, str, str]] = {
    "a table of format 1": (
        "[agreement]",
        "[referee]\ntension = 3\n\n[agreement]",
        "format 2 has no 'referee' here: its constants belong in [climate], and instalment_delay "
        "in [order]",
    ),
    "trust where it stood in format 1": (
        'name = "Baker"',
        'name = "Baker"\ntrust = { miller = 30 }',
        "format 2 has no 'trust' here: trust belongs in [climate], such as "
        'trust = { "of-toward" = 40 }',
    ),
    "trust in nobody": (
        "[agreement]",
        "[climate]\ntrust = { baker-mill = 30 }\n\n[agreement]",
        "there is no pair 'baker-mill'; did you mean 'baker-miller'?",
    ),
    "a climate that is no table": (
        "format = 2",
        "format = 2\nclimate = 50",
        "'climate' must be a table, not 50",
    ),
    "a trust that is too large": (
        "[agreement]",
        "[climate]\ntrust = { baker-miller = 130 }\n\n[agreement]",
        "'baker-miller' must be at most 100, not 130",
    ),
    "whose delivery somebody waits for, without a climate": (
        'name = "Baker"',
        'name = "Baker"\ncounterparts = ["miller"]',
        "whose delivery somebody waits for counts for nothing without a [climate]; add one, or "
        "take this out",
    ),
    "an inject on tension, without a climate": (
        "[[question]]",
        '[[inject]]\nid = "storm"\ntitle = "Storm"\ntext = "It rains."\nphase = "negotiation"\n'
        "round = 1\neffects = { tension = 4 }\n\n[[question]]",
        "tension counts for nothing without a [climate]; add one, or take this out",
    ),
    "instalments, without a climate": (
        "[agreement]",
        '[[order.option]]\nid = "halves"\nname = "in halves"\ninstalments = 2\n\n[agreement]',
        "acting step by step counts for nothing without a [climate]; add one, or take this out",
    ),
    "a walk-away, without points": (
        'name = "Baker"',
        'name = "Baker"\nwalk_away = 3',
        "nothing has points here, so there is nothing to hold against a walk-away; take this out, "
        "or give points",
    ),
    "an inject in a phase that is not there": (
        "[[question]]",
        '[[inject]]\nid = "storm"\ntitle = "Storm"\ntext = "It rains."\nphase = "caucus"\n'
        "round = 1\n\n[[question]]",
        "no round names the phase 'caucus', so it is never delivered; choose one of negotiation",
    ),
    "a situation that is never read": (
        'date = "Monday"',
        'date = "Monday"\nsituation = "It rains."',
        "no round names the phase 'situation', so this is never read; add situation = 0 to its "
        "phases",
    ),
    "no negotiation": (
        "negotiation = 600",
        "caucus = 600",
        "no round names the phase 'negotiation', so no offer could be tabled; add "
        "negotiation = 0 to its phases",
    ),
    "a veto of nobody there": (
        '"miller"]',
        '"miller"]\nrule = 1\nveto = ["butcher"]',
        "there is no delegation 'butcher'; choose from baker, miller",
    ),
    "a veto of nobody": (
        '"miller"]',
        '"miller"]\nrule = 1\nveto = []',
        "nobody has the veto; name who has it, or remove it",
    ),
    "weights without votes": (
        '"miller"]',
        '"miller"]\nweights = { baker = 3 }',
        'nothing counts these votes; add votes = "majority", or remove them',
    ),
    "votes without weights": (
        '"miller"]',
        '"miller"]\nvotes = "majority"',
        "no delegation has weights, so votes are signatures; add weights, or use 'rule'",
    ),
    "more votes than there are": (
        '"miller"]',
        '"miller"]\nvotes = 9\nweights = { baker = 3 }',
        "9 votes can't be had: all delegations together have 4; ask for fewer",
    ),
    "a rule that those who are asked can't meet": (
        '["baker", "miller"]',
        '["baker"]\nrule = 2',
        "2 signatures can't be had: only baker can ever be asked; choose fewer, or name more "
        "signatories",
    ),
    "votes that those who are asked don't have": (
        '["baker", "miller"]',
        '["baker"]\nvotes = 4\nweights = { miller = 3 }',
        "4 votes can't be had: baker, who alone can ever be asked, together have 1; ask for "
        "fewer, or name more signatories",
    ),
    "a rule that is no rule": (
        '"miller"]',
        '"miller"]\nrule = "most"',
        '\'rule\' must be "all", "majority", "two-thirds", a whole number from 1 or a share such '
        "as 0.6, not the text 'most'",
    ),
    "a share beyond all": (
        '"miller"]',
        '"miller"]\nrule = 1.5',
        '\'rule\' must be "all", "majority", "two-thirds", a whole number from 1 or a share such '
        "as 0.6, not 1.5",
    ),
    "a whole contract with promises to break": (
        "[agreement]",
        "[climate]\ntension = 3\n\n[agreement]",
        "what is settled as a whole has no status quo that a broken promise could go back to; "
        "remove whole, or the [climate]",
    ),
    "whole that is no yes or no": (
        'title = "The market"',
        'title = "The market"\nwhole = "yes"',
        "'whole' must be true or false, not the text 'yes'; leave out the quotes",
    ),
    "a condition on a form that is not there": (
        "[ending.when]\nsigned = {}",
        '[ending.when]\nsigned = { form = "plain" }',
        "there is no issue 'form'; choose from price, day",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_what_counts_for_nothing_is_told_in_its_place(old: str, new: str, message: str) -> None:
    text = MARKET
    if "whole contract" in message or "settled as a whole" in message:
        text = text.replace("format = 2", "format = 2\nwhole = true")
    assert text.count(old) == 1
    faults = [one for one in faults_of(text.replace(old, new)) if not one.warning]
    assert [one.message for one in faults] == [message]
    assert faults[0].line > 1


def test_a_key_of_format_2_is_told_apart_in_a_file_of_format_1() -> None:
    (fault,) = faults_of(broken(("[agreement]", "[climate]\ntension = 3\n\n[agreement]")))
    assert fault.message == "'climate' is a key of format 2, and this file says format = 1"


def test_format_1_still_asks_for_points() -> None:
    document: dict[str, Any] = tomllib.loads(MARKET.replace("format = 2", "format = 1"))
    assert document["format"] == 1
    told = [one.message for one in faults_of(MARKET.replace("format = 2", "format = 1"))]
    assert (
        "no option is worth anything to 'baker'; give it points in some option, or write "
        "format = 2, in which points are not needed"
    ) in told


MISTYPED: dict[str, tuple[str, str, str]] = {
    "a climate in double brackets": (
        "[agreement]",
        "[[climate]]\ntension = 3\n\n[agreement]",
        "'climate' must be a table, not a list; write [climate] with single brackets",
    ),
    "a share as a text": (
        "[agreement]",
        '[climate]\nfade = "half"\n\n[agreement]',
        "'fade' must be a number, not the text 'half'; leave out the quotes",
    ),
    "trust in oneself": (
        "[agreement]",
        "[climate]\ntrust = { baker-baker = 4 }\n\n[agreement]",
        "there is no pair 'baker-baker'; did you mean 'miller-baker'?",
    ),
    "a misspelt key of the climate": (
        "[agreement]",
        "[climate]\ntensions = 3\n\n[agreement]",
        "unknown key 'tensions'; did you mean 'tension'?",
    ),
    "a veto that is no list": (
        '"miller"]',
        '"miller"]\nrule = 1\nveto = "baker"',
        "'veto' must be a list, not the text 'baker'; put it in [ ]",
    ),
    "weights of nobody there": (
        '"miller"]',
        '"miller"]\nweights = { bakr = 1 }\nvotes = 1',
        "there is no delegation 'bakr'; did you mean 'baker'?",
    ),
    "weights that are no votes": (
        '"miller"]',
        '"miller"]\nweights = { baker = -1 }\nvotes = 1',
        "'baker' must be at least 0, not -1",
    ),
    "weights that come to nothing": (
        '"miller"]',
        '"miller"]\nweights = { baker = 0, miller = 0 }\nvotes = 1',
        "nobody has a vote; give at least one delegation some",
    ),
    "a proposer who is named": (
        '"miller"]',
        '"miller"]\nproposer = "baker"',
        "'proposer' must be true or false, not the text 'baker'; leave out the quotes",
    ),
    "more signatures than delegations": (
        '"miller"]',
        '"miller"]\nrule = 9',
        '9 signatures can\'t be had from 2 delegations; choose fewer, or "all"',
    ),
    "a delay that makes things worth more": (
        "[agreement]",
        '[order]\ninstalment_delay = 3\noption = [{ id = "a", name = "a" }]\n\n[agreement]',
        "'instalment_delay' must be at most 1, not 3",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTYPED.values(), ids=MISTYPED)
def test_a_key_of_the_wrong_kind_is_told_in_one_sentence(old: str, new: str, message: str) -> None:
    (fault,) = (one for one in faults_of(MARKET.replace(old, new)) if not one.warning)
    assert fault.message == message
    assert fault.line > 1
