"""A game's summary for lists, from a quick look at its transcript: what is played, and how far it
has come.

A quick look is not a full read: it searches the text for a few lines and verifies nothing. That is
enough for a list of fifty games, and every list uses it: `tabletop list`, the start screen, the
games to compare in a replay.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from tabletop.errors import UnreadableInput
from tabletop.files import parse_toml, printable
from tabletop.journal.store import Store, TranscriptRef

_START = b"[transcript]"
_SAVED = b"\n# saved to event "
_BEGINNING = b"# saved to event 0\n"
_ROUND = re.compile(rb'^kind = "round\.opened"\nround = (\d{1,4})$', re.MULTILINE)
_PHASE = re.compile(rb'^kind = "phase\.opened"\nphase = "([a-z]{1,20})"$', re.MULTILINE)
# Not however many lines further on: a file of nothing but such beginnings would never be read.
_NAME = re.compile(
    rb'^kind = "seat\.assigned"\n(?:[a-z].*\n){0,9}?name = "([^"\\]{1,60})"$', re.MULTILINE
)
_ENDED = re.compile(rb'^kind = "exercise\.ended"$', re.MULTILINE)
_DEBRIEFED = re.compile(rb'^kind = "debrief\.opened"$', re.MULTILINE)
_EVENT = re.compile(rb"^\[\[event\]\]$", re.MULTILINE)


@dataclass(frozen=True)
class GameSummary:
    """A game as a list shows it. `round` is 0 before the first, `size` is in bytes.

    `ended` says that the exercise is over, `debriefed` that its debrief was opened too. A `fault`
    is why the transcript can't be read; then only its location is known.
    """

    ref: TranscriptRef
    exercise: str = ""
    title: str = ""
    day: str = ""
    round: int = 0
    phase: str = ""
    people: tuple[str, ...] = ()
    events: int = 0
    size: int = 0
    ended: bool = False
    debriefed: bool = False
    fault: str = ""

    @property
    def where(self) -> str:
        """Its address, by which it can be opened again."""
        return self.ref.where

    @property
    def standing(self) -> Literal["damaged", "playing", "ended", "over"]:
        """What can be done with it: nothing, resume, open its debrief, or view it again."""
        if self.fault:
            return "damaged"
        if not self.ended:
            return "playing"
        return "over" if self.debriefed else "ended"

    @property
    def told(self) -> str:
        """Say how far it went, in a few words; `fault` says why it can't be read."""
        match self.standing:
            case "damaged":
                return "can't be read"
            case "over":
                return "ended"
            case "ended":
                return "ended, its debrief is to come"
        return f"round {self.round}, {self.phase}" if self.round else self.phase


def summaries(store: Store, most: int | None = None) -> Iterator[GameSummary]:
    """Return the newest transcripts of a store (None: all), newest first; a bad one does not affect
    the others.
    """
    for name in store.names()[:most]:
        found = glance(TranscriptRef(store, name))
        if found is not None:
            yield found


def glance(ref: TranscriptRef) -> GameSummary | None:
    """Return a transcript's summary for a list; None for what is not one, or is gone."""
    try:
        return summary_of(ref, ref.content())
    except UnreadableInput as fault:
        return unreadable(ref, fault.sentence) if ref.exists() else None


def summary_of(ref: TranscriptRef, content: bytes) -> GameSummary | None:
    """Return a summary of a transcript's text; None when it is not a transcript."""
    size = len(content)
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.startswith(_START):
        return None
    # What follows the last whole group is being written, or was when the power went.
    head, found, events = content[: content.rfind(_SAVED) + 1].partition(_BEGINNING)
    try:
        header = parse_toml(head.decode("utf-8"))
        about = header["exercise"]
        title, exercise = str(about["title"]), str(about["id"])
        day = str(header["transcript"].get("created", ""))[:10]
    except (ValueError, LookupError, TypeError, AttributeError):
        found = b""
    if not found:
        fault = f"{ref.where}: the beginning of this transcript is damaged or incomplete"
        return unreadable(ref, fault, size)
    rounds = _ROUND.findall(events)
    phases = _PHASE.findall(events)
    names = [one.decode("utf-8", "replace") for one in _NAME.findall(events)]
    return GameSummary(
        ref=ref,
        exercise=exercise,
        title=title,
        day=day,
        round=int(rounds[-1]) if rounds else 0,
        phase=phases[-1].decode() if phases else "briefing",
        people=tuple(dict.fromkeys(names)),
        events=len(_EVENT.findall(events)),
        size=size,
        ended=_ENDED.search(events) is not None,
        debriefed=_DEBRIEFED.search(events) is not None,
    )


def unreadable(ref: TranscriptRef, fault: str, size: int = 0) -> GameSummary:
    """Return the summary of a transcript that can't be read."""
    return GameSummary(ref, title=ref.name, size=size, fault=printable(fault))


def checked(game: GameSummary) -> GameSummary:
    """Return the summary with what is wrong with its transcript, if that does not verify."""
    store, name = game.ref.store, game.ref.name
    try:
        stamp = store.changed(name)
    except UnreadableInput as fault:
        return replace(game, fault=fault.sentence)
    return replace(game, fault=_fault(store, name, stamp))


@lru_cache(maxsize=200)
def _fault(store: Store, name: str, _stamp: Hashable) -> str:
    """Return why a transcript does not verify, cached for as long as it stays the same."""
    try:
        store.read(name)
    except UnreadableInput as fault:
        return fault.sentence
    return ""
