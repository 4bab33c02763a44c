"""Definitions of a comparison's terms and figures, as its page prints them."""

from __future__ import annotations

from tabletop.exercise.model import Has

DEFINITIONS = (
    (
        "Value, walk-away, surplus",
        "What a delegation had by the last ruling, the facilitator's adjustments included; what no "
        "deal would have been worth to it then; the one less the other. Without an agreement the "
        "value is the walk-away and what gestures moved.",
    ),
    (
        "What was possible",
        "Every feasible package, at its value in the first round if all promises are kept. It is "
        "one yardstick for all tables. Later rounds, injects and gestures can take a "
        "table outside it, so a share may be below 0 or above 100 %.",
    ),
    (
        "Zone, frontier, solutions",
        "The zone of agreement holds the packages that leave nobody below the walk-away of the "
        "first round and cross no red line; on the frontier nobody can have more without another "
        "having less. Of the zone, the Nash solution has the greatest product of surpluses, "
        "Kalai-Smorodinsky the most equal shares of what each could have, the egalitarian the "
        "greatest smallest surplus, the utilitarian the greatest sum.",
    ),
    (
        "Joint value",
        "The sum of all delegations' values. Their points have units of their own, so it compares "
        "tables of this exercise with each other and nothing else.",
    ),
    (
        "Share of the possible",
        "How far a table came from everybody's walk-away (0 %) to the greatest joint value in the "
        "zone, that of the utilitarian solution (100 %).",
    ),
    (
        "Nash share",
        "The geometric mean of all surpluses over that of the Nash solution; 0 % as soon as one "
        "delegation has no surplus. It does not depend on anybody's unit, and falls when one "
        "delegation pays for the others.",
    ),
    (
        "Room",
        "The distance to the frontier: the greatest share of its own range, from the walk-away to "
        "the best in the zone, that some package would have given every delegation more at once. "
        "0 % is on the frontier.",
    ),
    (
        "Left on the table",
        "The packages of the zone that give somebody more than this table's outcome and nobody "
        "less, judged with every promise kept. A table's debrief and report ask the same of what "
        "it agreed and what gestures moved, judged by how things stood when it was agreed, with "
        "promises discounted by trust; so their numbers differ.",
    ),
    (
        "Kept",
        "No act that fell due was breached, also of agreements that were replaced, and every act "
        "of the agreement in force was carried out in full by the end. Acts due, performed and "
        "breached are counted once for each performer and instalment, as in a table's report.",
    ),
    (
        "Rank, percentile, z (in the CSV)",
        "Among all who played the same delegation at tables that ended, by surplus: equal "
        "surpluses share the better rank; the percentile is the share of the others that had less, "
        "equals counted half; z is the distance from the mean in standard deviations.",
    ),
    (
        "The CSV in a spreadsheet",
        "Columns in class-seats.csv and class-tables.csv are separated by commas, and numbers "
        "have a decimal point. A spreadsheet that uses decimal commas takes them for text when "
        "they are double-clicked: open them by Data, From Text/CSV, and choose a comma "
        "between columns and English as the language of the numbers.",
    ),
)

_ALWAYS = ("The CSV in a spreadsheet",)
_OF_ACTS = ("Kept",)


def definitions(has: Has) -> tuple[tuple[str, str], ...]:
    """Return those of the terms that a comparison uses, for an exercise that has these things."""
    found = []
    for term, meaning in DEFINITIONS:
        there = term in _ALWAYS or (has.acts if term in _OF_ACTS else has.points)
        if there:
            found.append((term, meaning if has.climate else _without_promises(meaning)))
    return tuple(found)


def _without_promises(meaning: str) -> str:
    """A definition where every promise is kept, so that none has to be spoken of."""
    for said, instead in (
        (" Later rounds, injects and gestures can", " Later rounds and injects can"),
        (", judged with every promise kept", ""),
        (
            " A table's debrief and report ask the same of what it agreed and what gestures moved, "
            "judged by how things stood when it was agreed, with promises discounted by trust; so "
            "their numbers differ.",
            "",
        ),
        (" if all promises are kept", ""),
        (" and what gestures moved", ""),
    ):
        meaning = meaning.replace(said, instead)
    return meaning
