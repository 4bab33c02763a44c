"""A summary of a game in a few sentences, at the top of every form of the report."""

from __future__ import annotations

from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.overview import names_of
from tabletop.text.lists import listed

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def status(facts: Facts) -> str:
    """Return a sentence on a game that is not finished; empty when it is."""
    about = facts.overview
    if about.ended:
        return ""
    if not about.rounds:
        return "This game never began, so there is little to report."
    return (
        f"This game is not finished: it stands in round {about.rounds} of {about.rounds_planned} "
        f"({about.stage}). This report covers the game so far."
    )


def headline(facts: Facts) -> tuple[str, ...]:
    """Return the game in three or four sentences."""
    said = (_deals(facts), _kept(facts), _decided(facts), _surplus(facts), _left(facts))
    return tuple(one for one in said if one)


def decided(facts: Facts) -> str:
    """Return how many of the decisions asked were taken."""
    taken = sum(one.how == "taken" for one in facts.decisions)
    return f"{taken} of {len(facts.decisions)}"


def _decided(facts: Facts) -> str:
    """Say how many decisions were taken, and name those that nobody took."""
    asked = facts.decisions
    if not facts.has.decisions:
        return ""
    taken = sum(one.how == "taken" for one in asked)
    if not asked:
        return "Nobody was asked to decide anything."
    left = [one.name for one in asked if one.how in ("not taken", "default")]
    untaken = f" Nobody decided in time: {', '.join(left)}." if left else ""
    return f"{taken} of {counted(len(asked), 'decision')} {be(taken)} taken.{untaken}"


def _deals(facts: Facts) -> str:
    made = facts.agreements
    if not facts.has.offers:
        return ""
    if not made:
        offers = facts.overview.offers
        return f"No agreement was reached; {counted(offers, 'offer')} {be(offers)} tabled."
    rounds = sorted({one.round for one in made})
    where = listed(str(number) for number in rounds)
    number = NUMBERS[len(made)] if len(made) < len(NUMBERS) else f"{len(made)}"
    offers = facts.overview.offers
    return (
        f"{number} agreement{'s' if len(made) > 1 else ''} came into force, in "
        f"round{'s' if len(rounds) > 1 else ''} {where}, out of {counted(offers, 'offer')}."
    )


def _kept(facts: Facts) -> str:
    acts = [one for made in facts.agreements for term in made.terms for one in term.deliveries]
    if not facts.agreements or not facts.has.acts:
        return ""
    if not acts:
        promised = any(term.performers for made in facts.agreements for term in made.terms)
        if promised:
            return "No act fell due."
        return "Nobody had promised to do anything." if facts.has.acts else ""
    broken = [one for one in acts if not one.performed]
    if not broken:
        return "Every act that fell due was performed."
    who = names_of(facts.walk.exercise, tuple(dict.fromkeys(one.delegation for one in broken)))
    few = counted(len(broken), "act")
    return f"{few} of {len(acts)} due {be(len(broken))} not performed, by {who}."


def _surplus(facts: Facts) -> str:
    scores = facts.outcome.scores
    if not scores:
        return ""
    below = tuple(one.delegation for one in scores if one.below)
    verb = "end" if facts.overview.ended else "stand"
    if not below:
        return f"Nobody {verb}s below its walk-away."
    if len(below) == len(scores):
        return f"All {verb} below their walk-aways."
    who = names_of(facts.walk.exercise, below)
    mine = "its walk-away" if len(below) == 1 else "their walk-aways"
    return f"{who} {verb}{'s' if len(below) == 1 else ''} below {mine}."


def _left(facts: Facts) -> str:
    left = facts.possible
    if isinstance(left, str):
        return ""
    return left.headline


def counted(number: int, what: str) -> str:
    """Format a number with its noun."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def be(number: int) -> str:
    """Return the past-tense verb for a number of things."""
    return "was" if number == 1 else "were"
