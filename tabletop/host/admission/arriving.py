"""Ask in plain text where somebody would like to sit: the same for `ssh` and `tabletop join`.

The conversation needs no terminal: it yields questions and is sent the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from tabletop.host.admission.lobby import (
    DelegationOpening,
    EmptySeat,
    Opening,
    Place,
    away_as,
    told_place,
)
from tabletop.host.admission.seat_request import SeatRequest
from tabletop.text.naming import NAMELESS, readable
from tabletop.text.safe import cut, one_line, pad

LONGEST_NAME = 40


@dataclass(frozen=True)
class SeatQuestion:
    """`said` is shown above, in lines; `prompt` before the answer."""

    said: tuple[str, ...]
    prompt: str


def who(given: str = "") -> Generator[SeatQuestion, str, str]:
    """Ask for a name that the others can use."""
    name = one_line(given)
    said: tuple[str, ...] = ()
    while not readable(name) or len(name) > LONGEST_NAME:
        if len(name) > LONGEST_NAME:
            said = (f"That is too long: at most {LONGEST_NAME} characters, please.",)
        elif name:
            said = (f"{NAMELESS.capitalize()}, please.",)
        name = one_line((yield SeatQuestion(said, "Your name: ")))
        said = ("Please give a name, so that the others know who you are.",)
    return name


Look = Callable[[], Sequence[Opening]]
"""Asks the host what is open now."""


def where(look: Look, name: str) -> Generator[SeatQuestion, str, SeatRequest]:
    """Ask for a table, then a delegation, another role, or an empty seat. An empty answer:
    anywhere.

    Each list is of the moment it is shown. Choosing a delegation that is shown without a head asks
    to head it, so that the host refuses if somebody was faster.
    """
    openings = look()
    yours = _yours(name, openings)
    if len(openings) == 1:
        anywhere = SeatRequest(name)
        return (yield from _at(openings[0], "wherever people are needed most", anywhere, yours))
    said = (
        *yours,
        "",
        "Where would you like to sit? Enter: wherever people are needed most.",
        *(f"  {pad(one.table, 4, 'right')}  {_people(one)}" for one in openings),
    )
    while True:
        answer = one_line((yield SeatQuestion(said, "Table: ")))
        if not answer:
            return SeatRequest(name)
        for one in openings:
            if answer.casefold() in (one.table.casefold(), f"table {one.table}".casefold()):
                now = next((table for table in look() if table.table == one.table), one)
                anywhere = SeatRequest(name, one.table)
                return (yield from _at(now, "any delegation of this table", anywhere))
        said = (f"There is no table '{cut(answer, 20)}' here.",)


def _yours(name: str, openings: Sequence[Opening]) -> tuple[str, ...]:
    """Return what to say to somebody whose name has a seat that nobody sits at just now."""
    for at, one in away_as(name, openings):
        seat = one_line(told_place(Place(at.table, one.seat), openings))
        return (
            "",
            f"{one_line(one.name)} has a seat already ({seat}), and is not here just now.",
            "If that is you, leave with Ctrl+C and give your return code for the join code.",
        )
    return ()


def _people(one: Opening) -> str:
    parts = (
        f"{party.tag} {', '.join(one_line(name) for name in party.people) or '-'}"
        for party in one.delegations
    )
    return cut(" · ".join(parts), 68)


def _at(
    one: Opening, enter: str, anywhere: SeatRequest, before: tuple[str, ...] = ()
) -> Generator[SeatQuestion, str, SeatRequest]:
    here = replace(anywhere, table=one.table)
    choices: list[tuple[str, SeatRequest]] = [
        (_delegation(party), _in(here, party)) for party in one.delegations
    ]
    choices.append(("observer", replace(here, role="observer")))
    names = {party.id: party.name for party in one.delegations}
    choices += [(_vacant(seat, names), replace(here, seat=seat.seat)) for seat in one.empty]
    said = (
        *before,
        "",
        f"Table {one.table}. Enter: {enter}.",
        *(f"  {number:>4}  {text}" for number, (text, _) in enumerate(choices, 1)),
    )
    while True:
        answer = one_line((yield SeatQuestion(said, "Your choice: ")))
        if not answer:
            return anywhere
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1][1]
        found = named(one, answer)
        if found is not None:
            return next(_in(here, party) for party in one.delegations if party.id == found)
        said = (f"'{cut(answer, 20)}' is not one of these; a number, please, or only Enter.",)


def named(one: Opening, answer: str) -> str | None:
    """Return the delegation meant by an id, a tag or a name."""
    meant = answer.casefold()
    for party in one.delegations:
        if meant in (party.id.casefold(), party.tag.casefold(), party.name.casefold()):
            return party.id
    return None


def _in(here: SeatRequest, party: DelegationOpening) -> SeatRequest:
    return replace(here, delegation=party.id, role="head" if party.open_to_head else "")


def _delegation(party: DelegationOpening) -> str:
    people = ", ".join(one_line(name) for name in party.people)
    if people and party.headless:
        people = f"nobody heads it: {people}"
    return f"{pad(party.name, 22)}  {cut(people or 'nobody yet', 44)}"


def _vacant(seat: EmptySeat, names: dict[str, str]) -> str:
    part = f"{names[seat.delegation]}, {seat.role}" if seat.delegation in names else seat.role
    was = f"{seat.name}'s" if seat.name else "an"
    return cut(f"take over {was} empty seat ({part})", 68)
