"""`tabletop report` of several transcripts: their own reports, and the comparison."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
import tomli_w

from tabletop.report.classroom.class_list import read_people
from tabletop.report.classroom.grades import SEATS
from tests.cli.command import tabletop
from tests.report.classes import loaf_file
from tests.report.drawn_games import write_class

COMPARISON = ["class.html", "class-seats.csv", "class-tables.csv"]


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write three short games of a small exercise; return their paths."""
    source = tomli_w.dumps(loaf_file())
    return list(write_class(tmp_path_factory.mktemp("games"), source, 3, events=40))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_of_several_there_is_a_comparison_beside_the_reports(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    said = tabletop(capsys, "report", *games, "-o", tmp_path)
    assert said.code == 0, said.err
    assert said.err == ""
    assert [Path(line).name for line in said.out.splitlines()[-3:]] == COMPARISON
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    for path in games:
        assert (tmp_path / f"{path.stem}.html").is_file()
        assert f'href="./{path.stem}.html"' in page


def test_of_one_there_is_none(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    assert tabletop(capsys, "report", games[0], "-o", tmp_path).code == 0
    assert not set(COMPARISON) & set(names(tmp_path))


def test_the_comparison_alone_can_be_asked_for(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    assert tabletop(capsys, "report", *games, "--comparison", "-o", tmp_path).code == 0
    assert names(tmp_path) == sorted(COMPARISON)
    assert 'href="./' not in (tmp_path / "class.html").read_text(encoding="utf-8")
    said = tabletop(capsys, "report", games[0], "--comparison", "-o", tmp_path)
    said.refused("--comparison needs several")


@pytest.mark.parametrize("alone", [["--comparison"], []])
def test_one_that_cannot_be_read_is_named_once_and_the_others_are_compared(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path, alone: list[str]
) -> None:
    broken = tmp_path / "broken.toml"
    header, first, events = games[1].read_text(encoding="utf-8").partition("[[event]]")
    broken.write_text(header + first + events.replace("Monday", "Sunday", 1), encoding="utf-8")
    into = tmp_path / "report"
    said = tabletop(capsys, "report", games[0], broken, games[2], *alone, "-o", into)
    assert said.code == 2
    (sentence,) = said.err.splitlines()
    assert str(broken) in sentence
    assert "event" in sentence
    page = (into / "class.html").read_text(encoding="utf-8")
    assert "2 tables compared" in page
    assert "broken.toml" in page


def test_where_no_two_can_be_read_there_is_no_comparison(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    gone = tmp_path / "gone.toml"
    into = tmp_path / "report"
    said = tabletop(capsys, "report", games[0], gone, "--comparison", "-o", into)
    assert said.code == 2
    assert str(gone) in said.err
    assert not into.exists()


def test_copies_and_tables_alone_of_their_kind_are_said_and_no_fault(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_bytes(games[0].read_bytes())
    other = tmp_path / "other"
    other.mkdir()
    (lone,) = write_class(other, tomli_w.dumps(loaf_file(minutes=30)), 1, events=40)
    into = tmp_path / "report"
    said = tabletop(capsys, "report", *games, copy, lone, "--comparison", "-o", into)
    assert said.code == 0
    same, alone = said.err.splitlines()
    assert "the same table as" in same
    assert "compared with none" in alone


def test_redacted_nobody_and_no_file_is_named(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    missing = tmp_path / "ada-adler.toml"
    said = tabletop(capsys, "report", *games, missing, "--comparison", "--redact", "-o", tmp_path)
    assert said.code == 2
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in COMPARISON]
    for text in texts:
        assert "ada-adler" not in text
        assert games[0].stem not in text
    assert "1 transcript was left out" in texts[0]


@pytest.mark.linux("a terminal of its own")
def test_on_a_terminal_a_bar_says_how_far_it_is(games: list[Path], tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tabletop", "report", "--comparison", "-o", str(tmp_path)]
    run = subprocess.Popen([*command, *map(str, games)], stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    out, _ = run.communicate()
    seen = os.read(ours, 65536).decode("utf-8")
    os.close(ours)
    assert run.returncode == 0
    assert "3 of 3" in seen
    assert "█" in seen
    assert "█" not in out.decode("utf-8")


def seats(folder: Path) -> list[dict[str, str]]:
    text = (folder / "class-seats.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_list_of_the_class_puts_what_it_holds_beside_each_person(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    given: list[str | Path] = ["--comparison", *games, "-o", tmp_path]
    tabletop(capsys, "report", *given)
    plain = seats(tmp_path)
    person, table = plain[0]["person"], plain[0]["table"]
    listed = tmp_path / "people.csv"
    # As a spreadsheet with decimal commas saves it.
    listed.write_bytes(
        "\ufeffName;E-mail;Number;Table\r\n"
        f"  {person.upper()} ;one@example.org;00123;{table}\r\n"
        f"{person};=2+3;;another\r\n".encode()
    )
    said = tabletop(capsys, "report", *given, "--people", listed)
    assert said.code == 0
    assert "not in the list of people: " in said.err
    found = seats(tmp_path)
    assert (found[0]["E-mail"], found[0]["Number"]) == ("one@example.org", "00123")
    others = [one for one in found if one["person"] != person]
    assert {(one["E-mail"], one["Number"]) for one in others} == {("", "")}
    assert [{key: one[key] for key in plain[0]} for one in found] == plain


def test_two_of_one_name_in_a_list_are_told_and_not_mixed_up(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = ("person,email,table", "Kim,a@x.org,1", "Kim,b@x.org,2", "Lee,c@x.org,", "Lee,d@x.org,")
    path.write_text("\n".join(rows), encoding="utf-8")
    people = read_people(path, SEATS)
    assert people.columns == ("email",)
    assert (people.of("Kim", "1"), people.of("kim", "2")) == (("a@x.org",), ("b@x.org",))
    assert people.of("Lee", "1") == people.of("Kim", "3") == people.of("Mo", "1") == ("",)
    assert people.said([("Kim", "1"), ("Lee", "1"), ("Mo", "1"), ("", "1")]) == (
        "not in the list of people: Mo",
        "more than once in the list of people: Lee; a column 'table' tells people of the same "
        "name apart",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no column is called 'person' or 'name'"),
        (b"first,last\nKim,Lee\n", "no column is called 'person' or 'name'"),
        (b"person\nKim\n", "no columns besides the names"),
        (b"person,Value\nKim,1\n", "would be in class-seats.csv twice"),
        (b"person,a,A\nKim,1,2\n", "would be in class-seats.csv twice"),
        (b"person,email\nM\xfcller,x\n", "not UTF-8 text"),
        (b'person,email\n"Kim,x\n', "not a CSV file"),
    ],
)
def test_a_list_that_is_none_is_refused_in_a_sentence(
    content: bytes, said: str, capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    listed = tmp_path / "people.csv"
    listed.write_bytes(content)
    told = tabletop(capsys, "report", *games, "-o", tmp_path / "out", "--people", listed)
    assert (told.code, said in told.err, len(told.err.splitlines())) == (2, True, 1)
    assert not (tmp_path / "out").exists()


def test_a_list_of_people_goes_with_several_games_and_no_redaction(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    listed = tmp_path / "people.csv"
    listed.write_text("person,email\nKim,kim@example.org\n", encoding="utf-8")
    for more in ([games[0]], [*games, "--redact"], [*games, "--format", "html"]):
        said = tabletop(capsys, "report", *more, "-o", tmp_path / "out", "--people", listed)
        assert said.code == 2
        assert "--people" in said.err
