"""What the referee rules, and how the facilitator changes it."""

from __future__ import annotations

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    NOTHING,
    Declared,
    Fields,
    Showing,
    Telling,
    Turn,
    Weather,
    everybody,
    nothing_personal,
    nothing_spared,
    only,
    unspoken,
)
from tabletop.play.parts.lines import Cause
from tabletop.play.queries.reader import Reader
from tabletop.referee.ledger import tenth
from tabletop.referee.wording import names_in


def climate_changed(event: e.ClimateChanged) -> Declared:
    def told(t: Telling) -> str:
        """Say where tension is, and each thing that moved it: a breach may do so twice."""
        names = names_in(t.exercise)
        why = "; ".join(
            f"{tenth(one.change):+.1f} {one.told(names).rstrip('.')}" for one in event.tension_lines
        )
        stands = f"tension is at {tenth(event.tension):.1f}"
        return f"The climate is ruled on: {stands}{f' ({why})' if why else ''}."

    def spared(reader: Reader) -> Fields:
        """Remove others' trust; tension is public."""
        if reader.knows_everything:
            return NOTHING
        mine = reader.mine
        return {
            "trust": {
                pair: level
                for pair, level in event.trust.items()
                if any(pair.startswith(f"{one}-") for one in mine)
            },
            "trust_lines": tuple(line for line in event.trust_lines if line.of in mine),
        }

    return Declared(
        audience=everybody,
        revealed=True,
        spared=spared,
        taken_back=None,
        redacted=nothing_personal,
        told=told,
        place=Showing(
            group="rulings",
            report="done",
            mark=None,
            faint=True,
            flag="",
            deed=None,
            about=None,
            round=None,
            stage=None,
        ),
        concerns=(),
        spoken=unspoken,
        turn=Turn("climate", lambda t, same, number: f"The ruling of round {number}"),
        weather=Weather(None, Cause("bounded"), event.tension_lines, event.trust_lines),
        scores=(),
        comes_of=None,
    )


def score_ruled(event: e.ScoreRuled) -> Declared:
    def told(t: Telling) -> str:
        value, least = tenth(event.value), tenth(event.walk_away)
        return f"{t.name(event.delegation)} has {value:.1f} points (walk-away {least:.1f})."

    return Declared(
        audience=only(event.delegation),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=lambda r: {"ledger": r.ledger(event.ledger)},
        told=told,
        place=Showing(
            group="rulings",
            report="left out",
            mark=None,
            faint=True,
            flag="",
            deed=None,
            about=None,
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(event.delegation,),
        comes_of=None,
    )


def ruling_adjusted(event: e.RulingAdjusted) -> Declared:
    what, _, whose = event.what.partition(":")

    def audience(reader: Reader) -> bool:
        one = reader.delegation
        return event.what in ("tension", f"score:{one}") or (
            one is not None
            and event.what.startswith(f"trust:{one}-")
            and reader.state.exercise.pairs[event.what[6:]][0] == one
        )

    def told(t: Telling) -> str:
        about = event.what
        if what == "score":
            about = f"the score of {t.name(whose)}"
        elif what == "trust" and whose in t.exercise.pairs:
            of, toward = t.exercise.pairs[whose]
            about = f"the trust of {t.name(of)} in {t.name(toward)}"
        change = f"from {tenth(event.before):.1f} to {tenth(event.value):.1f}"
        return f"The facilitator adjusts {about} {change}: “{event.reason}”"

    return Declared(
        audience=audience,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=lambda r: {"reason": r.unnamed(event.reason)},
        told=told,
        place=Showing(
            group="rulings",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed="adjusted",
            about=event.what,
            round=None,
            stage=None,
        ),
        concerns=(),
        spoken=unspoken,
        turn=Turn("adjustment", lambda *_: "The facilitator adjusts a ruling"),
        weather=Weather(
            Cause("adjustment", {"reason": event.reason}),
            Cause("adjusted", {"reason": event.reason}),
            (),
            (),
        ),
        scores=(whose,) if what == "score" else (),
        comes_of=lambda: a.Adjust(
            by=event.by, what=event.what, value=event.value, reason=event.reason
        ),
    )


def move_undone(event: e.MoveUndone) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda _: "The facilitator takes back the last move.",
        place=Showing(
            group="rulings",
            report="left out",
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
        weather=Weather(None, Cause("taken-back"), (), ()),
        scores=(),
        comes_of=lambda: a.Undo(by=event.by, seq=event.undone[0] if event.undone else None),
    )


def ruling_held(event: e.RulingHeld) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda _: (
            "Each ruling is held for discussion until the facilitator goes on."
            if event.on
            else "Rulings are no longer held for discussion."
        ),
        place=Showing(
            group="rulings",
            report="left out",
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
        comes_of=lambda: a.Hold(by=event.by, on=event.on),
    )
