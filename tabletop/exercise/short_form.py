"""The short form of an exercise file: what authors say most often, in fewer words.

`spelled_out` is the one function that knows it. It returns the document with everything in the long
form that the model has, so that rules, screens, `check` and reports see one thing. A fault of the
long form is shown where the author wrote it, by `as_written`.

    options = ["June", "July"]               in place of [[issue.option]] tables
    points = { firm = [3, 0], cand = [0, 5] }    beside `options`: a number for each of them
    questions = ["When did it turn?"]        in place of [[question]] tables
    phases = { negotiation = 1200 }          above all tables: of every round that names none

An id that is not given is made of the name (`made_id`). Who must sign, and how an exercise ends,
have defaults.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tabletop.exercise.keys import known_keys
from tabletop.exercise.locate import MOST_FAULTS, Finding, KeyPath
from tabletop.exercise.made_ids import has_nameless, is_text, with_ids
from tabletop.exercise.wording import nearest, quoted

Table: TypeAlias = dict[str, Any]

_LISTED = {"option": "options", "question": "questions"}
"""The key of a list in the short form, by that of its tables."""


@dataclass
class SpelledOut:
    """A document in the long form, and what is wrong with its short form.

    `certain` is False where some id or option had to be guessed, so that whatever names them can't
    be judged.
    """

    document: Table
    findings: list[Finding] = field(default_factory=list)
    certain: bool = True

    def fault(
        self, path: KeyPath, message: str, at_key: bool = False, certain: bool = True
    ) -> None:
        if len(self.findings) < MOST_FAULTS:
            self.findings.append(Finding(path, message, at_key=at_key))
        self.certain = self.certain and certain

    def ids(self, table: Table, key: str, path: KeyPath, kind: tuple[str, ...]) -> Table:
        """Return a table with an id for each entry of a list (`with_ids`)."""
        faults: list[Finding] = []
        filled = with_ids(table, key, path, kind, faults)
        self.findings += faults[: MOST_FAULTS - len(self.findings)]
        nameless = kind[-1] in _NAMED and has_nameless(table.get(key), kind)
        self.certain = self.certain and not faults and not nameless
        return filled


_NAMED = ("delegation", "issue", "option", "decision", "inject")
"""Lists whose entries are named elsewhere: one without a name leaves in doubt what is meant."""


def spelled_out(document: Mapping[str, Any]) -> SpelledOut:
    """Return a document of format 2 in the long form. The one that is given stays as it is."""
    out = SpelledOut(dict(document))
    _each(out, "delegation", _delegation)
    _each(out, "issue", _optioned)
    _each(out, "decision", _optioned)
    for key in ("form", "order"):
        if isinstance(out.document.get(key), dict):
            out.document[key] = _optioned(out, out.document[key], (key,))
    _each(out, "round", _round)
    phases = out.document.pop("phases", None)
    if phases is not None:
        rounds = out.document.get("round")
        named = isinstance(rounds, list) and [isinstance(o, dict) and "phases" in o for o in rounds]
        if named and all(named):
            message = "every round names its own phases, so these count for nothing; take them out"
            out.fault(("phases",), message, at_key=True)
        _each(out, "round", lambda _, one, __: {"phases": phases, **one})
    out.document = _questions(out, out.document, ())
    for key in ("delegation", "issue", "decision", "interaction", "objective", "round", "inject"):
        out.document = out.ids(out.document, key, (), (key,))
    for key in ("ending", "question"):
        out.document = out.ids(out.document, key, (), (key,))
    _signatories(out.document)
    _endings(out.document)
    return out


def _each(out: SpelledOut, key: str, change: Any) -> None:
    """Change each table of a list at the top of the document."""
    tables = out.document.get(key)
    if isinstance(tables, list):
        out.document[key] = [
            change(out, one, (key, at)) if isinstance(one, dict) else one
            for at, one in enumerate(tables)
        ]


def _delegation(out: SpelledOut, table: Table, path: KeyPath) -> Table:
    return out.ids(table, "role", path, ("delegation", "role"))


def _round(out: SpelledOut, table: Table, path: KeyPath) -> Table:
    asked = _questions(out, table, path)
    return out.ids(asked, "question", path, ("round", "question"))


def _questions(out: SpelledOut, table: Table, path: KeyPath) -> Table:
    return _listed(out, table, path, "question", "text")


def _listed(out: SpelledOut, table: Table, path: KeyPath, key: str, text: str) -> Table:
    """Return a table with the texts of a list, such as `options`, as tables."""
    short = _LISTED[key]
    if short not in table:
        return table
    given = table[short]
    long = {one: value for one, value in table.items() if one != short}
    if key in table:
        message = f"there is {quoted(key)} beside {quoted(short)}; write all of them in one of them"
        out.fault((*path, short), message, at_key=True, certain=False)
        return long
    if not isinstance(given, list):
        message = f'{quoted(short)} must be a list; write {short} = ["...", "..."]'
        out.fault((*path, short), message, certain=False)
        return long | {key: _stand_ins(text)}
    long[key] = []
    for at, one in enumerate(given):
        if not isinstance(one, str | dict):
            message = (
                f"{quoted(short)} number {at + 1} must be a text or a table in {{ }}; a number is "
                "put in quotes"
            )
            out.fault((*path, short, at), message, certain=False)
        known = {text: one} if isinstance(one, str) else one
        long[key].append(dict(known) if isinstance(known, dict) else _stand_in(text, at))
    return long


def _stand_in(text: str, at: int) -> Table:
    return {"id": f"unread-{at}", text: "?"}


def _stand_ins(text: str) -> list[Table]:
    return [_stand_in(text, at) for at in range(2)]


def _optioned(out: SpelledOut, table: Table, path: KeyPath) -> Table:
    """Return a table with its options as tables, each with an id and its points."""
    if "options" not in table and "option" not in table and "range" not in table:
        table = _respelt(out, table, path)
    long = _listed(out, table, path, "option", "name")
    if "options" in table and "points" in table and "range" not in table:
        rows = long.pop("points")
        if "option" not in table and isinstance(table["options"], list):
            _share_points(out, long["option"], rows, path)
    return out.ids(long, "option", path, (str(path[0]), "option"))


def _respelt(out: SpelledOut, table: Table, path: KeyPath) -> Table:
    """Return a table with a misspelt list of options under its right key."""
    known = known_keys(path)
    for key, value in table.items():
        if key not in known and isinstance(value, list) and nearest(key, known) == "options":
            message = f"unknown key {quoted(key)}; did you mean 'options'?"
            out.fault((*path, key), message, at_key=True)
            return {one: held for one, held in table.items() if one != key} | {"options": value}
    return table


def _share_points(out: SpelledOut, options: list[Table], rows: Any, path: KeyPath) -> None:
    """Give each option its number of every row of points."""
    count, here = len(options), (*path, "points")
    if not isinstance(rows, dict):
        out.fault(here, "'points' must be a table; write points = { delegation = [0, 2, 5] }")
        return
    # A status quo has no points rather than 0 of them.
    unpaid = path[0] == "issue" and not out.document.get("whole")
    for party, row in rows.items():
        if not isinstance(row, list):
            each = f"a list of {count} numbers, one for each option"
            out.fault((*here, party), f"{quoted(party)} must be {each}")
            continue
        if any(isinstance(one, list) for one in row):
            message = (
                f"{quoted(party)} has corners, which belong to a range; with options give a number "
                "for each, such as [0, 2, 5]"
            )
            out.fault((*here, party), message)
            continue
        if len(row) != count:
            numbers = f"{len(row)} number{'' if len(row) == 1 else 's'}"
            message = (
                f"{quoted(party)} has {numbers}, but there are {count} options; give one number "
                "for each"
            )
            out.fault((*here, party), message)
            continue
        for at, (option, worth) in enumerate(zip(options, row, strict=True)):
            own = option.get("points", {})
            if not isinstance(own, dict):
                continue
            if party in own:
                message = f"{quoted(party)} has points for this in the list beside; take one out"
                out.fault((*path, "options", at, "points", party), message, at_key=True)
            elif at or not unpaid or isinstance(worth, bool) or worth != 0:
                option["points"] = {**own, party: worth}


# Defaults


def _signatories(document: Table) -> None:
    """Let all delegations sign where some issue has no performers and the file names nobody."""
    rule = document.get("agreement", {})
    issues, parties = document.get("issue"), document.get("delegation")
    if not isinstance(rule, dict) or "signatories" in rule or not isinstance(issues, list):
        return
    joint = any(isinstance(one, dict) and not one.get("by") for one in issues)
    if joint and isinstance(parties, list):
        ids = [one["id"] for one in parties if isinstance(one, dict) and is_text(one.get("id"))]
        document["agreement"] = {**rule, "signatories": list(dict.fromkeys(ids))}


_SIGNED = {"id": "agreed", "title": "An agreement", "text": "There is an agreement."}
_UNSIGNED = {"id": "not-agreed", "title": "No agreement", "text": "Nothing was agreed."}
_OVER = {"id": "over", "title": "The end", "text": "The exercise is over."}


def _endings(document: Table) -> None:
    """Let an exercise without endings end with an agreement or without one."""
    if "ending" in document:
        return
    agreed = {**_SIGNED, "when": {"signed": {}}}
    document["ending"] = [agreed, _UNSIGNED] if document.get("issue") else [_OVER]


# Places


def as_written(document: Mapping[str, Any], found: Finding) -> Finding:
    """Return a finding about the long form with its path in the document that it was made of."""
    path = _written(document, found.path, found.at_key)
    return (
        found if path == found.path else Finding(path, found.message, found.warning, found.at_key)
    )


def _written(document: Mapping[str, Any], path: KeyPath, at_key: bool) -> KeyPath:
    if document.get("format", 2) != 2:
        return path
    for at, step in enumerate(path):
        short = _LISTED.get(str(step))
        if short is None or at > 2:
            continue
        table = _at(document, path[:at])
        if not isinstance(table, Mapping) or step in table or short not in table:
            continue
        return (*path[:at], *_in_list(table, short, path[at + 1 :], at_key))
    if path[:1] == ("round",) and path[2:3] == ("phases",) and "phases" in document:
        table = _at(document, path[:2])
        if isinstance(table, Mapping) and "phases" not in table:
            return path[2:]
    return path


def _in_list(table: Mapping[str, Any], short: str, rest: KeyPath, at_key: bool) -> KeyPath:
    """Return a path below a table whose list is in the short form; `rest` begins with a place."""
    rows = table.get("points")
    if short != "options" or rest[1:2] != ("points",) or not isinstance(rows, Mapping):
        return (short, *rest)
    place, own = rest[0], _at(table, (short, rest[0], "points"))
    if len(rest) == 2:
        party = next((one for one, row in rows.items() if _paid(row, place)), None)
        if own is None and party is not None:
            return ("points", party, place)
        return (short, *rest)
    party = str(rest[2])
    if party in rows and not (isinstance(own, Mapping) and party in own):
        return ("points", party) if at_key else ("points", party, place)
    return (short, *rest)


def _paid(row: Any, place: str | int) -> bool:
    return (
        isinstance(row, list) and isinstance(place, int) and place < len(row) and bool(row[place])
    )


def _at(document: Any, path: Iterable[str | int]) -> Any:
    """Return what is at a path, or None."""
    for step in path:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return None
    return document
