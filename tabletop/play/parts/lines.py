"""The lines of a ruling as events keep them: numbers, a code and its values.

`told` makes the sentence for display. A line in a transcript of format 1 has no code but, as
`because`, the sentence made when it was ruled; it is shown as it was, and marked where a breach
has suspended the act that it counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self, TypeAlias

from pydantic import BaseModel, ConfigDict

from tabletop.play.actions import Names
from tabletop.referee.climate import TensionChange, TrustChange
from tabletop.referee.codes import Code, LedgerCode, TensionCode, TrustCode, Value, Values
from tabletop.referee.ledger import ValueLine
from tabletop.referee.wording import Names as Called
from tabletop.referee.wording import held_up, sentence


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


Kept = dict[str, str | bool | int | float | Names]
"""A line's values; absent where there are none."""


class LedgerLine(Record):
    """`value` is `points`, in the delegation's own points, times `factor`, a share of 0..1."""

    code: LedgerCode | None = None
    values: Kept | None = None
    points: float
    factor: float
    value: float
    source: str
    because: str | None = None

    @classmethod
    def kept(cls, line: ValueLine) -> Self:
        """Return the event's version of a line of the referee's ledger."""
        return cls(
            code=line.code,
            values=_kept(line.values),
            points=line.points,
            factor=line.factor,
            value=line.value,
            source=line.source,
        )

    def told(self, names: Called) -> str:
        """Return why, in a sentence for a student."""
        return told(self.code, self.values, self.because, names, self.source)


class TrustLine(Record):
    of: str
    toward: str
    change: float
    code: TrustCode | None = None
    values: Kept | None = None
    because: str | None = None

    @classmethod
    def kept(cls, change: TrustChange) -> Self:
        """Return the event's version of a change by the referee."""
        return cls(
            of=change.of,
            toward=change.toward,
            change=change.change,
            code=change.code,
            values=_kept(change.values),
        )

    def told(self, names: Called) -> str:
        """Return what moved it, in a sentence."""
        return told(self.code, self.values, self.because, names, self.toward)


class TensionLine(Record):
    change: float
    code: TensionCode | None = None
    values: Kept | None = None
    because: str | None = None

    @classmethod
    def kept(cls, change: TensionChange) -> Self:
        """Return the event's version of a change by the referee."""
        return cls(change=change.change, code=change.code, values=_kept(change.values))

    def told(self, names: Called) -> str:
        """Return what moved it, in a sentence."""
        return told(self.code, self.values, self.because, names)


@dataclass(frozen=True)
class Cause:
    """What moved a level: a code and its values, or (in transcripts of format 1) words.

    `about` is the delegation a trust is in.
    """

    code: Code | None
    values: Values = field(default_factory=dict)
    about: str = ""
    because: str | None = None

    @classmethod
    def of(cls, line: TrustLine | TensionLine) -> Self:
        """Return a ruling's line as a cause, without the change."""
        about = line.toward if isinstance(line, TrustLine) else ""
        return cls(line.code, line.values or {}, about, line.because)

    def told(self, names: Called) -> str:
        """Return the cause as a sentence or a part of one."""
        return told(self.code, self.values, self.because, names, self.about)


Reason: TypeAlias = Cause | LedgerLine | TrustLine | TensionLine
"""What can explain a number."""


def told(
    code: Code | None, values: Values | None, because: str | None, names: Called, about: str = ""
) -> str:
    """Return a code's sentence; without a code, the words that were kept in its place, and what
    the table adds to them.
    """
    if code is None:
        return held_up(because or "", values or {})
    return sentence(code, values or {}, names, about)


def _kept(values: Values) -> dict[str, Value] | None:
    return dict(values) or None
