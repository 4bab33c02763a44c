"""A class's tables compared: ranks, counts and patterns, computed by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabletop.referee.outcomes.yardstick import Yardstick
from tabletop.report.classroom.comparison import Comparison, compare, names_of
from tabletop.report.classroom.facts import FirstOffer, TableFacts
from tabletop.report.classroom.patterns import first_offer_led, patterns
from tabletop.report.classroom.wording import left
from tests.report.classes import deal, facts, four_tables, loaf, loaf_class

LOAF = Yardstick(loaf())


def compared(*tables: TableFacts) -> Comparison:
    return compare(loaf_class(*(tables or four_tables())), LOAF)


def test_places_are_by_surplus_among_those_who_played_the_same_delegation() -> None:
    found = compared(facts("a", 7, 9), facts("b", 3, 1), facts("c", 7, 4), facts("d", 0, 5))
    alfa = {row.name: row.places["alfa"] for row in found.rows}
    assert {name: one.rank for name, one in alfa.items()} == {"a": 1, "b": 3, "c": 1, "d": 4}
    assert alfa["a"].of == 4
    # Of three others two had less and one the same; one had less; none had.
    percentiles = {name: one.percentile for name, one in alfa.items()}
    assert percentiles == {
        "a": pytest.approx(250 / 3),
        "b": pytest.approx(100 / 3),
        "c": pytest.approx(250 / 3),
        "d": 0,
    }
    # Surpluses 5, 1, 5, -2: mean 2.25, sample deviation 3.4034.
    assert alfa["a"].z == pytest.approx(2.75 / 3.40343, abs=1e-4)
    assert alfa["d"].z == pytest.approx(-4.25 / 3.40343, abs=1e-4)


def test_what_an_inject_added_to_a_walk_away_is_nobodys_merit() -> None:
    lucky = facts("lucky", 6, 5)
    alfa, bravo = lucky.sides
    lucky = replace(lucky, sides=(replace(alfa, walk_away=5.0), bravo))
    found = compared(lucky, facts("other", 5, 5))
    assert [row.places["alfa"].rank for row in found.rows] == [2, 1]


def test_a_z_score_needs_three_tables_that_differ() -> None:
    two = compared(facts("a", 7, 9), facts("b", 3, 1))
    assert two.rows[0].places["alfa"].z is None
    same = compared(facts("a", 7, 9), facts("b", 7, 9), facts("c", 7, 9))
    assert {row.places["alfa"].z for row in same.rows} == {None}
    assert {row.places["alfa"].rank for row in same.rows} == {1}
    alone = compared(facts("a", 7, 9))
    assert alone.rows[0].places["alfa"].percentile is None


def test_terms_rounds_and_signatures_are_counted_over_agreements() -> None:
    found = compared()
    assert found.terms()["crust"] == {"kept": 1, "shared": 2}
    assert found.terms()["crumb"] == {"none": 1, "half": 1, "slice": 1}
    assert found.rounds() == {1: 2, 2: 1}
    assert found.signed() == {"alfa": 3, "bravo": 3}
    assert len(found.deals) == 3


def test_a_table_still_being_played_is_listed_and_counts_in_nothing() -> None:
    going = facts("going", 100, 100, ended=False, deal=deal(crust="shared"))
    fresh = facts("fresh", None, None, ended=False)
    found = compared(*four_tables(), going, fresh)
    assert [row.name for row in found.open] == ["going", "fresh"]
    assert found.spread("alfa") == compared().spread("alfa")
    assert found.terms() == compared().terms()
    assert not found.rows[-1].places
    assert found.rows[-1].measured is None


def test_who_is_below_the_walk_away_is_counted_by_delegation() -> None:
    found = compared(facts("a", 1, 9), facts("b", 2, 0.5), facts("c", 1.9, 1))
    assert (found.below("alfa"), found.below("bravo")) == (2, 1)


def test_quartiles_are_told_from_five_tables_on() -> None:
    few = compared().spread("alfa")
    assert few is not None and few.quartiles is None
    assert (few.lowest, few.middle, few.highest) == (2, 5, 7)
    more = compared(*(facts(f"t{n}", n, 1) for n in range(1, 6))).spread("alfa")
    assert more is not None and more.quartiles == (2, 4)


def test_the_same_agreement_at_several_tables_is_found() -> None:
    agreed = deal(crust="shared")
    found = compared(facts("a", 6, 2, deal=agreed), facts("b", 1, 1, deal=agreed), *four_tables())
    ((package, rows),) = found.packages()
    assert package["crust"] == "shared"
    assert [row.name for row in rows] == ["a", "b", "east"]


def test_what_was_left_is_one_sentence_with_the_changes_and_the_gains() -> None:
    north, east, _, west = compared().rows
    assert left(loaf(), north).startswith("Nothing: ")
    told = left(loaf(), east)
    assert told.startswith("2 packages would have given somebody more and nobody less")
    assert "add Crumb: half" in told
    assert told.endswith("That is Alfa +1.0, Bravo +7.0.")
    assert "add Crust: shared; add Crumb: half" in left(loaf(), west)


def test_an_agreement_that_was_not_kept_left_itself() -> None:
    told = compared(facts("a", 3, 3, deal=deal(crust="shared", crumb="half"))).rows[0]
    assert "what was agreed here, kept in full" in left(loaf(), told)


def test_patterns_count_tables_and_give_medians_of_what_they_reached() -> None:
    found = {one.question: one.parts for one in patterns(compared())}
    when = found["When was the first agreement?"]
    assert [(part.label, part.tables, part.deals) for part in when] == [
        ("round 1", 2, 2),
        ("round 2", 1, 1),
        ("never", 1, 0),
    ]
    shares = when[0].shares
    assert shares is not None
    assert shares.middle == pytest.approx((1 + 5 / 13) / 2)
    # Where all tables are alike there is no pattern.
    assert "Who made the first offer?" not in found
    assert "Was a word broken?" not in found


def test_halves_are_up_to_the_median_and_above_it() -> None:
    tables = [facts(f"t{n}", 5, 5, messages=n) for n in (1, 2, 3, 10, 20)]
    parts = {one.question: one.parts for one in patterns(compared(*tables))}
    assert [(one.label, one.tables) for one in parts["How many messages were sent?"]] == [
        ("1 to 3", 3),
        ("10 to 20", 2),
    ]


def test_first_offers_are_told_by_who_made_them() -> None:
    bravo = FirstOffer("bravo", 1, {"alfa": 1.0, "bravo": 7.0})
    found = compared(facts("a", 4, 3), facts("b", 6, 2), facts("c", 7, 9, first=bravo))
    own, others = first_offer_led(found)["alfa"]
    assert own is not None and others is not None
    assert (own.values, others.values) == ((4, 6), (7,))


def test_names_are_as_long_as_it_takes_to_tell_tables_apart() -> None:
    tables = [
        replace(facts("x", 1, 1), path="class/monday/table-1.toml"),
        replace(facts("x", 1, 1), path="class/tuesday/table-1.toml"),
    ]
    assert list(names_of(tables).values()) == ["monday/table-1", "tuesday/table-1"]
    assert list(names_of(tables[:1]).values()) == ["table-1"]
