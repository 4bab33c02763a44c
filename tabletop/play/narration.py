"""Events told in plain sentences; who may hear which of them is `hearing`'s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import moved
from tabletop.exercise.prose import flowing
from tabletop.play import drafts
from tabletop.play import events as e
from tabletop.play.actions import Standstill
from tabletop.play.reveal import told_step
from tabletop.play.state import FACILITATOR, Seat
from tabletop.referee.ledger import tenth

_NOBODY: Mapping[str, str] = MappingProxyType({})


def narrate(event: e.AnyEvent, exercise: Exercise, people: Mapping[str, str] = _NOBODY) -> str:
    """One sentence in plain text; typed words are quoted as they are, so screens must escape it.

    `people` names who sits where (seat: what `called` says).
    """
    if isinstance(event, e.SeatJoined | e.SeatLeft):
        who = people.get(event.seat) or event.seat
        return f"{who} {'is here' if event.kind == 'seat.joined' else 'leaves'}."
    told = _said(event, exercise, people) or _done(event, exercise)
    return told if told is not None else _ruled(event, exercise)


def standstill(why: Standstill | None, missed: int) -> str:
    """Why a clock stands that no facilitator has paused; empty when one has."""
    match why:
        case "interrupted":
            return "the game was interrupted and waits for the facilitator"
        case "empty":
            return "everybody had left; it goes on when all heads are back"
        case "asleep":
            return f"the computer slept for {minutes(missed)} and waits for the facilitator"
        case None:
            return ""


def minutes(seconds: int) -> str:
    """Seconds as people read them: 2:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


TAKEN_BACK = "taken back by the facilitator"


def told_taken_back(
    event: e.AnyEvent, exercise: Exercise, people: Mapping[str, str] = _NOBODY, *, whole: bool
) -> str:
    """What was taken back: all of it to those who read everything (`whole`), else no words of it.

    What holds no words of anybody's, such as a phase or a signature, is told to all as it was.
    """
    bare = None if whole else _wordless(event, exercise, people)
    return bare or f"{narrate(event, exercise, people)} ({TAKEN_BACK})"


def _wordless(event: e.AnyEvent, exercise: Exercise, people: Mapping[str, str]) -> str | None:
    match event:
        case e.MessageSent():
            who, to = _speaker(event, exercise, people), _addressed(exercise, event.to)
            who = "the facilitator" if who == name(exercise, FACILITATOR) else who
            what = f"What {who} wrote to {to}"
        case e.StatementMade():
            what = f"A statement of {name(exercise, event.delegation)}"
        case e.InjectDelivered():
            what = "An inject"
        case e.OfferTabled():
            what = f"{event.offer} of {name(exercise, event.delegation)}"
        case e.OfferRejected():
            what = f"{name(exercise, event.delegation)}'s no to {event.offer}"
        case e.AgreementReached():
            what = f"Agreement {event.agreement} ({event.offer})"
        case e.GestureMade():
            what = f"A gesture of {name(exercise, event.delegation)}"
        case _:
            return None
    return f"{what} was {TAKEN_BACK}."


def called(exercise: Exercise, seat: Seat | e.SeatAssigned) -> str:
    """The name of who has a seat; whose seat it is where nobody gave one."""
    own = name(exercise, seat.delegation) if seat.delegation else f"An {seat.role}"
    return seat.name or own


def sitting(
    exercise: Exercise, events: Iterable[e.AnyEvent], people: Mapping[str, str] = _NOBODY
) -> Iterator[Mapping[str, str]]:
    """For each event, who had which seat then; `people` are those whose seat none of them gave."""
    for event in events:
        if isinstance(event, e.SeatAssigned):
            people = {**people, event.seat: called(exercise, event)}
        yield people


def name(exercise: Exercise, id: str | None) -> str:
    """A delegation's name, or who else it was."""
    if id is None:
        return "The facilitator"
    found = exercise.delegation_by_id.get(id)
    return found.name if found else {FACILITATOR: "The facilitator"}.get(id, id)


def names(exercise: Exercise, ids: tuple[str, ...]) -> str:
    return ", ".join(name(exercise, one) for one in ids) or "nobody"


def option_name(exercise: Exercise, choice: str, option: str) -> str:
    """The name of an option of an issue, the form or the order."""
    if choice == "form":
        return exercise.form_by_id[option].name
    if choice == "order":
        return exercise.order_by_id[option].name
    return exercise.issue_by_id[choice].option_by_id[option].name


def choice_name(exercise: Exercise, choice: str) -> str:
    """The name of an issue, or of the form or the order."""
    if choice == "form":
        return exercise.form.name
    if choice == "order":
        return exercise.order.name
    return exercise.issue_by_id[choice].name


def told_package(
    exercise: Exercise, package: Mapping[str, str], base: Mapping[str, str] | None = None
) -> str:
    """A package in words: what it moves, then its form and order."""
    parts = [
        f"{exercise.issue_by_id[id].name}: {option_name(exercise, id, package[id])}"
        for id in moved(exercise, package, base)
    ]
    for choice, options in (("form", exercise.form.options), ("order", exercise.order.options)):
        if len(options) > 1:
            parts.append(option_name(exercise, choice, package[choice]))
    return "; ".join(parts)


def told_draft(event: e.MessageSent, exercise: Exercise) -> str | None:
    """A draft that was passed on, in words; None for any other message."""
    moved = drafts.read(event.text, exercise.choices) if event.to == "caucus" else None
    if moved is None:
        return None
    parts = [
        f"{choice_name(exercise, choice)}: {option_name(exercise, choice, option)}"
        for choice, option in moved.items()
    ]
    return f"a draft: {'; '.join(parts)}"


def _addressed(exercise: Exercise, to: str | tuple[str, ...]) -> str:
    words = {"all": "everybody", "caucus": "its own delegation", "facilitator": "the facilitator"}
    if isinstance(to, str):
        return words.get(to) or name(exercise, to)
    return names(exercise, to)


def _said(event: e.AnyEvent, exercise: Exercise, people: Mapping[str, str]) -> str | None:
    match event:
        case e.MessageSent():
            to = _addressed(exercise, event.to)
            said = told_draft(event, exercise) or f"“{event.text}”"
            return f"{_speaker(event, exercise, people)} to {to}: {said}"
        case e.StatementMade():
            return f"{name(exercise, event.delegation)} states ({event.tone}): “{event.text}”"
        case e.NoteWritten():
            about = f" on objective {event.objective}" if event.objective else ""
            rating = f", {event.rating} of 5" if event.rating else ""
            return f"{_speaker(event, exercise, people)} notes{about}{rating}: “{event.text}”"
        case e.AnswerGiven():
            question = next(flowing(q.text) for q in exercise.questions if q.id == event.question)
            who = _speaker(event, exercise, people)
            return f"{who} answers “{question}”: “{event.value}”"
        case e.InjectDelivered():
            to = "" if event.to == "all" else f" (to {_addressed(exercise, event.to)})"
            return f"Inject{to}: {event.title}. {flowing(event.text)}"
        case _:
            return None


def _speaker(
    event: e.MessageSent | e.NoteWritten | e.AnswerGiven,
    exercise: Exercise,
    people: Mapping[str, str],
) -> str:
    whose = None if isinstance(event, e.NoteWritten) else event.delegation
    return name(exercise, whose) if whose else people.get(event.by) or name(exercise, event.by)


def _done(event: e.AnyEvent, exercise: Exercise) -> str | None:
    match event:
        case e.OfferTabled():
            words = f" “{event.text}”" if event.text else ""
            reply = f", in reply to {event.reply_to}" if event.reply_to else ""
            what = told_package(exercise, event.package)
            return (
                f"{name(exercise, event.delegation)} tables {event.offer} to "
                f"{names(exercise, event.to)}{reply}: {what}.{words}"
            )
        case e.OfferWithdrawn():
            return f"{name(exercise, event.delegation)} withdraws {event.offer}."
        case e.OfferSigned():
            return f"{name(exercise, event.delegation)} signs {event.offer}."
        case e.OfferRejected():
            words = f" “{event.text}”" if event.text else ""
            return f"{name(exercise, event.delegation)} rejects {event.offer}.{words}"
        case e.OfferLapsed():
            return f"{event.offer} lapses."
        case e.AgreementReached():
            return (
                f"Agreement {event.agreement} ({event.offer}) is in force, signed by "
                f"{names(exercise, event.signed)}: {told_package(exercise, event.package)}."
            )
        case e.TermDue():
            return f"Due from {names(exercise, event.performers)}: {_act(event, exercise)}."
        case e.TermReleased():
            return (
                "No longer due, since another agreement settles it anew: "
                f"{_promised(event, exercise)}."
            )
        case e.TermSuspended():
            what = _promised(event, exercise)
            return (
                f"Suspended, since {event.agreement} was broken: {what}. An agreement that keeps "
                f"it, signed by {names(exercise, event.needed)}, takes it up again."
            )
        case e.TermDecided():
            what = {"perform": "perform", "breach": "break"}[event.choice]
            issue = exercise.issue_by_id[event.issue].name
            return f"{name(exercise, event.delegation)} decides in private to {what}: {issue}."
        case e.TermPerformed():
            return f"{name(exercise, event.delegation)} performs: {_act(event, exercise)}."
        case e.TermBreached():
            how = "decides nothing, which breaks its word" if event.silent else "breaks its word"
            return f"{name(exercise, event.delegation)} {how}: {_act(event, exercise)}."
        case e.GestureMade():
            words = f" “{event.text}”" if event.text else ""
            option = option_name(exercise, event.issue, event.option)
            issue = exercise.issue_by_id[event.issue].name
            who = name(exercise, event.delegation)
            return f"{who} makes a gesture, {issue}: {option}.{words}"
        case _:
            return None


def _act(event: e.TermDue | e.TermPerformed | e.TermBreached, exercise: Exercise) -> str:
    part = f" (part {event.instalment} of 2)" if event.instalments > 1 else ""
    return f"{_promised(event, exercise)}{part}"


def _promised(
    event: e.TermDue | e.TermReleased | e.TermSuspended | e.TermPerformed | e.TermBreached,
    exercise: Exercise,
) -> str:
    issue = exercise.issue_by_id[event.issue].name
    return f"{issue}, {option_name(exercise, event.issue, event.option)}"


def _ruled(event: e.AnyEvent, exercise: Exercise) -> str:
    match event:
        case e.ClimateChanged():
            return f"The climate is ruled on: tension stands at {tenth(event.tension):.1f}."
        case e.ScoreRuled():
            who = name(exercise, event.delegation)
            value, least = tenth(event.value), tenth(event.walk_away)
            return f"{who} has {value:.1f} points (walk-away {least:.1f})."
        case e.RulingAdjusted():
            what, _, whose = event.what.partition(":")
            about = event.what
            if what == "score":
                about = f"the score of {name(exercise, whose)}"
            elif what == "trust" and whose in exercise.pairs:
                of, toward = exercise.pairs[whose]
                about = f"the trust of {name(exercise, of)} in {name(exercise, toward)}"
            change = f"from {tenth(event.before):.1f} to {tenth(event.value):.1f}"
            return f"The facilitator adjusts {about} {change}: “{event.reason}”"
        case e.ExerciseOpened():
            return f"{event.title} is opened."
        case e.SeatAssigned():
            where = f" for {name(exercise, event.delegation)}" if event.delegation else ""
            if not event.name:
                whose = {"head": "The head's", "member": "A member's"}.get(
                    event.role, f"An {event.role}'s"
                )
                return f"{whose} seat{where} is free."
            return f"{event.name} takes a seat{where} ({event.role})."
        case e.SeatReady():
            return f"{name(exercise, event.delegation)} is ready."
        case e.RoundOpened():
            crisis = " The table is in crisis." if event.crisis else ""
            without = ""
            if event.absent:
                one = len(event.absent) == 1
                gone = ", ".join(name(exercise, who) for who in event.absent)
                without = (
                    f" {gone} {'is' if one else 'are'} absent and {'signs' if one else 'sign'} "
                    "nothing."
                )
            return f"Round {event.round}, {event.date}: {event.title}.{crisis}{without}"
        case e.PhaseOpened():
            clock = f" ({minutes(event.seconds)})" if event.seconds else ""
            return f"Phase: {event.phase}{clock}."
        case e.ClockPaused():
            why = standstill(event.why, event.missed or 0)
            return f"The clock is paused: {why}." if why else "The clock is paused."
        case e.ClockResumed():
            less = f", {minutes(event.less)} shorter for what was slept" if event.less else ""
            return f"The clock is running again{less}."
        case e.RulingHeld():
            if event.on:
                return "Each ruling is held for discussion until the facilitator goes on."
            return "Rulings are no longer held for discussion."
        case e.ClockExtended():
            return f"The clock gets {event.seconds} seconds more."
        case e.MoveUndone():
            return "The facilitator takes back the last move."
        case e.DebriefOpened():
            return "The debrief is open: all briefs and scores are revealed."
        case e.DebriefRevealed():
            return f"The room is shown: {told_step(exercise, event.what)}."
        case e.ExerciseEnded():
            return f"The exercise ends: {event.title}. {flowing(event.text)}"
        case e.Unknown():
            return f"A later Tabletop recorded '{event.recorded[:40]}', unknown to this one."
        case _:
            raise AssertionError(event.kind)
