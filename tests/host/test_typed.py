"""A joined terminal keeps typed text until its host has confirmed it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.client.status import held_line, late_line, lost_lines
from tabletop.client.typed import MOST_KEPT, NotKept, Typed
from tabletop.text.safe import width


def back(typed: Typed, count: int, *, known: bool = True, field: int = 1) -> None:
    """Reconnect, and settle on the new connection."""
    typed.recall(count, known)
    typed.write_in(field)
    typed.paint()
    typed.settle()


def sent(typed: Typed) -> bytes:
    found = b""
    while (data := typed.next()) is not None:
        found += data
    return found


@pytest.fixture
def typed() -> Typed:
    """The keys of somebody who writes in a field and whose connection was just lost."""
    one = Typed()
    one.lose()
    back(one, 0, known=False)
    one.lose()
    return one


STEPS = st.lists(st.sampled_from(["type", "send", "take", "confirm", "lose"]), max_size=60)


@given(STEPS)
def test_however_lines_break_every_key_arrives_once_and_in_order(steps: list[str]) -> None:
    typed = Typed()
    typed.lose()
    back(typed, 0, known=False)
    written, taken, way, count = b"", b"", list[bytes](), 0
    for at, step in enumerate(steps):
        match step:
            case "type":
                key = bytes([ord("a") + at % 26])
                typed.type(key)
                written += key
            case "send" if (data := typed.next()) is not None:
                way.append(data)
            case "take" if way:
                taken += way.pop(0)
                count += 1
            case "confirm":
                typed.confirm(count)
            case "lose":
                # What is on its way is gone with the line.
                way.clear()
                typed.lose()
                typed.type(b"!")
                written += b"!"
                back(typed, count)
    way.clear()
    typed.lose()
    back(typed, count)
    assert taken + sent(typed) == written


def test_keys_are_counted_as_they_were_pressed(typed: Typed) -> None:
    for data in ("é지", "\x1b[D\x1bOP", "\x7f", "\x1b[200~two\x1b[201~"):
        typed.type(data.encode())
    assert typed.keys == 2 + 2 + 1 + 3
    assert typed.words == "étwo"


def test_a_click_belongs_to_the_screen_that_was_there(typed: Typed) -> None:
    typed.type(b"a\x1b[<0;5;5M\x1b[<0;5;5mb")
    back(typed, 0)
    assert sent(typed) == b"ab"


def test_no_more_is_kept_than_has_room(typed: Typed) -> None:
    typed.type(b"x" * MOST_KEPT)
    with pytest.raises(NotKept, match="No more is kept"):
        typed.type(b"y")
    back(typed, 0)
    assert sent(typed) == b"x" * MOST_KEPT


def test_where_nothing_is_written_keys_go_nowhere() -> None:
    typed = Typed()
    typed.lose()
    back(typed, 0, known=False, field=0)
    typed.lose()
    with pytest.raises(NotKept, match="not sent"):
        typed.type(b"\x1bOP")


def test_what_a_host_begun_anew_may_have_taken_is_held(typed: Typed) -> None:
    back(typed, 0)
    typed.type(b"old")
    assert typed.next() == b"old"
    typed.lose()
    typed.type(b"new\r")
    back(typed, 0, known=False)
    assert (sent(typed), typed.held) == (b"new\r", "old")
    typed.put_held()
    assert (sent(typed), typed.held) == (b"old", "")


def test_what_ends_a_line_puts_no_held_words_into_the_world(typed: Typed) -> None:
    typed.type(b"for Ben\r")
    back(typed, 0, field=2)
    assert (sent(typed), typed.held) == (b"", "for Ben⏎")
    typed.put_held()
    assert sent(typed) == b"for Ben"


@pytest.mark.parametrize("refused", ["", "No more is kept for now"])
def test_what_is_said_of_it_fits_eighty_columns(typed: Typed, refused: str) -> None:
    for words in (b"", b"word", b" word" * 300):
        if words:
            typed.type(words)
        said = lost_lines("The connection is lost.", refused, typed, 80)
        if typed.keys:
            said += late_line(refused, typed, 80)
        assert max(map(width, said)) <= 80, said
    back(typed, 0, field=2)
    (line,) = held_line(typed, 80)
    assert width(line) <= 80


def test_of_many_words_the_end_is_shown(typed: Typed) -> None:
    typed.type(b"first " + b"and " * 90 + b"last")
    shown, _ = lost_lines("The connection is lost.", "", typed, 80)
    assert shown.startswith("Kept: …")
    assert shown.endswith("and last")
