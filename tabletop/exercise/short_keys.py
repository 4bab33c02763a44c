"""The keys that only the short form of an exercise file has (`short_form`).

Advice on misspelt keys and the reference of exercise files are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShortKey:
    """A key that only the short form has; the reference of exercise files shows it."""

    key: str
    type: str
    meaning: str
    example: str


_OPTIONS = ShortKey(
    "options",
    "list of texts or tables",
    "in place of `[[{0}.option]]` tables: the name of each option, or a table in braces where one "
    "has more to it. `points` beside it has the points",
    '["as it is", "half", {{ name = "all", summary = "Nothing is left below the dam." }}]',
)
_POINTS = ShortKey(
    "points",
    "table of lists of numbers",
    "beside `options`: what they are worth by delegation, a number for each in their order",
    "{{ upper = [0, 4, 9], mill = [0, 2, 2] }}",
)
_QUESTIONS = ShortKey(
    "questions",
    "list of texts or tables",
    "in place of `[[{0}question]]` tables: what is asked, or a table in braces where a question "
    "has more to it",
    '["When did it turn?", {{ text = "Was it fair?", kind = "rating" }}]',
)
_PHASES = ShortKey(
    "phases",
    "table of whole numbers",
    "the phases, with their seconds, of every round that names none of its own",
    "{{ situation = 60, negotiation = 600 }}",
)


def _of(told: ShortKey, where: str) -> ShortKey:
    return ShortKey(told.key, told.type, told.meaning.format(where), told.example.format(where))


SHORT_KEYS: dict[tuple[str, ...], tuple[ShortKey, ...]] = {
    (): (_of(_PHASES, ""), _of(_QUESTIONS, "")),
    ("issue",): (_of(_OPTIONS, "issue"),),
    ("form",): (_of(_OPTIONS, "form"), _of(_POINTS, "form")),
    ("order",): (_of(_OPTIONS, "order"), _of(_POINTS, "order")),
    ("decision",): (_of(_OPTIONS, "decision"), _of(_POINTS, "decision")),
    ("round",): (_of(_QUESTIONS, "round."),),
}
"""The keys of the short form by the table that has them."""
