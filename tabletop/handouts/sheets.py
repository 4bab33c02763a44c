"""Which papers an exercise has, in the order in which they are printed."""

from __future__ import annotations

from tabletop.exercise.model import Exercise
from tabletop.handouts.blocks import Sheet
from tabletop.handouts.briefs import background, brief, has_brief, role_brief, rules
from tabletop.handouts.guide import guide
from tabletop.handouts.planning import evaluation, name_cards, planning


def sheets_of(
    exercise: Exercise, only: str | None = None, role: str | None = None
) -> tuple[Sheet, ...]:
    """Return all papers; with `only` (a delegation's id) those that all its people may read, and
    with `role` (an id within it) those of the person who holds it.
    """
    parties = tuple(one for one in exercise.delegations if only in (None, one.id))
    found = [rules(exercise), background(exercise)]
    for one in parties:
        found.append(brief(exercise, one))
        found += [
            role_brief(exercise, one, it)
            for it in one.own_roles
            if has_brief(it) and (only is None or it.id == role)
        ]
    found.append(planning(exercise))
    if only is None:
        found.append(guide(exercise))
        sheet = evaluation(exercise)
        found += [sheet] if sheet is not None else []
    found.append(name_cards(exercise, parties))
    return tuple(found)
