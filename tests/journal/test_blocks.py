"""Reading events block by block gives what tomllib gives, and refuses what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.files import parse_toml
from tabletop.journal import blocks
from tabletop.journal.blocks import read_events
from tabletop.journal.format import group_text
from tests.effort import seconds
from tests.journal.drawn import event, fields

# Plain lines, lines that look plain, and what may stand around them.
LINES = (
    "",
    "[[event]]",
    "[[ event ]]",
    "[event]",
    "[event.package]",
    "[event.a.b]",
    "[[event.ledger]]",
    "[event.ledger]",
    "[event.ledger.values]",
    "[event.ledger.a]",
    "[[event.ledger.values]]",
    "[[event.package]]",
    "values = 1",
    "[other]",
    "event.a = 1",
    "# saved to event 3",
    "# saved to event \x01",
    "# more",
    "a = 1",
    "b = 2 ",
    " c = 3",
    "b = true",
    "c = false",
    "package = 1",
    'package = "x"',
    "a = 01",
    "a = -0",
    "b = -0.0",
    "c = 1_000",
    "a = 1.50",
    "b = .5",
    "c = 1.",
    "a = 1e3",
    "b = inf",
    "c = 9223372036854775808123",
    "a = 2026-05-04",
    'a = "text"',
    'b = "tab\there"',
    'c = "del\x7f"',
    r'a = "\"quoted\" \\ \n\t\r\b\f"',
    r'b = "\u0041\U0001F54A"',
    r'c = "\ud800"',
    r'a = "\/"',
    r'b = "\x41"',
    r'c = "open',
    'a = "한반도 🕊 \u2028\x85"',
    "b = 'single'",
    'c = """',
    'a = """long"""',
    "a = []",
    "b = [",
    '    "one",',
    "    1,",
    '    "two"',
    "]",
    'c = ["one", "two"]',
    "ledger = [",
    "    { because = 'x', points = 1.0 },",
    '"quoted key" = 1',
    "한 = 1",
    "1 = 2",
    "- = 3",
    "a.b = 1",
    "a = 1\r",
    "\r",
    "a = ١",
    "a = 1 # why",
)


def read(loads: Callable[[str], dict[str, Any]], text: str) -> str:
    """Return the repr of what is read (which tells 1 from 1.0 and True), or the refusal."""
    try:
        return repr(loads(text))
    except (RecursionError, ValueError) as fault:
        return f"{type(fault).__name__}: {fault}"


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=12))
def test_any_lines_are_read_as_tomllib_reads_them(lines: Sequence[str]) -> None:
    text = "\n".join(["", "[[event]]", *lines, ""])
    assert read(read_events, text) == read(parse_toml, text)


@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(["", "\r", " ", "#", "\r\n"]))
def test_any_end_is_read_as_tomllib_reads_it(lines: Sequence[str], end: str) -> None:
    text = "\n".join(["", "[[event]]", *lines, end])
    assert read(read_events, text) == read(parse_toml, text)


@given(st.lists(st.sampled_from(LINES), max_size=12), st.integers(0, 60))
def test_any_lines_within_a_game_are_read_as_tomllib_reads_them(
    lines: Sequence[str], place: int
) -> None:
    whole = group_text([event(1, to=["usa", "rok"], package={"a": "b"}), event(2)]).split("\n")
    text = "\n".join([*whole[:place], *lines, *whole[place:]])
    assert read(read_events, text) == read(parse_toml, text)


@pytest.mark.slow
@given(st.lists(fields, min_size=1, max_size=4), st.data())
def test_any_cut_and_any_changed_letter_is_read_as_tomllib_reads_it(
    all_fields: list[dict[str, Any]], data: st.DataObject
) -> None:
    text = group_text([{"seq": seq, **one} for seq, one in enumerate(all_fields, start=1)])
    assert read(read_events, text) == read(parse_toml, text)
    at = data.draw(st.integers(0, len(text)))
    letter = data.draw(st.sampled_from(["", *'"\\[]=\n\t#{}.e0 ', "\n[[event]]\n"]))
    changed = text[:at] + letter + text[at + data.draw(st.integers(0, 1)) :]
    assert read(read_events, changed) == read(parse_toml, changed)


def test_text_that_looks_like_an_event_within_a_long_text_is_text() -> None:
    text = '\n[[event]]\nseq = 1\ntext = """\n[[event]]\nseq = 2\n"""\n'
    assert read_events(text) == {"event": [{"seq": 1, "text": "[[event]]\nseq = 2\n"}]}


@pytest.mark.parametrize("line", ['a = "{}\t"', "{} = .5", 'a = ["{}\t"]', "a = {}", "# {}"])
def test_a_long_line_that_is_not_plain_takes_no_longer_than_its_length(line: str) -> None:
    text = f"\n[[event]]\n{line.format('a' * 50_000)}\n"
    assert seconds(lambda: read(read_events, text)) < 2


def test_an_event_as_it_is_written_needs_no_other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    record = event(
        1, 'He said: "No."\n\\o/ 평화', to=["usa", "rok"], none=[], needed=2, share=-0.25
    )
    record |= {"public": False, "package": {"exercises": "all-halted", "form": "political"}}
    values = {"option": "all-halted", "share": 0.25, "delegations": ["usa", "rok"]}
    line = {"code": "theirs", "points": -4.0, "source": "exercises", "values": values}
    record |= {"ledger": [line, {"code": "walk-away", "points": 3.0}, line]}
    monkeypatch.delattr(blocks, "parse_toml")
    assert read_events(group_text([record])) == {"event": [record]}
