"""Words by a language model: optional, off, and never more than words.

The facilitator gives the address of a server that speaks the `chat/completions` of OpenAI's API,
which most do that run models of one's own; none is built in. It is told the sentence that a
stand-in would say anyway, who says it and to whom, and nothing else of the game. What it answers
is a stranger's text: bounded, cleaned, and left out if it is late, wrong or does not say the same;
then the plain sentence stands. The move is the strategy's own in any case.

`aiohttp` because the host has it already, it bounds time and size, and it does not wait in a thread
(`httpx` would be a second library for the same). OpenAI's own client follows redirects and retries,
and wants an account.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tabletop.bots.wording import MOST
from tabletop.errors import UnreadableInput
from tabletop.play import actions as a
from tabletop.text.safe import CUT, MISSING, one_line

_LOG = logging.getLogger(__name__)

KEY = "TABLETOP_WORDS_KEY"
"""The environment variable with the key that a server may ask for."""
MARK = " [worded by a language model]"
"""Follows all words of a model, wherever they are read: it is part of the transcript's text."""
SECONDS = 4.0
"""How long an answer is waited for."""
_MOST_BYTES = 65_536
_MOST_FAILED = 3
"""After so many failures in a row it is not asked for a while, so that no move waits in vain."""
_REST = 60.0
"""Seconds of that while."""
_TASK = (
    "You word what one delegation says to others in a negotiation exercise. You get who speaks, to "
    "whom, and a sentence. Say the same in one or two sentences of at most {most} characters, in "
    "the voice of the speaker. Add no offer, promise, condition, number or name that is not in the "
    "sentence. Keep what stands in “ ” and names such as O3 word for word. Answer with the words "
    "alone."
)
_KEPT = re.compile(r"“[^”]*”|\b[OAVM]\d+\b")
"""What the words of a model must contain if the sentence does: options, and ids of offers."""


class ModelWords:
    """Words by the model at an address. Close it when the tables close."""

    def __init__(
        self,
        address: str,
        model: str = "",
        *,
        key: str | None = None,
        seconds: float = SECONDS,
        now: Callable[[], float] = monotonic,
    ) -> None:
        """`key` is that of the environment by default. Raises `UnreadableInput` for what is no
        address.
        """
        self.address = _endpoint(address)
        self._model = model
        self._key = os.environ.get(KEY, "") if key is None else key
        self._seconds = seconds
        self._now = now
        self._session: aiohttp.ClientSession | None = None
        self._failed = 0
        self._rests_until = 0.0

    async def worded(self, move: a.AnyAction, names: Mapping[str, str]) -> a.AnyAction:
        """Return a stand-in's move with its words as the model says them, or the move as it is.

        `names` are those of the delegations, by their ids and, for the speaker, its seat's. Never
        raises for what a server does.
        """
        if not isinstance(move, _WITH_WORDS) or not move.text.strip():
            return move
        if self._now() < self._rests_until:
            return move
        said = await self._said(move.text, names.get(move.by, move.by), _to(move, names))
        return move if said is None else move.model_copy(update={"text": said})

    async def close(self) -> None:
        """Let go of its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _said(self, sentence: str, speaker: str, to: str) -> str | None:
        try:
            words = _words_in(await self._asked(sentence, speaker, to))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, RecursionError) as fault:
            # Neither the key nor what a stranger says about it is for the log.
            _LOG.warning("no words by the language model (%s)", type(fault).__name__)
            self._fail()
            return None
        self._failed = 0
        return _fitting(words, sentence)

    def _fail(self) -> None:
        self._failed += 1
        if self._failed >= _MOST_FAILED:
            self._failed, self._rests_until = 0, self._now() + _REST

    async def _asked(self, sentence: str, speaker: str, to: str) -> bytes:
        if self._session is None:
            # No cookies, proxies or accounts of the system's: nothing that was not given here.
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._seconds),
                connector=aiohttp.TCPConnector(limit=4),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            )
        told = json.dumps({"speaker": speaker, "to": to, "sentence": sentence}, ensure_ascii=False)
        asked: dict[str, Any] = {
            "messages": [
                {"role": "system", "content": _TASK.format(most=MOST)},
                {"role": "user", "content": told},
            ],
            "max_tokens": 200,
            "stream": False,
        }
        if self._model:
            asked["model"] = self._model
        headers = {"Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        async with self._session.post(
            self.address, json=asked, headers=headers, allow_redirects=False
        ) as answer:
            if answer.status != 200:
                raise ValueError(f"status {answer.status}")
            found = bytearray()
            async for part in answer.content.iter_chunked(8_192):
                found += part
                if len(found) > _MOST_BYTES:
                    raise ValueError("too long")
            return bytes(found)


_WITH_WORDS = (
    a.SendMessage,
    a.MakeStatement,
    a.TableOffer,
    a.RejectOffer,
    a.MakeGesture,
    a.Decide,
)
"""The moves with which a stand-in says something."""


def _endpoint(address: str) -> str:
    """Return where to ask, of the address as servers tell it: https://host/v1."""
    parts = urlsplit(address.strip())
    try:
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.query or parts.fragment:
        raise UnreadableInput(
            f"'{one_line(address)[:80]}' is no address of a language model; give one such as "
            "http://127.0.0.1:8080/v1"
        )
    if parts.username is not None or parts.password is not None:
        raise UnreadableInput(
            f"an address with a name or password in it can be read by others; put the key into "
            f"the environment variable {KEY}"
        )
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return parts._replace(path=path).geturl()


def _to(move: a.AnyAction, names: Mapping[str, str]) -> str:
    """Return whom a move's words are for."""
    to = move.to if isinstance(move, a.SendMessage | a.TableOffer) else "all"
    if to == "all":
        return "everybody"
    return ", ".join(names.get(one, one) for one in ((to,) if isinstance(to, str) else to))


def _words_in(answer: bytes) -> str:
    """Return the words in an answer. Raises `ValueError` for one of another shape."""
    told = json.loads(answer)
    try:
        words = told["choices"][0]["message"]["content"]
    except (TypeError, LookupError):
        raise ValueError("another shape") from None
    if not isinstance(words, str):
        raise ValueError("no words")
    return words


def _fitting(words: str, sentence: str) -> str | None:
    """Return the words as they may stand in a transcript, marked; None for some that do not say
    what the sentence does.
    """
    # The most that is looked at: a flood is cut before it is cleaned.
    said = one_line(words[: 4 * MOST].replace(MISSING, " ")).replace(MISSING, "").strip(' "')
    said = " ".join(said.split())
    if not said or any(one not in said for one in _KEPT.findall(sentence)):
        return None
    return (said if len(said) <= MOST else f"{said[: MOST - 1]}{CUT}") + MARK
