"""A class is read with each transcript once, whatever is wrong with one of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import tomli_w

from tabletop.past import read_transcript
from tabletop.report.classroom.reading import WORTH_SHARING, Classroom, read_class
from tests.report.classes import KOREA, loaf_file
from tests.report.drawn_games import write_class

SOURCE = KOREA.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Six short games."""
    return list(write_class(tmp_path_factory.mktemp("games"), SOURCE, 6, events=100))


def names(found: Classroom) -> list[list[str]]:
    return [[Path(one.path).name for one in group.tables] for group in found.groups]


@pytest.mark.slow
def test_tables_keep_the_order_in_which_they_were_given(games: list[Path]) -> None:
    found = read_class(games[::-1])
    assert names(found) == [[path.name for path in games[::-1]]]
    assert found.groups[0].exercise.id == "korea-end-of-war"
    assert (found.unread, found.twice) == ((), ())


@pytest.mark.slow
def test_facts_are_those_of_the_transcript(games: list[Path]) -> None:
    (group,) = read_class(games).groups
    for path, facts in zip(games, group.tables, strict=True):
        table = read_transcript(path)
        state = table.state_at(len(table.events))
        assert facts.events == len(table.events)
        assert facts.values == {one: ruled.value for one, ruled in state.scores.items()}
        assert facts.tension == state.circumstances.climate.tension
        assert facts.messages == len(state.messages)


def test_progress_is_told_table_by_table(games: list[Path]) -> None:
    told: list[tuple[int, int]] = []
    read_class(games, lambda done, of: told.append((done, of)))
    assert told == [(n, 6) for n in range(1, 7)]


@pytest.mark.slow
def test_a_broken_one_is_named_in_a_sentence_and_the_others_are_read(
    games: list[Path], tmp_path: Path
) -> None:
    edited = tmp_path / "edited.toml"
    header, first, events = games[1].read_text(encoding="utf-8").partition("[[event]]")
    edited.write_text(header + first + events.replace("deadline", "dead line", 1), "utf-8")
    foreign = tmp_path / "foreign.toml"
    foreign.write_text("[game]\nname = 'chess'\n", encoding="utf-8")
    empty = tmp_path / "empty.toml"
    empty.touch()
    found = read_class([games[0], edited, foreign, empty, tmp_path / "gone.toml", games[2]])
    assert names(found) == [[games[0].name, games[2].name]]
    assert len(found.unread) == 4
    for path, told in zip((edited, foreign, empty), found.unread, strict=False):
        assert told.startswith(str(path))
        assert "\n" not in told
    assert "event" in found.unread[0]


def test_a_torn_tail_is_no_reason_to_leave_a_table_out(games: list[Path], tmp_path: Path) -> None:
    torn = tmp_path / "torn.toml"
    torn.write_bytes(games[0].read_bytes() + b"\n[[event]]\nseq = 10")
    found = read_class([torn, games[1]])
    assert not found.unread
    assert found.groups[0].tables[0].events == len(read_transcript(games[0]).events)


def test_a_copy_is_counted_once_and_said(games: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    shutil.copy(games[0], copy)
    found = read_class([games[0], copy, games[0], games[1]])
    assert names(found) == [[games[0].name, games[1].name]]
    assert len(found.twice) == 2
    assert found.twice[0] == (f"{copy}: this is the same table as {games[0]}; it was counted once")


def test_of_a_table_saved_twice_the_one_that_goes_further_counts(
    games: list[Path], tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier.toml"
    text = games[0].read_text(encoding="utf-8")
    mark = text.index("# saved to event 3", text.index("\n# saved to event 3") + 1)
    earlier.write_text(text[: text.index("\n", mark) + 1], encoding="utf-8")
    found = read_class([earlier, games[0], games[1]])
    assert names(found) == [[games[0].name, games[1].name]]
    assert found.twice == (
        f"{earlier}: this is the same table as {games[0]}, which goes further; it was counted once",
    )


@pytest.mark.slow
def test_exercises_and_versions_of_one_are_groups_of_their_own(
    games: list[Path], tmp_path: Path
) -> None:
    changed = SOURCE.replace("minutes = 90", "minutes = 91", 1)
    (other,) = write_class(tmp_path, changed, 1, events=60, seed=50)
    loaf = tomli_w.dumps(loaf_file())
    folder = tmp_path / "loaf"
    folder.mkdir()
    (bread,) = write_class(folder, loaf, 1, events=40)
    found = read_class([games[0], other, bread, games[1]])
    assert names(found) == [[games[0].name, games[1].name], [other.name], [bread.name]]
    first, second, third = found.groups
    assert first.exercise.id == second.exercise.id != third.exercise.id
    assert first.version != second.version


def test_nothing_is_written_to(games: list[Path]) -> None:
    before = [path.read_bytes() for path in games]
    read_class(games)
    assert [path.read_bytes() for path in games] == before


@pytest.mark.slow
def test_shared_out_to_processes_the_facts_are_the_same(games: list[Path], tmp_path: Path) -> None:
    folders = [tmp_path / str(n) for n in range(WORTH_SHARING // len(games) + 1)]
    for folder in folders:
        shutil.copytree(games[0].parent, folder)
    many = [folder / path.name for folder in folders for path in games]
    assert len(many) >= WORTH_SHARING
    shared, alone = read_class(many), read_class(many[: len(games)])
    assert shared.groups == alone.groups
    assert len(shared.twice) == len(many) - len(games)


def test_a_what_if_says_where_it_goes_on_from(games: list[Path], tmp_path: Path) -> None:
    fork = tmp_path / "again.toml"
    last = read_transcript(games[0]).fork(40, fork)
    found = read_class([games[0], fork]).groups[0].tables
    assert [one.origin for one in found] == ["", f"{games[0].name} after event {last}"]
