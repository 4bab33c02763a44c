"""What a vote is about, for whoever is asked: the words of its card on every interface."""

from __future__ import annotations

from typing import assert_never

from tabletop.play.events import MotionMoved
from tabletop.play.parts.motions import told_motion as moved_words
from tabletop.play.seen import OfferSeen, View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.play.seen.seen_votes import VoteSeen
from tabletop.referee.ledger import tenth
from tabletop.seat.words.motions import told_motion
from tabletop.seat.words.roles import decision_worth
from tabletop.seat.words.signing import terms_of
from tabletop.seat.words.voting import asked_in_a_vote, name_of, needed_told, quota_told
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line


def question_of(view: View, vote: VoteSeen) -> str:
    """Return what a vote asks, as a heading."""
    match vote.subject:
        case "offer":
            offer = _offer(view, vote)
            whose = f" by {name_of(view, offer.delegation)}" if offer is not None else ""
            return f"Shall {vote.about}{whose} come into force?"
        case "motion":
            return f"{motion_told(view, vote)}: shall it carry?"
        case "decision":
            return one_line(_decision(view, vote).name)
    assert_never(vote.subject)


def about_told(view: View, vote: VoteSeen) -> list[str]:
    """Return what is voted on, a line each: what an offer settles, what it is worth to you and what
    carries it.
    """
    match vote.subject:
        case "offer":
            offer = _offer(view, vote)
            return _about_offer(view, offer) if offer is not None else []
        case "motion":
            rule = view.speakers.rule if view.speakers is not None else "majority"
            return [f"It needs {quota_told(rule)} of those who vote."]
        case "decision":
            asked = _decision(view, vote)
            told = [flowing(asked.text)] if asked.text.strip() else []
            summed = [(one_line(one.name), one.summary) for one in asked.options if one.summary]
            told += [f"• {name}: {one_line(summary)}" for name, summary in summed]
            told += decision_worth(view, asked)
            return [*told, "The option with most votes is decided; of two with as many, none."]
    assert_never(vote.subject)


def option_told(view: View, vote: VoteSeen, choice: str) -> str:
    """Return what a choice is called, where a vote is among options."""
    match vote.subject:
        case "offer" | "motion":
            return one_line(choice)
        case "decision":
            return one_line(_decision(view, vote).named(choice) or choice)
    assert_never(vote.subject)


def _decision(view: View, vote: VoteSeen) -> DecisionSeen:
    return next(one for one in view.decisions if one.id == vote.about)


def motion_told(view: View, vote: VoteSeen) -> str:
    """Return the motion that is, or was, voted on in words; its number where nothing else of it
    is known.
    """
    listed = view.speakers.motions if view.speakers is not None else ()
    found = next((one for one in listed if one.id == vote.about), None)
    if found is not None:
        return told_motion(view, found)
    for one in reversed(view.events):
        if isinstance(one, MotionMoved) and one.motion == vote.about:
            who = one_line(view.party(one.delegation).name)
            moved = moved_words(one.what, one.minutes, one.text)
            return f"{one.motion} {who} moves {one_line(moved)}"
    return vote.about


def _about_offer(view: View, offer: OfferSeen) -> list[str]:
    said = [f"• {one}" for one in terms_of(view, offer)]
    worth = offer.worth.get(view.delegation or "")
    if worth is not None:
        said.append(
            f"Worth to you {tenth(worth.value):.1f}, your walk-away {tenth(worth.walk_away):.1f}."
        )
        if worth.red_lines:
            said.append(f"It crosses your red line: {one_line(worth.red_lines[0])}.")
    if offer.needs.vote is not None:
        asked = asked_in_a_vote(view, offer, offer.needs.vote)
        said.append(f"It needs {needed_told(offer.needs.vote)}; it {asked}.")
    return said


def _offer(view: View, vote: VoteSeen) -> OfferSeen | None:
    return next((one for one in view.offers if one.id == vote.about), None)
