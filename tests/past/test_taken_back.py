"""A past as one seat saw it, without what was taken back or was for others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.past import ReadTable, read_transcript
from tabletop.report import reports_of
from tabletop.screens.replay.course import ALL, EVERYTHING, ROOM, Course
from tabletop.screens.replay.eyes import seen_at
from tests.cli.command import tabletop
from tests.report.games import advance, played, seated

SLIP, PRIVATE = "SLIP-OF-THE-TONGUE", "ONLY-FOR-BRAVO"
SWAP = {"treaty": "signed", "dam": "half", "raids": "stop"}
EYES = ("alfa", "bravo", "charlie", ROOM)


@pytest.fixture
def table(tmp_path: Path) -> ReadTable:
    said = {"to": "all", "text": SLIP}
    return played(
        tmp_path,
        [
            *seated(),
            *advance(3),
            ("alfa", "message", said),
            ("facilitator", "undo", {}),
            ("facilitator", "inject", {"title": SLIP, "text": SLIP}),
            ("facilitator", "undo", {}),
            ("alfa", "offer", {"to": ["charlie"], "package": SWAP, "text": SLIP}),
            ("facilitator", "note", {"text": "A slip."}),
            ("facilitator", "undo", {}),
            ("alfa", "offer", {"to": ["bravo"], "package": SWAP, "text": PRIVATE}),
            ("bravo", "sign", {"offer": "O2"}),
            *advance(2),
        ],
    )


def test_a_seats_replay_has_no_words_that_were_taken_back_at_any_moment(table: ReadTable) -> None:
    course = Course(table)
    assert any(SLIP in course.sentence(seq) for seq in range(1, course.last + 1))
    for eyes in EYES:
        for seq in course.seen_by(eyes):
            assert SLIP not in course.sentence(seq, eyes)
        for seq in range(course.last + 1):
            assert SLIP not in repr(seen_at(table, seq, eyes))
            if eyes in (ROOM, *table.state_at(seq).seats):
                assert SLIP not in repr(table.view_at(seq, eyes or None))


def test_it_is_marked_for_those_who_read_everything(table: ReadTable) -> None:
    course = Course(table)
    told = [course.sentence(seq) for seq in range(1, course.last + 1)]
    assert [SLIP in one for one in told].count(True) == 3
    assert all(one.endswith("(taken back by the facilitator)") for one in told if SLIP in one)
    assert course.sentence(course.last - 20, EVERYTHING) == told[course.last - 21]


def test_search_finds_nothing_in_words_that_one_may_not_read(table: ReadTable) -> None:
    course = Course(table)
    assert len(course.search(SLIP, EVERYTHING, ALL)) == 3
    for eyes in EYES:
        assert course.search(SLIP, eyes, ALL) == ()
    assert course.search(PRIVATE, "bravo", ALL)
    assert course.search(PRIVATE, ROOM, ALL) == course.search(PRIVATE, "charlie", ALL) == ()


def test_between_a_move_and_its_taking_back_a_seat_sees_the_table_without_it(
    table: ReadTable,
) -> None:
    tabled = next(one for one in table.events if one.kind == "offer.tabled")
    assert table.view_at(tabled.seq, "facilitator").open_offers
    assert not table.view_at(tabled.seq, "charlie").open_offers
    assert table.view_at(tabled.seq, "charlie").seq == tabled.seq


@pytest.mark.parametrize("seat", ["charlie", "bravo", "alfa"])
def test_the_plain_replay_of_a_seat_keeps_words_from_it(
    table: ReadTable, seat: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table.transcript.where
    said = tabletop(capsys, "replay", path, "--plain", "--as", seat).out
    assert SLIP not in said
    assert (PRIVATE in said) == (seat != "charlie")
    assert "What Alfa wrote to everybody was taken back by the facilitator." in said
    whole = tabletop(capsys, "replay", path, "--plain").out
    assert whole.count(f"{SLIP}”") + whole.count(f"{SLIP}. {SLIP}") == 3


@pytest.mark.parametrize("redact", [False, True])
def test_no_report_tells_words_that_were_taken_back(table: ReadTable, redact: bool) -> None:
    texts = reports_of(table, "table-1", redact=redact)
    assert not [name for name, text in texts.items() if SLIP in text]


def test_a_redacted_report_gives_away_no_words_of_an_offer_to_one_that_was_agreed(
    table: ReadTable,
) -> None:
    assert any(PRIVATE in text for text in reports_of(table, "t").values())
    texts = reports_of(table, "t", redact=True)
    assert not [name for name, text in texts.items() if PRIVATE in text]


def test_the_game_still_verifies(table: ReadTable) -> None:
    assert read_transcript(table.transcript.where).problems() == []
