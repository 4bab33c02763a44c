"""What a ruling's lines say, as codes and values. The sentences are `wording`'s.

A line's values are of the exercise (ids), of the ruling (numbers) or typed by somebody (texts):

    option issue        what it is about
    delegations         the others that it speaks of
    share               how far a promise can be relied on, or a cost counts, 0..1
    suspended           True where a breach keeps what is still promised from falling due; known at
                        the table alone, and in no ruling
    done broken         what was performed of it, 0..1; True where the rest never will be
    delay               the factor on what comes in instalments
    fade idle           the factor on a text whose acts do not come, and for how many rounds
    urgency since       the factor on a gain, and the round in which it was agreed
    agreement tone      of a climate's lines
    part                the share of a step that took effect, where it is an instalment
    title reason        typed: a title of an inject or a decision, the facilitator's reason
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Value: TypeAlias = str | bool | int | float | tuple[str, ...]
Values: TypeAlias = Mapping[str, Value]

LedgerCode = Literal[
    "walk-away",
    "joint",
    "joint-cost",
    "bound",
    "bound-cost",
    "theirs",
    "theirs-cost",
    "own",
    "own-cost",
    "own-cost-exposed",
    "own-cost-unanswered",
    "own-cost-unmatched",
    "interaction",
    "interaction-in-doubt",
    "interaction-undoubted",
    "adjusted",
    "decided",
]
"""Codes of ledger lines: the act or text, and why it counts for as much as it does.

`bound` is the form or the order; `own-cost-exposed` an own act that is lost whatever the others do,
`own-cost-unanswered` one for which they promise nothing, `own-cost-unmatched` one by a delegation
without counterparts.
"""
TrustCode = Literal["performed", "signalled", "broke-word", "statement"]
"""Codes of trust lines. `signalled`: a gesture, or an act that the order has move first."""
TensionCode = Literal["took-effect", "breach", "idle", "suspended"]
"""Codes of tension lines. `idle`: a round without an agreement in force; `suspended`: a breach
suspended it.
"""
CauseCode = Literal[
    "opening", "inject", "some-inject", "decision", "adjustment", "unmoved", "taken-back", "bounded"
]
"""Codes of other causes of a climate's level; `bounded`: clamped to 0..100."""
Code: TypeAlias = LedgerCode | TrustCode | TensionCode | CauseCode
