"""What a projector shows of a whole hall: how to join, the tables' progress, and the debrief."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from tabletop.exercise.model import Exercise
from tabletop.play.queries import reveal
from tabletop.play.queries.levers import levers_of
from tabletop.screens.console.wall.reveal_blocks import (
    RevealedAnswer,
    WantedOption,
    answers_block,
    best_by_issue,
    endings_block,
    surplus_block,
    wanted_block,
)
from tabletop.screens.console.wall.scene import Scene, TableOutcome, picture_kicker
from tabletop.screens.kit.content import side_by_side
from tabletop.screens.kit.masthead import HURRY, STAGES, clock_text, meter, paused_text
from tabletop.seat.desk import Board, TableGlance
from tabletop.seat.desk.glances import agreements_of
from tabletop.seat.words.minute import told_in_a_minute
from tabletop.seat.words.roles import secrets_of
from tabletop.text.prose import flowing
from tabletop.text.safe import cut, one_line, pad

CLOCK = 13
"""Width of the clock, so that a paused one shows its time as well."""


def hall_scene(board: Board, cells: int) -> Scene:
    """Return the scene; tables that are all shown the same step of their debrief share it.

    A table that never began and where nobody sits does not hold up the others.
    """
    tables = board.tables()
    if all(one.stage == "lobby" for one in tables):
        about = told_in_a_minute(board.exercise.summary, levers_of(board.exercise))
        return Scene("", board.title, about, _arrivals(tables, cells), join=True)
    played = tuple(one for one in tables if one.stage != "lobby" or _here(one))
    shown = {one.debrief.shown for one in played if one.debrief is not None}
    if len(shown) == 1 and shown != {""} and all(one.ended for one in played):
        return _step(board.exercise, played, shown.pop(), cells)
    return Scene("", board.title, block=_tables(tables, cells))


def _arrivals(tables: tuple[TableGlance, ...], cells: int) -> Content:
    here = sum(map(_here, tables))
    rows = [(f"table {one.id}: {_here(one)}", "") for one in tables]
    return side_by_side([(f"{here} here", "bold $accent"), *rows], cells)


def _here(table: TableGlance) -> int:
    return sum(p.away is None for p in table.people if p.name)


def _tables(tables: tuple[TableGlance, ...], cells: int) -> Content:
    endings = any(one.debrief is not None for one in tables)
    bar = max(10, min(40, cells - (90 if endings else 66)))
    head = pad("Table", 8) + pad("Round", 8) + pad("Phase", 14) + pad("Clock", CLOCK)
    climate = any(one.tension is not None for one in tables)
    head += pad("Tension", bar + 6) if climate else ""
    head += "Agreements" if any(one.negotiated for one in tables) else ""
    lines = [Content.styled(head, "$muted")]
    for one in tables:
        full, rest = meter(one.tension or 0.0, bar)
        lines.append(
            Content.assemble(
                (pad(one.id, 8), "bold $accent"),
                (pad(f"{one.round} of {one.rounds}" if one.round else "-", 8), ""),
                (pad(STAGES.get(one.stage, one.stage), 14), "bold"),
                _clock(one),
                *(
                    (
                        (full, "$error" if one.crisis else "$accent"),
                        (rest, "$faint"),
                        (f" {one.tension:<5.0f}", "bold"),
                    )
                    if one.tension is not None
                    else ()
                ),
                *((agreements_of(one),) if one.negotiated else ()),
                (f"  {cut(one.debrief.ending, cells - bar - 52)}" if one.debrief else "", "$muted"),
            )
        )
    return Content("\n").join(lines)


def _clock(one: TableGlance) -> tuple[str, str]:
    if one.paused:
        return pad(paused_text(one.remaining), CLOCK), "$accent"
    if one.held:
        return pad("held", CLOCK), "$accent"
    if one.remaining is None:
        return pad("-", CLOCK), "$muted"
    return pad(
        clock_text(one.remaining), CLOCK
    ), "bold $error" if one.remaining <= HURRY else "bold"


def _step(exercise: Exercise, tables: tuple[TableGlance, ...], shown: str, cells: int) -> Scene:
    kind, _, id = shown.partition(":")
    tags = {one.id: one.tag for one in exercise.delegations}
    match kind:
        case reveal.QUESTION | reveal.ANSWERS:
            return _question(exercise, tables, id, tags, cells, answers=kind == reveal.ANSWERS)
        case reveal.BRIEF:
            party = exercise.delegation_by_id[id]
            text = secrets_of(party) or party.public_brief or "It had none."
            return Scene("WHAT ONLY THEY KNEW", one_line(party.name), text)
        case reveal.WANTED:
            return Scene("WHO WANTED WHAT", block=wanted_block(_wishes(exercise), cells))
        case reveal.PICTURE:
            names = {one.id: one.name for one in exercise.delegations}
            return Scene(picture_kicker(id, names), worked=shown, outcomes=_outcomes(tables))
        case reveal.POSSIBLE:
            return Scene("HOW MUCH OF IT WAS REACHED", worked=shown, outcomes=_outcomes(tables))
        case reveal.OUTCOME:
            found = {one.id: one.debrief.surplus for one in tables if one.debrief is not None}
            block = surplus_block(list(tags.items()), found)
            return Scene("WHAT EACH ENDED UP WITH", block=block)
        case _:
            ends = {one.id: one.debrief.ending for one in tables if one.debrief is not None}
            return Scene("HOW IT ENDED", block=endings_block(ends))


def _outcomes(tables: tuple[TableGlance, ...]) -> tuple[TableOutcome, ...]:
    """Return what every table with a ruling has."""
    return tuple(
        TableOutcome(one.id, bool(one.agreements), tuple(one.debrief.values.items()))
        for one in tables
        if one.debrief is not None and one.debrief.values
    )


def _question(
    exercise: Exercise,
    tables: tuple[TableGlance, ...],
    id: str,
    tags: Mapping[str, str],
    cells: int,
    *,
    answers: bool,
) -> Scene:
    text = next((flowing(one.text) for one in exercise.questions if one.id == id), "")
    replies = [
        RevealedAnswer(
            f"table {one.id} {tags.get(reply.delegation or '', '')}".rstrip(), reply.value
        )
        for one in tables
        if one.debrief is not None
        for reply in one.debrief.replies
        if reply.question == id
    ]
    if answers:
        return Scene("WHAT YOU ANSWERED", one_line(text), block=answers_block(replies, cells))
    count = f"{len(replies)} answer{'s' if len(replies) != 1 else ''} so far"
    return Scene("A QUESTION", one_line(text), block=Content.styled(count, "$muted"))


def _wishes(exercise: Exercise) -> list[tuple[str, float | None, tuple[WantedOption, ...]]]:
    choices = [
        *(
            (one.name, [(o.name, o.points) for o in map(one.options.__getitem__, one.landmarks)])
            for one in exercise.issues
        ),
    ]
    if exercise.has.form:
        form = exercise.form
        choices.append((form.name, [(o.name, o.points) for o in form.options]))
    if exercise.has.order:
        order = exercise.order
        choices.append((order.name, [(o.name, o.points) for o in order.options]))
    return [
        (
            party.name,
            _walk_away(party.walk_away),
            best_by_issue(
                (issue, [(name, points.get(party.id, 0.0)) for name, points in options])
                for issue, options in choices
            ),
        )
        for party in exercise.delegations
    ]


def _walk_away(given: object) -> float | None:
    """Return the walk-away of the first round, where there is one per round."""
    first = given[0] if isinstance(given, tuple) else given
    return float(first) if isinstance(first, int | float) else None
