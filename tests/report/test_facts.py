"""Facts of the sample games, and of small ones, against what was played."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import tomli_w

from tabletop.errors import TranscriptDamaged
from tabletop.past import read_transcript
from tabletop.play.actions import read_action
from tabletop.play.parts import drafts
from tabletop.report.table.facts import Facts, facts_of
from tabletop.report.table.facts.outcome import LeftTold
from tabletop.report.table.facts.walk import walk
from tabletop.report.table.page import report_page
from tabletop.report.table.summary import headline
from tabletop.report.table.text.report import report_markdown
from tabletop.table import Table
from tests.exercise.test_ranges import with_price
from tests.exercises.shipped import LIBRARY
from tests.play.game import document
from tests.report.classes import loaf_file
from tests.report.games import MIDDLE, PAPER, Move, advance, played, sample, seated, wordy


def test_the_overview_counts_what_was_played() -> None:
    about = sample(MIDDLE).overview
    assert (about.rounds, about.rounds_planned, about.ended) == (6, 6, True)
    assert (about.offers, about.agreements, about.breaches) == (5, 2, 0)
    assert (about.messages, about.statements, about.events) == (6, 6, 155)
    assert about.ending == "A road with its first stretch built"
    assert sample(PAPER).overview.ending == "A piece of paper"


def test_every_offer_has_its_fate_and_its_worth_when_it_was_tabled() -> None:
    offers = sample(PAPER).offers
    assert [(o.id, o.delegation, o.round, o.status) for o in offers] == [
        ("O1", "rok", 1, "rejected"),
        ("O2", "usa", 2, "rejected"),
        ("O3", "dprk", 2, "rejected"),
        ("O4", "rok", 3, "agreed"),
    ]
    fourth = offers[3]
    assert {d: round(s.value, 1) for d, s in fourth.stood.items()} == {
        "usa": -3.1,
        "dprk": -12.0,
        "rok": 11.9,
        "chn": 10.0,
    }
    assert [(r.delegation, r.signed) for r in fourth.replies] == [
        ("chn", True),
        ("usa", True),
        ("dprk", True),
    ]
    assert fourth.changes == ("add Denuclearisation: reaffirmed",)
    assert not fourth.unanswered


def test_what_was_taken_back_is_no_part_of_the_game() -> None:
    facts = sample(MIDDLE)
    assert 48 in facts.walk.undone
    fourth = next(offer for offer in facts.offers if offer.id == "O4")
    assert [(r.delegation, r.signed) for r in fourth.replies] == [
        ("rok", True),
        ("chn", True),
        ("dprk", True),
    ]
    told = [entry.seq for part in facts.rounds for entry in part.entries]
    assert 48 not in told
    assert told == sorted(told)


def test_who_moved_is_the_last_offer_against_the_first_at_the_last_ones_date() -> None:
    moved = {one.delegation: one for one in sample(MIDDLE).movements}
    washington = moved["usa"]
    assert (washington.first, washington.last, washington.offers) == ("O4", "O5", 2)
    assert round(washington.own, 1) == -2.7
    assert all(gain > 0 for gain in washington.others.values())
    assert "chn" not in moved
    assert moved["dprk"].own == 0.0


def test_agreements_say_how_each_term_was_kept() -> None:
    first, second = sample(MIDDLE).agreements
    assert (first.id, first.round, first.replaced_by) == ("A1", 2, "A2")
    assert {term.issue: term.kept for term in first.terms} == {
        "declaration": "replaced",
        "denuclearisation-goal": "in force",
        "joint-exercises": "performed",
        "missile-tests": "performed",
        "chinese-role": "replaced",
    }
    frozen = next(term for term in second.terms if term.issue == "nuclear-programme")
    assert frozen.kept == "performed"
    assert [(one.round, one.instalment, one.performed) for one in frozen.deliveries] == [
        (5, 1, True),
        (6, 2, True),
    ]
    assert [(one.delegation, one.issue, one.option) for one in sample(MIDDLE).gestures] == [
        ("rok", "Korean contacts", "aid")
    ]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (MIDDLE, {"usa": 19.0, "dprk": 47.7, "rok": 47.6, "chn": 43.7}),
        (PAPER, {"usa": -7.4, "dprk": -17.3, "rok": -3.8, "chn": 1.3}),
    ],
)
def test_the_final_scores_are_the_exact_sums_of_their_ledgers(
    path: Path, values: dict[str, float]
) -> None:
    scores = sample(path).outcome.scores
    assert {one.delegation: one.printed for one in scores} == values
    for one in scores:
        assert one.value == math.fsum(line.value for line in one.ledger)
        assert round(math.fsum(line.printed for line in one.ledger), 1) == one.printed


def test_what_was_left_on_the_table_is_the_referees_word() -> None:
    middle, paper = sample(MIDDLE).possible, sample(PAPER).possible
    assert isinstance(middle, LeftTold)
    assert isinstance(paper, LeftTold)
    # With what had been performed by then, only the order could have been better, by a little.
    assert middle.found.better == 1
    assert middle.found.changes == ("order: together",)
    assert all(0 < gain < 1 for gain in middle.found.gains.values())
    assert middle.found.zone == 6946
    assert paper.found.better == 448
    assert paper.best is not None
    assert ("Joint exercises", "March halted") in paper.best
    assert {d: round(gain, 1) for d, gain in paper.found.gains.items()} == {
        "usa": 10.1,
        "dprk": 29.1,
        "rok": 38.4,
        "chn": 24.7,
    }


def test_the_climate_runs_from_before_the_first_round_to_the_last_ruling() -> None:
    felt = sample(PAPER).climate
    assert (felt.tension[0].level, felt.tension[0].at) == (40.0, 0.0)
    assert (felt.tension[-1].level, felt.tension[-1].at) == (71.0, 6.0)
    for game in (felt, sample(MIDDLE).climate):
        for course in (game.tension, *game.trust.values()):
            places = [one.at for one in course]
            assert places == sorted(places)
    shift = next(one for one in felt.shifts if (one.of, one.toward) == ("usa", "dprk"))
    assert (shift.first, shift.last) == (20.0, 12.0)
    assert shift.cause is not None
    assert shift.cause.told(sample(PAPER).names) == "Pyongyang made a hostile statement"


def test_decisive_moments_come_in_order_each_with_the_words_before_it() -> None:
    moments = sample(PAPER).moments
    assert [one.seq for one in moments] == sorted(one.seq for one in moments)
    signed = next(one for one in moments if one.kind == "agreement.reached")
    assert signed.words[-1].text == "It costs nothing and is worth nothing. Very well."
    assert {d: round(gain, 1) for d, gain in signed.values.items()} == {
        "usa": -6.1,
        "dprk": -17.0,
        "rok": 3.9,
        "chn": 2.0,
    }
    assert all(said.seq < one.seq for one in moments for said in one.words)


def test_an_offers_terms_and_a_draft_are_not_told_as_words_that_somebody_said(
    tmp_path: Path,
) -> None:
    draft = drafts.written({"treaty": "signed"})
    game = played(
        tmp_path,
        [
            *seated(),
            *advance(2),
            ("alfa", "message", {"to": "caucus", "text": draft}),
            *advance(1),
            ("bravo", "offer", {"package": {"treaty": "signed", "dam": "half"}}),
            ("alfa", "sign", {"offer": "O1"}),
            *advance(2),
        ],
    )
    facts = facts_of(game)
    signed = next(one for one in facts.moments if one.kind == "agreement.reached")
    assert signed.words == ()
    assert not any("said “" in one.text for one in facts.prompts)


def test_the_words_before_a_moment_are_those_of_its_round(tmp_path: Path) -> None:
    facts = facts_of(played(tmp_path, wordy("Words.")))
    signed, broken = (
        next(one for one in facts.moments if one.kind == kind)
        for kind in ("agreement.reached", "term.breached")
    )
    assert signed.words
    assert {said.round for said in signed.words} == {signed.round}
    assert not [said for said in broken.words if said.round < broken.round]
    asked = [one.text for one in facts.prompts if one.text.startswith("Just before")]
    assert all("said “Words.”; did these words bring it about" in one for one in asked)
    assert asked


def test_where_nobody_could_promise_an_act_none_is_missed(tmp_path: Path) -> None:
    """Without acts neither the summary nor the questions mention them."""
    path = tmp_path / "loaf.toml"
    with Table.create(tomli_w.dumps(loaf_file()), where=path, clocks=False) as table:
        for by, do, fields in [
            ("facilitator", "assign", {"seat": "alfa", "delegation": "alfa"}),
            ("facilitator", "assign", {"seat": "bravo", "delegation": "bravo"}),
            *advance(3),
            ("alfa", "offer", {"package": {"crust": "shared"}}),
            ("bravo", "sign", {"offer": "O1"}),
            *advance(7),
        ]:
            table.submit(read_action({"by": by, "do": do, **fields}))
    facts = facts_of(read_transcript(path))
    assert headline(facts)[0] == "One agreement came into force, in round 1, out of 1 offer."
    told = " ".join((*headline(facts), *(one.text for one in facts.prompts)))
    assert "promised to do" not in told
    assert "asked nobody" not in told


def test_no_delegations_gain_is_held_against_anothers() -> None:
    """Points are each delegation's own: the guide names who fell below its own walk-away only."""
    asked = [one for stage in sample(MIDDLE).guide for one in stage.prompts]
    assert any(one.startswith("Nobody ends below its walk-away. Ask each what") for one in asked)
    assert not any("furthest above" in one for one in asked)


HARBOUR = Path(__file__).parents[1] / "referee" / "files" / "harbour.toml"


def harbour(path: Path) -> Facts:
    """Play the harbour to a deal that needed no signature of the Environmental League."""
    package = {
        "mix": "mixed",
        "ecology": "balance",
        "jobs": "one-one",
        "loan": "l2",
        "compensation": "c300",
    }
    with Table.create(HARBOUR.read_text(encoding="utf-8"), where=path, clocks=False) as table:
        for one in table.exercise.delegation_by_id:
            move = {"seat": one, "delegation": one, "name": one}
            table.submit(read_action({"by": "facilitator", "do": "assign", **move}))
        while table.state.stage != "negotiation":
            table.submit(read_action({"by": "facilitator", "do": "advance"}))
        table.submit(read_action({"by": "dot", "do": "offer", "to": "all", "package": package}))
        for one in ("sportco", "mayor", "cities", "union"):
            table.submit(read_action({"by": one, "do": "sign", "offer": "O1"}))
        table.submit(read_action({"by": "facilitator", "do": "end"}))
    return facts_of(read_transcript(path))


def test_who_was_outvoted_is_not_asked_why_it_went_on(tmp_path: Path) -> None:
    facts = harbour(tmp_path / "harbour.toml")
    asked = [one for stage in facts.guide for one in stage.prompts]
    (told,) = [one for one in asked if "ends below its walk-away" in one]
    assert told.startswith("Environmental League ends below its walk-away, by a deal that did not")


def test_points_of_many_delegations_stand_under_short_names(tmp_path: Path) -> None:
    facts = harbour(tmp_path / "harbour.toml")
    told = report_page(facts).partition("Who wanted what, in points</h3>")[2]
    assert '<th scope="col" class="num">Env</th>' in told
    assert "What each option is worth by itself. Options" in told


def test_the_improvement_list_and_the_questions_name_this_games_moments() -> None:
    facts = sample(PAPER)
    seen = [one.observed for one in facts.improvements]
    assert any("signed O4 although" in one for one in seen)
    assert any("worse off than without any deal" in one for one in seen)
    assert any("Beijing tabled no offer" in one for one in seen)
    asked = [one.text for one in facts.prompts]
    assert any("Pyongyang signed O4, worth 17.0 less" in one for one in asked)
    assert sum(stage.minutes for stage in facts.guide) == 20
    assert all(stage.prompts for stage in facts.guide)


def test_a_breach_is_told_wherever_it_matters(tmp_path: Path) -> None:
    facts = facts_of(played(tmp_path, wordy("Words.")))
    assert facts.overview.breaches == 1
    assert {t.issue: t.kept for t in facts.agreements[0].terms}["raids"] == "broken"
    assert facts.agreements[0].suspended
    assert any("broke its promise on Raids" in one.observed for one in facts.improvements)
    assert any(one.kind == "term.breached" for one in facts.moments)
    assert any(one.letter == "B" for one in facts.flags)
    assert facts.objectives[0].rating == 2.0
    assert any("Objective 1 was rated 2.0" in one.observed for one in facts.improvements)


def test_an_offer_that_lapsed_says_who_did_not_answer(tmp_path: Path) -> None:
    swap = {"treaty": "signed", "dam": "half", "raids": "stop"}
    moves = [*seated(), *advance(3), ("alfa", "offer", {"package": swap}), *advance(3)]
    offer = facts_of(played(tmp_path, moves)).offers[0]
    assert (offer.status, offer.unanswered) == ("lapsed", ("bravo",))


def test_a_counter_offer_is_an_answer(tmp_path: Path) -> None:
    swap = {"treaty": "signed", "dam": "half", "raids": "stop"}
    less = {**swap, "dam": "open"}
    moves = [
        *seated(),
        *advance(3),
        ("alfa", "offer", {"package": swap}),
        ("bravo", "offer", {"package": less, "reply_to": "O1"}),
        *advance(3),
    ]
    facts = facts_of(played(tmp_path, moves))
    first, second = facts.offers
    assert (first.status, dict(first.counters), first.unanswered) == ("lapsed", {"bravo": "O2"}, ())
    assert second.unanswered == ("alfa",)
    assert any("O2; left unanswered" in one.evidence for one in facts.improvements)
    assert "Bravo countered with O2" in report_markdown(facts)


@pytest.mark.parametrize(
    "moves", [[], seated(), [*seated(), *advance(3)], [*seated(), *advance(9)]]
)
def test_a_game_that_is_not_finished_reports_what_there_is(
    tmp_path: Path, moves: list[tuple[str, str, dict[str, object]]]
) -> None:
    facts = facts_of(played(tmp_path, moves))
    assert not facts.overview.ended
    assert facts.overview.ending == ""
    assert len(facts.outcome.scores) == 3
    assert facts.guide


def test_a_space_too_large_to_enumerate_is_said_so(tmp_path: Path) -> None:
    def more(place: int) -> dict[str, object]:
        points = ({"points": {"alfa": 1.0 * n}} if n else {} for n in range(20))
        options = [{"id": f"o{n}", "name": f"Option {n}", **own} for n, own in enumerate(points)]
        return {"id": f"extra-{place}", "name": f"Extra {place}", "by": [], "option": options}

    issues = [*document()["issue"], *(more(place) for place in range(5))]
    table = played(tmp_path, [*seated(), *advance(3)], issue=issues)
    facts = facts_of(table)
    assert "too many to enumerate" in str(facts.possible)
    assert not [one for one in facts.prompts if one.section == "left"]


def test_an_event_that_does_not_fit_is_named() -> None:
    table = read_transcript(PAPER)
    torn = [event for event in table.events if event.kind != "offer.tabled"]
    renumbered = [
        event.model_copy(update={"seq": number}) for number, event in enumerate(torn, start=1)
    ]
    with pytest.raises(TranscriptDamaged) as fault:
        walk(table.exercise, renumbered, table.rules, "torn.toml")
    assert fault.value.event is not None
    assert f"event {fault.value.event}" in fault.value.sentence


def test_the_guide_closes_with_the_last_text_question_put_to_everybody() -> None:
    assert sample(MIDDLE).guide[-1].prompts[0] == (
        "Which part of this bargain do you recognise in a conflict that you know better?"
    )


def test_a_range_lists_its_corner_at_the_status_quo_too(tmp_path: Path) -> None:
    exercise = with_price(
        "{ from = 0, to = 20, step = 1, status_quo = 5 }",
        "points = { baker = [[0, -10], [5, 0], [20, 40]], miller = [[0, 3], [5, 0], [20, -9]] }",
    )
    path = tmp_path / "game.toml"
    Table.create(exercise, where=path).close()
    facts = facts_of(read_transcript(path))
    shown = [one for one in facts.stakes if one.issue == "Price" and not one.status_quo]
    assert [(one.option, one.points["baker"]) for one in shown] == [
        ("0", -10),
        ("5", 0),
        ("20", 40),
    ]


def test_a_refusal_is_measured_against_what_stood_then(tmp_path: Path) -> None:
    """Who refuses less than it has already refuses no gain, though it is more than no deal."""
    path = tmp_path / "lake.toml"
    source = (LIBRARY / "lake-boats.toml").read_text(encoding="utf-8")
    nothing = {"aldra-brenn": "nothing", "aldra-corvey": "nothing", "brenn-corvey": "nothing"}
    moves: list[Move] = [
        *(
            ("facilitator", "assign", {"seat": one, "delegation": one, "name": one.title()})
            for one in ("aldra", "brenn", "corvey")
        ),
        *advance(3),
        ("aldra", "offer", {"to": "brenn", "package": {"line": "aldra-brenn", **nothing}}),
        ("brenn", "sign", {"offer": "O1"}),
        ("corvey", "offer", {"package": {"line": "all", **nothing}}),
        ("aldra", "reject", {"offer": "O2", "text": "We have more."}),
    ]
    with Table.create(source, where=path, clocks=False) as table:
        for by, do, fields in moves:
            table.submit(read_action({"by": by, "do": do, **fields}))
    facts = facts_of(read_transcript(path))
    told = [one.text for one in facts.prompts] + [one.observed for one in facts.improvements]
    assert not [one for one in told if "more to it than" in one]
