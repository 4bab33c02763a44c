"""Every fault of one table has its place and a sentence that says what to do."""

from __future__ import annotations

import pytest

from tests.exercise.marked import SOUND, broken, faults_of, told
from tests.play.market import PRICED

WRONG = {
    "a walk-away with a decimal comma": (
        "walk_away = 4",
        'walk_away = ▶"4,5"',
        "'walk_away' must be a number, or a list with one number per round, not the text '4,5'; "
        "decimals are written with a point, not a comma: 4.5",
    ),
    "a walk-away in quotes": (
        "walk_away = 4",
        'walk_away = ▶"4"',
        "'walk_away' must be a number, or a list with one number per round, not the text '4'; "
        "leave out the quotes",
    ),
    "an unknown key offers the nearest": (
        'summary = "Who',
        '▶sumary = "Who',
        "unknown key 'sumary'; did you mean 'summary'?",
    ),
    "an unknown key like no other lists what there is": (
        'title = "Snow',
        '▶xyzzy = 1\ntitle = "Snow',
        "unknown key 'xyzzy'; the keys here are id, title, date, situation, phases",
    ),
    "a misspelled key that must be there is told once": (
        'name = "The dam"',
        '▶nmae = "The dam"',
        "unknown key 'nmae'; did you mean 'name'?",
    ),
    "one of a list in braces": (
        'also = [{ delegation = "mill", when = { toll = "lifted" } }]',
        'also = ▶{ delegation = "mill", when = { toll = "lifted" } }',
        "'also' must be a list, not a table; write [[agreement.also]] with double brackets, "
        "or [ ] around { }",
    ),
    "a misspelled key that is there already": (
        'name = "The dam"',
        'name = "The dam"\n▶nmae = "The dam"',
        "unknown key 'nmae'; 'name' is already here, so remove this one",
    ),
    "a key of the whole exercise in a table": (
        'id = "fair"',
        '▶players_min = 3\nid = "fair"',
        "'players_min' is a key of the whole exercise; "
        "move it to the top of the file, above the first table",
    ),
    "a key by the name Python gives it": (
        "manual = true",
        "manual = true\nwhen = { ▶not_ = { round_at_least = 2 } }",
        "unknown key 'not_'; did you mean 'not'?",
    ),
    "an unknown table": (
        "[agreement]",
        "▶[agreements]",
        "unknown key 'agreements'; did you mean 'agreement'?",
    ),
    "a missing key points at its table": (
        '[[question]]\nid = "fair"\ntext = "Was it fair?"',
        '▶[[question]]\nid = "fair"',
        "'text' is missing; add text = \"...\"",
    ),
    "a missing key of the whole exercise": (
        'title = "Two rivers"\n',
        "",
        "'title' is missing; add title = \"...\"",
    ),
    "text for a number": (
        "minutes = 45",
        'minutes = ▶"45"',
        "'minutes' must be a whole number, not the text '45'; leave out the quotes",
    ),
    "number for a text": (
        'date = "July"',
        "date = ▶7",
        "'date' must be a text, not 7; put it in quotes",
    ),
    "a date for a text": (
        'date = "July"',
        "date = ▶2022-07-01",
        "'date' must be a text, not a date or time; put it in quotes",
    ),
    "text for true or false": (
        "doubt = true",
        'doubt = ▶"yes"',
        "'doubt' must be true or false, not the text 'yes'; leave out the quotes",
    ),
    "one name for a list": (
        'by = ["upper"]',
        'by = ▶"upper"',
        "'by' must be a list, not the text 'upper'; put it in [ ]",
    ),
    "a number in a list of texts": (
        'counterparts = ["lower"]',
        'counterparts = ["lower", ▶3]',
        "'counterparts' number 2 must be a text, not 3; put it in quotes",
    ),
    "a number and a half": (
        "minutes = 45",
        "minutes = ▶45.5",
        "'minutes' must be a whole number, not 45.5",
    ),
    "a walk-away in words": (
        "walk_away = 4",
        'walk_away = ▶"four"',
        "'walk_away' must be a number, or a list with one number per round, not the text 'four'",
    ),
    "a word in a list of walk-aways": (
        "walk_away = [3, 2, 1]",
        'walk_away = [3, ▶"two", 1]',
        "'walk_away' number 2 must be a number, not the text 'two'; leave out the quotes",
    ),
    "a number for an option": (
        'when = { dam = ">= opened", toll = "lifted" }\npoints',
        'when = { dam = ">= opened", toll = ▶1 }\npoints',
        "there is no option '1' of toll; choose from kept, lifted",
    ),
    "one delegation where all or a list is meant": (
        'to = ["upper", "lower"]',
        'to = ▶"upper"',
        "'to' must be \"all\" or a list of delegations, not the text 'upper'",
    ),
    "an unknown rule": (
        'rule = "all"',
        'rule = ▶"most"',
        "'rule' must be \"all\", \"majority\" or a whole number from 1, not the text 'most'",
    ),
    "a rule with a decimal point": (
        'rule = "all"',
        "rule = ▶1.0",
        '\'rule\' must be "all", "majority" or a whole number from 1, not 1.0',
    ),
    "a walk-away beyond all points": (
        "walk_away = 4",
        "walk_away = ▶1e20",
        "'walk_away' must be at most 1,000,000, not 1e+20",
    ),
    "trust over a hundred": (
        "mill = 50",
        "mill = ▶120",
        "'mill' must be at most 100, not 120",
    ),
    "urgency below nothing": (
        "urgency = [1.0, 0.9, 0.8]",
        "urgency = [1.0, 0.9, ▶-0.8]",
        "'urgency' number 3 must be at least 0, not -0.8",
    ),
    "an endless number": (
        "tension = -5",
        "tension = ▶-inf",
        "'tension' must be a number, not -inf",
    ),
    "a kind that does not exist": (
        'kind = "rating"',
        'kind = ▶"stars"',
        "'kind' must be 'text' or 'rating', not the text 'stars'",
    ),
    "three instalments": (
        "instalments = 2",
        "instalments = ▶3",
        "'instalments' must be 1 or 2, not 3",
    ),
    "a phase that does not exist": (
        "phases = { caucus = 60, negotiation = 300 }",
        "phases = { ▶lunch = 60, negotiation = 300 }",
        "there is no phase 'lunch'; "
        "the phases are situation, caucus, negotiation, decision, ruling",
    ),
    "an empty name": (
        'name = "The mill"',
        'name = ▶""',
        "'name' is empty; write something between the quotes",
    ),
    "a name as long as a text": (
        'name = "The mill"',
        f'name = ▶"{"m" * 200}"',
        "'name' is 200 characters long; shorten it to 120 at most",
    ),
    "an id with capitals and spaces": (
        'id = "paper"',
        'id = ▶"A Piece of Paper"',
        "'A Piece of Paper' is not an id; use lower-case letters, digits and hyphens, "
        "such as 'a-piece-of-paper'",
    ),
    "a colour by name": (
        'colour = "#2a6fb0"',
        'colour = ▶"blue"',
        '\'blue\' is not a colour; write it as "#rrggbb", such as "#2a6fb0"',
    ),
    "an issue with nothing to choose": (
        'option = [\n    { id = "kept", name = "kept" },\n'
        '    { id = "lifted", name = "lifted", points = { upper = 9, lower = -3, mill = 4 } },\n]',
        'option = ▶[{ id = "kept", name = "kept" }]',
        "there is 1 option, but at least 2 are needed; add 1 more, with id and name",
    ),
    "single brackets where a list of tables is meant": (
        '[[question]]\nid = "moment"\ntext = "When did it turn?"\n\n'
        '[[question]]\nid = "fair"\ntext = "Was it fair?"\nfor = ["mill"]\nkind = "rating"',
        '▶[question]\nid = "moment"\ntext = "When did it turn?"',
        "'question' must be a list, not a table; write [[question]] with double brackets, "
        "or [ ] around { }",
    ),
    "double brackets where one table is meant": (
        "[agreement]",
        "▶[[agreement]]",
        "'agreement' must be a table, not a list; write [agreement] with single brackets",
    ),
    "another format": (
        "format = 1",
        "format = ▶3",
        "this file says format = 3; this Tabletop reads formats 1 and 2",
    ),
    "a control character in a text": (
        'text = "Nobody moved."',
        'text = ▶"Nobody \\u001b[31mmoved."',
        "the text contains the control character U+001B; remove it",
    ),
    "a mark that turns the text round": (
        'title = "Dust"',
        'title = ▶"Du\\u202est"',
        "the text contains the control character U+202E (right-to-left override); remove it",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_one_fault_has_its_place_and_its_remedy(old: str, new: str, message: str) -> None:
    marked = broken((old, new))
    if "▶" not in new:  # what is missing from the top is told at the top
        marked = "▶" + marked
    assert told(marked) == [message]


def test_several_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    marked = broken(
        ("minutes = 45", 'minutes = ▶"45"'),
        ('short = "UP"', '▶shrot = "UP"'),
        ("walk_away = 4", "walk_away = ▶true"),
        ('id = "summer"', 'id = ▶"spring"'),
        ('to = ["upper", "lower"]', 'to = ["upper", ▶"lwoer"]'),
    )
    assert told(marked) == [
        "'minutes' must be a whole number, not the text '45'; leave out the quotes",
        "unknown key 'shrot'; did you mean 'short'?",
        "'walk_away' must be a number, or a list with one number per round, not true",
        "there is already a round 'spring'; give it another id",
        "there is no delegation 'lwoer'; did you mean 'lower'?",
    ]


MISSING = {
    "a reference": (
        'also = [{ delegation = "mill", when',
        "also = [▶{ when",
        "'delegation' is missing; add delegation = \"...\" with a delegation's id",
    ),
    "a condition": (
        'also = [{ delegation = "mill", when = { toll = "lifted" } }]',
        'also = [▶{ delegation = "mill" }]',
        "'when' is missing; add when = { issue = \"option\" }, of an issue and its option",
    ),
    "an option's id in an inject": (
        'points = [{ issue = "dam", option = "opened", points',
        'points = [▶{ issue = "dam", points',
        "'option' is missing; add option = \"...\" with an option's id",
    ),
    "an issue's id in an inject": (
        'points = [{ issue = "dam", option = "opened", points',
        'points = [▶{ option = "opened", points',
        "'issue' is missing; add issue = \"...\" with an issue's id",
    ),
    "points": (
        "points = { upper = 2, lower = 2 }\nbecause",
        "because",
        "'points' is missing; "
        "add points = { delegation = 1 }, for each delegation that it is worth something to",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_told_with_a_line_that_can_be_written(
    old: str, new: str, message: str
) -> None:
    if "▶" not in new:
        assert [one.message for one in faults_of(broken((old, new)))] == [message]
        return
    assert told(broken((old, new))) == [message]


def test_an_issue_with_one_option_is_right_with_another_of_id_and_name() -> None:
    """In `[[tables]]` as in inline tables."""
    two = '    { id = "lifted", name = "lifted", points = { upper = 9, lower = -3, mill = 4 } },\n'
    one = broken((two, ""), ('when = { toll = "lifted" } }]', 'when = { toll = "kept" } }]'))
    said = "there is 1 option, but at least 2 are needed; add 1 more, with id and name"
    assert said in [fault.message for fault in faults_of(one)]
    assert faults_of(broken((two, '    { id = "lifted", name = "lifted" },\n'))) == ()


def test_a_list_too_short_is_told_with_the_faults_in_it() -> None:
    text = SOUND[: SOUND.index("[[issue]]")] + '[[issue]]\nid = "dam"\nname = "Dam"\n'
    text += '[[issue.option]]\nid = "shut"\nnmae = "shut"\n' + SOUND[SOUND.index("[form]") :]
    assert [fault.message for fault in faults_of(text)][:2] == [
        "there is 1 option, but at least 2 are needed; add 1 more, with id and name",
        "unknown key 'nmae'; did you mean 'name'?",
    ]


def test_a_fault_reads_as_file_line_column_message() -> None:
    (fault,) = faults_of(broken(("minutes = 45", "minutes = 0")), path="mine.toml")
    assert str(fault) == "mine.toml:8:11: 'minutes' must be at least 1, not 0"


def test_what_a_file_holds_is_repeated_harmlessly() -> None:
    marked = broken(('kind = "rating"', f'▶"\\u001b[2J{"x" * 500}" = 1'))
    messages = told(marked.replace("▶", "▶▶"))
    assert all(message.isprintable() and len(message) < 200 for message in messages)


def test_of_very_many_faults_the_first_hundred_are_told() -> None:
    wrong = "".join(f"wrong-{number} = 1\n" for number in range(3_000))
    messages = [fault.message for fault in faults_of(broken(("minutes = 45\n", wrong)))]
    assert len(messages) == 101
    assert messages[-1] == "2,900 more faults like these are not listed; fix these first"


def test_an_exercise_is_of_a_size_that_people_can_play() -> None:
    many = "".join(f'[[ending]]\nid = "e{n}"\ntitle = "E"\ntext = "E"\n' for n in range(2_000))
    (message,) = told(broken(('[[ending]]\nid = "kept"', f'▶{many}[[ending]]\nid = "kept"')))
    assert message == "there are 2,003 endings, but at most 100 are allowed; remove 1,903"


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ('"0,6"', "; decimals are written with a point, not a comma: 0.6"),
        ('"0.6"', "; leave out the quotes"),
        ('"most"', ""),
    ],
)
def test_a_share_that_is_a_text_is_told_how_to_write_it(rule: str, hint: str) -> None:
    text = PRICED.replace("[agreement]", f"[agreement]\nrule = ▶{rule}")
    (message,) = told(text)
    assert message == (
        '\'rule\' must be "all", "majority", "two-thirds", a whole number from 1 or a share such '
        f"as 0.6, not the text '{rule[1:-1]}'{hint}"
    )


@pytest.mark.parametrize("key", ["issue", "delegation", "inject"])
def test_a_list_of_tables_that_is_something_else_is_told_alone(key: str) -> None:
    """Everything that names one of them would seem wrong too."""
    tables = SOUND.split("\n[[")
    kept = [tables[0], *(f"[[{one}" for one in tables[1:] if not one.startswith(key))]
    text = f'{key} = "x"\n' + "\n".join(kept)
    (fault,) = [one for one in faults_of(text) if not one.warning]
    assert fault.message.startswith(f"'{key}' must be a list, not the text 'x'")


def test_an_exercise_without_anything_to_do_is_told_so_and_nothing_that_follows_from_it() -> None:
    start, end = PRICED.index("[[issue]]"), PRICED.index("[[round]]")
    text = PRICED[:start] + PRICED[end:]
    assert "walk_away" in text
    (fault,) = faults_of(text)
    assert fault.message == "there is neither an [[issue]] nor a [[decision]]; add at least one"
