"""Votes in what remains of a game: report, tables, the comparison of a class and the proof."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import tomli_w

from tabletop.past import ReadTable, read_transcript
from tabletop.play.actions import Advance, Assign, CloseVote, EndExercise, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.report.classroom.facts import facts_of
from tabletop.report.classroom.wording import deal_told
from tabletop.table import Table
from tests.votes.council import MEMBERS, council, put, vote


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> ReadTable:
    """One vote fails by a veto, another is carried, and a third offer is never put to the vote."""
    path = tmp_path_factory.mktemp("votes") / "seas.toml"
    source = tomli_w.dumps(council({"veto": ["delta"]}))
    with Table.create(source, where=path, clocks=False) as table:
        for one in MEMBERS:
            seat = Assign(by=FACILITATOR, seat=one, delegation=one, name=f"Ann {one}")
            table.submit(seat)
        table.submit(Advance(by=FACILITATOR))
        put(table, fund="levy")
        vote(table, norland="yes", delta="no", steppe="yes", fjord="yes")
        table.submit(CloseVote(by=FACILITATOR))
        put(table, fund="voluntary")
        vote(table, norland="yes", delta="yes", steppe="abstain", port="yes")
        table.submit(Advance(by=FACILITATOR))
        table.submit(Advance(by=FACILITATOR))
        table.submit(TableOffer(by="port", package={"patrol": "joint"}))
        table.submit(EndExercise(by=FACILITATOR))
    return read_transcript(path)


def text_of(game: ReadTable, form: str) -> str:
    (text,) = reports_of(game, "seas", (form,)).values()
    return text


def test_a_game_with_votes_is_proved_again(game: ReadTable) -> None:
    assert game.problems() == []


def test_the_report_tells_each_vote_with_its_tally_and_no_signature(game: ReadTable) -> None:
    for form in ("html", "md"):
        text = text_of(game, form)
        assert "voted down" in text
        assert "3 of 5 votes (3 needed)" in text
        assert "vetoed by" in text
        assert "voted for by" in text
        assert "signed by" not in text
    story = text_of(game, "md")
    assert "Delta's veto blocks it. Yes: Norland, Steppe, Fjord. No: Delta." in story
    assert "has voted in V1" not in story, "the tally tells it"


def test_the_table_of_offers_says_who_was_asked_what_it_had_and_how_each_voted(
    game: ReadTable,
) -> None:
    texts = reports_of(game, "seas", ("csv",))
    text = next(text for name, text in texts.items() if "offers" in name)
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    first = [row for row in rows if row["offer"] == "O1"]
    assert [row["reply"] for row in first] == ["yes", "no", "yes", "yes", "none"]
    assert {row["has"] for row in first} == {"3 of 5 votes (3 needed)"}
    last = {row["delegation"]: row["asked"] for row in rows if row["offer"] == "O3"}
    assert last == {**dict.fromkeys(MEMBERS, "may"), "fjord": "must"}


def test_the_comparison_of_a_class_says_what_an_agreement_had(game: ReadTable) -> None:
    facts = facts_of(game.exercise, game.events, game.rules, path="seas.toml", version="", trail="")
    assert facts.deal is not None
    names, _ = deal_told(game.exercise, facts.deal)
    assert names == "Norland, Delta, Port; 3 of 5 votes (3 needed)"


def test_the_debrief_and_the_suggestions_speak_of_the_votes(game: ReadTable) -> None:
    text = text_of(game, "md")
    assert "1 offer put to the vote was not carried." in text
    assert "O1 with 3 of 5 votes (3 needed), vetoed by Delta." in text
    assert "Not voting: O1 Port; O2 Fjord." in text
    assert (
        "O1 was not carried: 3 of 5 votes (3 needed), vetoed by Delta. Which change, made before "
        "the vote, would have won Delta?"
    ) in text


def test_who_votes_against_its_own_points_is_asked_why(tmp_path: Path) -> None:
    document = council({"rule": 1})
    document["issue"][0]["option"][1]["points"] = {"norland": 5, "delta": -4}
    document["issue"][1]["option"][1]["points"] = dict.fromkeys(MEMBERS, 1)
    path = tmp_path / "seas.toml"
    with Table.create(tomli_w.dumps(document), where=path, clocks=False) as table:
        for one in MEMBERS:
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one))
        while table.state.stage != "negotiation":
            table.submit(Advance(by=FACILITATOR))
        put(table, fund="voluntary")
        vote(table, norland="no", delta="yes")
        table.submit(EndExercise(by=FACILITATOR))
    text = text_of(read_transcript(path), "md")
    assert "Delta voted for O1 although it could not accept it by its own brief." in text
    assert "Worth when voted on, against the walk-away: Delta" in text
    assert "What made voting for it feel better than walking away?" in text
    assert "signed O1" not in text
