"""What happened at one table, as frozen records without any markup.

HTML, Markdown and CSV are written from these and from nothing else, so that they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.errors import TranscriptDamaged
from tabletop.exercise.model import Has
from tabletop.past import ReadTable
from tabletop.play.history import UNFIT
from tabletop.referee.ledger import weighed
from tabletop.referee.wording import Names, names_in
from tabletop.report.kit.redact import redacted
from tabletop.report.table.facts.agreements import AgreementTold, GestureTold, agreements, gestures
from tabletop.report.table.facts.climate import ClimateTold, climate
from tabletop.report.table.facts.coaching import CoachingTold, coaching
from tabletop.report.table.facts.decisions import DecisionTold, decisions
from tabletop.report.table.facts.improve import Improvement, improvements
from tabletop.report.table.facts.moments import DecisiveMoment, moments
from tabletop.report.table.facts.moved import MotionTold, motions
from tabletop.report.table.facts.offers import Movement, OfferTold, movements, offers
from tabletop.report.table.facts.outcome import LeftTold, OutcomeTold, outcome, possible
from tabletop.report.table.facts.overview import (
    DelegationTold,
    GameOverview,
    Stake,
    overview,
    parties,
    stakes,
)
from tabletop.report.table.facts.planned import (
    DiscussedTold,
    InjectTold,
    discussion,
    injects,
)
from tabletop.report.table.facts.prompts import DebriefStage, Prompt, guide, prompts
from tabletop.report.table.facts.roles import RoleTold, roles
from tabletop.report.table.facts.speeches import FloorTold, floor
from tabletop.report.table.facts.timeline import Flagged, RoundTold, flags, timeline
from tabletop.report.table.facts.voices import (
    NoteTold,
    ObjectiveTold,
    QuestionTold,
    notes,
    objectives,
    questions,
)
from tabletop.report.table.facts.walk import Walk, walk
from tabletop.text.lists import listed

_SPELLED = {15: "fifteen", 20: "twenty", 25: "twenty-five"}


@dataclass(frozen=True)
class Facts:
    """Everything a report says about one table, in the report's order."""

    walk: Walk
    overview: GameOverview
    guide: tuple[DebriefStage, ...]
    objectives: tuple[ObjectiveTold, ...]
    rounds: tuple[RoundTold, ...]
    flags: tuple[Flagged, ...]
    parties: tuple[DelegationTold, ...]
    roles: tuple[RoleTold, ...]
    stakes: tuple[Stake, ...]
    offers: tuple[OfferTold, ...]
    movements: tuple[Movement, ...]
    agreements: tuple[AgreementTold, ...]
    gestures: tuple[GestureTold, ...]
    decisions: tuple[DecisionTold, ...]
    outcome: OutcomeTold
    possible: LeftTold | str
    climate: ClimateTold
    moments: tuple[DecisiveMoment, ...]
    floor: FloorTold
    moved: tuple[MotionTold, ...]
    coaching: CoachingTold
    notes: tuple[NoteTold, ...]
    questions: tuple[QuestionTold, ...]
    improvements: tuple[Improvement, ...]
    injects: tuple[InjectTold, ...]
    discussion: tuple[DiscussedTold, ...]
    prompts: tuple[Prompt, ...]

    @property
    def has(self) -> Has:
        """What the exercise has; of what it does not have a report says nothing."""
        return self.walk.exercise.has

    @property
    def guide_title(self) -> str:
        """How long the debrief takes that the stages of the guide make."""
        minutes = sum(one.minutes for one in self.guide)
        return f"A debrief of {_SPELLED.get(minutes, str(minutes))} minutes"

    @property
    def weighed(self) -> bool:
        """Whether anything counts only in part, so that ledgers tell how far."""
        return any(weighed(one.ledger) for one in self.outcome.scores)

    @property
    def beyond_points(self) -> str:
        """Name what counts beside an option's own points, empty for nothing."""
        exercise = self.walk.exercise
        there = {
            "trust": exercise.has.climate,
            "time": exercise.has.climate or any(one.urgency for one in exercise.delegations),
            "combinations": bool(exercise.interactions),
        }
        return listed(what for what, is_there in there.items() if is_there)

    @property
    def red_lines(self) -> bool:
        """Whether anybody has a line that a package could cross."""
        return any(one.red_lines for one in self.parties)

    @property
    def performers(self) -> bool:
        """Whether any issue names who carries it out."""
        return any(one.by for one in self.walk.exercise.issues)

    @property
    def names(self) -> Names:
        """The names that the referee's lines are told with."""
        return names_in(self.walk.exercise)

    def party(self, id: str) -> DelegationTold:
        """Return the delegation with an id; raises `KeyError`."""
        for one in self.parties:
            if one.id == id:
                return one
        raise KeyError(id)


def facts_of(table: ReadTable, *, name: str = "", redact: bool = False) -> Facts:
    """Return what a report says about a transcript. Raises `TranscriptDamaged`.

    `name` is what the report calls the transcript, its name in its store when empty; with `redact`,
    people and private texts are left out (see `report.kit.redact`).
    """
    where, events = table.transcript.where, table.events
    if redact:
        events = redacted(table.exercise, events)
    told = walk(table.exercise, events, table.rules, where)
    try:
        return _facts(told, name or table.transcript.name)
    except UNFIT as fault:
        raise TranscriptDamaged(
            f"{where}: its events are not a possible game of the exercise in it; run tabletop "
            "verify on it"
        ) from fault


def _facts(told: Walk, name: str) -> Facts:
    tabled = offers(told)
    moved = movements(told, tabled)
    agreed = agreements(told)
    who, result, left = parties(told), outcome(told), possible(told)
    felt, decided = climate(told), moments(told)
    goals, asked = objectives(told), questions(told)
    short, taken = overview(told, name), decisions(told)
    ask = prompts(told, who, tabled, moved, agreed, taken, felt, decided, left)
    return Facts(
        walk=told,
        overview=short,
        guide=guide(told, short, result, decided, asked, ask),
        objectives=goals,
        rounds=timeline(told),
        flags=flags(told),
        parties=who,
        roles=roles(told),
        stakes=stakes(told),
        offers=tabled,
        movements=moved,
        agreements=agreed,
        gestures=gestures(told),
        decisions=taken,
        outcome=result,
        possible=left,
        climate=felt,
        moments=decided,
        floor=floor(told),
        moved=motions(told),
        coaching=coaching(told),
        notes=notes(told),
        questions=asked,
        improvements=improvements(told, who, tabled, agreed, result, left, goals, asked),
        prompts=ask,
        injects=injects(told),
        discussion=discussion(told),
    )
