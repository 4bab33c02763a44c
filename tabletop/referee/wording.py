"""The referee's sentences: the one place where codes and values become words.

All text is in `SENTENCES`, `REASONS` and `PHRASES`, with placeholders in braces. It is for display
only: no ruling and no verification depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from tabletop.exercise.model import Exercise
from tabletop.referee.codes import Code, LedgerCode, Value, Values
from tabletop.referee.remembered import remembered
from tabletop.text.lists import listed
from tabletop.text.prose import flowing

SENTENCES: Final[dict[Code, str]] = {
    "walk-away": "No agreement: the worth of your plan without one",
    "joint": "{choice}: {option} (joint text)",
    "joint-cost": "{choice}: {option} (joint text)",
    "bound": "{choice}: {option}",
    "bound-cost": "{choice}: {option}",
    "theirs": "{choice}: {option} (by {delegations})",
    "theirs-cost": "{choice}: {option} (by {delegations})",
    "own": "{choice}: {option} (your own act{together})",
    "own-cost": "{choice}: {option} (your own act{together})",
    "own-cost-exposed": "{choice}: {option} (your own act{together})",
    "own-cost-unanswered": "{choice}: {option} (your own act{together})",
    "own-cost-unmatched": "{choice}: {option} (your own act{together})",
    "interaction": "{interaction}",
    "interaction-in-doubt": "{interaction}",
    "interaction-undoubted": "{interaction}",
    "adjusted": "Adjusted by the facilitator: {reason}",
    "decided": "{title}: {option} (decided)",
    "performed": "{who} performed: {step}",
    "signalled": "{who} performed unprompted or first: {step}",
    "broke-word": "{who} broke its word: {step}",
    "statement": "{who} made a {tone} statement",
    "took-effect": "Took effect: {step}",
    "breach": "Broken: {issue}",
    "idle": "A round without an agreement in force",
    "suspended": "A round without an agreement in force: a breach suspended {agreement}",
    "opening": "as the exercise begins",
    "inject": "inject: {title}",
    "decision": "decided: {title}",
    "adjustment": "adjusted by the facilitator: {reason}",
    "unmoved": "nothing moved it",
    "some-inject": "An inject",
    "taken-back": "A move was taken back",
    "bounded": "Held within 0 and 100",
}
"""What a line is about, by its code; a ledger line's goes on with its reason."""

REASONS: Final[dict[Code, str]] = {
    "joint-cost": "which costs you",
    "bound-cost": "which costs you",
    "theirs": "discounted to {share} for how far you can rely on it",
    "theirs-cost": "at its full cost to you",
    "own": "a gain that depends on nobody else",
    "own-cost": "at {share} of its cost, since you would stop if the other side did not deliver",
    "own-cost-exposed": "at its full cost, whether or not the other side delivers",
    "own-cost-unanswered": "at its full cost, since the other side promises nothing",
    "own-cost-unmatched": "at its full cost, since no act in return is expected",
    "interaction-in-doubt": "discounted to {share} for how far you can rely on {relied}",
    "interaction-undoubted": "in full while it is promised, since you await no act in return",
}
"""Why it counts for as much as it does while it is a promise; the other codes need no reason."""

PHRASES: Final[dict[str, str]] = {
    "reason": "{matter}, {reason}",
    "performed": "{matter}, performed",
    "broken": "{matter}, broken: back at the status quo",
    "broken-half": "{matter}, broken: only the {done} that was performed counts",
    "half": "{matter}, {done} performed, {rest} still promised: {reason}",
    "suspended": "{said}; suspended by a breach, and counted as if it were taken up again",
    "suspended-rest": "{said}; the rest, suspended by a breach, is counted as if it were taken up "
    "again",
    "delay": "{said}, times {delay} because it comes in instalments",
    "fade": "{said}, times {fade} after a round in which none of its acts took effect",
    "fades": "{said}, times {fade} after {idle} rounds in which none of its acts took effect",
    "urgency": "{said}, times {urgency} because it dates from round {since}",
    "together": ", with {delegations}",
    "less-trusted": "whichever of {delegations} you trust less",
    "least-trusted": "whichever of {delegations} you trust least",
    "step": "{issue}, {option}",
    "instalment": "{issue}, {option}, half of it",
    "percent": "{number} %",
}
"""Building blocks of sentences."""

_OF_LEDGERS = frozenset(get_args(LedgerCode))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of what lines refer to, by id.

    `choices` are issues, form and order, and `options` theirs; interactions are named by what their
    authors say about them.
    """

    delegations: Mapping[str, str]
    choices: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]
    interactions: Mapping[str, str]


def names_for(exercise: Exercise, delegations: Iterable[str]) -> Names:
    """Return the names that these delegations may know: all but interactions worth
    nothing to them.
    """
    every, known = names_in(exercise), frozenset(delegations)
    felt = {
        one.id: every.interactions[one.id]
        for one in exercise.interactions
        if not known.isdisjoint(one.points)
    }
    return Names(every.delegations, every.choices, every.options, felt)


@remembered
def names_in(exercise: Exercise) -> Names:
    """Return all names of an exercise, computed once."""
    issues, form, order = exercise.issues, exercise.form, exercise.order
    return Names(
        {one.id: one.name for one in exercise.delegations},
        {**{one.id: one.name for one in issues}, "form": form.name, "order": order.name},
        {
            **{one.id: one.option_names for one in issues},
            "form": {option.id: option.name for option in form.options},
            "order": {option.id: option.name for option in order.options},
        },
        {one.id: _opening(flowing(one.because)) for one in exercise.interactions},
    )


def sentence(code: Code, values: Values, names: Names, about: str = "") -> str:
    """Return a line in words, as plain text: typed words and names are inserted verbatim.

    `about` supplies what values do not repeat: a ledger line's source, or whom a trust is in. An id
    missing from `names` is shown as is, so that no transcript can break a screen.
    """
    words = _Words(values, names, about)
    if code not in _OF_LEDGERS:
        return SENTENCES[code].format_map(words)
    reason = REASONS.get(code)
    words.made["matter"] = said = SENTENCES[code].format_map(words)
    if reason is not None:
        words.made["reason"] = reason.format_map(words)
        said = PHRASES["reason"].format_map(words)
    done, broken = values.get("done"), values.get("broken", False)
    promised = done is None
    if done is not None:
        if done == 1:
            which = "performed"
        elif broken:
            which = "broken-half" if done else "broken"
        else:
            which, promised = "half", True
        said = PHRASES[which].format_map(words)
    for which in ("delay", "fade", "urgency"):
        if which in values and (promised or which != "delay"):
            words.made["said"] = said
            several = which == "fade" and values.get("idle") != 1
            said = PHRASES["fades" if several else which].format_map(words)
    return held_up(said, values) if promised else said


def held_up(said: str, values: Values) -> str:
    """Return what is said of an act, marked as suspended if its values say that it is."""
    if not values.get("suspended"):
        return said
    return PHRASES["suspended-rest" if values.get("done") else "suspended"].format(said=said)


class _Words(dict[str, str]):
    """What fills a sentence's placeholders, each computed on demand."""

    def __init__(self, values: Values, names: Names, about: str) -> None:
        super().__init__()
        self.made: dict[str, str] = {}
        self._values, self._names, self._about = values, names, about

    def __missing__(self, key: str) -> str:
        if key in self.made:
            return self.made[key]
        return self._made(key)

    def _made(self, key: str) -> str:
        values, names, about = self._values, self._names, self._about
        match key:
            case "choice":
                return _opening(names.choices.get(about, about))
            case "interaction":
                return names.interactions.get(about, about)
            case "who":
                return names.delegations.get(about, about)
            case "issue":
                issue = _text(values.get("issue"))
                return names.choices.get(issue, issue)
            case "option":
                option = _text(values.get("option"))
                choice = _text(values.get("issue")) or about
                return names.options.get(choice, {}).get(option, option)
            case "step":
                which = "instalment" if "part" in values else "step"
                return PHRASES[which].format_map(self)
            case "delegations":
                return listed([names.delegations.get(one, one) for one in self._others()])
            case "together":
                return PHRASES["together"].format_map(self) if self._others() else ""
            case "relied":
                return self._relied()
            case "rest":
                done = values.get("done")
                return _percent(1 - done if isinstance(done, int | float) else done)
            case "share" | "done" | "delay" | "fade" | "urgency":
                return _percent(values.get(key))
            case _:
                return _text(values.get(key))

    def _others(self) -> tuple[str, ...]:
        found = self._values.get("delegations", ())
        return found if isinstance(found, tuple) else (_text(found),)

    def _relied(self) -> str:
        count = len(self._others())
        if count < 2:
            return self["delegations"]
        return PHRASES["less-trusted" if count == 2 else "least-trusted"].format_map(self)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _percent(value: Value | None) -> str:
    number = f"{100 * value:.0f}" if isinstance(value, int | float) else _text(value)
    return PHRASES["percent"].format(number=number)


def _opening(text: str) -> str:
    """Capitalise the text as the opening of a sentence."""
    return text[:1].upper() + text[1:]
