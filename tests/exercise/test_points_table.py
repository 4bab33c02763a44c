"""Points as one table for spreadsheets, and back into the file with all else unchanged."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import UnreadableInput
from tabletop.exercise import read_exercise
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.exercise.points_table import WrongCells, points_csv, with_points
from tests.exercise.marked import SOUND
from tests.play.ministry import MINISTRY

JOB = Path(__file__).parents[1] / "referee" / "files" / "job-offer.toml"
EXERCISE = read_exercise(SOUND)
TABLE = points_csv(SOUND, EXERCISE)


def back(table: str, source: str = SOUND) -> str:
    return with_points(source, read_exercise(source), table, "points.csv")[0]


def wrong(table: str) -> tuple[str, ...]:
    with pytest.raises(WrongCells) as refused:
        back(table)
    return refused.value.sentences


def test_the_table_has_a_row_for_each_option_and_a_column_for_each_delegation() -> None:
    rows = list(csv.DictReader(io.StringIO(TABLE)))
    assert list(rows[0]) == ["issue", "option", "upper", "lower", "mill"]
    assert [(one["issue"], one["option"]) for one in rows] == [
        *((choice, option) for choice, options in EXERCISE.choices.items() for option in options),
        ("interaction", "harvest"),
    ]
    assert [rows[-1][one] for one in ("upper", "lower", "mill")] == ["2", "2", ""]
    (opened,) = [one for one in rows if one["option"] == "opened"]
    assert (opened["upper"], opened["lower"], opened["mill"]) == ("-4", "12", "2")


@pytest.mark.parametrize("source", [SOUND, None], ids=["sound", "korea"])
def test_a_table_that_nobody_changed_changes_nothing(source: str | None) -> None:
    text = source or exercise_source(find_exercise("korea-end-of-war"))
    exercise = read_exercise(text)
    new, changed = with_points(text, exercise, points_csv(text, exercise), "points.csv")
    assert (new, changed) == (text, ())


def test_only_the_lines_of_changed_points_change_however_they_are_written() -> None:
    table = (
        TABLE.replace("charter,signed,1,5,", "charter,signed,1,5,7")
        .replace("charter,sworn,,6,", "charter,sworn,2.5,6,")
        .replace("dam,opened,-4,12,2", "dam,opened,-4,12,9")
        .replace("toll,lifted,9,-3,4", "toll,lifted,9,,4")
        .replace("form,handshake,,,", "form,handshake,,1,")
        .replace("interaction,harvest,2,2,", "interaction,harvest,2,3,")
    )
    before, after = SOUND.splitlines(), back(table).splitlines()
    assert [one for one in after if one not in before] == [
        "points = { upper = 1, lower = 5, mill = 7 }",
        "points.upper = 2.5",
        "mill = 9",
        '    { id = "lifted", name = "lifted", points = { upper = 9, lower = 0, mill = 4 } },',
        "points = { lower = 1 }",
        "points = { upper = 2, lower = 3 }",
    ]
    assert [one for one in before if one not in after] == [
        "points = { upper = 1, lower = 5 }",
        "mill = 2",
        '    { id = "lifted", name = "lifted", points = { upper = 9, lower = -3, mill = 4 } },',
        "points = { upper = 2, lower = 2 }",
    ]


def test_comments_and_line_ends_stay() -> None:
    commented = SOUND.replace(
        "points = { upper = 1, lower = 5 }", "points = { upper = 1_0.50, lower = 5 }  # kept, too"
    ).replace("\n", "\r\n")
    table = points_csv(commented, read_exercise(commented)).replace(
        "signed,10.5,5,", "signed,10.5,5,3"
    )
    assert "points = { upper = 1_0.50, lower = 5, mill = 3 }  # kept, too\r\n" in back(
        table, commented
    )


def test_what_the_table_leaves_out_keeps_its_points() -> None:
    assert back("option,issue,mill\nopened,dam,8\n\n,,\n") == SOUND.replace("mill = 2", "mill = 8")


@pytest.mark.parametrize(
    ("cell", "number"),
    [("4,5", 4.5), ("-0,25", -0.25), ("\u22123", -3), (" 7 ", 7), ("1E+01", 10), (".5", 0.5)],
)
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheets_semicolons_and_decimal_commas_are_read(
    cell: str, number: float, separator: str
) -> None:
    table = separator.join(("issue", "option", "mill")) + "\r\n"
    table += separator.join(("dam", "opened", cell)) + "\r\n"
    new = read_exercise(back(table))
    assert new.issue_by_id["dam"].option_by_id["opened"].points["mill"] == number
    quoted = f'issue,option,mill\ndam,opened,"{cell}"\n'
    assert back(quoted) == back(table)


CELLS = {
    "a formula": ("=1+1", "'=1+1' is no number but a formula; give the number it makes"),
    "another formula": ("+A1", "'+A1' is no number but a formula; give the number it makes"),
    "a command": ("@SUM(1)", "'@SUM(1)' is no number but a formula; give the number it makes"),
    "words": ("much", "'much' is not a number; write one such as 4 or -2.5, or nothing"),
    "no number": ("nan", "'nan' is not a number; write one such as 4 or -2.5, or nothing"),
    "an endless number": ("1e999", "'1e999' is more than points can be; write 1,000,000 at most"),
    "a thousand, perhaps": (
        '"1,000"',
        "'1,000' may be thousands or decimals; write 1000, or a number with one or two decimals",
    ),
    "an escape": ("\x1b[2J", "'\\x1b[2J' is not a number; write one such as 4 or -2.5, or nothing"),
}


@pytest.mark.parametrize(("cell", "said"), CELLS.values(), ids=CELLS)
def test_a_wrong_cell_has_its_place_and_one_sentence(cell: str, said: str) -> None:
    table = f"issue,option,upper,mill\ndam,opened,1,2\ndam,removed,3,{cell}\n"
    assert wrong(table) == (f"points.csv:3: D3 (mill): {said}",)


def test_where_everything_is_settled_or_nothing_is_first_options_have_points() -> None:
    text = JOB.read_text(encoding="utf-8")
    exercise = read_exercise(text)
    table = points_csv(text, exercise)
    assert with_points(text, exercise, table, "points.csv") == (text, ())
    issue = exercise.issues[0]
    party = exercise.delegations[0].id
    changed = back(f"issue,option,{party}\n{issue.id},{issue.status_quo},7.5\n", text)
    first = read_exercise(changed).issues[0].options[0]
    assert first.points[party] == 7.5


ROWS = {
    "an unknown issue": ("damm,opened,1", "A2: there is no issue 'damm'; did you mean 'dam'?"),
    "an unknown option": (
        "dam,openned,1",
        "B2: there is no option 'openned' of dam; did you mean 'opened'?",
    ),
    "a status quo": (
        "dam,shut,1",
        "C2 (mill): a status quo (an issue's first option) is worth nothing; leave the cell empty",
    ),
    "a decimal comma without quotes": (
        "dam,opened,1,5",
        "D2: there are more cells than headings; put a decimal comma in quotes, or separate "
        "columns by semicolons",
    ),
}


@pytest.mark.parametrize(("row", "said"), ROWS.values(), ids=ROWS)
def test_a_wrong_row_has_its_place_and_one_sentence(row: str, said: str) -> None:
    assert wrong(f"issue,option,mill\n{row}\n") == (f"points.csv:2: {said}",)


def test_every_wrong_cell_is_told_and_twenty_at_most() -> None:
    assert len(wrong("issue,option,mill,upper\ndam,opened,x,y\ndam,removed,1,z\n")) == 3
    assert len(wrong("issue,option,mill\n" + "dam,opend,1\n" * 90)) == 20


def test_a_row_or_column_twice_is_refused() -> None:
    assert wrong("issue,option,mill\ndam,opened,1\ndam,opened,2\n") == (
        "points.csv:3: B3: dam opened has a row already; take one out",
    )
    assert wrong("issue,option,mill,Mill\ndam,opened,1,2\n") == (
        "points.csv:1: D1: 'mill' has a column already; take one out",
    )
    assert wrong("issue,option,mil\n") == (
        "points.csv:1: C1: there is no delegation 'mil'; did you mean 'mill'?",
    )


@pytest.mark.parametrize("table", ["", "\n", "a,b\n1,2\n", "issue,mill\n", '"issue'])
def test_what_is_no_such_table_is_refused(table: str) -> None:
    with pytest.raises(UnreadableInput, match=r"points\.csv"):
        back(table)


@given(st.text(alphabet='issueoptionmilldamopened,;\t"\n\r=+-0123.e', max_size=60))
def test_no_table_ends_in_anything_but_an_exercise_or_a_sentence(table: str) -> None:
    try:
        read_exercise(back("issue,option,mill\n" + table))
    except UnreadableInput as refusal:
        assert "\n" not in refusal.sentence


@given(
    st.dictionaries(
        st.sampled_from([(i, o) for i, os in EXERCISE.choices.items() for o in os]),
        st.dictionaries(
            st.sampled_from(["upper", "lower", "mill"]),
            st.floats(-1e6, 1e6, allow_nan=False).map(lambda one: round(one, 3)),
        ),
    )
)
def test_what_is_put_in_comes_out(wanted: dict[tuple[str, str], dict[str, float]]) -> None:
    quo = {(one.id, one.status_quo) for one in EXERCISE.issues}
    rows = list(csv.reader(io.StringIO(TABLE)))
    for row in rows[1:]:
        for party, number in wanted.get((row[0], row[1]), {}).items():
            if (row[0], row[1]) not in quo:
                row[rows[0].index(party)] = repr(number)
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(
        [[cell.replace(".", ",") for cell in row] for row in rows]
    )
    try:
        text = back(out.getvalue())
    except WrongCells as refused:
        # 1,234 could be both.
        assert all("thousands or decimals" in one for one in refused.sentences)
        return
    for row in csv.reader(io.StringIO(points_csv(text, read_exercise(text)))):
        for party, number in wanted.get((row[0], row[1]), {}).items():
            if (row[0], row[1]) not in quo:
                assert float(row[rows[0].index(party)] or 0) == number


def test_what_an_exercise_does_not_have_is_in_no_row() -> None:
    form = SOUND[SOUND.index("[form]") : SOUND.index("[[order.option]]")]
    plain = SOUND.replace(form, "")
    assert "form," not in points_csv(plain, read_exercise(plain))
    with pytest.raises(WrongCells, match="there is no issue 'form'"):
        back("issue,option,mill\nform,plain,3\n", plain)


NUMBERS = (JOB.parent / "job-offer-in-numbers.toml").read_text(encoding="utf-8")


def test_a_range_has_a_row_for_each_corner() -> None:
    table = points_csv(NUMBERS, read_exercise(NUMBERS)).splitlines()
    assert table[1:5] == [
        "salary,40000,6000,0",
        "salary,50000,0,6000",
        "bonus,2,1600,0",
        "bonus,10,0,4000",
    ]


def test_a_number_in_a_row_of_a_range_makes_a_corner() -> None:
    table = points_csv(NUMBERS, read_exercise(NUMBERS))
    assert back(table, NUMBERS) == NUMBERS
    new = back(
        table.replace("salary,50000,0,6000", 'salary,"45,000",,4000\nsalary,50000,0,6500'), NUMBERS
    )
    before = NUMBERS.splitlines()
    (line,) = [one for one in new.splitlines() if one not in before]
    assert line == (
        "points = { firm = [[40000, 6000], [50000, 0]], "
        "cand = [[40000, 0], [45000, 4000], [50000, 6500]] }"
    )


def test_a_number_that_is_no_value_of_a_range_names_its_cell() -> None:
    table = points_csv(NUMBERS, read_exercise(NUMBERS)) + "salary,45250,1,2\n"
    with pytest.raises(WrongCells) as refused:
        back(table, NUMBERS)
    (said,) = refused.value.sentences
    assert said.endswith("'45250' is between two steps: take 45,000 EUR or 45,500 EUR")


BOSS = """\
[[delegation.role]]
id = "boss"
name = "Boss"
points.salary = { 40000 = 9, 45000 = 5, 50000 = 0 }
points.oath.may = 3

"""
OATH = """
[[decision]]
id = "oath"
name = "Oath"
by = "firm"
phase = "negotiation"
option = [{ id = "may", name = "May" }, { id = "june", name = "June" }]
"""
OWN = "price = { low = 30.25, high = -7.75 }\n"
STYLES = {
    "a table": f"[delegation.role.points]\n{OWN}",
    "braces": f"points = {{ {OWN.strip()} }}\n",
    "dotted keys": "points.price.low = 30.25\npoints.price.high = -7.75\n",
    "a table an issue": "[delegation.role.points.price]\nlow = 30.25\nhigh = -7.75\n",
}


def test_roles_with_points_have_columns_beside_their_delegation() -> None:
    rows = points_csv(MINISTRY, read_exercise(MINISTRY)).splitlines()
    assert rows[0] == "issue,option,baker,baker.banker,baker.apprentice,miller"
    assert rows[2:4] == ["price,low,6,30.25,,2", "price,high,3,-7.75,,5"]
    assert back("\n".join(rows), MINISTRY) == MINISTRY


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_roles_points_are_put_back_in_the_style_they_are_written_in(style: str) -> None:
    source = MINISTRY.replace(STYLES["a table"], style)
    table = points_csv(source, read_exercise(source))
    assert back(table, source) == source
    wanted = table.replace("high,3,-7.75", "high,3,9").replace("friday,4,", "friday,4,2.5")
    new = back(wanted, source)
    assert points_csv(new, read_exercise(new)) == wanted
    gone = set(source.splitlines()) - set(new.splitlines())
    assert len(gone) == 1, "only the line of the changed number differs; the other is added"


def test_a_role_has_columns_for_ranges_and_decisions_but_not_for_interactions() -> None:
    source = NUMBERS.replace('roles = ["Recruiter"]\n', "") + OATH
    source = source.replace('[[delegation]]\nid = "cand"', f'{BOSS}[[delegation]]\nid = "cand"')
    table = points_csv(source, read_exercise(source))
    lines = table.splitlines()
    assert lines[0] == "issue,option,firm,firm.boss,cand"
    assert lines[1:4] == [
        "salary,40000,6000,9,0",
        "salary,45000,3000,5,3000",
        "salary,50000,0,0,6000",
    ]
    assert "oath,may,,3," in lines
    wanted = table.replace("salary,45000,3000,5,", "salary,45000,3000,6.5,").replace(
        "oath,june,,,", "oath,june,,4,"
    )
    new = read_exercise(back(wanted, source)).delegations[0].own_roles[0].points
    assert new["salary"] == {"40000": 9, "45000": 6.5, "50000": 0}
    assert new["oath"] == {"may": 3, "june": 4}


def test_an_interaction_is_worth_nothing_to_a_role() -> None:
    both = '[[interaction]]\nid = "both"\nwhen = { price = "low" }\nbecause = "So"\n'
    source = MINISTRY.replace("[[round]]", f"{both}points = {{ baker = 1 }}\n\n[[round]]", 1)
    table = points_csv(source, read_exercise(source))
    assert back(table, source) == source
    with pytest.raises(WrongCells, match=r"D\d \(baker.banker\): an interaction counts for deleg"):
        back(table.replace("interaction,both,1,,", "interaction,both,1,2,"), source)
