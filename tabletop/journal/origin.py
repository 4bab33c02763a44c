"""Where a transcript comes from, when its past is another's: the header's `[fork]` table.

    [fork]
    source = "monday.toml"   # the file's name, no folder
    event = 57               # the last event both have
    chain = "5eab..."        # the source's chain there

A Tabletop that knows nothing of forks reads such a transcript like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tabletop.errors import UnreadableInput

TABLE = "fork"
_CHAIN = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Origin:
    """The transcript a fork was made of, and the last event that is in both."""

    source: str
    event: int
    chain: str

    def table(self) -> dict[str, Any]:
        """As it stands in the header."""
        return asdict(self)


def origin_of(header: Mapping[str, Any], where: str, events: int) -> Origin | None:
    """Where a transcript of so many events was forked from; None when it was not.

    Raises `UnreadableInput` for a `[fork]` that Tabletop would not have written, and for a fork
    whose past is not all there.
    """
    table = header.get(TABLE)
    if table is None:
        return None
    match table:
        case {"source": str(source), "event": int(event), "chain": str(chain)} if (
            len(table) == 3
            and source
            and event > 0
            and not isinstance(event, bool)
            and _CHAIN.fullmatch(chain)
        ):
            if event > events:
                raise UnreadableInput(
                    f"{where}: this fork ends at event {events}, before the event it was forked at "
                    f"({event}); delete it and fork again"
                )
            return Origin(source, event, chain)
    raise UnreadableInput(
        f"{where}: the header's [fork] does not say which file, event and chain it comes from; "
        "restore the file from a copy"
    )
