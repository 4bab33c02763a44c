"""One-line summaries of tables, serialised between a worker and the hall."""

from __future__ import annotations

from pydantic import TypeAdapter

from tabletop.seat.desk import TableGlance

GLANCES: TypeAdapter[dict[str, TableGlance]] = TypeAdapter(dict[str, TableGlance])
"""By table. Plain data both ways: `dump_python(..., mode="json")` and `validate_python`."""
