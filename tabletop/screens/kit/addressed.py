"""Show whom words will reach, where they are written; "everybody" stands out."""

from __future__ import annotations

from textual.content import Content

from tabletop.text.safe import one_line

EVERYBODY, OWN, FACILITATOR = "all", "caucus", "facilitator"
_ALONE = {
    OWN: ("To our own people", "no other delegation reads it"),
    FACILITATOR: ("To the facilitator", "no delegation reads it"),
}


def addressed(to: str, name: str = "") -> Content:
    """Return the line for `to`: one of the three above, or any other by its `name`."""
    if to == EVERYBODY:
        return Content.assemble(
            (" TO EVERYBODY ", "bold $background on $warning"),
            (" the whole table will read it", "$warning"),
        )
    who, rest = _ALONE.get(to, (f"To {one_line(name)}", "no other delegation reads it"))
    return Content.assemble((who, "bold $primary"), (f" · {rest}", "$muted"))
