"""What a delegation's coach advised: for the delegation itself, and whoever reads everything."""

from __future__ import annotations

from typing import assert_never

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    Declared,
    Showing,
    Telling,
    nothing_personal,
    nothing_spared,
    only,
    unspoken,
)
from tabletop.play.queries.naming import choice_name


def advice_given(event: e.AdviceGiven) -> Declared:
    return Declared(
        audience=only(event.delegation),
        revealed=False,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda t: (
            f"{t.name(event.delegation)} asks its coach, who advises {advised(t, event)}."
        ),
        place=Showing(
            group="notes and answers",
            report="left out",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=event.about,
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.AskCoach(
            by=event.by,
            advice=event.advice,
            code=event.code,
            about=event.about,
            issue=event.issue,
            choice=event.choice,
            package=event.package,
        ),
    )


def advised(t: Telling, event: e.AdviceGiven) -> str:
    """Return what a coach advised, as it follows "advises": "to sign O3", "an offer: ..."."""
    match event.advice:
        case "offer":
            parts = [
                f"{choice_name(t.exercise, choice)}: {t.option(choice, option)}"
                for choice, option in (event.package or {}).items()
            ]
            answer = f" in answer to {event.about}" if event.about else ""
            return f"an offer{answer} ({'; '.join(parts)})"
        case "sign":
            return f"to sign {event.about}"
        case "put-to-vote":
            return f"to put {event.about} to the vote"
        case "vote":
            said = "to abstain" if event.choice == "abstain" else f"to vote {event.choice}"
            return f"{said} in {event.about}"
        case "decide":
            decision = t.exercise.decision_by_id.get(event.about or "")
            option = decision.option_by_id.get(event.choice or "") if decision else None
            name = decision.name if decision else event.about
            return f"on {name} to decide for {option.name if option else event.choice}"
        case "perform":
            return f"to do what {event.about} asks for: {t.issue(event.issue or '')}"
        case "breach":
            return f"not to do what {event.about} asks for: {t.issue(event.issue or '')}"
        case "wait":
            return f"to wait for an answer to {event.about}" if event.about else "to wait"
    assert_never(event.advice)
