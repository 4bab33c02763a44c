"""How it ended: what everybody has and why, and what was possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.history.possible import Possible as Left
from tabletop.play.history.possible import headline, judged, left_at_the_end
from tabletop.play.parts.lines import LedgerLine
from tabletop.play.queries.held_lines import held_values
from tabletop.play.queries.naming import choice_name, name
from tabletop.play.queries.offers import held_up
from tabletop.play.rules.ruling import score_of
from tabletop.play.state import State
from tabletop.referee.circumstances import reaches, walk_away
from tabletop.referee.ledger import Score, ValueLine, tenths
from tabletop.referee.outcomes.analysis import Analysis
from tabletop.referee.outcomes.space import size
from tabletop.referee.wording import Names
from tabletop.report.table.facts.overview import settled
from tabletop.report.table.facts.walk import Walk


@dataclass(frozen=True)
class LineTold:
    """A ledger line; the tenths of all lines sum to the printed value exactly."""

    line: ValueLine | LedgerLine
    printed: float

    @property
    def source(self) -> str:
        return self.line.source

    @property
    def points(self) -> float:
        return self.line.points

    @property
    def factor(self) -> float:
        return self.line.factor

    @property
    def value(self) -> float:
        return self.line.value

    def told(self, names: Names) -> str:
        """Why, in a sentence."""
        return self.line.told(names)


@dataclass(frozen=True)
class ScoreTold:
    """A delegation's score at the end, or where the game stands."""

    delegation: str
    value: float
    printed: float
    walk_away: float
    ledger: tuple[LineTold, ...]

    @property
    def surplus(self) -> float:
        return self.value - self.walk_away

    @property
    def below(self) -> bool:
        """Whether it is below its walk-away."""
        return not reaches(self.value, self.walk_away)


@dataclass(frozen=True)
class Ruled:
    """A ruling on one delegation in one round, as it was given."""

    delegation: str
    round: int
    value: float
    walk_away: float


@dataclass(frozen=True)
class Adjusted:
    """An adjustment of a ruling by the facilitator, and the reason."""

    round: int
    seq: int
    what: str
    before: float
    value: float
    reason: str


@dataclass(frozen=True)
class Stands:
    """One issue as it stands at the end; `became` is empty for an issue that was never moved."""

    issue: str
    option: str
    performers: tuple[str, ...]
    became: str


@dataclass(frozen=True)
class OutcomeTold:
    """Scores, and what stands; `nothing` tells in a sentence that nothing else does."""

    scores: tuple[ScoreTold, ...]
    course: tuple[Ruled, ...]
    adjusted: tuple[Adjusted, ...]
    stands: tuple[Stands, ...]
    nothing: str


@dataclass(frozen=True)
class LeftTold:
    """What was left on the table (`found`), with the names that a report needs.

    `best` is the deal best for all together, None when there is none; `moved` are the issues, form
    or order that its changes are about, and `would` is what it would have been worth. With
    `from_nothing` there was no package that it would change: all of it is what it takes.
    """

    found: Left
    feasible: int
    best: tuple[tuple[str, str], ...] | None
    moved: tuple[str, ...]
    would: Mapping[str, float]
    solutions: Mapping[str, tuple[tuple[str, str], ...] | None]
    from_nothing: bool

    @property
    def headline(self) -> str:
        """How much was left, and at which moment that is judged."""
        return headline(self.found)

    @property
    def judged(self) -> str:
        """The moment at which it is judged."""
        return judged(self.found)

    @property
    def counted(self) -> str:
        """How many packages there were, could have passed, and left nobody below; when judged."""
        exercise = self.found.analysis.space.exercise
        done = "signed" if exercise.has.signatures else "agreed"
        crossed = any(one.red_lines for one in exercise.delegations)
        well = f"left nobody below its walk-away{' and crossed no red line' if crossed else ''}"
        if self.feasible == 1 and exercise.agreement.unanimous:
            would = "would" if self.found.zone else "would not"
            return (
                f"The one package that could have been {done} {would} have {well}, {self.judged}."
            )
        count = "the one package" if self.feasible == 1 else f"{self.feasible:,} packages"
        passing = (
            ""
            if exercise.agreement.unanimous
            else f"{self.found.passing:,} could have passed by the rule of agreement, and "
        )
        return (
            f"Of {count} that could have been {done}, {passing}{self.found.zone:,} would "
            f"have {well}, {self.judged}."
        )

    @property
    def instead(self) -> str:
        """What everybody had, as a column heading."""
        if self.found.agreed:
            return "As agreed"
        return "Gestures alone" if self.found.gestures else "No deal"


def outcome(told: Walk) -> OutcomeTold:
    """Return scores with their ledgers, round by round, and what stands."""
    final = told.final
    rulings = [s.event for s in told.steps if isinstance(s.event, e.ScoreRuled)]
    return OutcomeTold(
        scores=tuple(_score(final, one.id) for one in told.exercise.delegations)
        if told.exercise.has.points
        else (),
        course=tuple(Ruled(r.delegation, r.round, r.value, r.walk_away) for r in rulings),
        adjusted=tuple(
            Adjusted(
                step.after.round,
                step.event.seq,
                _about(told.exercise, step.event.what),
                step.event.before,
                step.event.value,
                step.event.reason,
            )
            for step in told.steps
            if isinstance(step.event, e.RulingAdjusted)
        ),
        stands=_stands(final),
        nothing="There is no deal: nothing was settled."
        if final.stands is None
        else "Nothing was moved: everything is as it was.",
    )


def _score(final: State, one: str) -> ScoreTold:
    """Return the latest ruling with its adjustments; for a game never ruled on, current scores."""
    ruled = final.scores.get(one)
    score = ruled or score_of(final, one)
    lines: Sequence[ValueLine | LedgerLine] = (
        held_values(final, score.ledger) if isinstance(score, Score) else score.ledger
    )
    least = walk_away(final.exercise, one, final.circumstances)
    if ruled is not None:
        least = ruled.walk_away
    shown, total = tenths([line.value for line in lines])
    ledger = tuple(LineTold(line, tenth) for line, tenth in zip(lines, shown, strict=True))
    return ScoreTold(one, score.value, total, least, ledger)


def _about(exercise: Exercise, what: str) -> str:
    kind, _, whose = what.partition(":")
    if kind == "score":
        return f"score of {name(exercise, whose)}"
    if kind == "trust":
        of, toward = exercise.pairs[whose]
        return f"trust of {name(exercise, of)} in {name(exercise, toward)}"
    return kind


def _stands(final: State) -> tuple[Stands, ...]:
    found = []
    for issue in final.exercise.issues:
        option = issue.option_by_id[final.standing[issue.id]]
        term = final.terms.get(issue.id)
        became = ""
        if term is not None:
            whole = "performed" if final.exercise.performers(issue.id) else "in force"
            part = f"{round(100 * term.done)} % performed"
            became = "broken" if term.broken else whole if term.done >= 1 else part
            became = "not performed yet" if not term.broken and term.done == 0 else became
            if term in held_up(final) and not term.broken:
                became = f"suspended by a breach, {became}"
        found.append(Stands(issue.name, option.name, issue.by, became))
    return tuple(found)


def possible(told: Walk) -> LeftTold | str:
    """Return what was left on the table, or the sentence on why that is unknown.

    Raises `UnreadableInput` for a space that can't be enumerated.
    """
    exercise = told.exercise
    if not exercise.has.offers:
        return "Nothing is negotiated in this exercise."
    if not exercise.has.points:
        return "Nothing has points in this exercise."
    try:
        found = left_at_the_end(told.final)
    except MemoryError:
        raise UnreadableInput(
            f"'{exercise.id}' has {size(exercise):,} packages, more than fit into memory here"
        ) from None
    if found is None:
        return (
            f"This exercise has {size(exercise):,} packages, too many to enumerate; "
            "`tabletop analyse --sample` estimates what was possible."
        )
    from_nothing = exercise.whole and not found.agreed
    return LeftTold(
        found,
        found.analysis.deals,
        settled(exercise, found.best) if found.best is not None else None,
        _moved(exercise, None if from_nothing else found.standing, found.best),
        {one: found.had[one] + gain for one, gain in found.gains.items()},
        _solutions(exercise, found.analysis),
        from_nothing,
    )


def _moved(
    exercise: Exercise, package: Mapping[str, str] | None, better: Mapping[str, str] | None
) -> tuple[str, ...]:
    if better is None:
        return ()
    return tuple(
        choice_name(exercise, c)
        for c in exercise.named
        if package is None or package[c] != better[c]
    )


def _solutions(
    exercise: Exercise, analysis: Analysis
) -> dict[str, tuple[tuple[str, str], ...] | None]:
    return {
        solution: settled(exercise, analysis.space.package(number)) if number is not None else None
        for solution, number in analysis.solutions.items()
    }
