"""What people say and write: messages, statements, injects, notes and answers."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.exercise.model import Effects
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    NOTHING,
    WITHHELD,
    Declared,
    Fields,
    Showing,
    Spoken,
    TakenBack,
    Telling,
    Turn,
    Weather,
    everybody,
    nothing_spared,
    those,
    unspoken,
    whoever_wrote,
    withheld,
)
from tabletop.play.parts.lines import Cause
from tabletop.play.queries.naming import addressed, channel_name, told_draft
from tabletop.play.queries.objectives import rated, scale_of
from tabletop.play.queries.reader import Reader
from tabletop.text.prose import flowing


def message_sent(event: e.MessageSent) -> Declared:
    def told(t: Telling) -> str:
        said = told_draft(event, t.exercise) or f"“{event.text}”"
        who = t.speaker(event.delegation, event.by)
        return f"{who} to {addressed(t.exercise, event.to)}: {said}"

    def once(t: Telling) -> str:
        who = t.speaker(event.delegation, event.by)
        who = "the facilitator" if who == t.name(None) else who
        return f"What {who} wrote to {addressed(t.exercise, event.to)}"

    def spoken(t: Telling) -> Spoken | None:
        # A shared draft is not something said.
        if told_draft(event, t.exercise) is not None:
            return None
        if not isinstance(event.to, str):
            return Spoken(f"to {t.listed(event.to)}", event.text)
        among = {"all": "to everybody", "caucus": "in caucus", "facilitator": "to the facilitator"}
        return Spoken(among.get(event.to) or f"to {t.name(event.to)}", event.text)

    return Declared(
        audience=lambda reader: hears(event, reader.delegation, reader.seat),
        revealed=False,
        spared=nothing_spared,
        taken_back=TakenBack({"text": ""}, once),
        redacted=lambda r: {"text": r.unnamed(event.text) if event.to == "all" else WITHHELD},
        told=told,
        place=Showing(
            group="words",
            report="said",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=None,
            round=None,
            stage=None,
        ),
        concerns=those(event.delegation, event.to),
        spoken=spoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.SendMessage(by=event.by, to=event.to, text=event.text),
    )


def hears(event: e.MessageSent, delegation: str | None, seat: str | None) -> bool:
    """Return whether a message is for a delegation or a seat (None: the public)."""
    if event.to == "all" or (seat is not None and event.by == seat):
        return True
    if delegation is None:
        return False
    if event.to == "facilitator":
        return False
    if event.to == "caucus" or event.delegation == delegation:
        return event.delegation == delegation
    return delegation in event.to


def statement_made(event: e.StatementMade) -> Declared:
    def told(t: Telling) -> str:
        # A tone moves a climate, and is chosen only where there is one.
        tone = f" ({event.tone})" if t.exercise.has.climate else ""
        return f"{t.name(event.delegation)} states{tone}: “{event.text}”"

    def spoken(t: Telling) -> Spoken:
        tone = f", {event.tone}" if t.exercise.has.climate else ""
        return Spoken(f"statement{tone}", event.text)

    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=TakenBack({"text": ""}, lambda t: f"A statement of {t.name(event.delegation)}"),
        redacted=lambda r: {"text": r.unnamed(event.text)},
        told=told,
        place=Showing(
            group="words",
            report="said",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=None,
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=spoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.MakeStatement(by=event.by, tone=event.tone, text=event.text),
    )


def inject_delivered(event: e.InjectDelivered) -> Declared:
    def spared(reader: Reader) -> Fields:
        return NOTHING if reader.knows_everything else {"effects": Effects()}

    def told(t: Telling) -> str:
        to = "" if event.to == "all" else f" (to {addressed(t.exercise, event.to)})"
        if event.channel:
            return f"{channel_name(event.channel)}{to}: {event.title}. {flowing(event.text)}"
        return f"Inject{to}: {event.title}. {flowing(event.text)}"

    def title(_: Telling, same: Sequence[e.Event], __: int) -> str:
        titles = [one.title for one in same if isinstance(one, e.InjectDelivered)]
        return f"Inject: {'; '.join(titles)}"

    return Declared(
        audience=lambda reader: (
            event.to == "all" or (reader.delegation is not None and reader.delegation in event.to)
        ),
        revealed=True,
        spared=spared,
        taken_back=TakenBack(
            {"inject": "", "title": "", "text": "", "effects": Effects(), "channel": None},
            lambda _: "An inject",
        ),
        # The exercise's own texts contain nobody's private words.
        redacted=lambda r: (
            NOTHING
            if event.inject
            else {
                field: r.unnamed(text) if event.to == "all" else withheld(text)
                for field, text in (("title", event.title), ("text", event.text))
            }
        ),
        told=told,
        place=Showing(
            group="injects",
            report="done",
            mark="inject",
            faint=False,
            flag="I" if event.to == "all" else "",
            deed=None,
            about=event.inject or None,
            round=None,
            stage=None,
        ),
        concerns=those(event.to),
        spoken=unspoken,
        turn=Turn("inject", title),
        weather=Weather(Cause("inject", {"title": event.title}), Cause("some-inject"), (), ()),
        scores=(),
        comes_of=lambda: (
            a.DeliverInject(by=event.by, id=event.inject)
            if event.inject
            else a.DeliverInject(
                by=event.by,
                title=event.title,
                text=event.text,
                to=event.to,
                effects=event.effects,
                channel=event.channel or "",
            )
        ),
    )


def note_written(event: e.NoteWritten) -> Declared:
    def told(t: Telling) -> str:
        about = f" on objective {event.objective}" if event.objective else ""
        about += f", task {event.task}" if event.task else ""
        scale = scale_of(t.exercise, event.objective)
        rating = f", {rated(event.rating, scale)}" if event.rating else ""
        words = f": “{event.text}”" if event.text else "."
        return f"{t.speaker(None, event.by)} notes{about}{rating}{words}"

    return Declared(
        audience=whoever_wrote(event.by),
        revealed=False,
        spared=nothing_spared,
        taken_back=None,
        redacted=lambda _: {"text": withheld(event.text)},
        told=told,
        place=Showing(
            group="notes and answers",
            report="left out",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=f"objective:{event.objective}" if event.objective else None,
            round=None,
            stage=None,
        ),
        concerns=(),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.WriteNote(
            by=event.by,
            objective=event.objective,
            task=event.task,
            rating=event.rating,
            text=event.text,
        ),
    )


def answer_given(event: e.AnswerGiven) -> Declared:
    def told(t: Telling) -> str:
        question = next(flowing(q.text) for q in t.exercise.questions if q.id == event.question)
        who = t.speaker(event.delegation, event.by)
        if isinstance(event.value, int):
            return f"{who} answers “{question}”: {event.value} of 5"
        return f"{who} answers “{question}”: “{event.value}”"

    return Declared(
        audience=whoever_wrote(event.by),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=lambda r: (
            {"value": r.unnamed(event.value)} if isinstance(event.value, str) else NOTHING
        ),
        told=told,
        place=Showing(
            group="notes and answers",
            report="left out",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=event.question or None,
            round=None,
            stage=None,
        ),
        concerns=those(event.delegation),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.Answer(by=event.by, question=event.question, value=event.value),
    )
