"""What a report proposes and how long its debrief takes suit the exercise that was played."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli_w

from tabletop.past import read_transcript
from tabletop.play.actions import Advance, Assign, Decide, EndExercise, SignOffer, TableOffer
from tabletop.play.events import ScoreRuled
from tabletop.play.state import FACILITATOR
from tabletop.report.table.facts import Facts, facts_of
from tabletop.screens.pages.outcome import scores_block
from tabletop.table import Table
from tests.play.deciding import hospital
from tests.play.market import market


def two_rounds(**changes: Any) -> str:
    rounds = [
        {"id": f"r{n}", "title": f"Day {n}", "date": f"Day {n}", "phases": {"negotiation": 0}}
        for n in (1, 2)
    ]
    return tomli_w.dumps(market(round=rounds, **changes))


def to(table: Table, stage: str) -> None:
    """Advance a table to a stage."""
    while table.state.stage != stage:
        table.submit(Advance(by=FACILITATOR))


def agreed_at_once(source: str, path: Path) -> Facts:
    """The report's facts of a game whose first round agrees and whose second does nothing."""
    with Table.create(source, where=path, clocks=False) as table:
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Advance(by=FACILITATOR))
        table.submit(TableOffer(by="baker", package={"price": "low", "day": "friday"}))
        table.submit(SignOffer(by="miller", offer="O1"))
        table.submit(Advance(by=FACILITATOR))
        table.submit(EndExercise(by=FACILITATOR))
    return facts_of(read_transcript(path))


def test_a_round_without_offers_is_no_fault_once_a_contract_stands_whole(tmp_path: Path) -> None:
    for whole, missed in ((True, False), (False, True)):
        facts = agreed_at_once(two_rounds(whole=whole), tmp_path / f"{whole}.toml")
        seen = [one.observed for one in facts.improvements]
        assert ("No offer was tabled in 1 round." in seen) == missed


def test_nothing_loses_value_each_round_where_there_is_no_climate(tmp_path: Path) -> None:
    facts = agreed_at_once(two_rounds(), tmp_path / "game.toml")
    (one,) = (one for one in facts.improvements if "No offer was tabled" in one.observed)
    assert "loses value" not in one.proposal


def test_a_debrief_takes_as_long_as_its_stages(tmp_path: Path) -> None:
    path = tmp_path / "hospital.toml"
    with Table.create(tomli_w.dumps(hospital()), where=path, clocks=False) as table:
        for one in ("wards", "board", "press"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Advance(by=FACILITATOR))
        table.submit(EndExercise(by=FACILITATOR))
    facts = facts_of(read_transcript(path))
    assert [one.state for one in facts.injects] == ["not delivered"]
    assert sum(one.minutes for one in facts.guide) == 15
    assert facts.guide_title == "A debrief of fifteen minutes"


def test_scores_in_tens_of_thousands_keep_their_columns() -> None:
    def ruled(value: float) -> ScoreRuled:
        return ScoreRuled.model_construct(
            seq=1,
            at="",
            by="referee",
            delegation="firm",
            round=1,
            value=value,
            walk_away=0.0,
            ledger=(),
        )

    shown = scores_block(
        [("a", "Firm"), ("b", "Candidate")], {"a": ruled(118100.0), "b": ruled(1500.0)}, 72
    ).plain.splitlines()[:2]
    assert len({line.index(" above") for line in shown}) == 1
    assert max(map(len, shown)) <= 72


def test_what_a_condition_kept_away_and_what_the_facilitator_decided_is_told_as_such(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hospital.toml"
    with Table.create(tomli_w.dumps(hospital()), where=path, clocks=False) as table:
        for one in ("wards", "board", "press"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        to(table, "decision")
        table.submit(Decide(by="board", decision="pay", option="pay"))
        table.submit(Decide(by=FACILITATOR, decision="divert", option="accept", text="Nobody."))
        to(table, "ended")
    facts = facts_of(read_transcript(path))
    (leak,) = facts.injects
    assert leak.state == "its condition did not hold"
    became = {one.id: one.became for one in facts.decisions}
    assert (became["pay"], became["divert"]) == ("pay", "accept, decided by the facilitator")
