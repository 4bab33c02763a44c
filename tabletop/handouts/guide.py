"""The facilitator's guide: when what happens, what to watch, how it can end, what to ask."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.exercise.model import Exercise, Inject, Round
from tabletop.handouts.blocks import Block, Heading, Lattice, Prose, Row, Sheet, grid
from tabletop.handouts.wording import condition, effects, number, package
from tabletop.play.queries.naming import addressed, channel_name, name
from tabletop.play.queries.objectives import objectives_of
from tabletop.report.kit.document import text
from tabletop.seat.desk.injects import told_plan
from tabletop.text.lists import dotted, listed
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line


def guide(exercise: Exercise) -> Sheet:
    """Return the facilitator's guide. It tells every secret of the exercise."""
    blocks: list[Block] = [*_glance(exercise), *_before(exercise), *_timetable(exercise)]
    blocks += [*_watch(exercise), *_secrets(exercise), *_decisions(exercise)]
    blocks += [*_injects(exercise), *_endings(exercise), *_debrief(exercise)]
    return Sheet(
        "facilitator", "Facilitator's guide", exercise.title, tuple(blocks), "the facilitator"
    )


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {one}" for one in items)


def _glance(exercise: Exercise) -> Iterable[Block]:
    people = f"{exercise.players_min} to {exercise.players_max}"
    if exercise.players_min == exercise.players_max:
        people = str(exercise.players_min)
    rows: list[Row] = [
        ("Time", f"{exercise.minutes} minutes, briefing and debrief included"),
        ("People", people),
        ("Delegations", one_line(listed(one.name for one in exercise.delegations))),
        ("Rounds", str(len(exercise.rounds))),
        ("Asks", exercise.difficulty),
    ]
    if exercise.summary.strip():
        yield Prose(exercise.summary)
    yield from grid(("", "At a glance"), rows, widths=(22, 78))
    told = objectives_of(exercise)
    if told:
        yield Heading("What participants are to learn")
        yield Prose("\n".join(f"{one.number}. {text(one.text)}" for one in told))
    if exercise.sources:
        yield Heading("Sources")
        yield Prose(_bullets(text(flowing(one)) for one in exercise.sources))
    if exercise.disclaimer.strip():
        yield Heading("What is invented")
        yield Prose(exercise.disclaimer)


def _before(exercise: Exercise) -> Iterable[Block]:
    said = [
        "Print the rule sheet, the background and a planning sheet for everybody.",
        "Print each brief for its own delegation only. It bears the name of whoever may read it.",
        "Cut out the name cards and fold them.",
    ]
    if any(
        one.secret_brief.strip() or one.points for d in exercise.delegations for one in d.own_roles
    ):
        said.insert(2, "A role's brief is for one person: not even its delegation reads it.")
    if objectives_of(exercise):
        said.append("Give evaluators their sheet before the first round.")
    said.append("Read the rule sheet aloud, take questions, and only then hand out the briefs.")
    yield Heading("Before you begin")
    yield Prose(_bullets(said))


def _timetable(exercise: Exercise) -> Iterable[Block]:
    yield Heading("Timetable")
    groups, spent = [], 0
    for at, one in enumerate(exercise.rounds, 1):
        rows: list[Row] = []
        title = f"{at}. {dotted(one_line(one.title), one_line(one.date))}"
        for phase in exercise.phases:
            seconds = one.phases.get(phase, 0)
            long = _clock(seconds) if seconds else "no clock"
            rows.append((title if not rows else "", phase, long, _clock(spent)))
            spent += seconds
        groups.append(tuple(rows))
    yield Lattice(
        ("Round", "Phase", "Minutes", "Begins at"),
        tuple(groups),
        frozenset((2, 3)),
        widths=(46, 22, 16, 16),
    )
    if spent:
        left = exercise.minutes * 60 - spent
        rest = (
            f"that leaves {_clock(left)} for briefing and debrief"
            if left > 0
            else "its clocks alone take that long: shorten some, or plan for more"
        )
        yield Prose(
            f"All clocks together take {_clock(spent)} minutes of {exercise.minutes}; {rest}."
        )
    for at, one in enumerate(exercise.rounds, 1):
        yield from _round(at, one)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _round(at: int, one: Round) -> Iterable[Block]:
    if not one.situation.strip() and not one.questions:
        return
    yield Heading(f"Round {at}: {one_line(one.title)}", 3)
    if one.situation.strip():
        yield Prose(one.situation)
    if one.questions:
        asked = _bullets(text(flowing(it.text)) for it in one.questions)
        yield Prose(f"Delegations discuss and answer:\n\n{asked}")


def _watch(exercise: Exercise) -> Iterable[Block]:
    has = exercise.has
    said = []
    if has.offers:
        said += [
            "Who makes the first offer, and what it does to the offers that follow.",
            "Who asks what the others need before saying what it wants itself.",
        ]
        if len(exercise.issues) > 1:
            said.append("Whether issues are settled one by one, or traded against each other.")
    if has.points and has.offers:
        said.append("Whether somebody signs below its own walk-away, and why.")
    if has.offers and not exercise.agreement.unanimous:
        said.append("Who can be left out, who can block, and when each notices.")
    if has.acts:
        said += [
            "Who keeps its word, who breaks it, and what the others do next.",
            "What a promise is made to rest on: form, order, an act in advance, or words alone.",
        ]
    if has.gestures and has.climate:
        said.append("Who moves first without being asked to, and whether it is answered.")
    if has.votes:
        said.append("Who counts votes before the vote, and who is surprised by it.")
    if has.decisions:
        said += [
            "On what information each decision is taken, and who had more.",
            "Who is told of a decision, how soon, and who should have been.",
        ]
    if has.roles:
        said.append("Whether people of one delegation want the same, and who notices.")
    if has.speakers:
        said.append("Who speaks, for how long, and who never does.")
    yield Heading("What to watch")
    yield Prose(_bullets(said))


def _secrets(exercise: Exercise) -> Iterable[Block]:
    """Say side by side what each delegation can't accept; points are in the briefs."""
    if not (exercise.has.points and exercise.has.offers):
        return
    rows: list[Row] = []
    for one in exercise.delegations:
        held = one.walk_away if isinstance(one.walk_away, tuple) else (one.walk_away,)
        lines = "; ".join(
            f"{package(exercise, line.when) or 'any deal'} ({flowing(line.because)})"
            for line in one.red_lines
        )
        rows.append((one_line(one.name), ", ".join(map(number, held)), lines))
    if any(row[2] for row in rows):
        yield Heading("Walk-aways and red lines")
        yield from grid(("Delegation", "Walk-away", "Red lines"), rows, widths=(26, 18, 56))
    else:
        yield Heading("Walk-aways")
        yield from grid(("Delegation", "Walk-away"), [row[:2] for row in rows])
    if any(isinstance(one.walk_away, tuple) for one in exercise.delegations):
        yield Prose("Several walk-aways are those of one round after another.")


def _decisions(exercise: Exercise) -> Iterable[Block]:
    rows: list[Row] = []
    for one in exercise.decisions:
        when = condition(exercise, one.when)
        where = f"round {one.round}, {one.phase}" if one.round else one.phase
        kind = [word for word, so in (("secret", one.secret), ("stands at once", one.final)) if so]
        if one.vote:
            kind.append("by a vote of its people")
        if one.default:
            kind.append(f"otherwise “{one_line(one.option_by_id[one.default].name)}”")
        options = []
        for it in one.options:
            does = effects(exercise, it.effects)
            options.append(f"{one_line(it.name)}{f' ({does})' if does else ''}")
        rows.append(
            (
                f"{where}{f', if {when}' if when else ''}",
                one_line(name(exercise, one.by)),
                dotted(one_line(one.name), *kind),
                "; ".join(options),
            )
        )
    if rows:
        yield Heading("Decisions")
        yield from grid(("When", "By", "Decision", "Options"), rows, widths=(20, 16, 26, 38))


def _injects(exercise: Exercise) -> Iterable[Block]:
    if not exercise.injects:
        return
    planned = exercise.has.planned
    head: Row = ("No.", "When", "What", "To")
    widths: tuple[int, ...] = (6, 24, 48, 22)
    if planned:
        head, widths = (*head, "By", "Expected"), (5, 18, 33, 12, 13, 19)
    rows: list[Row] = []
    for at, one in enumerate(exercise.injects, 1):
        row: Row = (str(at), _when(exercise, one), _what(exercise, one), _to(exercise, one))
        if planned:
            row = (*row, _owner(exercise, one), flowing(one.expected))
        rows.append(row)
    yield Heading("Injects: the master scenario events list (MSEL)" if planned else "Injects")
    yield from grid(head, rows, widths=widths)


def _when(exercise: Exercise, one: Inject) -> str:
    after = exercise.inject_by_id.get(one.after or "")
    plan = one.model_copy(update={"after": after.title}) if after is not None else one
    said = one_line(told_plan(plan))
    held = condition(exercise, one.when)
    by = ", by the clock" if one.auto else ""
    return f"{said}{by}{f', if {held}' if held else ''}"


def _what(exercise: Exercise, one: Inject) -> str:
    changes = effects(exercise, one.effects)
    changed = f" Changes: {changes}." if changes else ""
    return f"{one_line(one.title)}: {flowing(one.text)}{changed}"


def _to(exercise: Exercise, one: Inject) -> str:
    return dotted(one_line(addressed(exercise, one.to)), one_line(channel_name(one.channel)))


def _owner(exercise: Exercise, one: Inject) -> str:
    if not one.owner or one.owner in ("facilitator", "evaluator"):
        return one.owner
    return one_line(name(exercise, one.owner))


def _endings(exercise: Exercise) -> Iterable[Block]:
    if not exercise.endings:
        return
    rows: list[Row] = []
    for at, one in enumerate(exercise.endings):
        leads = condition(exercise, one.when) or ("anything else" if at else "whatever happens")
        rows.append((one_line(one.title), leads, flowing(one.text)))
    yield Heading("How it can end")
    yield Prose("The first of these that holds is how it ends.")
    yield from grid(("Ending", "What leads to it", "What is read out"), rows, widths=(20, 36, 44))


def _debrief(exercise: Exercise) -> Iterable[Block]:
    if not exercise.questions:
        return
    said = []
    for one in exercise.questions:
        whom = "" if one.to == "all" else f" ({one_line(addressed(exercise, one.to))})"
        rating = " Answer: 1 to 5." if one.kind == "rating" else ""
        said.append(text(f"{flowing(one.text)}{rating}{whom}"))
    yield Heading("Debrief")
    yield Prose("Reveal the briefs first; then ask:")
    yield Prose("\n".join(f"{at}. {one}" for at, one in enumerate(said, 1)))
