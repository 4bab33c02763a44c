"""Validate the arguments of public functions, with one sentence for each wrong one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path

from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import quoted


def need_exercise(value: object) -> None:
    """Raise `UnreadableInput` for anything but an exercise."""
    if isinstance(value, Exercise):
        return
    hint = "load_exercise(...) gives one"
    if isinstance(value, str | Path):
        hint = f"load_exercise({quoted(str(value))}) gives one"
    raise _wrong("exercise", "a loaded exercise", value, hint)


def need_mapping(value: object, name: str, of: str) -> None:
    """Raise `UnreadableInput` for anything but a mapping of names; `of` gives an example."""
    if not isinstance(value, Mapping):
        raise _wrong(name, "a mapping", value, f"such as {of}")
    for key in value:
        if not isinstance(key, str):
            raise _wrong(f"a key of {name}", "text", key, f"such as {of}")


def need_package(value: object, name: str = "package") -> None:
    """Raise `UnreadableInput` for anything but a mapping of issues to options."""
    example = '{"issue": "option"}, and {} for the status quo'
    need_mapping(value, name, example)
    for key, option in value.items():  # type: ignore[attr-defined]
        if isinstance(option, bool) or not isinstance(option, str | int | float):
            raise _wrong(f"the option of {quoted(key)}", "text", option, f"such as {example}")


def need_trust(value: object) -> None:
    """Raise `UnreadableInput` for anything but None or a mapping of pairs to levels."""
    if value is None:
        return
    need_mapping(value, "trust", '{"of-toward": 50}')
    for key, level in value.items():  # type: ignore[attr-defined]
        if isinstance(level, bool) or not isinstance(level, Real):
            raise _wrong(f"the trust {quoted(key)}", "a number", level, "from 0 to 100")


def need_whole(value: object, name: str, hint: str) -> None:
    """Raise `UnreadableInput` for anything but a whole number."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise _wrong(name, "a whole number", value, hint)


def need_text(value: object, name: str, hint: str) -> None:
    """Raise `UnreadableInput` for anything but a text."""
    if not isinstance(value, str):
        raise _wrong(name, "text", value, hint)


def need_path(value: object, name: str) -> None:
    """Raise `UnreadableInput` for anything but a path."""
    if not isinstance(value, str | Path):
        raise _wrong(name, "a path", value, "text or a pathlib.Path")


def need_paths(value: object, name: str) -> None:
    """Raise `UnreadableInput` for anything but a list of paths."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise _wrong(name, "a list of paths", value, 'such as ["one.xml", "two.xml"]')
    for one in value:
        need_path(one, f"each of {name}")


def need_one_of(value: object, name: str, known: Sequence[str]) -> None:
    """Raise `UnreadableInput` for anything but one of the known words."""
    if value not in known:
        raise _wrong(name, f"one of {', '.join(known)}", value, "each is text")


def need(value: object, kind: type | tuple[type, ...], name: str, what: str, hint: str) -> None:
    """Raise `UnreadableInput` for a value of the wrong type; `what` says which is needed."""
    if not isinstance(value, kind):
        raise _wrong(name, what, value, hint)


def _wrong(name: str, what: str, value: object, hint: str) -> UnreadableInput:
    got = quoted(value) if isinstance(value, str) else None
    if value is None:
        got = "None"
    return UnreadableInput(
        f"{name} must be {what}, not {got or f'a {type(value).__name__}'}: {hint}"
    )
