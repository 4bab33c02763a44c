"""A paste is text: whatever it contains, and in however many pieces, it presses no key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from tabletop.text.pasting import LONGEST, KeyPresses, Pasted, Pieces

LINES = b"first line\rsecond line, a little longer\r"
ALPHABET = [b"a", b"\r", b"\x1b", b"[", b"2", b"0", b"1", b"~", b"\x1b[200~", b"\x1b[201~"]


def sorted_(*reads: bytes, apart: float = 0.01) -> list[KeyPresses | Pasted]:
    """Return what is made of reads that come so many seconds apart."""
    times = iter(range(10**9))
    clock = [0.0]
    pieces = Pieces(ANSI_SEQUENCES_KEYS, lambda: clock[0])
    found: list[KeyPresses | Pasted] = []
    for read in reads:
        clock[0] = next(times) * apart
        found += pieces.sort(read)
    return found


def test_what_a_hand_types_are_keys_however_many_come_at_once() -> None:
    typed = b"h\x1b[A\x1bOP\x1b[<0;3;4M" + "안녕".encode() + b"\r\x03\x1b"
    assert sorted_(typed) == [KeyPresses(typed, 9)]
    assert sorted_(b"short words\r") == [KeyPresses(b"short words\r", 12)]


def test_many_characters_in_one_read_are_a_paste_that_sends_nothing() -> None:
    assert sorted_(LINES) == [Pasted(LINES)]
    korean = "한국전쟁의 종전선언을 제안합니다. 모두 함께 서명합시다, 여러분!\r".encode()
    assert sorted_(korean) == [Pasted(korean)]
    assert sorted_(b"\x1b[A" + LINES + b"\x1b[B") == [
        KeyPresses(b"\x1b[A", 1),
        Pasted(LINES),
        KeyPresses(b"\x1b[B", 1),
    ]


def test_the_rest_of_a_paste_that_took_several_reads_sends_nothing_either() -> None:
    assert sorted_(LINES, b"end\r\r") == [Pasted(LINES), Pasted(b"end\r\r")]
    assert sorted_(LINES, b"end\r", apart=1) == [Pasted(LINES), KeyPresses(b"end\r", 4)]
    assert sorted_(LINES, b"\r") == [Pasted(LINES), KeyPresses(b"\r", 1)]


def test_what_a_terminal_would_obey_is_left_out_of_a_paste() -> None:
    pasted = b"\x1b[200~one \x1b[31mred\x1b[0m\x1b\x07 word\ttab\rline\x1b[201~\r"
    assert sorted_(pasted) == [Pasted(b"one red word\ttab\rline"), KeyPresses(b"\r", 1)]


@given(st.integers(1, 60), st.integers(1, 60))
def test_the_marks_of_a_paste_may_come_in_pieces(first: int, second: int) -> None:
    whole = b"\x1b[A\x1b[200~some \x1b\x1b[1mtext\x1b\x1b[201~\x1b[B\rx"
    cuts = sorted((first, second))
    found = sorted_(whole[: cuts[0]], whole[cuts[0] : cuts[1]], whole[cuts[1] :])
    assert [one for one in found if isinstance(one, Pasted)] == [Pasted(b"some text")]
    keys = b"".join(one.data for one in found if isinstance(one, KeyPresses))
    # A lone escape is a key at once; whoever reads keys takes it back when a paste follows.
    assert keys in (b"\x1b[A\x1b[B\rx", b"\x1b[A\x1b\x1b[B\rx")


@given(st.lists(st.lists(st.sampled_from(ALPHABET)).map(b"".join)))
def test_no_reads_make_keys_of_the_mark_of_a_paste_or_a_paste_of_an_escape(
    reads: list[bytes],
) -> None:
    keys = b""
    for one in sorted_(*reads):
        if isinstance(one, Pasted):
            assert b"\x1b" not in one.data
            keys = b""
        else:
            keys += one.data
            assert b"\x1b[200~" not in keys


def test_a_paste_that_nobody_ends_is_cut_and_keys_work_again() -> None:
    found = sorted_(b"\x1b[200~" + b"x" * LONGEST, b"y" * 5, b"\x1b[A", apart=1)
    assert found == [Pasted(b"x" * LONGEST), KeyPresses(b"y" * 5, 5), KeyPresses(b"\x1b[A", 1)]


@pytest.mark.parametrize(
    "sequence",
    [
        b"\x1b[" + b"1;" * 30_000 + b"m",
        b"\x1b[1;1;1m",
        b"\x1b[99999999999u",
        b"\x1b[97;1;97:98:99:100u",
        b"\x1b[48;24;80;1;1t",
        b"\x1b[?2026;2$y",
        b"\x1b[" + b" " * 100 + b"A",
    ],
)
def test_a_sequence_that_no_key_sends_presses_nothing_and_costs_what_its_length_does(
    sequence: bytes,
) -> None:
    found = sorted_(sequence)
    assert [one for one in found if not isinstance(one, KeyPresses) or one.data] == []
    assert sum(one.count for one in found if isinstance(one, KeyPresses)) >= len(sequence) / 40


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.from_regex(rb"\x1b\[[0-?]{0,40}[ -/]{0,3}[@-~]", fullmatch=True),
            st.from_regex(rb"\x1b\[<?[0-9;:]{0,12}[A-Za-z~]", fullmatch=True),
        ),
        max_size=8,
    )
)
def test_no_bytes_become_more_keys_than_they_were_counted_for(parts: list[bytes]) -> None:
    read = b"".join(parts)
    counted = sum(
        3 * one.count if isinstance(one, KeyPresses) else 1 + len(one.data) for one in sorted_(read)
    )
    parser = XTermParser()
    became = 0
    for piece in sorted_(read):
        if isinstance(piece, KeyPresses):
            became += len(list(parser.feed(piece.data.decode("utf-8", "replace"))))
    became += len(list(parser.tick()))
    assert became <= counted


@given(st.binary(max_size=80))
def test_keys_one_by_one_are_the_same_bytes(data: bytes) -> None:
    for piece in Pieces(ANSI_SEQUENCES_KEYS).sort(data):
        if isinstance(piece, KeyPresses):
            assert b"".join(piece.each()) == piece.data
