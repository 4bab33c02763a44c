"""The events of decisions: asked of a delegation, taken, settled."""

from __future__ import annotations

from typing import Literal

from tabletop.play.events.event import Event


class DecisionOpened(Event):
    """A delegation is asked to decide."""

    kind: Literal["decision.opened"] = "decision.opened"
    decision: str
    delegation: str
    title: str
    secret: bool = False


class DecisionTaken(Event):
    """A decision is taken, or changed before it is settled; by `facilitator` for a delegation, with
    the reason in `text`; `voted` by a vote of its members.
    """

    kind: Literal["decision.taken"] = "decision.taken"
    decision: str
    delegation: str
    option: str
    text: str = ""
    secret: bool = False
    voted: bool = False


class DecisionClosed(Event):
    """A decision is settled and known to all; `option` is what holds from now on, with its effects.

    Without `option` nobody took it in time; with `default` nobody did, and the exercise's default
    holds. `facilitator`: the facilitator took it for the delegation.
    """

    kind: Literal["decision.closed"] = "decision.closed"
    decision: str
    delegation: str
    title: str
    option: str | None = None
    default: bool = False
    facilitator: bool | None = None
    text: str = ""
