"""What every action has, and the words that several of them use."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Strict

Names = Annotated[tuple[str, ...], Strict(False)]
Standstill = Literal["interrupted", "empty", "asleep"]
"""Why a clock is stopped that no facilitator has paused; see `Pause`."""
Tone = Literal["hostile", "neutral", "conciliatory"]
Planned = Literal["hold", "skip", "move", "restore"]
"""What a facilitator does about an inject that has not been delivered."""
Role = Literal["head", "member", "evaluator", "observer"]


class Action(BaseModel):
    """Something that a seat (or `facilitator`, or the `clock`) asks of the table."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    by: str
