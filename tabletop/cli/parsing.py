"""An argument parser with one-sentence errors that suggest the nearest name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from tabletop.errors import UnreadableInput

if TYPE_CHECKING:
    from tabletop.exercise.model import Delegation, DelegationRole, Exercise


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Print a usage error. Raises `SystemExit`."""
        end = "" if message.endswith("?") else ";"
        print(f"{self.prog}: {message}{end} see '{self.prog} --help'", file=sys.stderr)
        raise SystemExit(2)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Parse as argparse does, but report an unknown option before anything that is missing."""
        given = list(sys.argv[1:] if args is None else args)
        if self._subparsers is None:
            self._refuse_unknown_options(given)
        return super().parse_known_args(given, namespace)

    def _refuse_unknown_options(self, given: Sequence[str]) -> None:
        known = [one for one in self._option_string_actions if one.startswith("--")]
        for one in given:
            if one == "--":
                return
            name = one.partition("=")[0]
            if name.startswith("--") and not any(option.startswith(name) for option in known):
                from tabletop.exercise.wording import unknown

                self.error(unknown("option", name, known))

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Read as argparse does, but say in plain words that a number is needed."""
        if action.type is int:
            try:
                return int(arg_string)
            except ValueError:
                from tabletop.exercise.wording import quoted

                told = f"{quoted(arg_string)} is not a whole number"
                raise argparse.ArgumentError(action, told) from None
        return super()._get_value(action, arg_string)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Check as argparse does, but suggest the nearest choice."""
        if action.choices is None or value in action.choices:
            return
        from tabletop.exercise.wording import meant, quoted, unknown

        names = [str(one) for one in action.choices]
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 (a public name there is not)
            self.error(unknown("command", str(value), names))
        raise argparse.ArgumentError(
            action, f"there is no {quoted(str(value))}; {meant(str(value), names)}"
        )


def delegations(given: str, exercise: Exercise, option: str) -> tuple[str, ...]:
    """Return the delegations that an option names, with commas between them. Raises
    `UnreadableInput`.
    """
    from tabletop.exercise.wording import unknown

    known = exercise.delegation_by_id
    named = tuple(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))
    for one in named:
        if one not in known:
            raise UnreadableInput(f"{option}: {unknown('delegation', one, known)}")
    if not named:
        raise UnreadableInput(f"{option} takes delegations, such as {option} {','.join(known)}")
    return named


@dataclass(frozen=True)
class Party:
    """A delegation that an option names, or one of its roles."""

    delegation: Delegation
    role: DelegationRole | None = None

    @property
    def key(self) -> str:
        """How the command line names it: `upper`, or `upper/mayor`."""
        own = f"/{self.role.id}" if self.role else ""
        return self.delegation.id + own

    @property
    def name(self) -> str:
        """What people call it."""
        own = f", {self.role.name}" if self.role else ""
        return self.delegation.name + own


def party(given: str, exercise: Exercise, option: str) -> Party:
    """Return the delegation, or the role of one, that an option names as `D` or `D/ROLE`. Raises
    `UnreadableInput`.
    """
    from tabletop.exercise.wording import quoted, unknown

    id, slash, role = given.strip().partition("/")
    found = exercise.delegation_by_id.get(id)
    if found is None:
        raise UnreadableInput(f"{option}: {unknown('delegation', id, exercise.delegation_by_id)}")
    if not slash:
        return Party(found)
    roles = {one.id: one for one in found.own_roles}
    if not roles:
        raise UnreadableInput(
            f"{option}: {quoted(id)} has no roles with a brief; say {option} {id}"
        )
    if role not in roles:
        raise UnreadableInput(f"{option}: {unknown('role', role, roles)}")
    return Party(found, roles[role])
