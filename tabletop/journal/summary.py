"""A game as lists show it, told from a glance at its transcript: what is played, and how far.

A glance is not a reading: it looks for a few lines in the text and verifies nothing. That is enough
for a list of fifty games, and the same for every list: `tabletop list`, the start screen, the
games to put beside a replay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tabletop.files import parse_toml, printable

if TYPE_CHECKING:
    from tabletop.journal.store import TranscriptRef

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
    is why the transcript can't be read; then nothing else is known but where it is.
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
        """What people call it, and what opens it again."""
        return self.ref.where

    @property
    def standing(self) -> Literal["damaged", "playing", "ended", "over"]:
        """What can be done with it: nothing, go on, open its debrief, or look at it again."""
        if self.fault:
            return "damaged"
        if not self.ended:
            return "playing"
        return "over" if self.debriefed else "ended"

    @property
    def told(self) -> str:
        """How far it went, in a few words; why it can't be read is told by `fault`."""
        match self.standing:
            case "damaged":
                return "can't be read"
            case "over":
                return "ended"
            case "ended":
                return "ended, its debrief is to come"
        return f"round {self.round}, {self.phase}" if self.round else self.phase


def summary_of(ref: TranscriptRef, content: bytes) -> GameSummary | None:
    """What a glance at a transcript's text tells; None when it is no transcript."""
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
        fault = f"{ref.where}: the beginning of this transcript is damaged or not whole"
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
    """What is told of a transcript that can't be read."""
    return GameSummary(ref, title=ref.name, size=size, fault=printable(fault))
