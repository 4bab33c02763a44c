"""What every kind of event declares of itself. Closed unless opened: nothing has a default."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tabletop.exercise.model import Exercise
from tabletop.play import naming
from tabletop.play.events import Event
from tabletop.play.lines import Cause, LedgerLine
from tabletop.play.reader import Reader
from tabletop.play.state import Stage

Fields = Mapping[str, object]
"""Fields of an event with what they hold instead."""
NOTHING: Fields = {}
WITHHELD = "[withheld]"
"""What stands where private words were."""

Group = Literal[
    "offers",
    "agreements and acts",
    "words",
    "injects",
    "rulings",
    "course",
    "notes and answers",
]
"""What one can filter a past game by."""
Mark = Literal["breach", "agreement", "performed", "inject", "offer"]
"""What a timeline marks, the weightiest first."""
DeedTold = Literal[
    "agreed",
    "gesture",
    "performed",
    "BREACHED",
    "suspended",
    "not due",
    "lapsed",
    "adjusted",
]
"""What a ruling's page lists of its round, in this order."""

TurnKind = Literal[
    "agreement",
    "breach",
    "performed",
    "gesture",
    "inject",
    "adjustment",
    "round",
    "climate",
]
"""Turns of a game; what one move brought about is remembered by the first of these."""


class Redaction(Protocol):
    """How a game is told without its people (see `report.redact`)."""

    def unnamed(self, text: str) -> str:
        """A typed text with pseudonyms for names."""

    def seat(self, id: str) -> str:
        """A seat's id, or another for one that might be a name."""

    def person(self, seat: str, name: str) -> str:
        """The pseudonym of a person at a seat; empty for an empty name."""

    def shared(self, offer: str) -> bool:
        """Whether an offer's words were for everybody."""

    def ledger(self, lines: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
        """A score's lines with pseudonyms in a facilitator's reasons."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What sentences are made with; `people` names who has which seat (see `naming.called`)."""

    exercise: Exercise
    people: Mapping[str, str]

    def name(self, id: str | None) -> str:
        return naming.name(self.exercise, id)

    def names(self, ids: tuple[str, ...]) -> str:
        return naming.names(self.exercise, ids)

    def listed(self, ids: Sequence[str]) -> str:
        """Names with "and" before the last."""
        found = [self.name(one) for one in ids]
        return " and ".join(", ".join(part) for part in (found[:-1], found[-1:]) if part)

    def issue(self, id: str) -> str:
        return self.exercise.issue_by_id[id].name

    def option(self, choice: str, option: str) -> str:
        return naming.option_name(self.exercise, choice, option)

    def speaker(self, delegation: str | None, by: str) -> str:
        """A delegation that speaks, or else the person at a seat."""
        return self.name(delegation) if delegation else self.people.get(by) or self.name(by)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An event that the facilitator took back, for those who do not read everything.

    `fields` are left empty in it: what anybody wrote, proposed or agreed. `what` it was, in words.
    """

    fields: Fields
    what: Callable[[Telling], str]


@dataclass(frozen=True, slots=True)
class Showing:
    """Where timelines, lists and charts put a kind of event.

    `faint`: it runs the table, and a list shows it so. `report`: whether the report's timeline
    leaves it out, or tells it as something said or as something done. `flag`: its letter in charts
    over time, empty for none. `deed`: what a ruling's page lists it as. `about`: the id of what the
    event is about. `round`, `stage`: what it opens.
    """

    group: Group
    report: Literal["left out", "said", "done"]
    mark: Mark | None = None
    faint: bool = False
    flag: str = ""
    deed: DeedTold | None = None
    about: str | None = None
    round: int | None = None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that somebody chose: how they were said, and they themselves (empty for none)."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """How a kind that can change what the table is worth to somebody is told as a turn of the game.

    `title` heads what one move brought about, given all its events of this kind and the round.
    """

    kind: TurnKind
    title: Callable[[Telling, Sequence[Event], int], str]


@dataclass(frozen=True, slots=True)
class Weather:
    """How it is told that trust or tension changed by more than the event's own lines say.

    `cause` tells it whole, None where the lines do; `shown` tells it to everybody.
    """

    cause: Cause | None
    shown: Cause


@dataclass(frozen=True, slots=True)
class Declared:
    """All that there is to say about one event because of its kind.

    The facilitator and evaluators read every event whole (`reader.overhears`); what is said here of
    readers is about all others.
    """

    audience: Callable[[Reader], bool]
    """Whom it concerns: who may know of it at all."""
    revealed: bool
    """Whether everybody may know of it in the debrief."""
    spared: Callable[[Reader], Fields]
    """What is left out of it for a reader who may know of it."""
    taken_back: TakenBack | None
    """How it is kept once taken back; None where it holds no words of anybody's."""
    redacted: Callable[[Redaction], Fields]
    """What `--redact` puts in it, apart from who it is by."""
    told: Callable[[Telling], str]
    """One sentence in plain text; typed words are quoted as they are, so screens must escape it."""
    place: Showing
    concerns: tuple[str, ...]
    """The delegations that it is by or about, beside who did it (`by`); also "all", "caucus" ..."""
    spoken: Callable[[Telling], Spoken | None]
    """What somebody said by it in words of their own."""
    turn: Turn | None
    """How it turns the game; None where it changes no value and no climate."""
    weather: Weather | None
    """How it changes the climate; None where it can't."""


def closed(event: Event) -> Declared:
    """What is nobody's: seen by those alone who read everything, and withheld whole."""
    own = type(event).model_fields.keys() - Event.model_fields.keys() - {"kind"}
    recorded = str(vars(event).get("recorded") or vars(event).get("kind"))[:40]
    return Declared(
        audience=nobody,
        revealed=False,
        spared=nothing_spared,
        taken_back=TakenBack(NOTHING, lambda _: "Something"),
        redacted=lambda _: dict.fromkeys(own, WITHHELD),
        told=lambda _: f"A later Tabletop recorded '{recorded}', unknown to this one.",
        place=Showing("course", "done"),
        concerns=(),
        spoken=unspoken,
        turn=None,
        weather=None,
    )


def everybody(_: Reader) -> bool:
    return True


def nobody(_: Reader) -> bool:
    return False


def whoever_wrote(by: str) -> Callable[[Reader], bool]:
    return lambda reader: reader.seat == by


def only(delegation: str) -> Callable[[Reader], bool]:
    return lambda reader: reader.delegation == delegation


def unspoken(_: Telling) -> None:
    """Of kinds by which nobody says anything."""


def those(*ids: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Several fields' delegations as one tuple."""
    found: list[str] = []
    for one in ids:
        found += (one,) if isinstance(one, str) else one or ()
    return tuple(found)


def nothing_spared(_: Reader) -> Fields:
    return NOTHING


def nothing_personal(_: Redaction) -> Fields:
    """Of kinds that hold no names of people and nothing that anybody typed."""
    return NOTHING


def withheld(text: str) -> str:
    return WITHHELD if text else ""


def quoted(text: str) -> str:
    """Typed words after a sentence; nothing where there are none."""
    return f" “{text}”" if text else ""
