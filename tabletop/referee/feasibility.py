"""Which packages are feasible, and who must agree to them."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from tabletop.exercise.amounts import AmountIds
from tabletop.exercise.conditions import CompiledCondition, holds
from tabletop.exercise.model import Exercise
from tabletop.exercise.package import Package, moved, performers
from tabletop.exercise.parts import Quota
from tabletop.referee.circumstances import NEGLIGIBLE, Circumstances
from tabletop.referee.compile import CompiledExercise, compile_condition, compiled, names


def feasible(
    exercise: Exercise, package: Package, circumstances: Circumstances, base: Package | None = None
) -> bool:
    """Return whether a package has no obstacles; `base` as in `obstacles`."""
    return not obstacles(exercise, package, circumstances, base)


def obstacles(
    exercise: Exercise, package: Package, circumstances: Circumstances, base: Package | None = None
) -> tuple[str, ...]:
    """Return why a package is not feasible, one sentence each; empty when it is feasible.

    What a moved issue, the form or the order requires must hold, and no condition that an inject
    has forbidden may. An order in which some act first needs acts on both sides; one in instalments
    needs acts of some delegation and of one of its counterparts. What `base` (the package that
    stands at a table) already has can't be forbidden by a later inject.
    """
    known = compiled(exercise)
    found = [
        _unmet(exercise, package, needs.choice, needs.when)
        for needs in known.requirements
        if package[needs.choice] in needs.options and not holds(needs.when, package)
    ]
    for condition in circumstances.forbidden:
        when = compile_condition(exercise, condition)
        if holds(when, package) and (base is None or not holds(when, base)):
            named = " together with ".join(_called(exercise, c, package[c]) for c, _ in when)
            found.append(
                f"{named or 'Any agreement'} is no longer possible; choose another option."
            )
    found += _out_of_order(exercise, known, package)
    return tuple(found)


def _unmet(exercise: Exercise, package: Package, choice: str, when: CompiledCondition) -> str:
    wanted = [
        f"{_name(exercise, issue)} at {_either(exercise, issue, met)}"
        for issue, met in when
        if package[issue] not in met
    ]
    return f"{_called(exercise, choice, package[choice])} needs {' and '.join(wanted)}."


def _out_of_order(exercise: Exercise, known: CompiledExercise, package: Package) -> list[str]:
    sequence = known.sequences[package["order"]]
    if not sequence.first and sequence.instalments == 1:
        return []
    acting = {
        one
        for issue, by in known.performers.items()
        if package[issue] != known.status_quo[issue]
        for one in by
    }
    called = _called(exercise, "order", package["order"])
    found = []
    if sequence.first and (not acting & sequence.first or acting <= sequence.first):
        first = names(exercise, tuple(d for d in known.parties if d in sequence.first))
        found.append(f"{called} needs acts on both sides: one by {first} and one by somebody else.")
    if sequence.instalments > 1 and not any(
        one in acting and acting & party.counterparts for one, party in known.parties.items()
    ):
        found.append(
            f"{called} needs acts on both sides: one by a delegation and one by a counterpart."
        )
    return found


def parties(
    exercise: Exercise,
    package: Package,
    base: Package | None,
    absent: Collection[str] = (),
    proposer: str | None = None,
    *,
    vetoes_wait: bool = False,
) -> tuple[str, ...]:
    """Return who is asked to sign: the signatories, the `also` delegations concerned, and
    performers.

    Those `absent` sign nothing and are left out, unless they would have to act or are concerned. A
    veto has to sign, but in a vote it is only a no, for which nobody waits; `vetoes_wait` asks
    absent vetoes there too, as games of rules 1 and 2 do.

    Performers count for the issues that `package` moves relative to `base`, what stands now. In the
    order of the file's delegations.
    """
    rule = exercise.agreement
    asked = {*rule.signatories, *rule.veto}.difference(absent)
    asked |= {*_acting(exercise, package, base)}
    asked |= _concerned(exercise, package)
    asked |= _always(exercise, proposer, veto=rule.by == "signature" or vetoes_wait)
    return tuple(one.id for one in exercise.delegations if one.id in asked)


def needed(
    exercise: Exercise,
    package: Package,
    base: Package | None,
    earlier: Collection[str] = (),
    *,
    concerned: bool = True,
    absent: Collection[str] = (),
    proposer: str | None = None,
    vetoes_wait: bool = False,
) -> tuple[str, ...]:
    """Return whose signature is indispensable.

    All parties where the rule is "all"; else the performers of what it moves relative to `base`
    and, where `concerned`, those `also` names. In either case also those who signed the `earlier`
    agreement that it changes (empty: it changes none). In a vote these must say yes; a veto is a no
    there and asks for no yes, and "all" of those voting may be fewer than all who are asked. With
    `vetoes_wait` nobody who has the veto must say yes there, not even having tabled the offer.
    """
    rule = exercise.agreement
    voted = rule.by == "vote"
    must = {*earlier, *_acting(exercise, package, base)}
    if concerned:
        must |= _concerned(exercise, package)
    always = _always(exercise, proposer, veto=not voted)
    must |= always.difference(rule.veto) if voted and vetoes_wait else always
    if rule.unanimous and not (voted and rule.of == "voting"):
        must.update(parties(exercise, package, base, absent, proposer, vetoes_wait=vetoes_wait))
    return tuple(one.id for one in exercise.delegations if one.id in must)


def quota(exercise: Exercise, parties: Collection[str]) -> int:
    """Return how many parties must sign; a number larger than the number asked means
    all of them.
    """
    members = exercise.agreement.members
    return 0 if members is None else wanted(members, len(set(parties)))


def votes_needed(exercise: Exercise, parties: Collection[str]) -> int:
    """Return how many of the parties' votes the signatures must have, 0 without votes."""
    votes = exercise.agreement.votes
    return 0 if votes is None else wanted(votes, votes_of(exercise, parties))


def votes_of(exercise: Exercise, delegations: Collection[str]) -> int:
    """Return how many votes these delegations have together."""
    return sum(exercise.agreement.weight(one) for one in set(delegations))


def wanted(quota: Quota, of: int) -> int:
    """Return how many of a number a quota asks for: at most all of them."""
    match quota:
        case "all":
            return of
        case "majority":
            return of // 2 + 1
        case "two-thirds":
            return -(-2 * of // 3)
        case int():
            return min(quota, of)
    return math.ceil(quota * of - NEGLIGIBLE)


def enough(
    exercise: Exercise, parties: Collection[str], needed: Collection[str], signed: Collection[str]
) -> bool:
    """Return whether an offer is agreed: all of `needed` signed, and as many of `parties` as the
    rule asks.
    """
    have = set(parties) & set(signed)
    enough_signed = len(have) >= quota(exercise, parties)
    enough_votes = votes_of(exercise, have) >= votes_needed(exercise, parties)
    return enough_signed and enough_votes and set(needed) <= set(signed)


def _always(exercise: Exercise, proposer: str | None, *, veto: bool) -> set[str]:
    """Return who must agree whatever a package settles: vetoes that have to sign, and whoever
    tabled it.
    """
    found = set(exercise.agreement.veto) if veto else set()
    if exercise.agreement.proposer and proposer is not None:
        found.add(proposer)
    return found


def _acting(exercise: Exercise, package: Package, base: Package | None) -> tuple[str, ...]:
    return performers(exercise, moved(exercise, package, base))


def _concerned(exercise: Exercise, package: Package) -> set[str]:
    """Return whom `also` names for a package."""
    return {one for one, when in compiled(exercise).also if holds(when, package)}


def _name(exercise: Exercise, choice: str) -> str:
    if choice == "form":
        return exercise.form.name
    if choice == "order":
        return exercise.order.name
    return exercise.issue_by_id[choice].name


def _option(exercise: Exercise, choice: str, option: str) -> str:
    if choice == "form":
        return exercise.form_by_id[option].name
    if choice == "order":
        return exercise.order_by_id[option].name
    return exercise.issue_by_id[choice].option_by_id[option].name


def _called(exercise: Exercise, choice: str, option: str) -> str:
    return f"{_name(exercise, choice)} '{_option(exercise, choice, option)}'"


def _either(exercise: Exercise, choice: str, options: Collection[str]) -> str:
    every = exercise.choices[choice]
    if isinstance(every, AmountIds):
        return _amounts(every, sorted(every.index(one) for one in options))
    called = [f"'{_option(exercise, choice, one)}'" for one in every if one in options]
    return " or ".join(called)


def _amounts(every: AmountIds, places: Sequence[int]) -> str:
    """Return values of a range in words: "80,000 EUR or more", "1% to 3% or 7%"."""
    name, last = every.amounts.name, len(every) - 1
    if len(places) == last and last > 1:
        (other,) = set(range(len(every))).difference(places)
        return f"anything but {name(other)}"
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    called = []
    for low, high in runs:
        if low == high:
            called.append(name(low))
        elif not low:
            called.append(f"{name(high)} or less")
        elif high == last:
            called.append(f"{name(low)} or more")
        else:
            called.append(f"{name(low)} to {name(high)}")
    return " or ".join(called)
