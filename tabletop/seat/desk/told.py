"""Short descriptions of people, for the facilitator."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.seat.desk import PersonGlance


def told_person(person: PersonGlance, tags: Mapping[str, str]) -> tuple[str, str]:
    """Describe a person and their presence: a full dot is here, an empty one is not."""
    part = tags.get(person.delegation or "", person.role)
    if person.stand_in is not None:
        instead = f" for {person.name}" if person.name else ""
        return f"◆ {part} stand-in ({person.stand_in}){instead}", "$secondary"
    if not person.name:
        return f"· {part} is empty", "$muted"
    if person.away is None:
        return f"● {person.name} {part}", ""
    return f"○ {person.name} {part} {told_away(person)}", "$accent"


def told_away(person: PersonGlance) -> str:
    """Say how long somebody has been gone, if they were ever here."""
    if not person.come:
        return "not here yet"
    seconds = person.away or 0.0
    if seconds < 60:
        return "gone"
    return f"gone {seconds / 60:.0f} min" if seconds < 5400 else f"gone {seconds / 3600:.0f} h"
