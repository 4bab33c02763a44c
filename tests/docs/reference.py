"""Generate docs/reference from the models: the events of transcripts and the moves."""

from __future__ import annotations

import dis
import inspect
import types
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from tabletop.play import events, rules
from tabletop.play.actions import KINDS, Action
from tabletop.play.events import Event
from tabletop.play.rules import rounds
from tabletop.report.table.sections import SECTIONS
from tests.docs.audience import AUDIENCES
from tests.docs.fields import meaning, own_fields, prose, table, type_told
from tests.docs.picture import TOP

MADE = "<!-- Made by `python -m tests.docs` of the models in tabletop/play; change those. -->"
EVENTS: tuple[type[Event], ...] = (*get_args(get_args(events.Known)[0]), events.Unknown)


def kind_of(event: type[Event]) -> str:
    kind = event.model_fields["kind"].default
    assert isinstance(kind, str)
    return kind


def decision(action: type[Action]) -> Callable[..., None]:
    """Return the rule that decides on an action."""
    of_this_kind: Any = action.model_construct(by="")
    found = rules._rule(of_this_kind).decide
    if found.__name__ != "<lambda>":
        return found
    (inner,) = (one for one in _called(found) if one.__module__ != rules.__name__)
    return inner


def _called(function: types.FunctionType | Callable[..., Any]) -> Iterator[types.FunctionType]:
    """Yield the functions of `play` that a function names, directly or through a module."""
    assert isinstance(function, types.FunctionType)
    known = function.__globals__
    codes = [function.__code__]
    while codes:
        code = codes.pop()
        codes += [one for one in code.co_consts if inspect.iscode(one)]
        named: Any = None
        for step in dis.get_instructions(code):
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                named = known.get(step.argval)
            elif step.opname in ("LOAD_ATTR", "LOAD_METHOD") and inspect.ismodule(named):
                named = getattr(named, step.argval, None)
            else:
                continue
            if isinstance(named, types.FunctionType) and "tabletop.play" in named.__module__:
                yield named


@cache
def may_add(rule: Callable[..., Any]) -> frozenset[type[Event]]:
    """Return the events that a rule may add: those named on any path through it."""
    seen: set[Any] = set()
    todo: list[Any] = [rule]
    found: set[type[Event]] = set()
    while todo:
        function = todo.pop()
        if function in seen or "group" not in function.__code__.co_varnames:
            # Who is given no group adds nothing to it.
            continue
        seen.add(function)
        found |= {one for one in EVENTS if one.__name__ in _names(function.__code__)}
        todo += _called(function)
    return frozenset(found)


def _names(code: types.CodeType) -> set[str]:
    inner = [_names(one) for one in code.co_consts if inspect.iscode(one)]
    return set(code.co_names).union(*inner)


def moves_of(event: type[Event]) -> list[str]:
    """Return the moves that may cause an event."""
    return [do for do, action in KINDS.items() if event in may_add(decision(action))]


def _where(thing: Any, up: str = "../../") -> str:
    """Return a link to the file that defines a thing."""
    path = _file(thing)
    return f"[`{path}`]({up}{path})"


def _file(thing: Any) -> str:
    """Return the path of the file that defines a thing."""
    return Path(inspect.getfile(thing)).relative_to(TOP).as_posix()


def events_page() -> str:
    """Return the text of docs/reference/events.md."""
    lines = [
        MADE,
        "",
        "# Events",
        "",
        "What happened at a table: a transcript is a list of these, and the state of a table is "
        f"what they come to. The models are in {_where(Event)}; what an event does to the state is "
        "in [`tabletop/play/apply/`](../../tabletop/play/apply), what its kind "
        "declares (who may know of it, how it is told, what a redaction does to it) in "
        "[`tabletop/play/kinds/`](../../tabletop/play/kinds). What people ask for is in "
        "[moves](moves.md); how a transcript is written is told in "
        "[the architecture](../architecture.md#the-way-of-a-transcript).",
        "",
        "The facilitator and evaluators read every event. *Who may know of it* is about everybody "
        "else; of an event that a reader may know of, words that were for others are left out. "
        "The debrief reveals briefs, numbers and decisions, but nobody's private words.",
        "",
        "A field with the default *absent* is left out of a transcript that has nothing to say "
        "there.",
        "",
        "## Every event",
        "",
        *table(own_fields(Event, BaseModel)),
        "",
        "In a transcript each also has `kind` (the headings below) and `chain`, the SHA-256 of the "
        "chain before it and of its own canonical JSON.",
        "",
    ]
    for one in EVENTS:
        lines += _event(one)
    lines += ["## Parts", ""]
    for part in _parts():
        lines += [f"### {part.__name__}", "", prose(part) or "", ""]
        lines += [*table(own_fields(part, BaseModel)), ""]
    return _joined(lines)


def _parts() -> list[type[BaseModel]]:
    """Return the tables nested in events, at any depth."""
    found: dict[type[BaseModel], None] = {}
    todo: list[Any] = [one.rebuild_annotation() for e in EVENTS for one in e.model_fields.values()]
    while todo:
        type_ = todo.pop(0)
        if inspect.isclass(type_) and issubclass(type_, BaseModel) and type_ not in found:
            found[type_] = None
            todo += [one.rebuild_annotation() for one in type_.model_fields.values()]
        todo += [one for one in get_args(type_) if not isinstance(one, str)]
    return list(found)


def _event(one: type[Event]) -> list[str]:
    kind = kind_of(one)
    fields = own_fields(one, Event, "kind")
    lines = [f"## `{kind}`", "", prose(one), ""]
    if fields:
        lines += [*table(fields), ""]
    lines += [f"Who may know of it: {AUDIENCES[kind].told}.", ""]
    causes = ", ".join(f"[`{do}`](moves.md#{do})" for do in moves_of(one))
    if causes:
        lines += [f"Comes of: {causes}.", ""]
    return lines


def moves_page() -> str:
    """Return the text of docs/reference/moves.md."""
    lines = [
        MADE,
        "",
        "# Moves",
        "",
        f"What may be asked of a table. The models are in {_where(Action)}; which rule decides on "
        "which is in [`tabletop/play/rules/`](../../tabletop/play/rules). A move that a rule "
        "refuses changes nothing and is recorded nowhere; one that is allowed becomes a group of "
        "[events](events.md), the first of them by whoever made the move, the others by the "
        "referee.",
        "",
        "How a move is written in a file, with every field told and an example, is in "
        "[Files of moves](../moves-files.md); each heading here leads there.",
        "",
        "| move | made by | rule | events that may come of it |",
        "|---|---|---|---|",
    ]
    next_phase = may_add(rounds.move_on)
    for do, action in KINDS.items():
        rule = decision(action)
        found = may_add(rule)
        added = _linked(found - next_phase if next_phase <= found else found)
        if next_phase <= found:
            brought = "[what the next phase brings](#what-the-next-phase-brings)"
            added = f"{added}, {brought}" if added else brought
        where = _file(rule)
        lines.append(
            f"| [`{do}`](#{do}) | {made_by(action)} | [`{where.rpartition('/')[2]}`]"
            f"(../../{where}) `{rule.__name__}` | {added} |"
        )
    lines += [
        "",
        "## What the next phase brings",
        "",
        f"When a phase ends, any of these may come: {_linked(next_phase)}. The file is "
        f"{_where(rounds.move_on)}.",
        "",
    ]
    for do, action in KINDS.items():
        fields = own_fields(action, Action, "do")
        lines += [f"## `{do}`", "", prose(action), ""]
        lines += [*table(fields), ""] if fields else []
        lines += [f"In a file: [`{do}`](../moves-files.md#{do}).", ""]
    return _joined(lines)


def _linked(kinds: frozenset[type[Event]]) -> str:
    """Return links to the entries of kinds of events, in the order of the entries."""
    return ", ".join(
        f"[`{kind_of(one)}`](events.md#{kind_of(one).replace('.', '')})"
        for one in EVENTS
        if one in kinds
    )


def made_by(action: type[Action]) -> str:
    """Return who may make a move: its rule checks that first."""
    rule = decision(action)
    asked = {one.__name__ for one in _called(rule)}
    names = rule.__code__.co_names
    if "facilitator" in asked:
        return "facilitator or clock" if "CLOCK" in names else "facilitator"
    if "head" in asked:
        return "the head of a delegation"
    return "a seat or the facilitator" if "FACILITATOR" in names else "a seat"


def _joined(lines: list[str]) -> str:
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.rstrip() + "\n"


def pages() -> dict[str, str]:
    """Return every page by its path under docs."""
    return {
        "reference/events.md": events_page(),
        "reference/moves.md": moves_page(),
        "reference/report.md": report_page(),
    }


def report_page() -> str:
    """The sections of a report, in their order."""
    rows = [f"| `{one.id}` | {one.title} | {one.says} |" for one in SECTIONS]
    head = ["| id | title | what is in it |", "|---|---|---|"]
    return "\n".join(
        [MADE_OF_SECTIONS, "", "# Sections of a report", "", REPORT, "", *head, *rows, ""]
    )


MADE_OF_SECTIONS = (
    "<!-- Made by `python -m tests.docs` of tabletop/report/table/sections.py; change that. -->"
)
REPORT = (
    "What `tabletop report` writes of one table, as a page and as Markdown, in this order. The id "
    "is the fragment that the page links a section by. All of them are declared in "
    "[`tabletop/report/table/sections.py`](../../tabletop/report/table/sections.py); "
    "[how to add](../how-to-add.md#a-report-section) one takes four files. The tables for "
    "spreadsheets are in [report tables](../report-tables.md)."
)


def undescribed() -> list[str]:
    """Return fields and kinds without a docstring."""
    models: list[tuple[type[BaseModel], type[BaseModel]]] = [(Event, BaseModel)]
    models += [(one, Event) for one in EVENTS]
    models += [(one, Action) for one in KINDS.values()]
    models += [(one, BaseModel) for one in _parts()]
    return [
        *(one.__name__ for one in (*EVENTS, *KINDS.values()) if not prose(one)),
        *(
            f"{one.__name__}.{name}"
            for one, base in models
            for name in one.model_fields
            if name not in base.model_fields and name not in ("kind", "do")
            if not meaning(one, name)
        ),
    ]


__all__ = ["EVENTS", "pages", "type_told", "undescribed"]
