"""A log grows without being copied; two logs grown from the same one stay apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tabletop.play.parts.log import Log

words = st.lists(st.text(max_size=3), max_size=5)


@given(words, words, words)
def test_a_log_is_what_was_added_to_it_whatever_else_grew_from_it(
    first: list[str], one: list[str], other: list[str]
) -> None:
    log: Log[str] = Log(first)
    left, right = log.adding(*one), log.adding(*other)
    assert (list(log), list(left), list(right)) == (first, [*first, *one], [*first, *other])
    assert list(left.adding("x")) == [*first, *one, "x"]
    assert left == Log([*first, *one])
    assert list(reversed(right)) == [*first, *other][::-1]


def test_adding_the_very_same_again_copies_nothing() -> None:
    log: Log[object] = Log([object()])
    event = object()
    once, again = log.adding(event), log.adding(event)
    assert once == again
    assert once._entries is again._entries
