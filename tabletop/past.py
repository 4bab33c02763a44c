"""A transcript read back: what happened, how the table stood at any moment, and what-if.

Nothing here holds a transcript or writes to one: a fork is a new file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from tabletop.errors import TranscriptDamaged, UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.files import printable
from tabletop.journal.carried import exercise_in
from tabletop.journal.format import FORMAT
from tabletop.journal.origin import TABLE, Origin
from tabletop.journal.places import Where, located
from tabletop.journal.reading import Transcript
from tabletop.play.actions import Pause
from tabletop.play.events import AnyEvent, OfferSigned, OfferTabled, Unknown
from tabletop.play.history import UNFIT, History, Unfit
from tabletop.play.history.records import read_event, read_later_event, record_of
from tabletop.play.history.rederive import rederive
from tabletop.play.queries.clock import moment
from tabletop.play.queries.reader import overhears
from tabletop.play.rules import decide
from tabletop.play.seen import View
from tabletop.play.state import CLOCK, State, initial
from tabletop.play.telling.hearing import heard, taken_back
from tabletop.play.telling.narration import narrate, sitting, told_taken_back
from tabletop.play.versions import RULES
from tabletop.play.view import view
from tabletop.release import program_version

Now = Callable[[], datetime]


def clock_now() -> datetime:
    """Return the time of day, for a table that is given no other clock."""
    return datetime.now(UTC)


def header_of(exercise: Exercise, source: str, at: str, rules: int = RULES) -> dict[str, Any]:
    """Return a transcript's header: it carries its exercise, so that the file needs
    nothing else.
    """
    return {
        "transcript": {
            "format": FORMAT,
            "rules": rules,
            "tabletop": program_version(),
            "created": at,
        },
        "exercise": {
            "id": exercise.id,
            "title": exercise.title,
            "sha256": hashlib.sha256(source.encode("utf-8")).hexdigest(),
            "source": source,
        },
    }


def rules_in(header: Mapping[str, Any], where: str, *, later: bool = False) -> int:
    """Return the version of the rules of a transcript. Raises `UnreadableInput`.

    With `later`, an unknown later version is treated as the newest known one.
    """
    rules = _recorded_rules(header)
    if not isinstance(rules, int) or isinstance(rules, bool) or rules < 1:
        raise UnreadableInput(
            f"{where}: the header's 'rules' names no version of the rules; restore the file from a "
            "copy"
        )
    if rules > RULES and not later:
        raise UnreadableInput(
            printable(
                f"{where}: this game is ruled by version {rules} of the rules and this Tabletop "
                f"knows those up to {RULES}; use the Tabletop that wrote it, or look at it with "
                "'tabletop replay'"
            )
        )
    return min(rules, RULES)


def _recorded_rules(header: Mapping[str, Any]) -> Any:
    """Return what a header says about its rules; 1 where it says nothing, as before version 2."""
    about = header.get("transcript")
    return about.get("rules", 1) if isinstance(about, dict) else 1


def events_of(
    records: Sequence[Mapping[str, Any]], where: str, *, later: bool = False
) -> list[AnyEvent]:
    """Return a transcript's records as events. Raises `TranscriptDamaged` with the event's number.

    With `later`, what a later Tabletop recorded is read as far as this one knows it.
    """
    read = read_later_event if later else read_event
    found = []
    for record in records:
        plain = {key: value for key, value in record.items() if key != "chain"}
        try:
            found.append(read(plain))
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(str(one) for one in first["loc"][1:])[:60]
            what = (
                f"is not as this Tabletop knows it ({where}: {first['msg'].lower()})"
                if where
                else "is of a kind that this Tabletop does not know"
            )
            raise TranscriptDamaged(
                printable(
                    f"{where}: event {record['seq']} ({str(record.get('kind'))[:40]}) {what}; use "
                    "the Tabletop that wrote it, or look at it with 'tabletop replay'"
                ),
                int(record["seq"]),
            ) from None
    return found


def state_at(history: History, seq: int, where: str) -> State:
    """Return the state after an event. Raises `TranscriptDamaged` when one does not fit."""
    try:
        return history.at(seq)
    except Unfit as fault:
        raise TranscriptDamaged(
            f"{where}: {fault}; restore the file from a copy", fault.event.seq
        ) from fault


class ReadTable:
    """A transcript read back: its exercise, rules, events, and the state after any of them.

    With `later`, what a later Tabletop wrote is read as far as this one understands it, and
    `doubts` says what is uncertain, a sentence each.
    """

    def __init__(self, transcript: Transcript, *, later: bool = False) -> None:
        where = transcript.where
        self.transcript = transcript
        self.exercise = exercise_in(transcript.header, where)
        self.rules = rules_in(transcript.header, where, later=later)
        self.events = events_of(transcript.records, where, later=later)
        self.doubts: tuple[str, ...] = tuple(_doubts(transcript, self.events))
        self._history = History(self.exercise, self.events, self.rules, lenient=bool(self.doubts))

    def state_at(self, seq: int) -> State:
        """Return the state after event `seq` (0: before the first), with random access.

        Raises `IndexError` for a number that no event has, and `TranscriptDamaged` when an event
        does not fit what came before it.
        """
        return state_at(self._history, seq, self.transcript.where)

    def view_at(self, seq: int, seat: str | None) -> View:
        """Return what a seat (None: the public) saw after event `seq`, as `Table.view` gave it
        then.

        What was taken back afterwards is left out, except for those who read everything. Raises as
        `state_at` does, and `KeyError` for a seat that was not there yet.
        """
        state = self.state_for(seq, seat)
        start = state.openings[-1] - 1 if state.openings else 0
        return view(state, seat, self.events[start:seq])

    def state_for(self, seq: int, seat: str | None) -> State:
        """Return the state after event `seq` from which a seat may be given its view.

        That is `state_at`, but for all who don't read everything, a move that was taken back later
        counts as not made. Raises as `state_at` does.
        """
        state = self.state_at(seq)
        if state.before is None or state.move[0] not in self.taken_back or overhears(state, seat):
            return state
        return replace(state.before, seq=state.seq, at=state.at, taken_back=self.taken_back)

    @cached_property
    def taken_back(self) -> frozenset[int]:
        """The numbers of the events that the facilitator took back, at whatever time."""
        return taken_back(self.events)

    @cached_property
    def _people(self) -> tuple[Mapping[str, str], ...]:
        return tuple(sitting(self.exercise, self.events))

    def sentence(self, seq: int) -> str:
        """Return event `seq` in one sentence. Raises `TranscriptDamaged` when it makes no sense."""
        return self._told(self.events[seq - 1], whole=True)

    def sentence_for(self, seq: int, seat: str | None) -> str | None:
        """Return event `seq` as a seat (None: the public) may read it; None when it may not know of
        it.

        Raises as `sentence` does.
        """
        state = self.state_at(seq)
        event = heard(self.events[seq - 1], state, seat, self.taken_back)
        return None if event is None else self._told(event, whole=overhears(state, seat))

    def _told(self, event: AnyEvent, *, whole: bool) -> str:
        seq = event.seq
        try:
            if seq in self.taken_back:
                return told_taken_back(event, self.exercise, self._people[seq - 1], whole=whole)
            return narrate(event, self.exercise, self._people[seq - 1], self._counting(event))
        except UNFIT:
            if self.doubts:
                return narrate(_not_understood(event), self.exercise)
            raise TranscriptDamaged(
                f"{self.transcript.where}: event {seq} ({event.kind}) is about what the exercise "
                "does not have; restore the file from a copy",
                seq,
            ) from None

    def _counting(self, event: AnyEvent) -> State | None:
        """Return the state from which a signature is told with what the offer then had."""
        if self.exercise.agreement.unanimous or not isinstance(event, OfferTabled | OfferSigned):
            return None
        return self.state_at(event.seq)

    def problems(self) -> list[str]:
        """Return what re-deriving finds wrong, a sentence each: legality and every ruling."""
        state, found = initial(self.exercise, self.rules), []
        for group in self.groups():
            again = rederive(state, group)
            if again.wrong is not None:
                found.append(again.wrong)
            if again.state is None:
                found.append(f"event {group[0].seq} does not fit what came before it")
                break
            state = again.state
        return found

    def groups(self) -> list[list[AnyEvent]]:
        """Return the events by group: each first event with what it caused."""
        found: list[list[AnyEvent]] = []
        for event in self.events:
            if event.cause is None or not found:
                found.append([event])
            else:
                found[-1].append(event)
        return found

    def together(self, seq: int) -> tuple[int, int]:
        """Return the first and the last of the events that happened at once with event `seq`."""
        first = last = seq
        while first > 1 and self.events[first - 1].cause is not None:
            first -= 1
        while last < len(self.events) and self.events[last].cause is not None:
            last += 1
        return first, last

    def fork(self, seq: int, where: Where, *, now: Now = clock_now) -> int:
        """Write a new transcript with the same past up to event `seq`, to be continued from there.

        What happened together stays together: the past ends with the last event of `seq`'s group,
        whose number is returned. A clock that ran is paused, for time has passed since. Raises
        `UnreadableInput` when nothing can be continued from there, `TranscriptDamaged`, and
        `StorageFailed` when `where` is taken or can't be written.
        """
        last = self._refuse_fork(seq)
        transcript, state = self.transcript, self.state_at(last)
        source = transcript.header["exercise"]["source"]
        header = header_of(self.exercise, source, moment(now()), self.rules)
        chain = transcript.records[last - 1]["chain"]
        header[TABLE] = Origin(transcript.name, last, chain).table()
        past = [group for group in transcript.groups() if group[-1]["seq"] <= last]
        if state.clock.seconds and state.clock.paused is None:
            paused = Pause(by=CLOCK, why="interrupted")
            past.append([record_of(one) for one in decide(state, paused, state.at).events])
        located(where).create(header, past).close()
        return last

    def _refuse_fork(self, seq: int) -> int:
        where, count = self.transcript.where, len(self.events)
        if self.doubts:
            raise UnreadableInput(f"{self.doubts[0]}; it can be viewed but not continued")
        if not 1 <= seq <= count:
            raise UnreadableInput(f"{where}: there are events 1 to {count}, but no {seq}")
        _, last = self.together(seq)
        over = next((one for one in self.events[:last] if one.kind == "exercise.ended"), None)
        if over is not None:
            before = (over.cause or over.seq) - 1
            raise UnreadableInput(
                f"{where}: the exercise ended with event {over.seq}, so nothing can be played "
                f"after event {seq}; fork it at 1 to {before}"
            )
        return last


def read_transcript(where: Where, *, later: bool = False) -> ReadTable:
    """Read and verify a transcript without holding it.

    Raises `UnreadableInput` and `TranscriptDamaged`.

    With `later`, also what a later Tabletop wrote, as far as possible: see `ReadTable.doubts`.
    """
    return ReadTable(located(where).read(later=later), later=later)


def _doubts(transcript: Transcript, events: Sequence[AnyEvent]) -> list[str]:
    """Return why this Tabletop may not show a transcript exactly."""
    found = [transcript.doubt] if transcript.doubt else []
    strange = next((one for one in events if isinstance(one, Unknown)), None)
    if strange is not None:
        found.append(
            f"{transcript.where}: event {strange.seq} ('{strange.recorded[:40]}') is not one this "
            "Tabletop knows: it is left out, and what follows may differ from what was played"
        )
    if _recorded_rules(transcript.header) > RULES:
        found.append(
            f"{transcript.where} is ruled by version {_recorded_rules(transcript.header)} of the "
            f"rules and this Tabletop knows those up to {RULES}: what it shows may differ from "
            "what was played"
        )
    if later_version(transcript.header):
        found.append(
            f"{transcript.where} was written by Tabletop {later_version(transcript.header)}, later "
            f"than this one ({program_version()}): what it shows may differ from what was played"
        )
    return [printable(one) for one in found]


def later_version(header: Mapping[str, Any]) -> str:
    """Return the version of the later Tabletop that wrote a transcript; empty when it
    is not later.
    """
    about = header.get("transcript")
    wrote = str(about.get("tabletop", "")) if isinstance(about, dict) else ""
    return wrote[:20] if _numbers(wrote) > _numbers(program_version()) else ""


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(one) for one in re.findall(r"\d{1,9}", release)[:3])


def _not_understood(event: AnyEvent) -> Unknown:
    return Unknown(seq=event.seq, at=event.at, by=event.by, recorded=event.kind)
