"""What a projector shows of one table: a pure function of the public view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from textual.content import Content

from tabletop.play.events import (
    AgreementReached,
    DecisionClosed,
    DecisionOpened,
    DecisionTaken,
    GestureMade,
    InjectDelivered,
    OfferTabled,
    PhaseOpened,
    RoundOpened,
    StatementMade,
    VoteClosed,
    VoteOpened,
)
from tabletop.play.queries import reveal
from tabletop.play.queries.naming import channel_name
from tabletop.play.seen import View
from tabletop.referee.ledger import tenth
from tabletop.screens.console.wall.reveal_blocks import (
    RevealedAnswer,
    WantedOption,
    answers_block,
    best_by_issue,
    wanted_block,
)
from tabletop.screens.console.wall.vote_block import terms_block, vote_block
from tabletop.screens.kit.content import side_by_side
from tabletop.screens.pages.decisions_block import decisions_block, settled_block
from tabletop.screens.pages.minute import minute_card
from tabletop.screens.pages.outcome import hanging, scores_block
from tabletop.screens.pages.role_results import roles_block
from tabletop.screens.pages.ruling import climate_of, deeds, nothing_done
from tabletop.screens.pages.situation import agreement_card, headline
from tabletop.seat.words.ballot_card import question_of
from tabletop.seat.words.deciding import open_now, told_state
from tabletop.seat.words.roles import secrets_of
from tabletop.text.lists import dotted
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line, pad, wrap

FEED = (
    *(StatementMade, OfferTabled, AgreementReached, GestureMade, InjectDelivered),
    *(DecisionOpened, DecisionTaken, DecisionClosed, VoteOpened, VoteClosed),
)
"""How many public events are told below the scene."""


EMPTY = Content("")


@dataclass(frozen=True)
class TableOutcome:
    """What the delegations of one table have, and whether by an agreement."""

    table: str
    agreed: bool
    values: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Scene:
    """One thing to look at: `text` is an author's Markdown, `block` anything else.

    `join` shows how to join above it all; `gathered` says that everybody is here. `worked` is a
    step that takes a moment to compute, with the tables' `outcomes` where it covers several.
    """

    kicker: str
    title: str = ""
    text: str = ""
    block: Content = EMPTY
    asked: Content = EMPTY
    """Below all of it: what everybody discusses, how an offer was voted on, what was decided."""
    join: bool = False
    gathered: bool = False
    worked: str = ""
    outcomes: tuple[TableOutcome, ...] = ()
    feed: tuple[str, ...] = ()


def scene_of(view: View, cells: int) -> Scene:
    """Return the scene, its block laid out for lines of `cells`."""
    if view.stage == "lobby":
        here = all(one.present for one in view.delegations)
        about = minute_card(view).text
        return Scene("", view.title, about, _people(view, cells), join=True, gathered=here)
    if view.stage == "ended":
        return replace(_ending(view), asked=_just_settled(view, cells))
    if view.stage == "debrief":
        return _step(view, cells)
    if view.stage == "ruling":
        return Scene(_kicker(view, "the ruling"), block=_ruling(view, cells))
    if open_now(view):
        return Scene(_kicker(view, "what is to be decided"), block=_asked(view, cells))
    found = _latest(view, cells)
    asked = found.asked or (EMPTY if found.block else _questions(view, cells))
    return replace(found, asked=asked or _just_settled(view, cells), feed=_feed(view))


def _just_settled(view: View, cells: int) -> Content:
    """Return what was decided in the phase after which the exercise ended or this round began, as
    long as its first phase goes on.
    """
    opened = [one.seq for one in view.events if isinstance(one, PhaseOpened)]
    began = next((one.seq for one in reversed(view.events) if isinstance(one, RoundOpened)), 0)
    if view.stage != "ended":
        if not opened or len([seq for seq in opened if seq > began]) > 1:
            return EMPTY
        opened = opened[:-1]
    since = opened[-1] if opened else 0
    some = [one for one in view.decisions if one.closed is not None and one.closed > since]
    return settled_block(view, some, cells, heading="Decided") if some else EMPTY


def _questions(view: View, cells: int) -> Content:
    """Return the questions that everybody discusses now; empty while the situation is read."""
    if view.stage == "situation":
        return EMPTY
    asked = [one for one in view.discussion if one.open]
    return Content("\n").join(hanging("? ", "bold $accent", one.text, cells) for one in asked)


def _asked(view: View, cells: int) -> Content:
    """Return what is asked of whom in public, and what has been decided so far."""
    lines = []
    for one in open_now(view):
        who = one_line(view.party(one.delegation).name)
        lines.append(hanging("? ", "bold $accent", f"{who}: {one_line(one.name)}", cells))
        if one.text.strip():
            lines.append(hanging("  ", "", flowing(one.text), cells, style="$secondary"))
        colour = "bold $accent" if one.option is not None else "$muted"
        lines.append(hanging("  ", "", told_state(one), cells, style=colour))
        lines.append(Content(""))
    return Content("\n").join(lines)


def _people(view: View, cells: int) -> Content:
    """Return who has come, each in words that stay together on a line."""
    return side_by_side(
        (
            (f"● {one.name}: {one.person}", "")
            if one.present
            else (f"○ {one.name}: {one.person or 'nobody yet'}", "$muted")
            for one in view.delegations
        ),
        cells,
    )


def _kicker(view: View, what: str) -> str:
    opened = view.round
    if opened is None:
        return what.upper()
    return dotted(one_line(opened.date), f"round {opened.number} of {opened.count}", what).upper()


def _latest(view: View, cells: int) -> Scene:
    """Return the newest thing of this round that the room should look at; at first the round
    itself.
    """
    for event in reversed(view.events):
        if event.seq in view.taken_back:
            continue
        if isinstance(event, RoundOpened):
            break
        if isinstance(event, InjectDelivered) and event.to != "all":
            continue
        if isinstance(event, _Shown):
            return _shown(event, view, cells)
    card = headline(view)
    return Scene(card.kicker, card.title, card.text)


_Shown = (
    DecisionClosed
    | AgreementReached
    | InjectDelivered
    | StatementMade
    | GestureMade
    | VoteOpened
    | VoteClosed
)


def _shown(event: _Shown, view: View, cells: int) -> Scene:
    """Return what the whole room looks at, as large as possible."""
    match event:
        case AgreementReached():
            card = agreement_card(event, view)
            vote = next((one for one in view.votes if one.about == event.offer), None)
            tally = vote_block(view, vote, cells) if vote is not None else EMPTY
            return Scene(card.kicker, card.title, card.text, asked=tally)
        case VoteOpened() | VoteClosed():
            vote = next(one for one in view.votes if one.id == event.vote)
            question = f"{vote.id}: {question_of(view, vote)}"
            parts = (terms_block(view, vote, cells), vote_block(view, vote, cells))
            block = Content("\n\n").join(one for one in parts if one.plain)
            return Scene(_kicker(view, "a vote"), question, block=block)
        case DecisionClosed():
            kicker, block = _kicker(view, "decided"), decisions_block(view, cells, heading="")
            return Scene(kicker, block=block)
        case InjectDelivered():
            how = channel_name(event.channel or "") or "news"
            return Scene(_kicker(view, one_line(how)), one_line(event.title), event.text)
        case StatementMade():
            tone = f" ({event.tone})" if view.has.climate else ""
            who = f"{one_line(view.party(event.delegation).name)} says in public{tone}"
            return Scene(_kicker(view, who), block=_quoted(event.text, cells))
        case GestureMade():
            issue = next(one for one in view.issues if one.id == event.issue)
            what = f"{one_line(issue.name)}: {one_line(issue.option(event.option).name)}"
            who = f"{one_line(view.party(event.delegation).name)} makes a gesture"
            return Scene(_kicker(view, who), what, block=_quoted(event.text, cells))
    assert_never(event)


def _quoted(text: str, cells: int) -> Content:
    if not text.strip():
        return Content("")
    return Content.styled("\n".join(wrap(f"“{one_line(text)}”", cells)), "bold")


def _feed(view: View) -> tuple[str, ...]:
    """Return what was said and done in public before the scene in this round, newest first."""
    told = zip(view.events, view.story, strict=True)
    voted_on = {one.id for one in view.votes if one.open}
    lines = [
        (one, one_line(said))
        for one, said in told
        if isinstance(one, FEED)
        # What became of a vote is told by its end.
        and not (isinstance(one, VoteOpened) and one.vote not in voted_on)
    ][::-1]
    if lines and not isinstance(lines[0][0], OfferTabled):
        lines = lines[1:]
    return tuple(said for _, said in lines)


def _ruling(view: View, cells: int) -> Content:
    lines = [
        hanging(pad(one.kind, 11), f"bold {one.colour}", one.sentence, cells) for one in deeds(view)
    ]
    if not lines:
        lines.append(Content(nothing_done(view)))
    if not view.has.climate:
        return Content("\n").join(lines)
    climate = climate_of(view.events)
    changes = climate.tension_lines if climate is not None else ()
    lines += [Content(""), Content.assemble(("Tension ", "bold"), (f"{view.tension:.0f}", "bold"))]
    for one in changes:
        colour = "$error" if one.change > 0 else "$success"
        lines.append(hanging(f"{tenth(one.change):+8.1f}  ", colour, one.told(view.names), cells))
    if view.tension >= view.crisis_at:
        lines.append(
            Content.styled("CRISIS: the next round has no caucus and half the time.", "bold $error")
        )
    return Content("\n").join(lines)


def _ending(view: View) -> Scene:
    _, title, text = view.ending or ("", "The exercise is over", "")
    return Scene("HOW IT ENDS", one_line(title), text)


def _step(view: View, cells: int) -> Scene:
    """Return what the facilitator shows of the debrief."""
    kind, _, id = view.shown.partition(":")
    names = [(one.id, one.name) for one in view.delegations]
    match kind:
        case "":
            if not view.questions:
                return Scene("DEBRIEF", "Everything is open now.")
            count = len(view.replies)
            told = f"{count} answer{'s' if count != 1 else ''} so far." if count else ""
            return Scene("DEBRIEF", "Please answer the questions on your own screen.", told)
        case reveal.ENDING:
            return _ending(view)
        case reveal.DECIDED:
            settled = [one for one in view.decisions if one.closed is not None]
            return Scene("WHAT WAS DECIDED", block=settled_block(view, settled, cells))
        case reveal.QUESTION | reveal.ANSWERS:
            return _question(view, id, cells, answers=kind == reveal.ANSWERS)
        case reveal.BRIEF:
            party = view.party(id)
            who = f" · {one_line(party.person)}" if party.person else ""
            text = secrets_of(party) or party.public_brief or "It had none."
            return Scene("WHAT ONLY THEY KNEW", f"{one_line(party.name)}{who}", text)
        case reveal.WANTED:
            return Scene("WHO WANTED WHAT", block=wanted_block(_wishes(view), cells))
        case reveal.OUTCOME:
            block = scores_block(names, view.scores, cells)
            if view.role_worth_now:
                block = Content("\n\n").join([block, roles_block(view, cells)])
            return Scene("WHAT EACH ENDED UP WITH", block=block)
        case reveal.POSSIBLE:
            return Scene("WHAT ALL COULD HAVE HAD", worked=view.shown)
        case reveal.PICTURE:
            return Scene(picture_kicker(id, dict(names)), worked=view.shown)
        case _:
            return Scene("DEBRIEF")


def picture_kicker(pair: str, names: Mapping[str, str]) -> str:
    """Return the heading over the plot of a pair of delegations, `ACROSS:UP`."""
    across, _, up = pair.partition(":")
    return f"what was possible · {one_line(names[across])} and {one_line(names[up])}".upper()


def _question(view: View, id: str, cells: int, *, answers: bool) -> Scene:
    text = next((text for one, text, _ in view.questions if one == id), "")
    names = {one.id: one.tag for one in view.delegations}
    replies = [
        RevealedAnswer(_whose(names.get(one.delegation or ""), one.person), one.value)
        for one in view.replies
        if one.question == id
    ]
    if answers:
        return Scene("WHAT YOU ANSWERED", one_line(text), block=answers_block(replies, cells))
    count = f"{len(replies)} answer{'s' if len(replies) != 1 else ''} so far"
    return Scene("A QUESTION", one_line(text), block=Content.styled(count, "$muted"))


def _whose(tag: str | None, person: str) -> str:
    return ", ".join(one for one in (person, tag) if one)


def _wishes(view: View) -> list[tuple[str, float | None, tuple[WantedOption, ...]]]:
    return [
        (
            party.name,
            view.walk_away.get(party.id),
            best_by_issue(
                (
                    choice.name,
                    [(option.name, option.points.get(party.id, 0.0)) for option in choice.listed()],
                )
                for choice in view.choices
            ),
        )
        for party in view.delegations
    ]
