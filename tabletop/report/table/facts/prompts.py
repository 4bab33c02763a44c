"""A twenty-minute debrief of this one game: what to ask, whom, and about which moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tabletop.referee.ledger import tenth
from tabletop.referee.wording import names_in
from tabletop.report.kit.numbers import signed
from tabletop.report.table.facts.agreements import AgreementTold
from tabletop.report.table.facts.climate import ClimateTold
from tabletop.report.table.facts.decisions import DecisionTold
from tabletop.report.table.facts.moments import DecisiveMoment
from tabletop.report.table.facts.offers import Movement, OfferTold
from tabletop.report.table.facts.outcome import LeftTold, OutcomeTold
from tabletop.report.table.facts.overview import DelegationTold, GameOverview, names_of
from tabletop.report.table.facts.voices import QuestionTold
from tabletop.report.table.facts.walk import Walk
from tabletop.text.lists import listed


@dataclass(frozen=True)
class Prompt:
    """A question for the room. `section` is the part of the report it belongs to."""

    section: str
    text: str


@dataclass(frozen=True)
class DebriefStage:
    """A stage of the debrief with its minutes and its questions."""

    minutes: int
    title: str
    section: str
    prompts: tuple[str, ...]


def prompts(
    told: Walk,
    parties: tuple[DelegationTold, ...],
    offers: tuple[OfferTold, ...],
    movements: tuple[Movement, ...],
    agreements: tuple[AgreementTold, ...],
    decisions: tuple[DecisionTold, ...],
    climate: ClimateTold,
    moments: tuple[DecisiveMoment, ...],
    possible: LeftTold | str,
) -> tuple[Prompt, ...]:
    """Return questions on what happened at this table, by the section they belong to."""
    return (
        *_about_wants(parties),
        *_about_offers(told, offers),
        *_about_movement(told, movements),
        *_about_keeping(told, agreements),
        *_about_decisions(told, decisions),
        *_about_left(told, possible, offers),
        *_about_climate(told, climate),
        *_about_moments(told, moments),
    )


def guide(
    told: Walk,
    overview: GameOverview,
    outcome: OutcomeTold,
    moments: tuple[DecisiveMoment, ...],
    questions: tuple[QuestionTold, ...],
    asked: tuple[Prompt, ...],
) -> tuple[DebriefStage, ...]:
    """Return the stages of some twenty minutes: the end, the turning points, interests, what was
    left, lessons; each only where the exercise has what it is about.
    """
    by: defaultdict[str, list[str]] = defaultdict(list)
    for one in asked:
        by[one.section].append(one.text)
    top = max(moments, key=lambda one: one.size, default=None)
    decided = [f"Read out “{top.title}” (round {top.round})."] if top else []
    decided += by["moments"][:2]
    opening = (
        f"Read out the ending, “{overview.ending}”."
        if overview.ending
        else "The game is not finished: say where it stands."
    )
    feeling = (
        "Each delegation in one sentence: is this better or worse than what you came for?"
        if told.exercise.has.offers
        else "Each delegation in one sentence: what are you content with, and what not?"
    )
    # An exercise leads out of the room with the last question it asks everybody.
    everybodys = {one.id for one in told.exercise.questions if one.to == "all"}
    transfer = next(
        (one.text for one in reversed(questions) if one.kind == "text" and one.id in everybodys),
        "Where outside this room have you seen the same pattern?",
    )
    last = [transfer, "What would you do differently in the first ten minutes of the next game?"]
    has = told.exercise.has
    wants = tuple((by["wants"] + by["offers"])[:3])
    left = tuple((by["left"] + by["kept"])[:3])
    stages = [DebriefStage(3, "How it ended", "outcome", (opening, feeling, *_gap(told, outcome)))]
    if has.points or has.climate:
        decisive = tuple(decided or ["Which move changed most?"])
        stages.append(DebriefStage(5, "What decided it", "moments", decisive))
    stages.append(DebriefStage(4, "What each really wanted", "wants", wants))
    if has.decisions:
        why = tuple(by["decisions"]) or ("Which decision came too late, and why?",)
        stages.append(DebriefStage(5, "What was decided, and why", "decisions", why))
    if has.points and has.offers:
        stages.append(DebriefStage(5, "What all could have had", "left", left))
    elif left:
        stages.append(DebriefStage(5, "What was agreed, and what became of it", "kept", left))
    return (*stages, DebriefStage(3, "What stays", "answers", tuple(last)))


DONE = ("agreement.reached", "term.performed", "term.breached", "gesture.made")
"""Moments that a delegation brought about, so that words may have led to them."""


def _lost(told: Walk, offer: OfferTold) -> str:
    """Ask about an offer that was voted down: by a veto, or for want of votes."""
    which = "Which change, made before the vote, would have won"
    if offer.vetoes:
        who = names_of(told.exercise, offer.vetoes)
        return f"{offer.id} was not carried: {offer.tally}, vetoed by {who}. {which} {who}?"
    return f"{offer.id} was not carried: {offer.tally}. {which} those who were missing?"


def _outvoted(told: Walk) -> set[str]:
    """Return who signed or carried none of the agreements, where there are any."""
    signed = [set(one.signed) for one in told.final.agreements]
    return set(told.exercise.delegation_by_id).difference(*signed) if signed else set()


def _gap(told: Walk, outcome: OutcomeTold) -> list[str]:
    if len(outcome.scores) < 2:
        return []
    worst = min(outcome.scores, key=lambda one: one.surplus)
    if worst.below:
        who = names_of(told.exercise, (worst.delegation,))
        if worst.delegation in _outvoted(told):
            return [
                f"{who} ends below its walk-away, by a deal that did not need it. Ask it what it "
                "tried, and the others whether they noticed."
            ]
        return [f"{who} ends below its walk-away. Ask it when it noticed, and why it went on."]
    # Nobody is said to have gained most: points of different delegations can't be compared.
    return [
        "Nobody ends below its walk-away. Ask each what it gave up for that, and whether the "
        "others noticed."
    ]


def _about_wants(parties: tuple[DelegationTold, ...]) -> list[Prompt]:
    # A delegation without a secret brief has nothing to read aloud.
    briefed = [one.name for one in parties if one.secret_brief.strip()]
    if len(briefed) < 2:
        return []
    first, second = briefed[:2]
    return [
        Prompt(
            "wants",
            f"Let {first} read {second}'s secret brief aloud, and the other way round. What did "
            "each believe the other wanted, and which question would have brought it out?",
        )
    ]


def _about_offers(told: Walk, offers: tuple[OfferTold, ...]) -> list[Prompt]:
    found: list[Prompt] = []
    refused = [
        (reply.gain, offer, reply)
        for offer in offers
        if offer.status != "agreed"
        for reply in offer.answers
        if reply.refused_a_gain
    ]
    if refused:
        gain, offer, reply = max(refused, key=lambda one: one[0])
        who = names_of(told.exercise, (reply.delegation,))
        words = f" with “{reply.words}”" if reply.words else ""
        found.append(
            Prompt(
                "offers",
                f"{who} {reply.deed} {offer.id}{words}, though it was worth {tenth(gain):.1f} more "
                f"to it than {reply.than}. What was it holding out for, and what did the proposer "
                "hear?",
            )
        )
    against = [
        (reply.stood.surplus, offer, reply)
        for offer in offers
        for reply in offer.answers
        if reply.signed and not reply.stood.acceptable
    ]
    if against:
        gap, offer, reply = min(against, key=lambda one: one[0])
        who = names_of(told.exercise, (reply.delegation,))
        agreeing = "voting for it" if reply.ballot else "signing"
        found.append(
            Prompt(
                "offers",
                f"{who} {reply.deed} {offer.id}, worth {tenth(-gap):.1f} less to it than no deal. "
                f"What made {agreeing} feel better than walking away?",
            )
        )
    lost = [offer for offer in offers if offer.voted_down]
    if lost:
        found.append(
            Prompt(
                "offers",
                _lost(told, lost[-1]),
            )
        )
    if offers and not found:
        first = offers[0]
        who = names_of(told.exercise, (first.delegation,))
        found.append(
            Prompt(
                "offers",
                f"{who} tabled the first offer, {first.id}. How far did that draft set the terms "
                "for everything after it?",
            )
        )
    return found


def _about_movement(told: Walk, movements: tuple[Movement, ...]) -> list[Prompt]:
    moved = [one for one in movements if one.offers > 1]
    if not moved:
        return []
    most = min(moved, key=lambda one: one.own)
    who = names_of(told.exercise, (most.delegation,))
    if most.own < -0.05:
        return [
            Prompt(
                "offers",
                f"From {most.first} to {most.last} {who} gave up {tenth(-most.own):.1f} points of "
                "its own. What did it get for that, and did the others notice?",
            )
        ]
    return [
        Prompt(
            "offers",
            "Nobody's offers gave up anything of their own. Whose turn was it to move, and why?",
        )
    ]


def _about_keeping(told: Walk, agreements: tuple[AgreementTold, ...]) -> list[Prompt]:
    if not told.exercise.has.acts:
        return []
    for agreement in agreements:
        for term in agreement.terms:
            for one in term.deliveries:
                if not one.performed:
                    who = names_of(told.exercise, (one.delegation,))
                    return [
                        Prompt(
                            "kept",
                            f"{who} did not perform {term.name}: {term.option} in round "
                            f"{one.round}. Would another order or smaller steps have changed that?",
                        )
                    ]
    acts = [
        (agreement, term) for agreement in agreements for term in agreement.terms if term.performers
    ]
    if agreements and not acts:
        return [
            Prompt(
                "kept",
                f"{agreements[0].id} asked nobody to do anything. What is the smallest act that "
                "could have been tied to it, and by whom?",
            )
        ]
    if acts:
        agreement, term = acts[0]
        who = names_of(told.exercise, term.performers)
        return [
            Prompt(
                "kept",
                f"What made {who} trust {agreement.id} enough to promise {term.name}: "
                f"{term.option}? Would a round earlier have been too early?",
            )
        ]
    return []


def _about_left(
    told: Walk, possible: LeftTold | str, offers: tuple[OfferTold, ...]
) -> list[Prompt]:
    if isinstance(possible, str):
        return []
    if possible.best is None:
        nothing = (
            "You left nothing on the table. What made that possible?"
            if possible.found.zone
            else "There was nothing that all could have accepted. Whose brief would have to "
            "change, and who could change it?"
        )
        return [Prompt("left", nothing)]
    missing = [
        choice
        for choice in possible.moved
        if all((choice, dict(possible.best).get(choice)) not in offer.settles for offer in offers)
        and choice in dict(possible.best)
    ]
    found = []
    if missing:
        found.append(
            Prompt(
                "left",
                f"Nobody ever offered what the better deal has on {_a_few_of(missing)}. Why did it "
                "never come up?",
            )
        )
    gains = possible.found.gains
    low = min(gains, key=lambda one: gains[one], default=None)
    if low is not None:
        who = names_of(told.exercise, (low,))
        found.append(
            Prompt(
                "left",
                f"{who} gains least by the better deal ({signed(gains[low])}). What would it "
                "have needed to see before proposing it?",
            )
        )
    return found


def _about_decisions(told: Walk, decisions: tuple[DecisionTold, ...]) -> list[Prompt]:
    """Ask about what nobody decided, what was changed, and what was decided."""
    found = []
    for one in decisions:
        who = names_of(told.exercise, (one.delegation,))
        if one.how in ("not taken", "default"):
            text = (
                f"{who} did not decide in time: {one.name}. What was missing: information, "
                "authority or time?"
            )
        elif len({choice.option for choice in one.choices}) > 1:
            first, last = one.choices[0].option, one.choices[-1].option
            text = f"{who} went from “{first}” to “{last}”: {one.name}. What changed its mind?"
        else:
            continue
        found.append(Prompt("decisions", text))
    taken = [one for one in decisions if one.how == "taken"]
    if taken and len(found) < 3:
        one = taken[-1]
        who = names_of(told.exercise, (one.delegation,))
        text = (
            f"{who} decided “{one.option}”: {one.name}. Who else would have had to know before, "
            "and who was told afterwards?"
        )
        found.append(Prompt("decisions", text))
    return found[:3]


def _a_few_of(words: list[str]) -> str:
    if len(words) > 3:
        words = [*words[:2], f"{len(words) - 2} more"]
    return listed(words)


def _about_climate(told: Walk, climate: ClimateTold) -> list[Prompt]:
    if not told.exercise.has.climate:
        return []
    shifts = [one for one in climate.shifts if abs(one.change) >= 1]
    if not shifts:
        return [
            Prompt(
                "climate", "Trust hardly moved. What would one costly, unilateral step have done?"
            )
        ]
    most = max(shifts, key=lambda one: abs(one.change))
    of = names_of(told.exercise, (most.of,))
    toward = names_of(told.exercise, (most.toward,))
    reason = most.cause.told(names_in(told.exercise)) if most.cause else ""
    why = f" The referee's main reason: {reason}." if reason else ""
    way = "rose" if most.change > 0 else "fell"
    return [
        Prompt(
            "climate",
            f"{of}'s trust in {toward} {way} from {most.first:.0f} to {most.last:.0f}.{why} Does "
            "that match what the people in the room felt?",
        )
    ]


def _about_moments(told: Walk, moments: tuple[DecisiveMoment, ...]) -> list[Prompt]:
    found = []
    for moment in sorted(moments, key=lambda one: -one.size):
        if moment.kind == "inject.delivered":
            found.append(
                Prompt(
                    "moments",
                    f"“{moment.title}”, round {moment.round}: what could this table have done in "
                    "the round before to prevent it, or to be ready for it?",
                )
            )
        if not moment.words or moment.kind not in DONE:
            continue
        last = moment.words[-1]
        who = names_of(told.exercise, (last.delegation,)) if last.delegation else "The facilitator"
        found.append(
            Prompt(
                "moments",
                f"Just before “{moment.title}” {who} said “{last.text}”; did these words "
                "bring it about, or would it have happened anyway?",
            )
        )
    return found[:3]
