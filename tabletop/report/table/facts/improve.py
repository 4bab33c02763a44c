"""Suggestions for next time, drawn from the game, each with its evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tabletop.referee.ledger import tenth
from tabletop.report.kit.numbers import signed, tenths
from tabletop.report.table.facts.agreements import AgreementTold
from tabletop.report.table.facts.offers import OfferTold
from tabletop.report.table.facts.outcome import LeftTold, OutcomeTold
from tabletop.report.table.facts.overview import DelegationTold, names_of
from tabletop.report.table.facts.voices import ObjectiveTold, QuestionTold
from tabletop.report.table.facts.walk import Walk

LOW = 2.5
"""Objectives rated below this need work."""
ABOUT_IMPROVING = re.compile(r"\b(improve\w*|differently|next time|lessons?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Improvement:
    """One observation, its evidence, and a suggestion."""

    observed: str
    evidence: str
    proposal: str


def improvements(
    told: Walk,
    parties: tuple[DelegationTold, ...],
    offers: tuple[OfferTold, ...],
    agreements: tuple[AgreementTold, ...],
    outcome: OutcomeTold,
    possible: LeftTold | str,
    objectives: tuple[ObjectiveTold, ...],
    questions: tuple[QuestionTold, ...],
) -> tuple[Improvement, ...]:
    """Return the suggestions: the bargaining first, then the learning."""
    return (
        *_unanswered(told, offers),
        *_against_themselves(told, offers),
        *_refused_gains(told, offers),
        *_votes(told, offers),
        *_breaches(told, agreements),
        *_outstanding(told, agreements),
        *_below(told, outcome),
        *_left(possible),
        *_silent_tables(told, parties, offers),
        *_undecided(told),
        *_objectives(objectives),
        *_answers(told, questions),
    )


def _unanswered(told: Walk, offers: tuple[OfferTold, ...]) -> list[Improvement]:
    silent = [one for one in offers if one.unanswered]
    if not silent:
        return []
    by = Counter(delegation for one in silent for delegation in one.unanswered)
    who = ", ".join(f"{names_of(told.exercise, (d,))} {n}" for d, n in by.most_common())
    return [
        Improvement(
            f"{_count(len(silent), 'offer')} got no answer from somebody asked.",
            f"{_ids(silent)}; left unanswered: {who}.",
            "Answer every offer before the round closes: sign it, reject it with a reason, or "
            "counter it.",
        )
    ]


def _against_themselves(told: Walk, offers: tuple[OfferTold, ...]) -> list[Improvement]:
    found = []
    for offer in offers:
        worse = [r for r in offer.answers if r.signed and not r.stood.acceptable]
        if not worse:
            continue
        who = names_of(told.exercise, tuple(reply.delegation for reply in worse))
        gaps = ", ".join(
            f"{names_of(told.exercise, (reply.delegation,))} {tenths(reply.stood.value)} against "
            f"{tenths(reply.stood.walk_away)}"
            for reply in worse
        )
        signing = told.exercise.has.signatures
        agreed = "signed" if signing else "voted for"
        doing = "signing" if signing else "voting for"
        found.append(
            Improvement(
                f"{who} {agreed} {offer.id} although it could not accept it by its own brief."
                if len(worse) == 1
                else f"{who} {agreed} {offer.id} although they could not accept it by their "
                "briefs.",
                f"Worth when {'signed' if signing else 'voted on'}, against the walk-away: {gaps} "
                f"(round {worse[0].round}).",
                f"Compare a package with the walk-away before {doing} it, and say what is missing.",
            )
        )
    return found


def _refused_gains(told: Walk, offers: tuple[OfferTold, ...]) -> list[Improvement]:
    found = []
    for offer in offers:
        gains = [one for one in offer.answers if one.refused_a_gain]
        if not gains or offer.status == "agreed":
            continue
        reply = max(gains, key=lambda one: one.gain)
        who = names_of(told.exercise, (reply.delegation,))
        words = f" It said: “{reply.words}”" if reply.words else ""
        found.append(
            Improvement(
                f"{who} {reply.deed} {offer.id}, which was worth more to it than {reply.than}.",
                f"{tenths(reply.gain)} above {'it' if reply.agreed else 'its walk-away'} in round "
                f"{reply.round}.{words}",
                "Ask for an amendment before the vote: name the one change that would make it "
                "acceptable."
                if reply.ballot
                else "Turn a rejection into a counter-offer: name the one change that would make "
                "it acceptable.",
            )
        )
    return found


def _votes(told: Walk, offers: tuple[OfferTold, ...]) -> list[Improvement]:
    """Return what was voted down, and who did not vote."""
    found = []
    lost = [one for one in offers if one.voted_down]
    if lost:
        found.append(
            Improvement(
                f"{_count(len(lost), 'offer')} put to the vote {_was(lost)} not carried.",
                f"{'; '.join(f'{one.id} with {_had(told, one)}' for one in lost[:12])}.",
                "Ask who would vote yes before asking for the vote, and settle what the missing "
                "votes need.",
            )
        )
    silent = [one for one in offers if one.not_voting]
    if silent:
        who = "; ".join(
            f"{one.id} {names_of(told.exercise, one.not_voting)}" for one in silent[:12]
        )
        found.append(
            Improvement(
                f"{_count(len(silent), 'vote')} {_was(silent)} closed before everybody had voted.",
                f"Not voting: {who}.",
                "Vote on everything, if only to abstain: then the others know what you think.",
            )
        )
    return found


def _was(counted: list[OfferTold]) -> str:
    return "was" if len(counted) == 1 else "were"


def _had(told: Walk, offer: OfferTold) -> str:
    vetoes = names_of(told.exercise, offer.vetoes)
    return f"{offer.tally}, vetoed by {vetoes}" if vetoes else offer.tally


def _breaches(told: Walk, agreements: tuple[AgreementTold, ...]) -> list[Improvement]:
    found = []
    for agreement in agreements:
        for term in agreement.terms:
            for delivery in term.deliveries:
                if delivery.performed:
                    continue
                who = names_of(told.exercise, (delivery.delegation,))
                how = "let an act fall due and decided nothing" if delivery.silent else "broke"
                what = f"{term.name}: {term.option}"
                found.append(
                    Improvement(
                        f"{who} {how} {'on' if delivery.silent else 'its promise on'} {what}.",
                        f"Agreement {agreement.id}, round {delivery.round}.",
                        "Before signing, ask each performer what would keep it from performing, "
                        "and choose what comes first and what in instalments accordingly.",
                    )
                )
    return found


def _outstanding(told: Walk, agreements: tuple[AgreementTold, ...]) -> list[Improvement]:
    when = "when the exercise ended" if told.ended else "so far"
    late = _acts_left(agreements, "outstanding", "in part")
    held = _acts_left(agreements, "suspended")
    found = []
    if late:
        found.append(
            Improvement(
                f"{_count(len(late), 'act')} had not been performed in full {when}.",
                f"{'; '.join(late)}.",
                "Count the rounds that acts need before signing, and sign while enough are left.",
            )
        )
    if held:
        found.append(
            Improvement(
                f"{_count(len(held), 'act')} suspended by a breach had not been taken up again "
                f"{when}.",
                f"{'; '.join(held)}.",
                "After a breach, table again what should continue: an agreement that keeps a "
                "suspended act makes it fall due again.",
            )
        )
    return found


def _acts_left(agreements: tuple[AgreementTold, ...], *kept: str) -> list[str]:
    return [
        f"{term.name}: {term.option} ({agreement.id})"
        for agreement in agreements
        for term in agreement.terms
        if term.kept in kept
    ]


def _below(told: Walk, outcome: OutcomeTold) -> list[Improvement]:
    below = [score for score in outcome.scores if score.below]
    if not below:
        return []
    who = names_of(told.exercise, tuple(score.delegation for score in below))
    gaps = ", ".join(
        f"{names_of(told.exercise, (score.delegation,))} {signed(score.surplus)}" for score in below
    )
    verb = "ends" if len(below) == 1 else "end"
    return [
        Improvement(
            f"{who} {verb} worse off than without any deal.",
            f"Against the walk-away: {gaps}.",
            "Go back to the interests in the brief: which act by whom would have made up for it?",
        )
    ]


def _left(possible: LeftTold | str) -> list[Improvement]:
    if isinstance(possible, str) or possible.best is None or not possible.found.better:
        return []
    if possible.found.agreed:
        seen = "A deal better for someone and worse for no one was left on the table."
    else:
        seen = "No agreement was reached although one could have been better at no one's cost."
    return [
        Improvement(
            seen,
            f"{_count(possible.found.better, 'package')} of that kind, {possible.judged}; the "
            f"best for all together needed: {'; '.join(possible.found.changes)}.",
            "Keep asking what each side would give for the issue it cares about most; trade "
            "across issues.",
        )
    ]


def _silent_tables(
    told: Walk, parties: tuple[DelegationTold, ...], offers: tuple[OfferTold, ...]
) -> list[Improvement]:
    if not told.exercise.has.offers:
        return []
    found = []
    quiet = tuple(p.id for p in parties if all(one.delegation != p.id for one in offers))
    if quiet and offers:
        found.append(
            Improvement(
                f"{names_of(told.exercise, quiet)} tabled no offer of "
                f"{'its' if len(quiet) == 1 else 'their'} own.",
                f"{_count(len(offers), 'offer')} by others.",
                "Put a first draft on the table early: whoever writes it frames the bargain.",
            )
        )
    played = range(1, told.final.round + (1 if told.ended else 0))
    # Once a contract stands whole, nothing is left to be offered.
    deals = [one.round for one in told.final.agreements] if told.exercise.has.whole else []
    last = min(deals, default=told.final.round)
    empty = [
        number for number in played if number <= last and all(one.round != number for one in offers)
    ]
    if empty and len(empty) < len(played):
        numbers = ", ".join(str(number) for number in empty)
        found.append(
            Improvement(
                f"No offer was tabled in {_count(len(empty), 'round')}.",
                f"Round{'s' if len(empty) > 1 else ''} {numbers}.",
                "Use every round: offer first what loses value each round."
                if told.exercise.has.climate
                else "Use every round: a draft, however early, shows what others can't accept.",
            )
        )
    elif empty:
        found.append(
            Improvement(
                "No offer was tabled at all.",
                f"{_count(len(empty), 'round')} played.",
                "Ask every delegation for one written draft before the first round closes.",
            )
        )
    return found


def _undecided(told: Walk) -> list[Improvement]:
    """Return the decisions that nobody took in time."""
    late = [one for one in told.final.decisions.values() if not one.open and one.taken is None]
    found = []
    for one in late:
        decision = told.exercise.decision_by_id[one.decision]
        who = names_of(told.exercise, (one.delegation,))
        held = f"“{decision.option_by_id[one.option].name}” held instead" if one.option else ""
        found.append(
            Improvement(
                f"{who} did not decide in time: {decision.name}.",
                f"Round {one.round}{f'; {held}' if held else ''}.",
                "Say beforehand who decides this, on what information, and by when.",
            )
        )
    return found


_POOR = 2
"""Of either scale: at most 2 of 5, or major challenges."""


def _objectives(objectives: tuple[ObjectiveTold, ...]) -> list[Improvement]:
    found = []
    for one in objectives:
        if one.rating is not None and one.rating < LOW:
            words = next((f" “{note.text}”" for note in one.notes if note.text), "")
            found.append(
                Improvement(
                    f"Objective {one.number} was rated {tenth(one.rating):.1f} of 5.",
                    f"{one.text}{words}",
                    "Plan an exercise or some reading for this objective before the next game.",
                )
            )
        found += [
            Improvement(
                f"“{task.text}” (objective {one.number}) was rated {'; '.join(task.ratings)}.",
                next((f"“{note.text}”" for note in task.notes if note.text), one.text),
                "Find out what was missing for it, and try it again in a smaller exercise.",
            )
            for task in one.tasks
            if task.lowest is not None and task.lowest <= _POOR
        ]
    return found


def _answers(told: Walk, questions: tuple[QuestionTold, ...]) -> list[Improvement]:
    found = []
    for question in questions:
        if question.kind == "rating" and question.mean is not None and question.mean < LOW:
            found.append(
                Improvement(
                    f"“{question.text}” was answered {tenth(question.mean):.1f} of 5.",
                    f"Mean of {_count(len(question.answers), 'answer')}.",
                    "Discuss why, and what would have raised it by one.",
                )
            )
        if question.kind == "text" and ABOUT_IMPROVING.search(question.text):
            for answer in question.answers:
                who = (
                    names_of(told.exercise, (answer.delegation,))
                    if answer.delegation
                    else answer.person
                )
                found.append(Improvement(f"“{answer.value}”", f"{who}, asked: {question.text}", ""))
    return found


def _ids(offers: list[OfferTold]) -> str:
    shown = ", ".join(one.id for one in offers[:12])
    return shown if len(offers) <= 12 else f"{shown} and {len(offers) - 12} more"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
