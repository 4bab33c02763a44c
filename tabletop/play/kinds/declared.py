"""What every kind of event declares about itself. Closed unless opened: nothing has a default."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from tabletop.exercise.model import Exercise
from tabletop.play.actions import AnyAction
from tabletop.play.events import Event
from tabletop.play.parts.lines import Cause, LedgerLine, TensionLine, TrustLine
from tabletop.play.queries import naming
from tabletop.play.queries.reader import Reader
from tabletop.play.state import Stage
from tabletop.text.lists import listed

Fields = Mapping[str, object]
"""Fields of an event, with what a redacted one holds instead."""
NOTHING: Fields = {}
WITHHELD = "[withheld]"
"""Placeholder for private words."""

Group = Literal[
    "offers",
    "agreements and acts",
    "decisions",
    "words",
    "injects",
    "rulings",
    "course",
    "notes and answers",
]
"""Categories by which a past game can be filtered."""
Mark = Literal["breach", "agreement", "performed", "decision", "inject", "offer"]
"""What a timeline marks, most important first."""
DeedTold = Literal[
    "agreed",
    "gesture",
    "performed",
    "BREACHED",
    "suspended",
    "not due",
    "decided",
    "not decided",
    "voted",
    "lapsed",
    "adjusted",
]
"""What a ruling's page lists of its round, in this order."""

TurnKind = Literal[
    "agreement",
    "breach",
    "performed",
    "gesture",
    "decision",
    "inject",
    "adjustment",
    "round",
    "climate",
]
"""Turns of a game, by importance; a move with several events is remembered by the
first of these.
"""


class Redaction(Protocol):
    """How to tell a game without naming people (see `report.kit.redact`)."""

    def unnamed(self, text: str) -> str:
        """Return a typed text with pseudonyms for names."""

    def seat(self, id: str) -> str:
        """Return a seat's id, or a substitute for one that might be a name."""

    def person(self, seat: str, name: str) -> str:
        """Return the pseudonym of a person at a seat; empty for an empty name."""

    def shared(self, offer: str) -> bool:
        """Return whether an offer's words were for everybody."""

    def ledger(self, lines: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
        """Return a score's lines with pseudonyms in a facilitator's reasons."""


class Telling(NamedTuple):
    """The names that sentences need; `people` says who has which seat (see `naming.called`)."""

    exercise: Exercise
    people: Mapping[str, str]
    tally: str = ""
    """What the offer that the event is about then had of what it needs; empty where everybody must
    sign, and where that is not known.
    """

    def name(self, id: str | None) -> str:
        return naming.name(self.exercise, id)

    def names(self, ids: tuple[str, ...]) -> str:
        return naming.names(self.exercise, ids)

    def listed(self, ids: Sequence[str]) -> str:
        """Join names with "and" before the last."""
        return listed(self.name(one) for one in ids)

    def titles(self, delegation: str | None, roles: Sequence[str]) -> list[str]:
        """Return the names of some roles of a delegation, in the file's order."""
        party = self.exercise.delegation_by_id.get(delegation or "")
        return [one.name for one in party.own_roles if one.id in roles] if party else []

    def issue(self, id: str) -> str:
        return self.exercise.issue_by_id[id].name

    def option(self, choice: str, option: str) -> str:
        return naming.option_name(self.exercise, choice, option)

    def speaker(self, delegation: str | None, by: str) -> str:
        """Return the name of a delegation that speaks, or else of the person at a seat."""
        return self.name(delegation) if delegation else self.people.get(by) or self.name(by)


class TakenBack(NamedTuple):
    """An event that the facilitator took back, for those who do not read everything.

    `fields` (whatever anybody wrote, proposed or agreed) are emptied; `what` describes it in words.
    """

    fields: Fields
    what: Callable[[Telling], str]


class Showing(NamedTuple):
    """How timelines, lists and charts show a kind of event.

    `faint`: housekeeping, shown dimmed in lists. `report`: whether the report's timeline omits it,
    or tells it as something said or something done. `flag`: its letter in charts over time, empty
    for none. `deed`: what a ruling's page lists it as. `about`: the id of what the event is about.
    `round`, `stage`: what it opens.
    """

    group: Group
    report: Literal["left out", "said", "done"]
    mark: Mark | None
    faint: bool
    flag: str
    deed: DeedTold | None
    about: str | None
    round: int | None
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that somebody chose: how they were said, and the words themselves (empty for none)."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """How a kind that can change what the table is worth to somebody is told as a turn of the game.

    `title` is the heading for one move, given all its events of this kind and the round.
    """

    kind: TurnKind
    title: Callable[[Telling, Sequence[Event], int], str]


@dataclass(frozen=True, slots=True)
class Weather:
    """How to say that trust or tension changed by more than the event's own lines say.

    `cause` tells it in full, None where the lines do; `shown` is the version for everybody.
    `tension` and `trust` are the event's own lines, if it has any.
    """

    cause: Cause | None
    shown: Cause
    tension: tuple[TensionLine, ...]
    trust: tuple[TrustLine, ...]


class Declared(NamedTuple):
    """Everything that depends on an event's kind.

    The facilitator and evaluators read every event in full (`reader.overhears`); what is said here
    about readers is about all others.
    """

    audience: Callable[[Reader], bool]
    """Who may know of it at all."""
    revealed: bool
    """Whether everybody may know of it in the debrief."""
    spared: Callable[[Reader], Fields]
    """What is removed from it for a reader who may know of it."""
    taken_back: TakenBack | None
    """How it is kept once taken back; None where it contains nobody's words."""
    redacted: Callable[[Redaction], Fields]
    """What `--redact` puts in it, apart from who it is by."""
    told: Callable[[Telling], str]
    """One sentence in plain text; typed words are quoted verbatim, so screens must escape it."""
    place: Showing
    concerns: tuple[str, ...]
    """The delegations that it is by or about, besides whoever did it (`by`); also "all", "caucus"
    ...
    """
    spoken: Callable[[Telling], Spoken | None]
    """What somebody said in it in their own words."""
    turn: Turn | None
    """How it turns the game; None where it changes no value and no climate."""
    weather: Weather | None
    """How it changes the climate; None where it can't."""
    scores: tuple[str, ...]
    """The delegations whose score it rules on or adjusts."""
    comes_of: Callable[[], AnyAction] | None
    """The move whose first event it is; None if it only follows from others, or from nothing."""


def closed(event: Event) -> Declared:
    """Declare a closed event: seen only by those who read everything, and redacted in full."""
    own = type(event).model_fields.keys() - Event.model_fields.keys() - {"kind"}
    recorded = str(vars(event).get("recorded") or vars(event).get("kind"))[:40]
    return Declared(
        audience=nobody,
        revealed=False,
        spared=nothing_spared,
        taken_back=TakenBack(NOTHING, lambda _: "Something"),
        redacted=lambda _: dict.fromkeys(own, WITHHELD),
        told=lambda _: f"A later Tabletop recorded '{recorded}', which this one does not know.",
        place=Showing(
            group="course",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=None,
            round=None,
            stage=None,
        ),
        concerns=(),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=None,
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
    """For kinds in which nobody says anything."""


def those(*ids: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return several fields' delegations as one tuple."""
    found: list[str] = []
    for one in ids:
        found += (one,) if isinstance(one, str) else one or ()
    return tuple(found)


def nothing_spared(_: Reader) -> Fields:
    return NOTHING


def nothing_personal(_: Redaction) -> Fields:
    """For kinds that contain no people's names and nothing that anybody typed."""
    return NOTHING


def withheld(text: str) -> str:
    return WITHHELD if text else ""


def quoted(text: str) -> str:
    """Return typed words as appended to a sentence; empty where there are none."""
    return f" “{text}”" if text else ""
