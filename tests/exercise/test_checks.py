"""Every fault between tables has its place and a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.errors import Fault
from tabletop.exercise import check_exercise
from tests.exercise.marked import SOUND, broken, faults_of, told

DUPLICATES = {
    "delegation": ('id = "mill"\nname', 'id = ▶"lower"\nname', "a delegation 'lower'"),
    "issue": ('id = "toll"', 'id = ▶"dam"', "an issue 'dam'"),
    "option": ('id = "sworn"', 'id = ▶"signed"', "an option 'signed' of charter"),
    "option in one line": (
        '{ id = "lifted", name',
        '{ id = ▶"kept", name',
        "an option 'kept' of toll",
    ),
    "form": ('id = "deed"', 'id = ▶"handshake"', "a form 'handshake'"),
    "order": ('id = "steps"', 'id = ▶"together"', "an order 'together'"),
    "round": ('id = "autumn"', 'id = ▶"spring"', "a round 'spring'"),
    "inject": ('id = "visit"', 'id = ▶"drought"', "an inject 'drought'"),
    "ending": ('id = "dust"', 'id = ▶"kept"', "an ending 'kept'"),
    "question": ('id = "fair"', 'id = ▶"moment"', "a question 'moment'"),
}


@pytest.mark.parametrize(("old", "new", "named"), DUPLICATES.values(), ids=DUPLICATES)
def test_an_id_is_given_once(old: str, new: str, named: str) -> None:
    before, _, after = broken((old, new)).partition("▶")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = f"there is already {named}; give it another id"
    assert Fault("test.toml", line, column, message) in faults_of(before + after)


NO_DELEGATION = {
    "points": ("\nupper = -4", "\n▶uper = -4"),
    "points in one line": ("points = { mill = -1 }", "points = { ▶mil = -1 }"),
    "dotted points": ("points.lower = 6", "points.▶lowre = 6"),
    "points of an interaction": ("points = { upper = 2,", "points = { ▶uppre = 2,"),
    "performers": ('    "mill",', '    ▶"mlil",'),
    "counterparts": ('counterparts = ["upper"]', 'counterparts = [▶"uper"]'),
    "trust": ("trust = { upper = 20,", "trust = { ▶uper = 20,"),
    "trust in its own table": ("lower = 30", "▶lwoer = 30"),
    "signatories": ('signatories = ["upper", "lower"]', 'signatories = ["upper", ▶"lwoer"]'),
    "also": ('also = [{ delegation = "mill"', 'also = [{ delegation = ▶"mil"'),
    "first": ('first = ["upper"]', 'first = ["upper", ▶"uper"]'),
    "to": ('to = ["upper", "lower"]', 'to = ["upper", ▶"lwoer"]'),
    "for": ('for = ["mill"]', 'for = [▶"mil"]'),
    "below_walk_away": ('below_walk_away = ["mill"]', 'below_walk_away = [▶"mil"]'),
    "walk-aways that an inject moves": ("{ lower = -1 }", "{ ▶lwoer = -1 }"),
    "urgency that an inject changes": ("{ mill = 0.5 }", "{ ▶mil = 0.5 }"),
    "points that an inject adds": ("points = { lower = 3 }", "points = { ▶lwoer = 3 }"),
}


@pytest.mark.parametrize(("old", "new"), NO_DELEGATION.values(), ids=NO_DELEGATION)
def test_every_delegation_named_exists(old: str, new: str) -> None:
    (message,) = told(broken((old, new)))
    assert message.startswith("there is no delegation '")
    assert message.rpartition("; ")[2] in {f"did you mean '{one}'?" for one in DELEGATIONS}


DELEGATIONS = ("upper", "lower", "mill")

WRONG = {
    "a delegation like no other": (
        'first = ["upper"]',
        'first = ["upper", ▶"xyzzy"]',
        "there is no delegation 'xyzzy'; choose from upper, lower, mill",
    ),
    "a delegation twice in a list": (
        'signatories = ["upper", "lower"]',
        'signatories = ["upper", "lower", ▶"upper"]',
        "'upper' is already in this list; take it out",
    ),
    "trust in oneself": (
        "mill = 50",
        "▶upper = 50",
        "'upper' can't trust itself; name the other delegations here",
    ),
    "one's own counterpart": (
        'counterparts = ["lower"]',
        'counterparts = ["lower", ▶"upper"]',
        "'upper' can't be its own counterpart; name whose delivery it waits for",
    ),
    "an issue that does not exist in a red line": (
        'when = { dam = "removed" }',
        'when = { ▶dma = "removed" }',
        "there is no issue 'dma'; did you mean 'dam'?",
    ),
    "an issue that does not exist in a requirement": (
        'requires = { charter = "!= none" }',
        'requires = { ▶chart = "!= none" }',
        "there is no issue 'chart'; did you mean 'charter'?",
    ),
    "an issue that does not exist inside a condition on play": (
        'not.signed = { dam = ">= opened" }',
        'not.signed = { ▶damn = ">= opened" }',
        "there is no issue 'damn'; did you mean 'dam'?",
    ),
    "an option that does not exist": (
        'when = { dam = "removed" }',
        'when = { dam = ▶"remvoed" }',
        "there is no option 'remvoed' of dam; did you mean 'removed'?",
    ),
    "an option that does not exist, in a list": (
        'requires = { charter = ["signed", "sworn"] }',
        'requires = { charter = ["signed", ▶"xyzzy"] }',
        "there is no option 'xyzzy' of charter; choose from none, signed, sworn",
    ),
    "an option that does not exist, after a sign": (
        'signed = { charter = ">= signed" }',
        'signed = { charter = ▶">= singed" }',
        "there is no option 'singed' of charter; did you mean 'signed'?",
    ),
    "a sign without its space": (
        'requires = { charter = "!= none" }',
        'requires = { charter = ▶"!=none" }',
        "'!=none' needs a space after its sign; write \"!= none\"",
    ),
    "a sign that is none": (
        'signed = { charter = ">= signed" }',
        'signed = { charter = ▶"=> signed" }',
        "'=> signed' can't be read; write \"signed\", or after a sign and a space "
        '">= signed", "<= signed" or "!= signed"',
    ),
    "a condition without rows": (
        'when = { dam = "removed" }',
        "when = ▶{ }",
        "the condition is empty and would hold for every package; name an issue",
    ),
    "a row without options": (
        'requires = { charter = ["signed", "sworn"] }',
        "requires = { charter = ▶[] }",
        "no option of charter can meet this; name at least one that may",
    ),
    "an option whose points an inject changes": (
        'option = "opened", points',
        'option = ▶"openned", points',
        "there is no option 'openned' of dam; did you mean 'opened'?",
    ),
    "an issue whose points an inject changes": (
        '{ issue = "dam", option',
        '{ issue = ▶"damm", option',
        "there is no issue 'damm'; did you mean 'dam'?",
    ),
    "a pair of nobody": (
        "trust = { lower-upper = -5 }",
        "trust = { ▶lower-uper = -5 }",
        "there is no pair 'lower-uper'; did you mean 'lower-upper'?",
    ),
    "a pair in a condition": (
        "trust_below = { lower-upper = 40 }",
        "trust_below = { ▶zzz = 40 }",
        "there is no pair 'zzz'; write two delegations as of-toward, such as 'upper-lower'",
    ),
    "a status quo with points": (
        '{ id = "kept", name = "kept" },',
        '{ id = "kept", name = "kept", ▶points = { mill = 1 } },',
        "'kept' is the status quo of toll (its first option) and is worth nothing; "
        "take its points out, or put another option first; where every issue is settled or none "
        "is, write whole = true (format 2)",
    ),
    "an inject that gives a status quo points": (
        'option = "opened", points',
        'option = ▶"shut", points',
        "'shut' is the status quo of dam and is worth nothing; change the points of another option",
    ),
    "more walk-aways than rounds": (
        "walk_away = [3, 2, 1]",
        "walk_away = ▶[3, 2, 1, 0]",
        "4 numbers, but the exercise has 3 rounds; give one number per round",
    ),
    "no walk-away in the list": (
        "walk_away = [3, 2, 1]",
        "walk_away = ▶[]",
        "an empty list; give one number, or one per round",
    ),
    "less urgency than rounds": (
        "urgency = [1.0, 0.9, 0.8]",
        "urgency = ▶[1.0, 0.9]",
        "2 numbers, but the exercise has 3 rounds; give one number per round",
    ),
    "an inject after the last round": (
        "round = 2\nphase",
        "round = ▶4\nphase",
        "there is no round 4: the exercise has 3 rounds; choose an earlier one",
    ),
    "an inject that nothing delivers": (
        '[[inject]]\nid = "visit"\ntitle = "A visit"\n'
        'text = "An envoy asks how it goes."\nmanual = true',
        '▶[[inject]]\nid = "visit"\ntitle = "A visit"\ntext = "An envoy asks how it goes."',
        "the inject 'visit' is never delivered; "
        "give it a round, a condition (when), or manual = true",
    ),
    "an inject to nobody": (
        'to = ["upper", "lower"]',
        "to = ▶[]",
        "the inject 'drought' goes to nobody; write \"all\" or name delegations",
    ),
    "more signatures than delegations": (
        'rule = "all"',
        "rule = ▶4",
        '4 signatures can\'t be had from 3 delegations; choose fewer, or "all"',
    ),
    "nobody to sign a joint text": (
        'signatories = ["upper", "lower"]',
        "signatories = ▶[]",
        "nobody would have to sign charter, which has no performers; "
        "name the signatories in [agreement]",
    ),
    "fewest people above most": (
        "players_max = 6",
        "players_max = ▶1",
        "players_max is 1 and players_min 2; players_max can't be smaller than players_min",
    ),
    "a last ending with a condition": (
        'text = "Nobody moved."',
        'text = "Nobody moved."\n▶when = { tension_at_least = 90 }',
        "the last ending has a 'when'; add one without, as a fallback for all other outcomes",
    ),
    "an issue that requires what it changes": (
        'requires = { charter = "!= none" }',
        '▶requires = { dam = "shut" }',
        "the issue 'dam' can never be moved: what it requires contradicts itself; "
        "change its 'requires', or that of what it needs",
    ),
    "tension both low and high": (
        "[inject.when]\ntension_at_least = 10\n",
        "▶[inject.when]\ntension_at_least = 10\ntension_at_most = 5\n",
        "this condition can never hold: tension can't be at least 10 and at most 5; swap the two",
    ),
    "a round that never comes": (
        "any = [{ round_at_least = 2 },",
        "any = [▶{ round_at_least = 4 },",
        "this condition can never hold: "
        "there are 3 rounds, and round_at_least is 4; choose an earlier round",
    ),
    "trust below nothing": (
        "any = [{ round_at_least = 2 },",
        "any = [▶{ trust_below = { lower-upper = 0 } },",
        "this condition can never hold: "
        "trust lower-upper can't be below 0 and at least 0; change one",
    ),
    "not anything": (
        "any = [{ round_at_least = 2 },",
        "any = [▶{ not = {} },",
        "this condition can never hold: "
        "its 'not' holds an empty condition, which always holds; say what must not be",
    ),
    "a form nobody can choose": (
        'requires = { charter = ["signed", "sworn"] }',
        '▶requires = { charter = "none", dam = "opened" }',
        "'deed' can never be had: what it requires contradicts itself; "
        "change its 'requires', or that of what it needs",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_one_fault_has_its_place_and_its_remedy(old: str, new: str, message: str) -> None:
    assert told(broken((old, new))) == [message]


def test_ids_with_hyphens_must_not_make_pairs_ambiguous() -> None:
    text = SOUND.replace('"upper"', '"mill-mill"').replace("upper =", "mill-mill =")
    text = text.replace("lower-upper", "lower-mill").replace('id = "mill"', 'id = ▶"mill"')
    (message,) = told(text)
    assert message == (
        "'mill-mill-mill' could mean 'mill-mill' toward 'mill' or 'mill' toward 'mill-mill'; "
        "remove a hyphen from one of these ids"
    )


def test_a_delegation_has_something_to_gain_or_lose() -> None:
    text = broken(('id = "mill"\nname = "The mill"', 'id = "mill"\nname = "The mill"'))
    text = "\n".join(line for line in text.split("\n") if line != "mill = 2")
    text = text.replace(", mill = 4", "").replace("points = { mill = -1 }\n", "")
    text = text.replace('[[delegation]]\nid = "mill"', '▶[[delegation]]\nid = "mill"')
    assert told(text) == ["no option is worth anything to 'mill'; give it points in some option"]


@pytest.mark.parametrize("word", ["all", "caucus", "clock", "facilitator", "referee"])
def test_a_delegation_is_not_called_what_moves_mean_otherwise(word: str) -> None:
    text = SOUND.replace('"mill"', f'"{word}"').replace("mill =", f"{word} =")
    text = text.replace(f'id = "{word}"\nname', f'id = ▶"{word}"\nname')
    assert told(text) == [
        f"'{word}' has a reserved meaning in moves; give the delegation another id"
    ]


@pytest.mark.parametrize("word", ["form", "order"])
def test_an_issue_is_not_called_form_or_order(word: str) -> None:
    text = SOUND.replace('"toll"', f'"{word}"').replace("toll =", f"{word} =")
    text = text.replace(f'id = "{word}"', f'id = ▶"{word}"')
    before, _, after = text.partition("▶")
    assert any(
        fault.message.startswith(f"'{word}' can't be the id") for fault in faults_of(before + after)
    )


def test_markdown_in_a_name_is_warned_of_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "marked.toml"
    path.write_text(
        broken(
            ('title = "Two rivers"', 'title = "Two **rivers**"'),
            ('name = "River charter"', 'name = "River `charter`"'),
        ),
        encoding="utf-8",
    )
    said = [
        (f.line, f.message) for f in check_exercise(path) if f.warning and "Markdown" in f.message
    ]
    assert said == [
        (4, "'title' is shown as plain text; remove the Markdown from it"),
        (51, "'name' is shown as plain text; remove the Markdown from it"),
    ]
