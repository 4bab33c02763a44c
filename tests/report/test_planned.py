"""The report of a planned exercise: injects planned and played, discussion, objectives by task."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli_w
from markupsafe import Markup

from tabletop.past import read_transcript
from tabletop.play.actions import (
    Advance,
    AnyAction,
    Assign,
    DeliverInject,
    EndExercise,
    MakeStatement,
    OpenDebrief,
    PlanInject,
    Respond,
    WriteNote,
)
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.report.table.facts import Facts, facts_of
from tabletop.report.table.page import report_page
from tabletop.table import Table
from tests.play.planned import document
from tests.play.test_objectives import LEAD, WARN
from tests.report.parsed import sound

INJECTS = (
    {
        "id": "leak",
        "round": 1,
        "at": 2,
        "channel": "mail",
        "expected": "They call the police.",
        "owner": "press",
    },
    {"id": "rumour", "after": "leak", "at": 5},
    {"id": "storm", "round": 2, "auto": True, "at": 3},
    {"id": "quake", "manual": True},
)
MOVES: tuple[AnyAction, ...] = (
    Advance(by=FACILITATOR),
    DeliverInject(by=FACILITATOR, id="leak"),
    MakeStatement(by="clinic", tone="neutral", text="We know nothing."),
    Respond(by="clinic", question="next-1", value="First thought."),
    Respond(by="clinic", question="next-1", value="=Wait & see."),
    PlanInject(by=FACILITATOR, id="rumour", how="skip"),
    WriteNote(by=FACILITATOR, objective=1, task=1, rating=2, text="Nobody called."),
    WriteNote(by=FACILITATOR, objective=2, rating=4),
    EndExercise(by=FACILITATOR),
    OpenDebrief(by=FACILITATOR),
)


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planned") / "crisis.toml"
    source = tomli_w.dumps(document(*INJECTS, objective=[WARN, LEAD]))
    with Table.create(source, where=path, clocks=False) as table:
        for one in ("clinic", "press"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        for move in MOVES:
            table.submit(move)
    return path


@pytest.fixture(scope="module")
def facts(transcript: Path) -> Facts:
    return facts_of(read_transcript(transcript))


def test_each_inject_is_told_with_its_plan_its_time_and_what_followed(facts: Facts) -> None:
    leak, rumour, storm, quake = facts.injects
    assert (leak.planned, leak.actual) == (
        "round 1, 2 min after it opens",
        "round 1, situation, 0:00",
    )
    assert (leak.channel, leak.to, leak.owner) == ("Mail", "everybody", "Press")
    assert leak.expected == "They call the police."
    assert leak.followed[0] == "0:00 later: Clinic states: “We know nothing.”"
    assert [one.state for one in (rumour, storm, quake)] == [
        "skipped",
        "not delivered",
        "not delivered",
    ]
    assert rumour.planned == "5 min after “Leak”"


def test_the_last_answer_to_a_question_counts_and_silence_is_told(facts: Facts) -> None:
    first = facts.discussion[0]
    assert [(one.delegation, one.value) for one in first.answers] == [("clinic", "=Wait & see.")]
    assert first.silent == ("press",)
    assert {one.round for one in facts.discussion} == {1}


def test_objectives_are_rated_task_by_task(facts: Facts) -> None:
    warn, lead = facts.objectives
    assert [one.ratings for one in warn.tasks] == [("M, performed with major challenges",), ()]
    assert (warn.rating, lead.rating) == (None, 4.0)
    assert any("Call the mayor" in one.observed for one in facts.improvements)


def test_an_answer_that_followed_is_told_without_its_question(facts: Facts) -> None:
    assert facts.injects[0].followed[1:] == (
        "0:00 later: Clinic answers “First thought.”",
        "0:00 later: Clinic answers “=Wait & see.”",
    )


def test_page_and_markdown_say_the_same(transcript: Path) -> None:
    texts = texts_of(transcript)
    html = texts["html"]
    page = str(Markup(html[html.index("<body>") : html.index("<script>")]).striptags())
    for text in (page, texts["md"]):
        for words in (
            "Injects, planned and played",
            "They call the police.",
            "Discussion",
            "What do you do on day 1?",
            "Wait & see.",
            "Public warning",
            "M, performed with major challenges",
            "Nobody called.",
            "played by Press",
        ):
            assert words in text.replace("\\", ""), words


def test_an_answer_can_not_become_a_formula(transcript: Path) -> None:
    events = texts_of(transcript)["csv"]
    assert "'=Wait & see." in events
    assert ",=Wait" not in events


def texts_of(transcript: Path) -> dict[str, str]:
    """The page, the Markdown and the table of events."""
    texts = reports_of(read_transcript(transcript), "crisis")
    return {
        "html": texts["crisis.html"],
        "md": texts["crisis.md"],
        "csv": texts["crisis-events.csv"],
    }


def test_each_cell_of_a_table_that_a_phone_shows_as_cards_names_its_column(facts: Facts) -> None:
    page = sound(report_page(facts))
    cards = page.of_class("cards")
    assert len(cards) >= 3, "injects, objectives and what to improve"
    within = [one for one in page.all("td") if one.attributes.get("data-head")]
    heads = {one.attributes["data-head"] for one in within}
    assert {"Planned", "Came", "What followed", "Task", "Rating", "What to do"} <= heads
    for html in re.findall(r'<table class="[^"]*cards">.*?</table>', report_page(facts), re.DOTALL):
        assert html.count("<td") == html.count("<td ") == html.count("data-head=")
