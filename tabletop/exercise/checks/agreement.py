"""Signatures: a rule that can be met, and at least one signatory for every package."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise


def agreement_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return agreement rules that can't be met, and packages that nobody would be asked to sign."""
    rule, most = exercise.agreement.rule, len(exercise.delegations)
    if isinstance(rule, int) and rule > most:
        message = f"{rule} signatures can't be had from {most} delegations"
        yield Finding(("agreement", "rule"), f'{message}; choose fewer, or "all"')
    joint = next((issue.id for issue in exercise.issues if not issue.by), None)
    if joint is not None and not exercise.agreement.signatories:
        message = f"nobody would have to sign {joint}, which has no performers"
        path = ("agreement", "signatories")
        yield Finding(path, f"{message}; name the signatories in [agreement]")
