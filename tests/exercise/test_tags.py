"""Delegations without a short name get one in narrow columns that tells them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tabletop.exercise.model import Exercise
from tabletop.exercise.tags import LONGEST, tags_of
from tests.play.market import market

NAMES = st.text(st.sampled_from("the Aa bBé국 '*"), min_size=1, max_size=12)


def made(*names: str) -> tuple[str, ...]:
    return tags_of([("", name) for name in names])


def test_an_article_is_not_what_a_name_is_called_by() -> None:
    assert made("The Coalition", "the Council", "La Junta") == ("Coal", "Coun", "Junt")
    assert made("The", "A") == ("The", "A"), "a name may be nothing else"


def test_names_that_begin_alike_are_told_apart_by_initials_or_a_number() -> None:
    assert made("United States", "United Kingdom") == ("US", "UK")
    assert made("Millers", "Milliners") == ("Mill", "Mil2")


def test_a_short_name_that_was_given_stays() -> None:
    assert tags_of([("", "Upper Town"), ("Uppe", "Upstream")]) == ("UT", "Uppe")


@given(st.lists(st.tuples(st.just("") | NAMES.map(lambda one: one[:LONGEST]), NAMES), max_size=8))
def test_no_name_that_was_made_is_anybody_elses(named: list[tuple[str, str]]) -> None:
    tags = tags_of(named)
    for at, ((given_one, _), tag) in enumerate(zip(named, tags, strict=True)):
        assert tag
        assert tag == given_one or tag not in (*tags[:at], *tags[at + 1 :])
        assert len(tag) <= LONGEST


def test_an_exercise_has_them_for_its_delegations() -> None:
    document = market()
    for one, name in zip(document["delegation"], ("The Baker", "The Miller"), strict=False):
        one.update(name=name)
        one.pop("short", None)
    tags = [one.tag for one in Exercise.model_validate(document).delegations]
    assert tags[:2] == ["Bake", "Mill"]
