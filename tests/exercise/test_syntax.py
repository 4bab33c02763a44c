"""TOML syntax errors are reported at their place, and following the advice repairs them."""

from __future__ import annotations

import tomllib

import pytest

from tests.exercise.marked import broken, faults_of, told

# A text with its fault marked, what is said, and what is changed when that is followed.
TOML = {
    "a text without quotes": (
        "title = ▶Two rivers",
        "invalid value; texts need quotes",
        ("Two rivers", '"Two rivers"'),
    ),
    "a text in the quotes of a word processor": (
        "title = ▶“Two rivers”",
        'invalid value; quotes are straight: " at both ends',
        ("“Two rivers”", '"Two rivers"'),
    ),
    "a text that does not end": (
        'title = ▶"Two rivers\nid = "x"',
        'this text does not end on its line; close it with ", '
        'or use """ for a text of several lines',
        ("rivers", 'rivers"'),
    ),
    "the last text does not end": (
        "id = 'x'\ntitle = ▶'Two rivers\n\n",
        "this text does not end on its line; close it with ', "
        "or use ''' for a text of several lines",
        ("rivers", "rivers'"),
    ),
    "a long text that does not end": (
        'a = "#\'"  # it\'s "\nbrief = ▶"""Want ""\n[[b]]\nc = "d"\n\n',
        'this text does not end; close it with """',
        ("Want", 'Want"""  # '),
    ),
    "a long text that goes on to the next": (
        'a = ▶"""Want.\nb = """Get."""\n',
        'this text goes on to line 2; close it with """ where it ends',
        ("Want.", 'Want."""'),
    ),
    "a long text that goes on to the next, on lines of its own": (
        "a = ▶'''\nWant.\nb = '''\nGet it.\n'''\n",
        "this text goes on to line 3; close it with ''' where it ends",
        ("Want.", "Want.'''"),
    ),
    "quotes in a text": (
        'title = "The "▶big" one"',
        "expected newline or end of document after a statement; "
        'end the line with the text, and write a quote within it as \\"',
        ('"big"', '\\"big\\"'),
    ),
    "an apostrophe in a text": (
        "title = 'don'▶t'",
        "expected newline or end of document after a statement; "
        "put a text with ' in it into double quotes",
        ("'don't'", '"don\'t"'),
    ),
    "a key without a value": (
        "title▶\n",
        "expected '=' after a key in a key/value pair; "
        "a line is [table], [[table]], key = value or # comment",
        ("title", 'title = ""'),
    ),
    "a value left out": ("walk_away = ▶\n", "invalid value; write one here", ("= ", "= 1")),
    "a key without a value in one line": (
        "points = { red ▶5 }",
        "expected '=' after a key in a key/value pair; "
        "write key = value, with a comma before the next",
        ("red", "red ="),
    ),
    "a header that does not end": (
        "[[issue▶]\nid = 1",
        "expected ']]' at the end of an array declaration; "
        "a table's name is written in [ ], that of one in a list in [[ ]]",
        ("[[issue]", "[[issue]]"),
    ),
    "a colon": (
        'title▶: "Two rivers"',
        "expected '=' after a key in a key/value pair; write = instead of the colon",
        (":", " ="),
    ),
    "a key twice": (
        'id = "a"\n▶id = "b"\n',
        "'id' is given twice in this table; remove one",
        ('id = "b"\n', ""),
    ),
    "a key twice in one line": (
        "points = { red = 1, ▶red = 2 }",
        "'red' is given twice in this table; remove one",
        (", red = 2", ""),
    ),
    "a table twice": (
        "[form]\nname = 'F'\n▶[form]\nsummary = ''",
        "[form] is given twice; put these keys into the first",
        ("[form]\nsummary", "summary"),
    ),
    "one table as a list": (
        "[agreement]\nrule = 1\n▶[[agreement]]\nsignatories = []",
        "there is one [agreement] only; put these keys into it",
        ("[[agreement]]", ""),
    ),
    "single brackets before double ones": (
        "▶[delegation]\nid = 'a'\n[[delegation]]\nid = 'b'",
        "[delegation] is a list of tables; write [[delegation]] with double brackets",
        ("[delegation]\nid = 'a'", "[[delegation]]\nid = 'a'"),
    ),
    "single brackets after double ones": (
        "[[issue]]\n[[issue.option]]\nid = 'a'\n▶[issue.option]\nid = 'b'",
        "[issue.option] is a list of tables; write [[issue.option]] with double brackets",
        ("[issue.option]\nid = 'b'", "[[issue.option]]\nid = 'b'"),
    ),
    "a list that does not end": (
        'by = ▶["usa"',
        "this [ is not closed; put a ] where its values end",
        ('"usa"', '"usa"]'),
    ),
    "a list that does not end before the next key": (
        'by = ▶["usa",\nname = "x"',
        "this [ is not closed; put a ] where its values end",
        ('"usa",', '"usa"]'),
    ),
    "a list that does not end before the next table": (
        'by = ▶["usa"\n\n[[issue]]\nname = "x"',
        "this [ is not closed; put a ] where its values end",
        ('"usa"', '"usa"]'),
    ),
    "a list without a comma": (
        'by = ["usa" ▶"rok"]',
        "unclosed array; put a comma between its values, and a ] at its end",
        ('"usa"', '"usa",'),
    ),
    "a table in braces that does not end": (
        "points = ▶{ red = 1,\n",
        "this { is not closed; put a } where its values end",
        ("red = 1,", "red = 1 }"),
    ),
    "a decimal comma": (
        "walk_away = ▶5,5\n",
        "decimals are written with a point, not a comma: 5.5",
        ("5,5", "5.5"),
    ),
    "a decimal comma at the end of a table": (
        "points = { red = 2, blue = ▶-0,25 }",
        "decimals are written with a point, not a comma: -0.25",
        ("-0,25", "-0.25"),
    ),
    "a comma for thousands": (
        "walk_away = ▶1,500",
        "decimals are written with a point, not a comma: 1500 or 1.500",
        ("1,500", "1500"),
    ),
    "a point for thousands": (
        "walk_away = ▶1.500,5",
        "decimals are written with a point, not a comma: 1500.5",
        ("1.500,5", "1500.5"),
    ),
    "a number without its 0": (
        "walk_away = ▶-.5",
        "a number begins with a digit; write -0.5",
        ("-.5", "-0.5"),
    ),
    "a number that ends with its point": (
        "walk_away = 3▶.",
        "a number ends with a digit; leave the point out",
        ("3.", "3"),
    ),
    "a number that begins with 0": (
        "walk_away = ▶05",
        "a whole number does not begin with 0; leave it out",
        ("05", "5"),
    ),
    "True": ("doubt = ▶True", "invalid value; write true", ("True", "true")),
    "two keys on a line": (
        "a = 1 ▶b = 2",
        "expected newline or end of document after a statement; one key = value on a line",
        (" b", "\nb"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "message", "remedy"), TOML.values(), ids=TOML)
def test_broken_toml_is_right_when_the_advice_is_followed(
    text: str, message: str, remedy: tuple[str, str], ends: str
) -> None:
    assert told(text.replace("\n", ends)) == [f"not valid TOML: {message}"]
    followed = text.replace("▶", "").replace(*remedy)
    assert followed != text.replace("▶", "")
    tomllib.loads(followed)


IN_AN_EXERCISE = {
    "a brief that does not end": (
        "secret_brief = 'Thirsty by \\August.'",
        'secret_brief = ▶"""Thirsty by August.',
        'secret_brief = """Thirsty by August."""',
    ),
    "an earlier brief that does not end": (
        'public_brief = "Upstream, and proud of its dam."',
        'public_brief = ▶"""Upstream.',
        'public_brief = """Upstream."""',
    ),
    "a decimal comma": (
        "points = { upper = 1, lower = 5 }",
        "points = { upper = ▶1,5, lower = 5 }",
        "points = { upper = 1.5, lower = 5 }",
    ),
    "single brackets": (
        '[[delegation]]\nid = "upper"',
        '▶[delegation]\nid = "upper"',
        '[[delegation]]\nid = "upper"',
    ),
}


@pytest.mark.parametrize(("old", "new", "followed"), IN_AN_EXERCISE.values(), ids=IN_AN_EXERCISE)
def test_a_slip_in_an_exercise_points_where_it_was_made(old: str, new: str, followed: str) -> None:
    (message,) = told(broken((old, new)))
    assert message.startswith("not valid TOML: ")
    assert faults_of(broken((old, followed))) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["a = 1" + ",1" * 300_000, 'a = "' + '\'""' * 200_000, "a = [" * 30 + "[[a\n" * 200_000],
    ids=["commas", "quotes", "brackets"],
)
def test_a_long_text_that_is_no_toml_is_told_like_a_short_one(text: str) -> None:
    (fault,) = faults_of(text)
    assert fault.message.startswith("not valid TOML: ")
