"""Tell a game without naming people: for papers, and for other classes.

Every person gets a pseudonym, the delegation and a number, which replaces the name in typed texts
too. Private texts are left out: messages that were not for everybody, the words of offers that were
not for everybody and of their rejections (an agreement makes its terms known, not what was said
with them), evaluators' notes (ratings stay), and improvised injects for some delegations only. That
something was said, when, by which delegation and to whom, stays. What the facilitator took back is
in no report, redacted or not. The exercise's own texts are not personal and stay as they are.

Names are found as they were entered at the table, whole or in part, in any spacing and case; a
nickname or a misspelling is not, so read what you share.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import WITHHELD
from tabletop.play.parts.lines import LedgerLine

ROLES = {"evaluator": "Evaluator", "observer": "Observer"}
ORDINARY = frozenset(
    (
        *("al", "april", "art", "august", "bill", "bob", "chance", "dawn", "dean", "drew", "faith"),
        *("frank", "grace", "guy", "hope", "ivy", "jack", "joy", "june", "lane", "mark", "may"),
        *("miles", "pat", "rich", "rob", "rose", "sky", "sue", "summer", "tony", "ward", "will"),
    )
)
"""First names that are also words: treated as names only with a capital letter."""


def said(text: str) -> str:
    """Return typed words as a report quotes them; empty where they are withheld."""
    return "" if text == WITHHELD else text


def redacted(exercise: Exercise, events: Sequence[e.AnyEvent]) -> list[e.AnyEvent]:
    """Return the same events without people's names and without private texts."""
    people = _People(exercise, events)
    return [
        event.model_copy(update={"by": people.seat(event.by), **declared(event).redacted(people)})
        for event in events
    ]


class _People:
    """Pseudonyms of people and seats, and how to replace names with them."""

    def __init__(self, exercise: Exercise, events: Sequence[e.AnyEvent]) -> None:
        self.names: dict[tuple[str, str], str] = {}
        self.seats: dict[str, str] = {}
        self._known = {
            word.casefold()
            for one in exercise.delegations
            for text in (
                *(one.id, one.name, one.tag, *one.roles),
                *(role.name for role in one.own_roles),
            )
            for word in (text, *text.split())
        }
        counts: Counter[str] = Counter()
        seats: Counter[str] = Counter()
        spoken: dict[str, str] = {}
        delegations = exercise.delegation_by_id
        for event in events:
            if not isinstance(event, e.SeatAssigned):
                continue
            party = delegations.get(event.delegation or "")
            kind = party.name if party else ROLES.get(event.role, "Participant")
            if event.seat not in self.seats:
                seats[kind] += 1
                self.seats[event.seat] = self._seat(event, seats[kind])
            if event.name and (event.seat, event.name) not in self.names:
                counts[kind] += 1
                self.names[event.seat, event.name] = f"{kind} {counts[kind]}"
            for part in _parts(_one_form(event.name)):
                if part.casefold() not in self._known:
                    spoken.setdefault(part.casefold(), self.names[event.seat, event.name])
        self._spoken = spoken
        self._finding = _finding(list(spoken))
        self._shared = _shared_offers(exercise, events)

    def seat(self, id: str) -> str:
        """Return a seat's id, or a substitute for one that might be a name."""
        return self.seats.get(id, id)

    def person(self, seat: str, name: str) -> str:
        """Return the pseudonym of a person at a seat; empty for an empty name."""
        return self.names[seat, name] if name else ""

    def shared(self, offer: str) -> bool:
        """Return whether an offer's words were for everybody."""
        return offer in self._shared

    def ledger(self, lines: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
        """Return a score's lines with pseudonyms in a facilitator's reasons."""
        return tuple(
            _unnamed(line, self) if line.source == "adjustment" else line for line in lines
        )

    def _seat(self, event: e.SeatAssigned, number: int) -> str:
        """Return the seat's id, or a substitute for one that might be a name."""
        kind = event.delegation or event.role
        if re.fullmatch(rf"{re.escape(kind)}(-[0-9]+)?", event.seat):
            return event.seat
        return f"{kind}-person-{number}"

    def unnamed(self, text: str) -> str:
        """Return a typed text with pseudonyms for names."""
        if self._finding is None:
            return text

        def pseudonym(found: re.Match[str]) -> str:
            name = " ".join(found[0].split())
            if name.casefold() in ORDINARY and name[:1].islower():
                return found[0]
            return self._spoken[name.casefold()]

        return self._finding.sub(pseudonym, _one_form(text))


def _one_form(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _parts(name: str) -> list[str]:
    """Return a name, each of its words, and the given name of one written without spaces."""
    whole = " ".join(name.split())
    found = [whole, *(word for word in re.split(r"[\s.,]+", whole) if len(word) > 1)]
    if len(whole) > 2 and _wide(whole) and " " not in whole:
        found.append(whole[1:])
    return [one for one in found if len(one) > 1 or _wide(one)]


def _wide(text: str) -> bool:
    """Return whether a text is in a script that attaches particles to names, such as Hangul."""
    return bool(text) and all("\u3040" <= one <= "\ud7ff" for one in text)


def _finding(names: list[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest = sorted(names, key=lambda one: -len(one))
    patterns = []
    for name in longest:
        words = r"\s+".join(re.escape(word) for word in name.split())
        patterns.append(words if _wide(name) else rf"(?<!\w){words}(?!\w)")
    return re.compile("|".join(patterns), re.IGNORECASE)


def _shared_offers(exercise: Exercise, events: Sequence[e.AnyEvent]) -> frozenset[str]:
    """Return offers whose words were for everybody: public ones, and those to all other
    delegations.
    """
    everybody = set(exercise.delegation_by_id)
    return frozenset(
        event.offer
        for event in events
        if isinstance(event, e.OfferTabled)
        and (event.public or {event.delegation, *event.to} == everybody)
    )


def _unnamed(line: LedgerLine, people: _People) -> LedgerLine:
    """Return an adjustment's line with pseudonyms in the facilitator's reason."""
    if line.code is None:
        return line.model_copy(update={"because": people.unnamed(line.because or "")})
    values = {
        key: people.unnamed(value) if isinstance(value, str) else value
        for key, value in (line.values or {}).items()
    }
    return line.model_copy(update={"values": values})
