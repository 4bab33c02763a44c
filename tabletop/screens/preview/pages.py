"""The pages of a preview, in the order in which people come to them in play."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tabletop.exercise.model import Decision, Delegation, DelegationRole, Exercise
from tabletop.play.seen import View
from tabletop.play.seen.decisions_seen import AnswerSeen, DecisionSeen
from tabletop.play.seen.seen_plan import InjectPlan
from tabletop.play.state import FACILITATOR
from tabletop.screens.pages.minute import minute_card
from tabletop.screens.pages.situation import Card, headline
from tabletop.seat.desk.injects import about
from tabletop.seat.port import Port
from tabletop.seat.previewed import Glimpse, glimpses
from tabletop.seat.words.deciding import asked_of
from tabletop.text.lists import dotted, listed
from tabletop.text.safe import one_line


@dataclass(frozen=True)
class CardPage:
    """Cards that are read one after another."""

    view: View
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class BriefPage:
    """The brief of the seat's delegation, with its points, and its person's roles."""

    view: View


@dataclass(frozen=True)
class TablePage:
    """The table itself: the grid and a draft, or the decisions where nothing is negotiated."""

    port: Port


AnyPage: TypeAlias = CardPage | BriefPage | TablePage


def seat_pages(
    source: str, exercise: Exercise, delegation: Delegation, role: DelegationRole | None
) -> list[AnyPage]:
    """Return what a seat comes to see."""
    lobby, *phases = glimpses(source, delegation, role)
    view = lobby.port.view()
    pages: list[AnyPage] = [CardPage(view, (minute_card(view),))]
    # Whoever sits alone has all roles of the delegation, but only once the game has begun.
    pages.append(BriefPage(phases[0].port.view()))
    seen: set[str] = set()
    laid = False
    drafting = "negotiation" if "negotiation" in view.phases else "caucus"
    for one in phases:
        view = one.port.view()
        if one.opens_round:
            pages.append(CardPage(view, (headline(view), *_questions(view, mine=True))))
        new = [it for it in asked_of(view) if it.id not in seen]
        seen |= {it.id for it in new}
        if view.has.offers:
            if not laid and view.stage == drafting:
                pages.append(TablePage(one.port))
                laid = True
            if new:
                pages.append(CardPage(view, tuple(decision_card(view, it) for it in new)))
        elif new:
            pages.append(TablePage(one.port))
    left = [it for it in exercise.decisions if it.by == delegation.id and it.id not in seen]
    if left:
        pages.append(CardPage(view, tuple(_may_be_asked(it) for it in left)))
    return pages


def room_pages(source: str) -> list[AnyPage]:
    """Return what the whole room sees."""
    lobby, *phases = glimpses(source)
    view = lobby.port.view()
    parties = (Card("WHAT EVERYBODY KNOWS", one.name, one.public_brief) for one in view.delegations)
    pages: list[AnyPage] = [CardPage(view, (minute_card(view), *parties, *_choices(view)))]
    pages += [CardPage(v, (headline(v),)) for v in _openings(phases)]
    return pages


def facilitator_pages(source: str, exercise: Exercise) -> list[AnyPage]:
    """Return what whoever leads the exercise sees: all briefs, the injects and all decisions."""
    lobby, *phases = glimpses(source, seat=FACILITATOR)
    view = lobby.port.view()
    pages: list[AnyPage] = [CardPage(view, (minute_card(view), *_choices(view)))]
    pages.append(CardPage(view, tuple(_briefs(view))))
    names = {one.id: one_line(one.name) for one in view.delegations}
    told: set[str] = set()
    for now in _openings(phases):
        number = now.round.number if now.round else 0
        coming = [one for one in view.plan if one.round == number]
        told |= {one.id for one in coming}
        injects = tuple(_inject(one, names) for one in coming)
        pages.append(CardPage(now, (headline(now), *_questions(now, mine=False), *injects)))
    rest = [one for one in view.plan if one.id not in told]
    after = (
        tuple(_inject(one, names) for one in rest),
        tuple(_asked(one, names) for one in exercise.decisions),
        tuple(Card("HOW IT CAN END", one.title, one.text) for one in exercise.endings),
        tuple(Card("ASKED IN THE DEBRIEF", one.text, "") for one in exercise.questions),
    )
    return [*pages, *(CardPage(view, cards) for cards in after if cards)]


def _openings(phases: Iterable[Glimpse]) -> Iterator[View]:
    return (one.port.view() for one in phases if one.opens_round)


# Cards


def _choices(view: View) -> tuple[Card, ...]:
    """Return the card of what is negotiated; none where nothing is."""
    if not view.has.offers:
        return ()
    rows = [
        f"- **{one_line(choice.name)}**: "
        + (
            f"{choice.options[0].name} to {choice.options[-1].name}"
            if choice.amounts is not None
            else ", ".join(one_line(one.name) for one in choice.options)
        )
        for choice in view.choices
    ]
    return (Card("ON THE TABLE", "What is negotiated", "\n".join(rows)),)


def _briefs(view: View) -> Iterator[Card]:
    for party in view.delegations:
        name = one_line(party.name)
        yield Card("WHAT EVERYBODY KNOWS", party.name, party.public_brief)
        yield Card(f"FOR {name.upper()} ONLY", party.name, party.secret_brief or "", private=True)
        for role in party.own_roles:
            if role.secret_brief:
                whose = f"FOR {one_line(role.name).upper()} OF {name.upper()} ONLY"
                yield Card(whose, role.name, role.secret_brief, private=True)


def _questions(view: View, *, mine: bool) -> tuple[Card, ...]:
    """Return the card of what a round asks of the seat's delegation, or of any."""
    number = view.round.number if view.round else 0
    some = [one for one in view.discussion if one.round == number and (one.mine or not mine)]
    if not some:
        return ()
    rows = (f"- {one_line(one.text)}{f' (in {one.phase})' if one.phase else ''}" for one in some)
    return (Card(f"ROUND {number}", "Questions to answer", "\n".join(rows)),)


def decision_card(view: View, one: DecisionSeen) -> Card:
    """Return a decision as whoever takes it is asked."""
    rows = [_answer(option, view.delegation or "") for option in one.options]
    ends = [
        "It stands at once." if one.final else "",
        f"Without an answer it is *{one_line(one.named(one.default))}*." if one.default else "",
        "Only your delegation sees it until all are revealed." if one.secret else "",
    ]
    said = " ".join(filter(None, ends))
    text = "\n\n".join(filter(None, (one.text, "\n".join(rows), said)))
    return Card(f"DECISION · ROUND {one.round}", one.name, text, private=True)


def _answer(option: AnswerSeen, delegation: str) -> str:
    points = option.points.get(delegation)
    worth = f" ({points:+g} to you)" if points else ""
    summary = f": {option.summary}" if option.summary else ""
    return f"- **{one_line(option.name)}**{worth}{summary}"


def _may_be_asked(one: Decision) -> Card:
    return Card("DECISION · ONLY WHERE ITS CONDITION HOLDS", one.name, _text_of(one), private=True)


def _asked(one: Decision, names: dict[str, str]) -> Card:
    when = f"ROUND {one.round}" if one.round else ""
    kicker = dotted("DECISION", names[one.by].upper(), when, "CONDITIONAL" if one.when else "")
    return Card(kicker, one.name, _text_of(one), private=True)


def _text_of(one: Decision) -> str:
    rows = [
        f"- **{one_line(option.name)}**{f': {option.summary}' if option.summary else ''}"
        for option in one.options
    ]
    return "\n\n".join(filter(None, (one.text, "\n".join(rows))))


def _inject(one: InjectPlan, names: dict[str, str]) -> Card:
    whom = "everybody" if one.to == "all" else listed(names.get(to, to) for to in one.to)
    rows = [f"- {label}: {one_line(words)}" for label, words in about(one, names)]
    text = "\n\n".join((one.text, "\n".join((f"- For {whom}", *rows))))
    return Card("INJECT", one.title, text, private=True)
