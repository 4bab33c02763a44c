"""Roles in a report: who had them, their briefs, and their own results; redacted, no names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.past import ReadTable, read_transcript
from tabletop.play.actions import (
    Advance,
    AnyAction,
    Assign,
    EndExercise,
    OpenDebrief,
    SignOffer,
    TableOffer,
)
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.report.table.facts import facts_of
from tabletop.table import Table
from tests.play.market import PRICED
from tests.play.ministry import BRIEFS_ONLY, MINISTRY, PEOPLE, SECRETS

AFTER: tuple[AnyAction, ...] = (
    Advance(by=FACILITATOR),
    TableOffer(by="baker", package={"price": "low"}),
    SignOffer(by="miller", offer="O1"),
    Assign(by=FACILITATOR, seat="b2", delegation="baker", role="member", name="Dora"),
    EndExercise(by=FACILITATOR),
    OpenDebrief(by=FACILITATOR),
)


def game(source: str, folder: Path) -> ReadTable:
    path = folder / "market.toml"
    with Table.create(source, where=path, clocks=False) as table:
        for seat, name, role in PEOPLE:
            table.submit(
                Assign(by=FACILITATOR, seat=seat, delegation="baker", role=role, name=name)
            )
        table.submit(Assign(by=FACILITATOR, seat="miller", delegation="miller", name="Mia"))
        for move in AFTER:
            table.submit(move)
    return read_transcript(path)


def test_each_role_has_who_had_it_its_brief_its_points_and_its_own_result(tmp_path: Path) -> None:
    facts = facts_of(game(MINISTRY, tmp_path))
    assert facts.outcome.scores[0].value == 6.0, "no score contains a role's points"
    master, banker, apprentice = facts.roles
    assert (master.people, master.brief, master.result) == (("Anna",), "", None)
    assert banker.people == ("Ben", "Dora")
    assert banker.brief == SECRETS["banker"]
    assert [(one.option, one.points, one.stands) for one in banker.points] == [
        ("ten a sack", 30.25, True),
        ("twelve a sack", -7.75, False),
    ]
    assert banker.result is not None
    assert (banker.result.value, banker.result.walk_away, banker.result.below) == (30.25, 5, False)
    assert apprentice.result is not None
    assert (apprentice.result.value, apprentice.result.walk_away) == (0.0, None)


@pytest.mark.parametrize("ending", [".html", ".md"])
def test_a_report_has_a_section_on_roles(ending: str, tmp_path: Path) -> None:
    texts = reports_of(game(MINISTRY, tmp_path), "market")
    text = next(text for name, text in texts.items() if name.endswith(ending))
    assert "Roles within delegations" in text
    assert all(secret in text for secret in SECRETS.values())
    assert "Ben, Dora." in text
    assert "against its own walk-away of 5.0" in text


def test_a_report_on_roles_without_points_tells_no_numbers(tmp_path: Path) -> None:
    texts = reports_of(game(BRIEFS_ONLY, tmp_path), "market")
    text = next(text for name, text in texts.items() if name.endswith(".md"))
    section = text[text.index("Roles within delegations") :].split("\n## ")[0]
    assert SECRETS["banker"] in section
    assert "points" not in section


def test_a_report_without_roles_says_nothing_of_them(tmp_path: Path) -> None:
    texts = reports_of(game(PRICED, tmp_path), "market")
    assert not [name for name, text in texts.items() if "Roles within" in text]


def test_a_redacted_report_names_nobody_who_had_a_role(tmp_path: Path) -> None:
    facts = facts_of(game(MINISTRY, tmp_path), redact=True)
    assert facts.roles[1].people == ("Baker 2", "Baker 4")
    assert facts.roles[1].brief == SECRETS["banker"]
