"""Signatures and votes: a rule that can be met, and somebody to ask about every package."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise
from tabletop.text.lists import listed


def agreement_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return agreement rules that can't be met, and packages that nobody would be asked to sign."""
    rule, most = exercise.agreement.rule, len(exercise.delegations)
    askable = _askable(exercise)
    what = "yes votes" if exercise.agreement.by == "vote" else "signatures"
    if isinstance(rule, int) and rule > most:
        message = f"{rule} {what} can't be had from {most} delegations"
        yield Finding(("agreement", "rule"), f'{message}; choose fewer, or "all"')
    elif isinstance(rule, int) and rule > len(askable) > 0:
        message = f"{rule} {what} can't be had: only {listed(askable)} can ever be asked"
        advice = "choose fewer, or name more signatories"
        yield Finding(("agreement", "rule"), f"{message}; {advice}")
    yield from _votes(exercise, askable)
    yield from _ballots(exercise)
    joint = next((issue.id for issue in exercise.issues if not issue.by), None)
    if joint is not None and not exercise.agreement.signatories:
        asked = "be asked to vote on" if exercise.agreement.by == "vote" else "have to sign"
        message = f"nobody would {asked} {joint}, which has no performers"
        path = ("agreement", "signatories")
        yield Finding(path, f"{message}; name the signatories in [agreement]")


def _askable(exercise: Exercise) -> list[str]:
    """Return who can ever be asked, whatever an offer settles and whoever tables it."""
    rule = exercise.agreement
    asked = {*rule.signatories, *rule.veto, *(one.delegation for one in rule.also)}
    asked.update(*(issue.by for issue in exercise.issues))
    return [one.id for one in exercise.delegations if rule.proposer or one.id in asked]


def _votes(exercise: Exercise, asked: Collection[str]) -> Iterator[Finding]:
    """Yield vetoes and votes that have no effect, or that no set of signatures could meet."""
    rule = exercise.agreement
    if "veto" in rule.model_fields_set and not rule.veto:
        message = "nobody has the veto; name who has it, or remove it"
        yield Finding(("agreement", "veto"), message)
    if rule.veto and rule.unanimous:
        must = "vote yes" if rule.by == "vote" else "sign"
        message = (
            f"all who are asked must {must}, so a veto adds nothing; remove it, or set a 'rule'"
        )
        yield Finding(("agreement", "veto"), message, at_key=True, warning=True)
    if rule.weights and rule.votes is None:
        message = 'nothing counts these votes; add votes = "majority", or remove them'
        yield Finding(("agreement", "weights"), message, at_key=True)
    if rule.votes is not None and not rule.weights:
        message = (
            "no delegation has weights, so votes are "
            f"{'members' if rule.by == 'vote' else 'signatures'}; add weights, or use 'rule'"
        )
        yield Finding(("agreement", "votes"), message, at_key=True)
    total = sum(rule.weight(one.id) for one in exercise.delegations)
    if rule.weights and not total:
        message = "nobody has a vote; give at least one delegation some"
        yield Finding(("agreement", "weights"), message, at_key=True)
    elif isinstance(rule.votes, int) and rule.votes > total:
        message = f"{rule.votes:,} votes can't be had: all delegations together have {total:,}"
        yield Finding(("agreement", "votes"), f"{message}; ask for fewer")
    elif rule.votes is not None and rule.weights and asked:
        most = sum(map(rule.weight, asked))
        if not most:
            message = f"none of those who can ever be asked ({listed(list(asked))}) has a vote"
            advice = "give one of them some in weights, or name more signatories"
            yield Finding(("agreement", "votes"), f"{message}; {advice}")
        elif isinstance(rule.votes, int) and rule.votes > most:
            who = f"{listed(list(asked))}, who alone can ever be asked,"
            message = f"{rule.votes:,} votes can't be had: {who} together have {most:,}"
            advice = "ask for fewer, or name more signatories"
            yield Finding(("agreement", "votes"), f"{message}; {advice}")


def _ballots(exercise: Exercise) -> Iterator[Finding]:
    """Yield keys about ballots where offers are signed, and votes on nothing."""
    rule = exercise.agreement
    for key in ("ballot", "of") if rule.by == "signature" else ():
        if key in rule.model_fields_set:
            message = f"offers are signed here, so '{key}' counts for nothing"
            yield Finding(
                ("agreement", key), f'{message}; add by = "vote", or remove it', at_key=True
            )
    if rule.by == "vote" and not exercise.issues:
        message = 'there is no [[issue]], so no offer could be voted on; remove by = "vote"'
        yield Finding(("agreement", "by"), message, at_key=True)
