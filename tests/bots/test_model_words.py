"""A language model may word what a stand-in says; whatever it does costs words, never a turn."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tabletop.bots.model_words import KEY, MARK, ModelWords
from tabletop.bots.wording import MOST
from tabletop.errors import UnreadableInput
from tabletop.play import actions as a
from tabletop.play.rules.speech import typed
from tests.bots.model_server import Answers, endless, model_at, raw, saying, silent

PLAIN = "We could accept O3 if it came with “half open” on Dam."
NAMES = {"alfa": "Alfa", "bravo": "Bravo"}
OFFER = a.TableOffer(by="alfa", to=("bravo",), package={"dam": "half"}, text=PLAIN)
GOOD = "Add “half open” on Dam to O3, and you have our signature."


async def worded(answers: Answers, move: a.AnyAction = OFFER, seconds: float = 4.0) -> a.AnyAction:
    async with model_at(answers) as (address, _):
        words = ModelWords(address, seconds=seconds)
        try:
            return await words.worded(move, NAMES)
        finally:
            await words.close()


async def test_its_words_take_the_sentence_s_place_marked_and_the_move_stays() -> None:
    move = await worded(saying(f'"{GOOD}"'))
    assert move == OFFER.model_copy(update={"text": GOOD + MARK})


async def test_it_is_told_the_sentence_and_who_says_it_to_whom_and_nothing_else() -> None:
    async with model_at(saying(GOOD)) as (address, asked):
        words = ModelWords(address, "tiny", key="s3cret")
        await words.worded(OFFER, NAMES)
        await words.close()
    (one,) = asked
    assert one["headers"]["Authorization"] == "Bearer s3cret"
    assert "Cookie" not in one["headers"]
    assert one["body"]["model"] == "tiny"
    _, user = one["body"]["messages"]
    assert json.loads(user["content"]) == {"speaker": "Alfa", "to": "Bravo", "sentence": PLAIN}


@pytest.mark.parametrize(
    "answers",
    [
        raw(b"no json"),
        raw(b"\xff\xfe"),
        raw(b"[" * 60_000),
        raw(b"{}"),
        raw(b'{"choices": []}'),
        raw(b"null"),
        raw(b'{"error": "s3cret"}', status=500),
        raw(b"", 302, {"Location": "http://127.0.0.1:1/"}),
        raw(b"x" * 1_000_000),
        raw(b"\x1f\x8b\x08", 200, {"Content-Encoding": "gzip"}),
        endless,
        saying(None),
        saying(["half open"]),
        saying(""),
        saying(" \n\t "),
        saying("Whatever you like."),
        saying("\x1b[2J\x07\u202e"),
    ],
    ids=[
        *("no json", "no text", "deep", "empty object", "no choices", "null", "status 500"),
        *("redirect", "a megabyte", "gzip", "endless", "none", "a list", "empty", "blank"),
        *("other facts", "escapes alone"),
    ],
)
async def test_a_wrong_answer_leaves_the_plain_sentence(answers: Answers) -> None:
    assert await worded(answers) == OFFER


@pytest.mark.parametrize("answers", [silent])
async def test_a_silent_server_is_not_waited_for(answers: Answers) -> None:
    assert await worded(answers, seconds=0.2) == OFFER


async def test_a_server_that_is_not_there_leaves_the_plain_sentence() -> None:
    async with model_at(silent) as (address, _):
        pass
    words = ModelWords(address)
    assert await words.worded(OFFER, NAMES) == OFFER
    await words.close()


@pytest.mark.parametrize(
    "hostile",
    [
        f"\x1b[31m{GOOD}\x1b]0;x\x07",
        f"\u202e{GOOD}\u2066",
        GOOD + "\n" * 100_000 + "=cmd()",
        GOOD + " more" * 200_000,
        f"{GOOD} <script>alert(1)</script> [b]bold[/b] \ud800 e\u0301" + "\u0301" * 900,
    ],
    ids=["escapes", "reordering", "newlines", "a megabyte", "markup"],
)
async def test_hostile_words_are_one_short_line_that_a_transcript_takes(hostile: str) -> None:
    move: Any = await worded(saying(hostile))
    assert move.text == PLAIN or move.text.endswith(MARK)
    assert "\n" not in move.text
    assert len(move.text) <= MOST + len(MARK)
    assert typed(move.text) == move.text


async def test_after_some_failures_it_is_left_alone_for_a_while() -> None:
    time = [0.0]
    async with model_at(raw(b"", status=500)) as (address, asked):
        words = ModelWords(address, now=lambda: time[0])
        for _ in range(5):
            await words.worded(OFFER, NAMES)
        assert len(asked) == 3
        time[0] = 61.0
        await words.worded(OFFER, NAMES)
        assert len(asked) == 4
        await words.close()


@pytest.mark.parametrize("move", [a.Ready(by="alfa"), a.SendMessage(by="alfa", text=" ")])
async def test_what_says_nothing_is_not_worded(move: a.AnyAction) -> None:
    async with model_at(saying(GOOD)) as (address, asked):
        words = ModelWords(address)
        assert await words.worded(move, NAMES) == move
        await words.close()
    assert not asked


@pytest.mark.parametrize(
    "address",
    ["", "localhost:80", "ftp://a/v1", "http://", "http://a:99999/", "file:///etc/passwd", "\x1b"],
)
def test_what_is_no_address_is_told_with_an_example(address: str) -> None:
    with pytest.raises(UnreadableInput, match=r"such as http://127\.0\.0\.1:8080/v1"):
        ModelWords(address)


def test_a_key_comes_from_the_environment_and_not_in_the_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(UnreadableInput, match=KEY):
        ModelWords("https://me:s3cret@host/v1")
    monkeypatch.setenv(KEY, "s3cret")
    assert "s3cret" not in repr(vars(ModelWords("https://host/v1")) | {"_key": ""})
    assert (
        ModelWords("https://host/v1/chat/completions").address
        == ModelWords("https://host/v1/").address
    )
