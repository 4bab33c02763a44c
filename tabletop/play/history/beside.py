"""Compare two tables of one exercise: where they diverge, and how each ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tabletop.play.events import AnyEvent
from tabletop.play.parts.votes import YES, Subject
from tabletop.play.queries.naming import option_name
from tabletop.play.queries.offers import held_up
from tabletop.play.queries.questions import answered
from tabletop.play.state import State
from tabletop.referee.circumstances import walk_away
from tabletop.referee.ledger import tenth

NOTHING = "-"
SECTIONS = ("Ending", "Scores", "Decisions", "What stands", "Climate", "How it got there")


@dataclass(frozen=True)
class Difference:
    """One aspect of both tables, in words. `section` is its heading."""

    section: str
    about: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return self.left != self.right


def shared(left: Sequence[AnyEvent], right: Sequence[AnyEvent]) -> int:
    """Return how many events both tables share from the start, ignoring when they happened."""
    for number, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other and one.model_copy(update={"at": ""}) != other.model_copy(
            update={"at": ""}
        ):
            return number
    return min(len(left), len(right))


def beside(left: State, right: State) -> tuple[Difference, ...]:
    """Compare two tables of one exercise: ending, scores, what stands, climate and history."""
    one, other = dict(_told(left)), dict(_told(right))
    keys = sorted({**one, **other}, key=lambda key: SECTIONS.index(key[0]))
    return tuple(Difference(*key, one.get(key, NOTHING), other.get(key, NOTHING)) for key in keys)


def _told(state: State) -> Iterator[tuple[tuple[str, str], str]]:
    exercise = state.exercise
    ending = next((one.title for one in exercise.endings if one.id == state.ending), None)
    yield ("Ending", "ending"), ending or (NOTHING if state.ending is None else "The end")
    yield ("Ending", "left at"), _place(state)
    for party in exercise.delegations:
        ruled = state.scores.get(party.id)
        if ruled is not None:
            least = walk_away(exercise, party.id, state.circumstances)
            yield (
                ("Scores", party.name),
                f"{tenth(ruled.value):.1f}, surplus {tenth(ruled.value - least):+.1f}",
            )
    for id, asked in state.decisions.items():
        decision = exercise.decision_by_id[id]
        chosen = decision.option_by_id[asked.option].name if asked.option else "not decided"
        yield ("Decisions", decision.name), chosen
    for id, option in state.standing.items():
        bound = id not in exercise.issue_by_id and state.terms and len(exercise.choices[id]) > 1
        settled = bool(state.agreements) if exercise.whole else option != exercise.unmoved[id]
        if bound or (settled and id in exercise.named):
            yield ("What stands", _choice(state, id)), _stands(state, id, option)
    if exercise.has.climate:
        yield ("Climate", "tension"), f"{state.circumstances.climate.tension:.0f}"
        for (of, toward), level in state.circumstances.climate.trust.items():
            names = (exercise.delegation_by_id[one].tag for one in (of, toward))
            yield ("Climate", f"trust {' in '.join(names)}"), f"{level:.0f}"
    if exercise.has.offers:
        yield ("How it got there", "offers tabled"), str(state.offers_made)
        yield ("How it got there", "agreements"), _agreements(state)
    if exercise.has.acts:
        yield ("How it got there", "promises broken"), str(len(state.breaches))
    if exercise.has.offers and not exercise.has.signatures:
        yield ("How it got there", "offers carried in a vote"), _carried(state, "offer")
    if exercise.has.motions:
        yield ("How it got there", "motions carried"), _carried(state, "motion")
    if exercise.has.discussion:
        given, most = answered(state)
        yield ("How it got there", "questions answered"), f"{given} of {most}" if most else "none"


def _place(state: State) -> str:
    if state.stage in ("ended", "debrief"):
        return f"the {'end' if state.stage == 'ended' else 'debrief'}"
    return f"round {state.round}, {state.stage}" if state.round else f"the {state.stage}"


def _choice(state: State, id: str) -> str:
    issue = state.exercise.issue_by_id.get(id)
    return issue.name if issue else getattr(state.exercise, id).name


def _stands(state: State, id: str, option: str) -> str:
    term = state.terms.get(id)
    issue = state.exercise.issue_by_id.get(id)
    became = ""
    if term is not None and issue is not None and state.exercise.performers(issue.id):
        held = "suspended, " if term in held_up(state) and not term.broken else ""
        became = " (broken)" if term.broken else f" ({held}{100 * term.done:.0f} % performed)"
    return option_name(state.exercise, id, option) + became


def _carried(state: State, subject: Subject) -> str:
    """Return how many votes on offers or motions carried them."""
    held = [one.chosen == YES for one in state.past_votes if one.subject == subject]
    return f"{sum(held)} of {len(held)}" if held else "none put to the vote"


def _agreements(state: State) -> str:
    rounds = ", ".join(f"round {one.round}" for one in state.agreements)
    return f"{len(state.agreements)} ({rounds})" if rounds else "none"
