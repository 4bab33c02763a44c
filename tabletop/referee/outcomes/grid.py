"""The grid of all combinations of options, and the terms of each delegation's value on it.

One grid serves every form and order: a block is the grid in one form and one order. Within a block
a value is a sum over issues, except for how far promises bind (k), whether counterparts promise
anything (e) and the combinations that interactions reward, so each part is laid out issue by issue
and no package is scored on its own. The formulas are those of `value`.

At a table some of a package may stand already. What has become of it replaces promises where an
option is the one that stands; every other option is a promise made now, as `appraise` has it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tabletop.exercise.conditions import PackageCondition, met_by
from tabletop.exercise.model import Exercise, FormOption, Interaction, Issue, OrderOption
from tabletop.exercise.package import Package
from tabletop.referee.circumstances import Circumstances
from tabletop.referee.value import PROMISES, Delivery, Facts

Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Region: TypeAlias = tuple[npt.NDArray[np.intp], ...]


class IssueGrid:
    """The product of the issues alone: axes, conditions and whatever depends on the issues only.

    `facts` say what has become of the options that `standing` has.
    """

    def __init__(
        self,
        exercise: Exercise,
        circumstances: Circumstances,
        facts: Facts = PROMISES,
        standing: Package | None = None,
    ) -> None:
        self.exercise = exercise
        self.circumstances = circumstances
        self._facts = facts if standing is not None else PROMISES
        self._standing = standing or {}
        self.shape = tuple(len(issue.ids) for issue in exercise.issues)
        self.count = math.prod(self.shape)

    def fact(self, choice: str, option: str) -> Delivery | None:
        """Return what has become of an option, None for a promise made now."""
        found = self._facts.get(choice)
        return found if found is not None and self._standing[choice] == option else None

    def summed(self, rows: Sequence[Sequence[float]]) -> Floats | None:
        """Return one number per option summed over the issues; None where every number is zero."""
        if not any(number for row in rows for number in row):
            return None
        total = np.zeros(1)
        for row in rows:
            total = np.add.outer(total, np.array(row, dtype=np.float64)).ravel()
        return total

    def region(
        self, condition: PackageCondition, form: FormOption, order: OrderOption
    ) -> Region | None:
        """Return where a condition holds in the block of a form and an order; None where it holds
        nowhere.
        """
        for choice, option in (("form", form.id), ("order", order.id)):
            test = condition.get(choice)
            if test is not None and option not in met_by(test, self.exercise.choices[choice]):
                return None
        return self._box(
            lambda issue, options: (
                options if condition.get(issue) is None else met_by(condition[issue], options)
            )
        )

    def _box(self, allowed: Callable[[str, tuple[str, ...]], Iterable[str]]) -> Region:
        rows = []
        for issue in self.exercise.issues:
            options = self.exercise.choices[issue.id]
            chosen = set(allowed(issue.id, options))
            rows.append(np.array([i for i, o in enumerate(options) if o in chosen], dtype=np.intp))
        return np.ix_(*rows)

    def idle(self, delegations: Iterable[str]) -> Region:
        """Return where none of these delegations has an act to carry out."""
        acting = set(delegations)
        return self._box(
            lambda issue, options: (
                (self.exercise.unmoved[issue],)
                if acting & set(self.exercise.issue_by_id[issue].by)
                else options
            )
        )

    def promised(self, delegations: Iterable[str]) -> Mask:
        """Return where at least one of these delegations has an act to carry out."""
        mask = np.ones(self.shape, dtype=np.bool_)
        mask[self.idle(delegations)] = False
        return mask

    @cached_property
    def bound(self) -> Floats | None:
        """The summed assurance of the issues' options."""
        return self.summed([issue.assurances for issue in self.exercise.issues])

    def assurance(self, form: FormOption, order: OrderOption) -> Floats | float:
        """Return k(x) over the block: how far form, order and options together bind."""
        most, plain = self.exercise.referee.most_assurance, form.assurance + order.assurance
        return min(most, plain) if self.bound is None else np.minimum(most, self.bound + plain)

    def reliance(self, delegation: str, form: FormOption, order: OrderOption) -> Floats | float:
        """Return P over the block: how far the delegation can rely on the other side."""
        counterparts = self.exercise.delegation_by_id[delegation].counterparts
        trust = _trust(self.circumstances, delegation, counterparts)
        return trust + (1 - trust) * self.assurance(form, order)

    def rewarded(
        self, interaction: Interaction, delegation: str, form: FormOption, order: OrderOption
    ) -> tuple[Region, Floats | float] | None:
        """Return where an interaction counts in a block and what it is worth there; None for
        nowhere.
        """
        points = interaction.points.get(delegation, 0.0)
        region = self.region(interaction.when, form, order) if points else None
        if region is None:
            return None
        if points < 0:
            return region, points
        gain = points * self._timed(interaction, delegation, region, form, order)
        if not interaction.doubt:
            return region, gain
        relied = self.reliance(delegation, form, order)
        if not isinstance(relied, float):
            relied = relied.reshape(self.shape)[region]
        promise = _delay(self.exercise, order) * relied
        return region, gain * self._kept(interaction, region, promise)

    def _along(self, issue: str, region: Region, of: Callable[[str], float]) -> Floats:
        """Return a number for each option of an issue in a region, along the issue's axis."""
        places = region[list(self.exercise.issue_by_id).index(issue)]
        options = self.exercise.choices[issue]
        return np.array([of(options[at]) for at in places.flat]).reshape(places.shape)

    def _unmoved(self, issue: str) -> str | None:
        return None if self.exercise.whole else self.exercise.unmoved[issue]

    def _timed(
        self,
        interaction: Interaction,
        delegation: str,
        region: Region,
        form: FormOption,
        order: OrderOption,
    ) -> Floats | float:
        """Return the urgency of an interaction's gain: that of the latest of what it rewards."""
        now = _urgency(self.exercise, delegation, self.circumstances)
        if not self._facts.keys() & interaction.when.keys():
            return now
        latest: Floats = np.zeros((1,) * len(self.shape))
        for choice in interaction.when:
            if choice in ("form", "order"):
                bound = self.fact(choice, form.id if choice == "form" else order.id)
                latest = np.maximum(latest, 0 if bound is None else max(1, bound.since))
                continue

            def since(option: str, issue: str = choice) -> float:
                fact = self.fact(issue, option)
                if fact is not None:
                    return max(1, fact.since)
                # A promise made now is the latest there can be.
                return 0.0 if option == self._unmoved(issue) else math.inf

            latest = np.maximum(latest, self._along(choice, region, since))
        found = np.full(latest.shape, now)
        for one in np.unique(latest[(latest > 0) & np.isfinite(latest)]):
            then = _urgency(self.exercise, delegation, self.circumstances, int(one))
            found[latest == one] = then
        return found

    def _kept(
        self, interaction: Interaction, region: Region, promise: Floats | float
    ) -> Floats | float:
        """Return the factor on a gain in doubt: what of its acts was done counts in full, the rest
        as a promise, and nothing more once one was broken.
        """
        acts = [one.id for one in self.exercise.issues if one.by and one.id in interaction.when]
        if not self._facts.keys() & set(acts):
            return promise
        done: Floats = np.full((1,) * len(self.shape), math.inf)
        broken: Floats = np.zeros((1,) * len(self.shape))
        for issue in acts:

            def share(option: str, issue: str = issue) -> float:
                fact = self.fact(issue, option)
                if fact is not None:
                    return min(1.0, fact.done)
                return math.inf if option == self._unmoved(issue) else 0.0

            def lost(option: str, issue: str = issue) -> float:
                fact = self.fact(issue, option)
                return float(fact is not None and fact.broken)

            done = np.minimum(done, self._along(issue, region, share))
            broken = np.maximum(broken, self._along(issue, region, lost))
        done = np.where(np.isinf(done), 0.0, done)
        return done + np.where(broken > 0, 0.0, 1 - done) * promise

    @cached_property
    def required(self) -> Mask:
        """Return where every moved issue has what it requires."""
        mask = np.ones(self.shape, dtype=np.bool_)
        for issue in self.exercise.issues:
            for other, test in issue.requires.items():
                if other in ("form", "order"):
                    continue
                met = met_by(test, self.exercise.choices[other])
                broken = self._box(
                    lambda i, options, other=other, met=met, moved=issue: [  # type: ignore[misc]
                        option
                        for option in options
                        if not (i == other and option in met)
                        and not (
                            i == moved.id and option == moved.status_quo and not self.exercise.whole
                        )
                    ]
                )
                mask[broken] = False
        return mask

    def feasible(self, form: FormOption, order: OrderOption) -> Mask:
        """Return the feasible packages of a block, flat."""
        mask: Mask = self.required.copy()
        for other, test in form.requires.items():
            self._only(mask, other, test, form, order, {})
        for other, test in order.requires.items():
            self._only(mask, other, test, form, order, {})
        for issue in self.exercise.issues:
            for other in ("form", "order"):
                if other in issue.requires:
                    moved: PackageCondition = {issue.id: f"!= {issue.status_quo}"}
                    if self.exercise.whole:
                        moved = {}
                    self._only(mask, other, issue.requires[other], form, order, moved)
        for condition in self.circumstances.forbidden:
            region = self.region(condition, form, order)
            if region is not None:
                mask[region] = False
        if order.first:
            outside = [one.id for one in self.exercise.delegations if one.id not in order.first]
            mask[self.idle(order.first)] = False
            mask[self.idle(outside)] = False
        if order.instalments > 1:
            both = np.zeros(self.shape, dtype=np.bool_)
            for one in self.exercise.delegations:
                if one.counterparts:
                    both |= self.promised([one.id]) & self.promised(one.counterparts)
            mask &= both
        return mask.ravel()

    def _only(
        self,
        mask: Mask,
        other: str,
        test: str | list[str],
        form: FormOption,
        order: OrderOption,
        within: PackageCondition,
    ) -> None:
        """Remove from `mask` what lies `within` a condition and fails one row of another."""
        options = self.exercise.choices[other]
        met = met_by(test, options)
        failing = [option for option in options if option not in met]
        region = self.region({**within, other: failing}, form, order) if failing else None
        if region is not None:
            mask[region] = False


@dataclass(frozen=True)
class Parts:
    """What the issues contribute to one delegation's value, by how it is weighed."""

    grid: IssueGrid
    delegation: str
    plain: Floats | None
    """Unweighted: costs of others' acts and joint texts, and gains times urgency."""
    promised: tuple[tuple[float, Floats], ...]
    """Gains from others' acts, by the trust in their performers."""
    own: Floats | None
    """Costs of its own acts."""

    @classmethod
    def of(cls, grid: IssueGrid, delegation: str) -> Parts:
        exercise, now = grid.exercise, grid.circumstances
        plain: list[list[float]] = []
        own: list[list[float]] = []
        by_trust: dict[float, list[list[float]]] = {}
        for issue in exercise.issues:
            points = worths_now(issue, delegation, now)
            costs = [min(0.0, p) for p in points]
            facts = [grid.fact(issue.id, option) for option in issue.ids]
            gains = [
                max(0.0, p) * _urgency(exercise, delegation, now, fact.since if fact else None)
                for p, fact in zip(points, facts, strict=True)
            ]
            nothing = [0.0] * len(points)
            mine = delegation in issue.by
            others = bool(issue.by) and not mine
            sure, open_still = [_sure(fact) for fact in facts], [_promised(fact) for fact in facts]
            whole = _times(gains if mine else costs, _plus(sure, open_still))
            own.append(_times(costs, open_still) if mine else nothing)
            if mine or others:
                plain.append(_plus(whole, _times(costs if mine else gains, sure)))
            else:
                fades = [exercise.referee.fade**fact.fade if fact else 1.0 for fact in facts]
                plain.append(_plus(_times(gains, fades), costs))
            for rows in by_trust.values():
                rows.append(nothing)
            if others:
                trust = _trust(now, delegation, issue.by)
                if trust not in by_trust:
                    before = [[0.0] * size for size in grid.shape[: len(plain)]]
                    by_trust[trust] = before
                by_trust[trust][-1] = _times(gains, open_still)
        promised = [(trust, grid.summed(rows)) for trust, rows in by_trust.items()]
        return cls(
            grid,
            delegation,
            grid.summed(plain),
            tuple((trust, gains) for trust, gains in promised if gains is not None),
            grid.summed(own),
        )

    def fill(self, into: Floats, form: FormOption, order: OrderOption) -> None:
        """Write the values of one block of packages."""
        grid, exercise = self.grid, self.grid.exercise
        delay = _delay(exercise, order)
        k = grid.assurance(form, order)
        flat = 0.0
        for choice, option in (("form", form), ("order", order)):
            points = option.points.get(self.delegation, 0.0)
            if points > 0:
                fact = grid.fact(choice, option.id)
                since = fact.since if fact else None
                points *= _urgency(exercise, self.delegation, grid.circumstances, since)
                points *= exercise.referee.fade**fact.fade if fact else 1.0
            flat += points
        into[:] = flat
        if self.plain is not None:
            into += self.plain
        for trust, gains in self.promised:
            into += gains * (delay * (trust + (1 - trust) * k))
        if self.own is not None:
            reliance = grid.reliance(self.delegation, form, order)
            into += self.own * (reliance + (1 - reliance) * self._exposure(order))
        for interaction in exercise.interactions:
            found = grid.rewarded(interaction, self.delegation, form, order)
            if found is not None:
                region, rewarded = found
                into.reshape(grid.shape)[region] += rewarded

    def _exposure(self, order: OrderOption) -> Floats | float:
        """Return e: the share of its own acts lost if the other side does not deliver."""
        exercise = self.grid.exercise
        counterparts = exercise.delegation_by_id[self.delegation].counterparts
        if not counterparts:
            return 1.0
        if order.first:
            answered = 1.0 if self.delegation in order.first else 0.0
        elif order.instalments > 1:
            answered = exercise.referee.exposure_step
        else:
            answered = exercise.referee.exposure_together
        exposure = np.ones(self.grid.shape)
        exposure[self.grid.promised(counterparts)] = answered
        return exposure.ravel()


def worths_now(issue: Issue, delegation: str, now: Circumstances) -> list[float]:
    """Return what each option of an issue is worth to a delegation, with what injects added."""
    worths = list(issue.worths(delegation))
    for (changed, option, whose), points in now.points.items():
        if changed == issue.id and whose == delegation:
            worths[issue.ids.index(option)] += points
    return worths


def _delay(exercise: Exercise, order: OrderOption) -> float:
    return exercise.order.instalment_delay if order.instalments > 1 else 1.0


def _urgency(
    exercise: Exercise, delegation: str, circumstances: Circumstances, since: int | None = None
) -> float:
    """Return the urgency of the round in which a gain was agreed; now without one."""
    agreed = circumstances.round if since is None else since
    base = exercise.delegation_by_id[delegation].urgency_in(max(1, agreed))
    return min(1.0, base * circumstances.urgency.get(delegation, 1.0))


def _trust(circumstances: Circumstances, one: str, others: Iterable[str]) -> float:
    """Return T(d, C): the lowest trust in any of them; 1 where there are none."""
    return min((circumstances.climate.of(one, other) for other in others), default=1.0)


def _sure(fact: Delivery | None) -> float:
    """Return the share of an act that has been performed."""
    return min(1.0, fact.done) if fact is not None else 0.0


def _promised(fact: Delivery | None) -> float:
    """Return the share of an act that is still a promise; none of it once it was broken."""
    return 0.0 if fact is not None and fact.broken else 1.0 - _sure(fact)


def _times(one: Iterable[float], other: Iterable[float]) -> list[float]:
    return [a * b for a, b in zip(one, other, strict=True)]


def _plus(one: Iterable[float], other: Iterable[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]
