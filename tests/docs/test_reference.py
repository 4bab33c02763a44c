"""The references match the models, and their audiences match what a table shows."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from tabletop.exercise.model import Effects
from tabletop.play import events as e
from tabletop.play.actions import KINDS
from tabletop.play.state import State
from tabletop.play.telling.hearing import visible
from tabletop.report.table.sections import SECTIONS
from tests.docs.audience import AUDIENCES
from tests.docs.made import DOCS, made
from tests.docs.reference import EVENTS, kind_of, undescribed
from tests.play.game import SWAP, Game, at_negotiation

OF_ALFA_TO_BRAVO: dict[str, Any] = {
    "exercise": "river",
    "title": "Title",
    "seed": 1,
    "clocks": False,
    "seat": "alfa",
    "decision": "divert",
    "delegation": "alfa",
    "role": "head",
    "round": 1,
    "date": "Day 1",
    "phase": "caucus",
    "motion": "M1",
    "minutes": 5,
    "seconds": 60,
    "on": True,
    "inject": "",
    "to": ("bravo",),
    "effects": Effects(),
    "text": "Words.",
    "tone": "neutral",
    "offer": "O1",
    "agreement": "A1",
    "package": {"form": "words", "order": "together", **SWAP},
    "parties": ("alfa", "bravo"),
    "needed": ("alfa", "bravo"),
    "signed": ("alfa", "bravo"),
    "terms": ("treaty",),
    "issue": "dam",
    "option": "half",
    "performers": ("alfa",),
    "instalment": 1,
    "instalments": 1,
    "choice": "perform",
    "how": "hold",
    "trust": {},
    "tension": 50.0,
    "value": 1.0,
    "walk_away": 1.0,
    "ledger": (),
    "what": "score:alfa",
    "before": 2.0,
    "reason": "Reason.",
    "undone": (1,),
    "question": "why",
    "ending": "nothing",
    "vote": "V1",
    "subject": "offer",
    "advice": "offer",
    "code": "offer",
    "about": "O1",
    "voters": ("alfa", "bravo"),
    "choices": ("yes", "no", "abstain"),
    "ballot": "recorded",
    "voter": "alfa",
    "ballots": {"alfa": "yes", "bravo": "no"},
    "chosen": "no",
    "recorded": "strange.thing",
}


def event_of(kind: type[e.Event]) -> Any:
    """Return an event of a kind, caused by alfa and addressed to bravo."""
    own = {field: value for field, value in OF_ALFA_TO_BRAVO.items() if field in kind.model_fields}
    if kind in (e.AnswerGiven, e.ResponseGiven):
        own["value"] = "Answer."
    if kind is e.MotionMoved:
        own["what"] = "next-phase"
    if kind in (e.VoteOpened, e.VoteClosed):
        own["delegation"] = None
    return kind(seq=99, at="2026-01-01T00:00:00.000Z", by="alfa", **own)


@pytest.fixture(scope="module")
def table() -> Game:
    game = at_negotiation()
    game.offer("alfa", to=["bravo"], treaty="signed", dam="half", raids="stop")
    return game


@pytest.fixture(scope="module")
def debrief() -> State:
    game = at_negotiation()
    game.offer("alfa", to=["bravo"], treaty="signed", dam="half", raids="stop")
    game.do("facilitator", "end")
    game.do("facilitator", "debrief")
    return game.state


@pytest.mark.parametrize("path", made())
def test_what_is_made_of_the_code_is_as_the_code_is_now(path: str) -> None:
    kept = (DOCS / path).read_text(encoding="utf-8")
    assert kept == made()[path], "run python -m tests.docs"


def test_every_kind_and_every_field_says_what_it_means() -> None:
    assert undescribed() == []


def test_every_event_and_every_move_has_an_entry() -> None:
    text = made()["reference/events.md"]
    assert [one for one in map(kind_of, EVENTS) if f"\n## `{one}`\n" not in text] == []
    text = made()["reference/moves.md"]
    assert [one for one in KINDS if f"\n## `{one}`\n" not in text] == []


def test_every_section_of_a_report_has_an_entry_and_a_template_of_its_own() -> None:
    text = made()["reference/report.md"]
    assert [one.id for one in SECTIONS if f"| `{one.id}` | {one.title} |" not in text] == []
    templates = files("tabletop.report").joinpath("templates", "report").iterdir()
    assert {one.name.removesuffix(".html") for one in templates} == {
        *(one.id for one in SECTIONS),
        "lead",
        "macros",
    }


def test_every_kind_of_event_says_who_may_know_of_it() -> None:
    assert set(AUDIENCES) == set(map(kind_of, EVENTS))


@pytest.mark.parametrize("kind", EVENTS, ids=kind_of)
def test_who_may_know_of_an_event_is_as_the_reference_says(
    kind: type[e.Event], table: Game, debrief: State
) -> None:
    event, said = event_of(kind), AUDIENCES[kind_of(kind)]
    found = [visible(event, table.state, seat) for seat in ("alfa", "bravo", "charlie", None)]
    assert found == [said.alfa, said.bravo, said.charlie, said.public]
    if said.alfa:
        assert visible(event, debrief, "alfa")
    assert visible(event, debrief, "charlie") == said.debrief
    for state in (table.state, debrief):
        assert visible(event, state, "facilitator")
