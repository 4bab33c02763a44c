"""Which elements an exercise uses: facts for explaining it to newcomers."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Quota
from tabletop.referee.feasibility import votes_of
from tabletop.referee.remembered import remembered
from tabletop.text.lists import listed


@dataclass(frozen=True)
class Agreeing:
    """What brings an offer into force where not all who are asked must agree."""

    members: Quota | None
    """How many of those asked must agree; None where only votes by weight are counted."""
    votes: Quota | None
    """The same of votes by weight; None where they are not counted."""
    asked: int
    """How many are asked, 0 where that depends on the package."""
    everybody: bool
    """All delegations are asked, whatever the package."""
    weight: int
    """The votes that those asked have together; 0 where that depends on the package."""
    voting: bool
    """A majority or a share is of those who vote yes or no."""
    veto: str
    """Who has the veto, by name; empty for nobody."""
    doing: bool
    """Whoever has something to do must agree too."""


@dataclass(frozen=True)
class Levers:
    """`issues` and `rounds` are counts; the others say whether the exercise has such an element."""

    issues: int
    rounds: int
    worth: bool
    """Options are worth points to somebody, so there is a walk-away to beat."""
    acts: bool
    """Somebody must carry out what is agreed, and may breach it."""
    form: bool
    order: bool
    whole: bool = False
    """Every issue is settled, or none is."""
    decisions: int = 0
    """How many decisions delegations may be asked for."""
    deciding: frozenset[str] = frozenset()
    """The phases in which they may be asked."""
    defaults: bool = False
    """Some decision has an option that holds where nobody decides in time."""
    secrets: bool = False
    """Some decision is secret until its phase ends."""
    signatures: bool = True
    """Offers are signed, not voted on."""
    speakers: bool = False
    """Speakers are called from a list."""
    motions: bool = False
    """Motions on how the table goes on are moved and put to the vote."""
    agreeing: Agreeing | None = None
    """How an offer comes into force; None where all who are asked must agree."""


@remembered
def levers_of(exercise: Exercise) -> Levers:
    """Return the levers of an exercise; a form or order with one option leaves
    nothing to choose.
    """
    return Levers(
        issues=len(exercise.issues),
        rounds=len(exercise.rounds),
        worth=exercise.has.points,
        acts=exercise.has.acts,
        form=len(exercise.form.options) > 1,
        order=len(exercise.order.options) > 1,
        whole=exercise.whole,
        decisions=len(exercise.decisions),
        deciding=frozenset(one.phase for one in exercise.decisions),
        defaults=any(one.default for one in exercise.decisions),
        secrets=any(one.secret for one in exercise.decisions),
        signatures=exercise.has.signatures,
        speakers=exercise.has.speakers,
        motions=exercise.has.motions,
        agreeing=_agreeing(exercise),
    )


def _agreeing(exercise: Exercise) -> Agreeing | None:
    rule = exercise.agreement
    if rule.unanimous or not exercise.has.offers:
        return None
    every = {one.id for one in exercise.delegations}
    asked = {*rule.signatories, *rule.veto}
    doing = {one for issue in exercise.issues for one in issue.by}
    concerned = {one.delegation for one in rule.also}
    known = asked >= doing | concerned | (every if rule.proposer else set())
    return Agreeing(
        members=rule.members,
        votes=rule.votes,
        asked=len(asked) if known else 0,
        everybody=asked == every,
        weight=votes_of(exercise, asked) if known else 0,
        voting=rule.by == "vote" and rule.of == "voting",
        veto=listed([exercise.delegation_by_id[one].name for one in rule.veto]),
        doing=bool(doing),
    )
