"""A class's page and CSV show everything that was compared, and nothing in them is active."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import tomli_w

from tabletop.exercise import load_exercise
from tabletop.referee.outcomes.yardstick import Yardstick
from tabletop.report.classroom.comparison import Comparison, compare, names_of
from tabletop.report.classroom.facts import TableFacts
from tabletop.report.classroom.grades import seats_csv, tables_csv
from tabletop.report.classroom.page import class_page
from tabletop.report.classroom.pictures import outcomes, rounds
from tabletop.report.classroom.reading import Classroom, read_class
from tabletop.report.classroom.writing import class_texts
from tabletop.report.kit.people import Person
from tests.report.classes import KOREA, deal, facts, four_tables, loaf, loaf_class, loaf_file
from tests.report.drawn_games import write_class as play_class
from tests.report.parsed import Page, sound

LOAF = Yardstick(loaf())
HOSTILE = "=cmd|'calc'!A1 <img src=x onerror=alert(1)><script>alert(1)"


def compared(tables: Sequence[TableFacts] = ()) -> Comparison:
    return compare(loaf_class(*(tables or four_tables())), LOAF)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def class_of_twelve(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Classroom]:
    """Compare twelve drawn games and write the files."""
    folder = tmp_path_factory.mktemp("class")
    source = KOREA.read_text(encoding="utf-8")
    found = read_class(list(play_class(folder, source, 12, events=120)))
    for name, text in class_texts(found, names_of(found.groups[0].tables)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder, found


@pytest.fixture(scope="module")
def page(class_of_twelve: tuple[Path, Classroom]) -> Page:
    return sound((class_of_twelve[0] / "class.html").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_every_table_has_its_row_and_its_link(page: Page) -> None:
    links = [one for one in page.all("a") if one.attributes["href"].startswith("./")]
    assert [one.text for one in links] == [f"table-{n:03d}" for n in range(1, 13)]
    assert links[0].attributes["href"] == "./table-001.html"
    (table,) = page.of_class("sortable")
    assert all(one.text in table.text for one in links)


@pytest.mark.slow
def test_there_is_a_picture_for_each_pair_of_delegations(page: Page) -> None:
    pictures = [one for one in page.all("figure") if one.attributes["id"].startswith("outcomes-")]
    assert len(pictures) == 6
    assert len([one for one in page.all("input") if one.attributes["type"] == "radio"]) == 6
    for one in pictures:
        assert "Nash" in one.text and "utilitarian" in one.text
    marks = [one for one in page.of_class("mark") if "table-001" in one.attributes["aria-label"]]
    assert len(marks) >= 6


@pytest.mark.slow
def test_it_is_small_and_says_how_it_counts(class_of_twelve: tuple[Path, Classroom]) -> None:
    html = (class_of_twelve[0] / "class.html").read_text(encoding="utf-8")
    assert len(html) < 400_000
    assert "12 tables can show what happened here, not what always happens" in html
    for word in ("Share of the possible", "Nash share", "Room", "Left on the table"):
        assert f"<dt>{word}</dt>" in html
    assert "English as the language of the numbers" in html


@pytest.mark.slow
def test_grades_have_a_row_for_each_seat(class_of_twelve: tuple[Path, Classroom]) -> None:
    folder, found = class_of_twelve
    seats = rows((folder / "class-seats.csv").read_text(encoding="utf-8"))
    assert len(seats) == 12 * 4
    for table in found.groups[0].tables:
        mine = [one for one in seats if one["table"] == Path(table.path).stem]
        values = {one["delegation"]: float(one["value"]) for one in mine}
        assert values == {one: round(value, 9) for one, value in table.values.items()}
        for one in mine:
            surplus = float(one["value"]) - float(one["walk_away"])
            assert float(one["surplus"]) == pytest.approx(surplus)
    best = [one for one in seats if one["delegation"] == "usa" and one["rank"] == "1"]
    assert float(best[0]["surplus"]) == max(
        float(one["surplus"]) for one in seats if one["delegation"] == "usa"
    )


@pytest.mark.slow
def test_tables_have_a_row_each(class_of_twelve: tuple[Path, Classroom]) -> None:
    folder, found = class_of_twelve
    tables = rows((folder / "class-tables.csv").read_text(encoding="utf-8"))
    assert [one["table"] for one in tables] == [f"table-{n:03d}" for n in range(1, 13)]
    for one, table in zip(tables, found.groups[0].tables, strict=True):
        assert float(one["joint"]) == pytest.approx(sum(table.values.values()))
        assert int(one["messages"]) == table.messages
        assert (one["deal"] == "true") == (table.deal is not None)
        counted = [int(one[name]) for name in ("acts_due", "performed", "breaches")]
        assert counted == [table.due, table.performed, table.breaches]
        assert one["kept"] == {None: "", True: "true", False: "false"}[table.kept]


def test_the_numbers_of_a_class_by_hand_are_in_its_csv() -> None:
    north, east, *_ = rows(tables_csv([compared()]))
    assert (north["share"], north["room"], north["better_packages"]) == ("1.0", "0.0", "0")
    assert float(east["share"]) == pytest.approx(5 / 13)
    assert east["terms"] == "crust=shared form=plain order=together"
    assert (east["first_offer_by"], east["first_offer_worth"]) == ("alfa", "10.0")
    assert east["first_offerer_ended"] == "6"
    seats = rows(seats_csv([compared()]))
    assert [one["rank"] for one in seats if one["delegation"] == "alfa"] == ["1", "2", "3", "4"]
    assert {one["of"] for one in seats} == {"4"}


def hostile_table() -> TableFacts:
    one = facts("x", 5, 5, ending=HOSTILE)
    alfa, bravo = one.sides
    people = (Person("seat", HOSTILE, "head"),)
    return replace(one, path=f"{HOSTILE}.toml", sides=(replace(alfa, people=people), bravo))


def test_hostile_names_are_text_on_the_page_and_no_formulas_in_csv() -> None:
    found = compared([hostile_table(), *four_tables()])
    page = sound(class_page(found, aside=[HOSTILE], linked=True))
    assert not [one for one in page.elements if "onerror" in one.attributes]
    assert [one for one in page.all("th") if "<script>" in one.text]
    (seat,) = [one for one in rows(seats_csv([found])) if one["person"].startswith("'=cmd")]
    assert seat["person"] == f"'{HOSTILE}"
    for text in (seats_csv([found]), tables_csv([found])):
        for row in csv.reader(io.StringIO(text)):
            assert not [cell for cell in row if cell.startswith(("=", "@", "+"))]


def test_numbers_in_csv_stay_numbers() -> None:
    below = rows(seats_csv([compared([facts("a", -5, 1), *four_tables()])]))[0]
    assert below["value"] == "-5"


def test_redacted_neither_people_nor_files_are_named(tmp_path: Path) -> None:
    text = tomli_w.dumps(loaf_file())
    paths = list(play_class(tmp_path, text, 2, events=40))
    named = read_class(paths).groups[0].tables[0].sides[0].people[0]
    found = read_class(paths, redact=True)
    names = {str(path): f"table-{number}" for number, path in enumerate(paths, start=1)}
    texts = class_texts(found, names)
    for text in texts.values():
        assert named.name not in text
        assert named.seat not in text
        assert "table-001" not in text
    first = rows(texts["class-seats.csv"])[0]
    assert (first["table"], first["person"]) == ("table-1", "Alfa 1")


def test_a_table_still_being_played_is_listed_and_said_not_to_count() -> None:
    going = facts("going", 5, 5, ended=False, rounds=1)
    page = sound(class_page(compared([*four_tables(), going])))
    assert "going has not finished (round 1)" in page.id("short").text
    assert "still in round 1" in page.of_class("sortable")[0].text
    assert "going" not in page.id("outcomes").text


def test_a_class_of_which_no_table_ended_has_a_page_too() -> None:
    page = sound(class_page(compared([facts("a", None, None, ended=False, first=None)])))
    assert "No table has finished yet" in page.all("main")[0].text


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([(7, 9), (6, 2)], "; nobody ended below the walk-away."),
        ([(7, 9), (1, 7)], "; at 1 nobody ended below the walk-away."),
        ([(1, 7), (1, 7)], "; at each of them somebody ended below the walk-away."),
    ],
)
def test_the_first_sentence_says_at_how_many_tables_all_did_well(
    values: list[tuple[float, float]], told: str
) -> None:
    tables = [facts(f"t{at}", *pair, deal=deal()) for at, pair in enumerate(values)]
    page = sound(class_page(compared(tables)))
    assert told in page.of_class("lead")[0].text


def test_one_package_was_acceptable_and_two_were() -> None:
    close = loaf(
        delegation=[
            {"id": "alfa", "name": "Alfa", "walk_away": 6.5},
            {"id": "bravo", "name": "Bravo", "walk_away": 6},
        ]
    )
    found = compare(loaf_class(*four_tables(), exercise=close), Yardstick(close))
    assert "1 was acceptable to all" in sound(class_page(found)).id("possible").text
    assert (
        "were acceptable to all"
        in sound(class_page(compared([*four_tables()]))).id("possible").text
    )


def test_two_tables_alike_and_without_offers_are_compared_too() -> None:
    quiet = [facts(name, 2, 1, first=None, offers=0, counters=0) for name in ("a", "b")]
    page = sound(class_page(compared(quiet)))
    assert "The tables did not differ" in page.id("patterns").text
    assert "With so few" in page.id("short").text


def test_an_exercise_too_large_to_go_through_is_compared_without_what_was_possible() -> None:
    found = compare(loaf_class(*four_tables()), None)
    page = sound(class_page(found))
    assert "too many packages" in page.id("short").text
    assert rows(tables_csv([found]))[0]["share"] == ""
    assert rows(tables_csv([found]))[0]["joint"] == "16"


def test_a_class_without_a_zone_says_so() -> None:
    greedy = loaf(
        delegation=[
            {"id": "alfa", "name": "Alfa", "walk_away": 50},
            {"id": "bravo", "name": "Bravo", "walk_away": 1},
        ]
    )
    found = compare(loaf_class(*four_tables(), exercise=greedy), Yardstick(greedy))
    assert "no zone of agreement" in sound(class_page(found)).id("possible").text


def test_of_many_delegations_the_first_pairs_are_drawn() -> None:
    ids = [f"party-{n}" for n in range(8)]
    large = loaf(delegation=[{"id": one, "name": one.title()} for one in ids], issue=LONE)
    base = facts("a", 2, 1)
    side = base.sides[0]
    one = replace(
        base,
        sides=tuple(replace(side, delegation=id, value=1.0 + n) for n, id in enumerate(ids)),
        trust=dict.fromkeys(large.pairs, 50.0),
        first=None,
    )
    page = sound(class_page(compare(loaf_class(one, exercise=large), Yardstick(large))))
    pictures = [one for one in page.all("figure") if one.attributes["id"].startswith("outcomes-")]
    assert len(pictures) == 15
    assert "Of 28 pairs the first 15 are drawn" in page.id("outcomes").text


LONE = [
    {
        "id": "one",
        "name": "One",
        "by": [],
        "option": [
            {"id": "no", "name": "no"},
            {"id": "yes", "name": "yes", "points": {f"party-{n}": 2 for n in range(8)}},
        ],
    }
]


def test_each_exercise_has_a_page_and_all_share_the_csv(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        folder.mkdir()
    text = tomli_w.dumps(loaf_file())
    older = tomli_w.dumps(loaf_file(minutes=30))
    paths = [*play_class(first, text, 2, events=40), *play_class(second, older, 3, events=40)]
    found = read_class(paths)
    names = {str(path): f"{path.parent.name}-{path.stem}" for path in paths}
    texts = class_texts(found, names)
    versions = [group.version for group in found.groups]
    pages = [f"class-loaf-{version[:8]}.html" for version in versions]
    assert list(texts) == [*pages, "class-seats.csv", "class-tables.csv"]
    for page in pages:
        assert "1 other exercise or version" in sound(texts[page]).id("short").text
    tables = rows(texts["class-tables.csv"])
    assert [one["version"] for one in tables] == [
        one[:12] for one in (*[versions[0]] * 2, *[versions[1]] * 3)
    ]


def test_only_the_formats_asked_for_are_written() -> None:
    found = Classroom((loaf_class(*four_tables()),))
    names = names_of(found.groups[0].tables)
    assert list(class_texts(found, names, ["csv"])) == ["class-seats.csv", "class-tables.csv"]
    assert list(class_texts(found, names, ["html"])) == ["class.html"]


def test_no_table_s_own_report_is_written_over() -> None:
    found = Classroom((loaf_class(*four_tables()),))
    names = names_of(found.groups[0].tables)
    names[found.groups[0].tables[0].path] = "Class"
    assert list(class_texts(found, names, ["html"])) == ["class-compared.html"]


def test_a_what_if_is_said_to_share_the_past_of_another() -> None:
    fork = facts("again", 6, 2, origin="north.toml after event 57")
    page = sound(class_page(compared([*four_tables(), fork])))
    assert "again is a what-if: it goes on from north.toml after event 57" in page.id("short").text


def test_few_tables_have_their_names_in_the_picture_and_many_have_not() -> None:
    few = compared()
    text = outcomes(few, "alfa", "bravo")
    for row in few.ended:
        assert f">{row.name}</text>" in text
    many = [facts(f"table {n}", 3 + n / 10, 4) for n in range(12)]
    assert "table 3</text>" not in outcomes(compared(many), "alfa", "bravo")


def test_a_long_or_hostile_name_is_cut_and_does_nothing_in_the_picture() -> None:
    hostile = facts("<img src=x onerror=alert(1)>" * 4, 5, 5)
    text = outcomes(compared([hostile, *four_tables()]), "alfa", "bravo")
    assert "<img" not in text
    assert "&lt;img src=x onerror=aler…</text>" in text


def test_one_table_reached_its_and_two_reached_their_first_agreement() -> None:
    text = rounds(compared())
    assert "2 tables reached their first agreement" in text
    assert "1 table reached its first agreement" in text
    assert "1 table reached no agreement" in text


def test_where_nothing_is_negotiated_there_are_no_columns_of_offers() -> None:
    found = compared()
    ransomware = load_exercise(KOREA.with_name("ransomware-hospital.toml"))
    quiet = replace(found, exercise=ransomware, rows=())
    seats, tables = (
        text.removeprefix("\ufeff").splitlines()[0]
        for text in (seats_csv([quiet]), tables_csv([quiet]))
    )
    assert seats == "exercise,version,table,seat,person,delegation,role,held,ended"
    assert tables == (
        "exercise,version,table,begun,minutes,events,rounds,ended,ending,messages,adjustments"
    )
    council = load_exercise(KOREA.with_name("council-of-eight.toml"))
    columns = tables_csv([replace(found, exercise=council, rows=())]).splitlines()[0].split(",")
    assert {"share", "offers"} <= set(columns)
    assert not {"tension", "neutral", "acts", "breaches", "gestures"} & set(columns)
    # One table of offers for all: beside an exercise with offers the columns are there.
    assert "offers" in rows(tables_csv([found, quiet]))[0]
