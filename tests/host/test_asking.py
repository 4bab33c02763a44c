"""Questions in plain text: what is typed is edited, and nothing typed does anything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.host.admission.arriving import SeatQuestion, where, who
from tabletop.host.admission.lobby import DelegationOpening, EmptySeat, Opening
from tabletop.host.admission.seat_request import SeatRequest
from tabletop.host.ssh.asking import LONGEST, Asking
from tabletop.host.terminal.colours import all_colours, in_256
from tests.host.far import PATIENCE


async def answered(*typed: bytes) -> tuple[str | None, str]:
    shown: list[str] = []
    asking = Asking(shown.append)
    waiting = asyncio.ensure_future(asking.ask("Name: "))
    await asyncio.sleep(0)
    for one in typed:
        asking.feed(one)
    async with asyncio.timeout(PATIENCE):
        return await waiting, "".join(shown)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (b" Anna \r", "Anna"),
        ("지민".encode() + b"\x7f\r", "지"),
        (b"Bob\x15Anna\n", "Anna"),
        (b"\x1b[A\x1bOPAn\x1b[<0;3;4Mna\x1b[200~!\x1b[201~\r", "Anna!"),
        (b"A\x00\x07\x9b\xff\xfena\r", "Ana"),
        (b"x" * 500 + b"\r", "x" * LONGEST),
        (b"\x03", None),
        (b"half\x04", None),
    ],
)
async def test_an_answer_is_what_was_typed_and_edited(typed: bytes, answer: str | None) -> None:
    assert (await answered(typed))[0] == answer
    assert (await answered(*(typed[at : at + 1] for at in range(len(typed)))))[0] == answer


async def test_answers_may_be_typed_ahead_but_not_without_end() -> None:
    asking = Asking(lambda text: None)
    asking.feed(b"one\r" * 1_000)
    answers = [await asking.ask("") for _ in range(8)]
    assert answers == ["one"] * 8
    assert not asking._lines


@given(st.binary(max_size=200))
def test_nothing_typed_comes_back_as_a_command_to_the_terminal(typed: bytes) -> None:
    _, shown = asyncio.run(answered(typed.replace(b"\x03", b"").replace(b"\x04", b"") + b"\r"))
    left = shown.replace("\r\x1b[K", "").replace("\r\n", "")
    assert left.isprintable()


def _party(id: str, *people: str, headless: bool = False) -> DelegationOpening:
    return DelegationOpening(id, id.title(), id.upper()[:2], people, headless)


_BEN = EmptySeat("lower-2", "Ben", "lower", "member")
ONE = Opening("1", (_party("upper", "Anna\x1b[2J"), _party("lower")), ())
TWO = Opening(
    "2", (_party("upper"), _party("lower")), (EmptySeat("lower-2", "Ben", "lower", "member"),)
)

Asked = Generator[SeatQuestion, str, Any]


def told(conversation: Asked, *answers: str) -> tuple[Any, str]:
    """Return the result of a conversation with these answers, and everything it printed."""
    said = []
    try:
        question = next(conversation)
        for one in answers:
            said += [*question.said, question.prompt]
            question = conversation.send(one)
    except StopIteration as over:
        return over.value, "\n".join(said)
    raise AssertionError(f"it asks on: {question}")


@pytest.mark.parametrize(
    ("answers", "wish"),
    [
        (("",), SeatRequest("Eva")),
        (("2", ""), SeatRequest("Eva", "2")),
        (("table 2", "lower"), SeatRequest("Eva", "2", "lower", "head")),
        (("7", "1", "UP"), SeatRequest("Eva", "1", "upper")),
        (("2", "99", "0", "2"), SeatRequest("Eva", "2", "lower", "head")),
        (("2", "3"), SeatRequest("Eva", "2", role="observer")),
        (("2", "4"), SeatRequest("Eva", "2", seat="lower-2")),
    ],
)
def test_a_wish_is_asked_for_step_by_step(answers: tuple[str, ...], wish: SeatRequest) -> None:
    assert told(where(lambda: (ONE, TWO), "Eva"), *answers)[0] == wish


def test_at_the_only_table_there_is_one_question_less() -> None:
    assert told(where(lambda: (TWO,), "Eva"), "")[0] == SeatRequest("Eva")
    assert told(where(lambda: (TWO,), "Eva"), "1")[0] == SeatRequest("Eva", "2", "upper", "head")


@pytest.mark.parametrize("tables", [1, 2])
def test_who_has_the_name_of_somebody_away_is_told_how_to_come_back(tables: int) -> None:
    away = replace(TWO, away=(EmptySeat("lower-2", "Anna (2)", "lower", "member"),))
    among = (away,) if tables == 1 else (ONE, away)
    _, said = told(where(lambda: among, "ANNA"), "")
    assert "Anna (2) has a seat already (Lower, table 2), and is not here just now." in said
    assert "return code" in said
    assert "has a seat already" not in told(where(lambda: among, "Ann"), "")[1]


def test_each_list_is_of_the_moment_it_is_shown() -> None:
    then = (ONE, Opening("2", (_party("upper"), _party("lower")), ()))
    now = (ONE, Opening("2", (_party("upper", "Anna"), _party("lower")), ()))
    looks = iter((then, now))
    wish, said = told(where(lambda: next(looks), "Eva"), "2", "1")
    assert said.count("UP -") == 1
    assert "Upper                   Anna" in said
    # Anna heads it, so Eva asks only to join her.
    assert wish == SeatRequest("Eva", "2", "upper")


def test_names_of_others_are_harmless_where_they_are_shown() -> None:
    _, said = told(where(lambda: (ONE, TWO), "Eva"), "1", "nobody\x1b[2J", "")
    assert "Anna" in said
    assert "\x1b" not in said


def test_a_name_is_asked_for_until_there_is_one() -> None:
    assert told(who(), "", "x" * 50, " Anna  B ")[0] == "Anna B"
    name, said = told(who("\u3164"), "-", "Anna")
    assert name == "Anna" and "at least one letter" in said
    assert told(who("Anna"))[0] == "Anna"


Colour = Callable[[bytes], bytes]


def test_colours_become_the_nearest_of_256_and_text_stays_as_it_is() -> None:
    painted = b"\x1b[1;38;2;127;180;232;48;2;17;22;29mold 38;2;1;2;3 text\x1b[0m"
    assert in_256(painted) == b"\x1b[1;38;5;110;48;5;233mold 38;2;1;2;3 text\x1b[0m"
    assert in_256(in_256(painted)) == in_256(painted)


def test_only_a_terminal_that_says_so_gets_every_colour() -> None:
    assert not all_colours("xterm-256color", {})
    assert all_colours("xterm-256color", {"COLORTERM": "truecolor"})
    assert all_colours("xterm-kitty", {})
