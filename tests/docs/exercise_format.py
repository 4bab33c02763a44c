"""Generate docs/reference/exercise-files.md: every table and key of an exercise file.

A key's type, default and meaning are the model's; its example stands here, and a test has the model
read each of them.
"""

from __future__ import annotations

import inspect
from typing import Any, get_args

from pydantic.fields import FieldInfo

from tabletop.exercise import course as c
from tabletop.exercise import decisions as d
from tabletop.exercise import discussion as t
from tabletop.exercise import issues as i
from tabletop.exercise import parts as p
from tabletop.exercise.made_ids import LISTS, LONGEST_ID
from tabletop.exercise.model import Exercise
from tabletop.exercise.short_keys import SHORT_KEYS, ShortKey
from tabletop.exercise.speakers import SpeakersRules
from tests.docs.fields import default_told, meaning, prose, type_told

MADE = (
    "<!-- Made by `python -m tests.docs` of the models in tabletop/exercise; change those, or the "
    "examples in tests/docs/exercise_format.py. -->"
)

TABLES: tuple[tuple[str, type[p.Part]], ...] = (
    ("The top of the file", Exercise),
    ("`[[delegation]]`", p.Delegation),
    ("`[[delegation.red_line]]`", p.RedLine),
    ("`[[delegation.role]]`", p.DelegationRole),
    ("`[[issue]]`", i.Issue),
    ("`[issue.range]`", i.Range),
    ("`[[issue.option]]`", p.Option),
    ("`[form]`", p.Form),
    ("`[[form.option]]`", p.FormOption),
    ("`[order]`", p.Order),
    ("`[[order.option]]`", p.OrderOption),
    ("`[climate]`", p.ClimateRules),
    ("`[[interaction]]`", p.Interaction),
    ("`[agreement]`", p.AgreementRule),
    ("`[[agreement.also]]`", p.Also),
    ("`[[decision]]`", d.Decision),
    ("`[[decision.option]]`", d.DecisionOption),
    ("`[speakers]`", SpeakersRules),
    ("`[[round]]`", c.Round),
    ("`[[round.question]]`", t.RoundQuestion),
    ("`[[inject]]`", c.Inject),
    ("`[inject.effects]`", c.Effects),
    ("`[[inject.effects.points]]`", c.PointsChange),
    ("Conditions on play", c.PlayCondition),
    ("`[[ending]]`", c.Ending),
    ("`[[question]]`", c.Question),
    ("`[[objective]]`", t.Objective),
)
"""Every table with its heading, in the order in which a file is best read."""

_COMMON = {
    "id": '"river"',
    "name": '"The river"',
    "title": '"Low water"',
    "summary": '"Who may take how much water, and when."',
    "text": '"The mill stands still."',
    "points": "{ upper = 4, lower = -2 }",
    "when": '{ water = ">= half" }',
    "requires": '{ water = "!= none" }',
    "because": '"The fields dry out"',
    "assurance": "0.2",
    "tension": "-4",
}
EXAMPLES: dict[tuple[str, str], str] = {
    ("Exercise", "format"): "2",
    ("Exercise", "authors"): '["Ada Berg"]',
    ("Exercise", "license"): '"CC-BY-4.0"',
    ("Exercise", "language"): '"en"',
    ("Exercise", "minutes"): "90",
    ("Exercise", "players_min"): "2",
    ("Exercise", "players_max"): "12",
    ("Exercise", "difficulty"): '"introductory"',
    ("Exercise", "objectives"): '["Trade across issues of different weight."]',
    ("Exercise", "sources"): '["Raiffa, The Art and Science of Negotiation (1982)."]',
    ("Exercise", "disclaimer"): '"Invented towns; the points are made for teaching."',
    ("Exercise", "whole"): "true",
    ("Exercise", "coach"): "true",
    ("Delegation", "short"): '"Up"',
    ("Delegation", "colour"): '"#2a6fb0"',
    ("Delegation", "roles"): '["Mayor", "Engineer"]',
    ("DelegationRole", "secret_brief"): '"The dam leaks, and you know who built it."',
    ("DelegationRole", "points"): "{ water = { half = 4, all = 9 } }",
    ("DelegationRole", "walk_away"): "3",
    ("Delegation", "public_brief"): '"You speak for the town upstream."',
    ("Delegation", "secret_brief"): '"The dam leaks."',
    ("Delegation", "walk_away"): "[3, 3, 1]",
    ("Delegation", "urgency"): "[1.0, 0.9, 0.5]",
    ("Delegation", "counterparts"): '["lower"]',
    ("Delegation", "stand_in"): '"mediator"',
    ("Issue", "by"): '["upper"]',
    ("Issue", "points"): "{ upper = [[0, 0], [20, -10]], lower = [[0, 0], [10, 30], [20, 40]] }",
    ("Range", "from"): "0",
    ("Range", "to"): "20",
    ("Range", "step"): "0.5",
    ("Range", "unit"): '"%"',
    ("Range", "before"): '"$"',
    ("Range", "status_quo"): "5",
    ("Order", "instalment_delay"): "0.9",
    ("OrderOption", "first"): '["upper"]',
    ("OrderOption", "instalments"): "2",
    ("ClimateRules", "tension"): "40",
    ("ClimateRules", "trust"): "{ upper-lower = 30, lower-upper = 20 }",
    ("ClimateRules", "fade"): "0.5",
    ("ClimateRules", "most_assurance"): "0.9",
    ("ClimateRules", "exposure_together"): "0.3",
    ("ClimateRules", "exposure_step"): "0.2",
    ("ClimateRules", "signal_points"): "20",
    ("ClimateRules", "trust_act"): "0.3",
    ("ClimateRules", "trust_signal"): "0.45",
    ("ClimateRules", "trust_breach"): "0.6",
    ("ClimateRules", "trust_bystander"): "0.33",
    ("ClimateRules", "trust_hostile"): "0.04",
    ("ClimateRules", "trust_conciliatory"): "0.02",
    ("ClimateRules", "tension_breach"): "10",
    ("ClimateRules", "tension_idle"): "3",
    ("ClimateRules", "crisis_at"): "85",
    ("Interaction", "doubt"): "true",
    ("AgreementRule", "signatories"): '["upper", "lower", "mill"]',
    ("AgreementRule", "rule"): '"two-thirds"',
    ("AgreementRule", "veto"): '["upper"]',
    ("AgreementRule", "weights"): "{ upper = 10, lower = 7 }",
    ("AgreementRule", "votes"): "0.65",
    ("AgreementRule", "proposer"): "true",
    ("AgreementRule", "by"): '"vote"',
    ("AgreementRule", "ballot"): '"roll-call"',
    ("AgreementRule", "of"): '"voting"',
    ("Also", "delegation"): '"mill"',
    ("Decision", "text"): '"Does the mill stop until the rain comes?"',
    ("Decision", "by"): '"mill"',
    ("Decision", "round"): "1",
    ("Decision", "phase"): '"decision"',
    ("Decision", "when"): "{ round_at_least = 2 }",
    ("Decision", "vote"): "true",
    ("Decision", "secret"): "true",
    ("Decision", "final"): "true",
    ("Decision", "default"): '"go-on"',
    ("SpeakersRules", "seconds"): "90",
    ("SpeakersRules", "motions"): '["next-phase", "longer-phase", "close-debate"]',
    ("SpeakersRules", "rule"): '"two-thirds"',
    ("Round", "date"): '"March"',
    ("Round", "situation"): '"It has not rained for weeks."',
    ("Round", "phases"): "{ situation = 60, negotiation = 600, ruling = 0 }",
    ("Inject", "round"): "2",
    ("Inject", "phase"): '"negotiation"',
    ("Inject", "to"): '["upper", "mill"]',
    ("Inject", "when"): "{ round_at_least = 2 }",
    ("Inject", "manual"): "true",
    ("Inject", "effects"): "{ walk_away = { lower = -2 } }",
    ("Inject", "at"): "20",
    ("Inject", "after"): '"low-water"',
    ("Inject", "auto"): "true",
    ("Inject", "channel"): '"mail"',
    ("Inject", "expected"): '"The mayor calls the mill."',
    ("Inject", "owner"): '"facilitator"',
    ("RoundQuestion", "for"): '["upper"]',
    ("RoundQuestion", "kind"): '"rating"',
    ("RoundQuestion", "phase"): '"negotiation"',
    ("RoundQuestion", "shown"): '"afterwards"',
    ("Objective", "capability"): '"Public warning"',
    ("Objective", "tasks"): '["Call the mill", "Warn the fields"]',
    ("Objective", "scale"): '"performed"',
    ("Effects", "trust"): "{ upper-lower = -5 }",
    ("Effects", "tension"): "4",
    ("Effects", "walk_away"): "{ lower = -2 }",
    ("Effects", "urgency"): "{ lower = 0.5 }",
    ("Effects", "points"): '[{ issue = "water", option = "half", points = { upper = 2 } }]',
    ("Effects", "forbid"): '{ water = "all" }',
    ("PointsChange", "issue"): '"water"',
    ("PointsChange", "option"): '"half"',
    ("PlayCondition", "signed"): '{ water = ">= half" }',
    ("PlayCondition", "performed"): '{ water = "half" }',
    ("PlayCondition", "breached"): "{}",
    ("PlayCondition", "in_breach"): '{ water = "half" }',
    ("PlayCondition", "tension_at_least"): "85",
    ("PlayCondition", "tension_at_most"): "30",
    ("PlayCondition", "trust_at_least"): "{ upper-lower = 60 }",
    ("PlayCondition", "trust_below"): "{ upper-lower = 20 }",
    ("PlayCondition", "round_at_least"): "3",
    ("PlayCondition", "below_walk_away"): '["mill"]',
    ("PlayCondition", "decided"): '{ stop-the-mill = "stop" }',
    ("PlayCondition", "undecided"): '["stop-the-mill"]',
    ("PlayCondition", "any"): "[{ round_at_least = 3 }, { signed = {} }]",
    ("PlayCondition", "not"): "{ signed = {} }",
    ("Ending", "when"): "{ signed = {} }",
    ("Question", "for"): '["upper"]',
    ("Question", "kind"): '"rating"',
}
"""What a key may be, as TOML, by the model and the key; `_COMMON` has what means the same."""


_TYPES = {("Exercise", "format"): "2", ("Issue", "points"): "table of lists of numbers or corners"}
"""What is told of a key's type where the model's own would not be understood."""


def key_of(name: str, field: FieldInfo) -> str:
    """Return a field's key in the file."""
    return field.alias or name


def table_of(field: FieldInfo) -> type[p.Part] | None:
    """The table that a key holds, with a heading of its own on the page."""
    known = {model for _, model in TABLES}
    return next((one for one in _within(field.annotation) if one in known), None)


def _within(annotation: Any) -> list[Any]:
    if isinstance(annotation, type):
        return [annotation]
    return [found for one in get_args(annotation) for found in _within(one)]


def example_of(model: type[p.Part], key: str) -> str | None:
    """A key's example as TOML; None for one that holds a table told elsewhere on the page."""
    found = EXAMPLES.get((model.__name__, key))
    return found if found is not None else _COMMON.get(key)


def meaning_of(model: type[p.Part], name: str) -> str:
    """Return a key's meaning from the docstring of the class that declares it."""
    home = next(one for one in model.__mro__ if name in inspect.get_annotations(one))
    return meaning(home, name)


def _type(model: type[p.Part], name: str) -> str:
    field = model.model_fields[name]
    part = table_of(field)
    if part is None:
        known = _TYPES.get((model.__name__, name))
        return known or type_told(field.rebuild_annotation())
    if part is c.PlayCondition:
        told = "conditions" if name == "any" else "condition"
        return f"[{told} on play](#conditions-on-play)"
    heading = next(heading for heading, one in TABLES if one is part)
    anchor = "".join(x for x in heading.lower().replace(" ", "-") if x.isalnum() or x in "-_")
    return f"[{heading}](#{anchor})"


def short_keys(heading: str) -> tuple[ShortKey, ...]:
    """Return the keys that only the short form has in the table of a heading."""
    return () if heading == "Conditions on play" else SHORT_KEYS.get(path_of(heading), ())


def path_of(heading: str) -> tuple[str, ...]:
    """Return the keys that lead to the table of a heading."""
    return tuple(heading.strip("`[]").split(".")) if heading.startswith("`") else ()


def _default(heading: str, model: type[p.Part], name: str) -> str:
    field = model.model_fields[name]
    if name == "id" and path_of(heading) in LISTS:
        return f"made of {' or '.join(f'`{one}`' for one in LISTS[path_of(heading)])}"
    if field.is_required():
        return "*required*"
    return "" if table_of(field) is not None else default_told(model, name)


def page() -> str:
    """Return the text of docs/reference/exercise-files.md."""
    lines = [
        MADE,
        "",
        "# Exercise files",
        "",
        "An exercise is one TOML file. A thing that it does not name does not exist at its table: "
        "no trust without a `[climate]`, no order without an `[order]`, no worth without points, "
        "no phase that no round names. Unknown keys are faults; `tabletop check` tells each with "
        "its place. Ids are lower-case words with hyphens; briefs, situations, injects and endings "
        "are Markdown, names and titles plain lines.",
        "",
        "A condition on a package is a table from an issue (or `form`, `order`) to what its option "
        'must be: `"half"`, `["half", "all"]`, `">= half"`, `"<= half"` or `"!= half"`, in the '
        "order of the file. Where an issue has a range, options are numbers: `85000`, "
        '`">= 80000"`. All rows must hold.',
        "",
        "What is said most often has a short form. In place of `[[issue.option]]` tables stand "
        "`options`, a list of names, with `points` beside it; in place of `[[question]]` tables "
        "`questions`, a list of texts. An entry with more to it is a table in braces. Who must "
        "sign and how it ends have defaults. A table in braces may go on over several lines, with "
        "comments and a comma at its end, as in TOML 1.1.",
        "",
        "An id that is not given is made of the name, title or text: its words in lower case, "
        f"without accents, with hyphens in between, up to {LONGEST_ID} characters. *Signing "
        "bonus* becomes `signing-bonus`, *Tromsø* `tromso`, *2:1* `2-1`. It depends on the name "
        "alone, so entries can come, go and change places; after a change of the name `check` "
        "tells what still uses the old id. Two names that make the same id are a fault, and so "
        "is a name without any of the letters a to z or a digit: give an `id` there.",
        "",
        "## In an editor",
        "",
        "`tabletop schema > exercise.schema.json` writes a JSON Schema of this page. With "
        "`#:schema ./exercise.schema.json` as a file's first line, editors that use Tombi or taplo "
        "(*Even Better TOML*) complete keys, tell what each means where the pointer rests on it, "
        "and mark what is misspelt or of the wrong type. Tombi also reads tables in braces that go "
        "on over lines; taplo takes them for faults. What one table says of another only "
        "`tabletop check` knows.",
        "",
        "## Format 1",
        "",
        "A file of format 1 is read with the meaning that it had: trust stood with each "
        "delegation, the constants in `[referee]`, every table had a form, an order, a climate "
        "and all five phases, and everything had points.",
        "",
    ]
    for heading, model in TABLES:
        lines += [f"## {heading}", "", prose(model), "", *_rows(heading, model), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(heading: str, model: type[p.Part]) -> list[str]:
    rows = ["| key | type | default | meaning | example |", "|---|---|---|---|---|"]
    for name, field in model.model_fields.items():
        key = key_of(name, field)
        example = example_of(model, key)
        shown = f"`{key} = {example}`" if example is not None else ""
        told = meaning_of(model, name)
        default = _default(heading, model, name)
        row = f"| `{key}` | {_type(model, name)} | {default} | {told} | {shown} |"
        rows.append(row.replace("  |", " |"))
    rows += [
        f"| `{one.key}` | {one.type} | | {one.meaning} | `{one.key} = {one.example}` |"
        for one in short_keys(heading)
    ]
    return rows


def untold() -> list[str]:
    """Return keys without a meaning, and keys without an example or a table of their own."""
    found = []
    for _, model in TABLES:
        for name, field in model.model_fields.items():
            key = key_of(name, field)
            if not meaning_of(model, name):
                found.append(f"{model.__name__}.{key} has no meaning")
            if example_of(model, key) is None and table_of(field) is None:
                found.append(f"{model.__name__}.{key} has no example")
    return found


def every_part(top: type[p.Part] = Exercise) -> set[type[p.Part]]:
    """Return every table that a file can have, from the top down."""
    seen: set[type[p.Part]] = set()
    todo: list[Any] = [top]
    while todo:
        model = todo.pop()
        if model not in seen:
            seen.add(model)
            todo += [
                one
                for field in model.model_fields.values()
                for one in _within(field.rebuild_annotation())
                if issubclass(one, p.Part)
            ]
    return seen
