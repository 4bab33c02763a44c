"""The game in a minute, before anybody reads a secret brief: only what this exercise has.

It is one text for everybody: the first card at a keyboard, a seat's first page, the projector's
first picture, the first page of help, and the rule sheet among the hand-outs.
"""

from __future__ import annotations

from tabletop.exercise.parts import Quota
from tabletop.play.queries.levers import Agreeing, Levers
from tabletop.referee.feasibility import wanted
from tabletop.seat.words.voting import quota_told
from tabletop.text.prose import flowing

TITLE = "The game in a minute"


def told_in_a_minute(summary: str, levers: Levers) -> str:
    """Say what it is about, what wins, what to trade and what a breach costs, in Markdown."""
    about = flowing(summary)
    issues, rounds = _count(levers.issues, "issue"), _count(levers.rounds, "round")
    if not levers.issues:
        return _of_decisions(about, levers, rounds)
    # Of a single issue there is nothing to trade, and nothing to put together.
    trade = f"**Trade** over {issues} in {rounds}: table packages, counter"
    if levers.issues == 1:
        trade = f"**Bargain** over one issue in {rounds}: table offers, counter"
    said = [
        "**Beat your walk-away, not each other.** It is what you have without a deal; a good deal "
        "beats everybody's."
        if levers.worth
        else "**What counts** for you is in your brief, which nobody else reads.",
        f"{trade}, sign. An offer is in force once {_signed(levers.agreeing)}."
        if levers.signatures
        else f"{trade}, and put one to the vote. It is in force once it is "
        f"carried{_carried(levers.agreeing)}: nobody sees who votes how before a vote is closed, "
        "unless the roll is called.",
    ]
    if levers.whole and levers.issues > 1:
        said.append("**All or nothing**: a deal settles every issue, and without one none is.")
    if levers.acts:
        said.append(
            "**Keep your word, or don't.** Acts fall due a round later: each decides in private, "
            "all is revealed together. A promise is worth what you **trust**."
        )
    if levers.form or levers.order:
        said.append(_binding(levers))
    if levers.acts:
        said.append(
            "**A broken word costs** trust and raises tension, and suspends what was to follow."
        )
    if levers.decisions:
        said.append(f"**Decide**: {_DECIDE}")
    if levers.speakers:
        said.append(f"{_SPEAK}{_MOVE if levers.motions else ''}")
    told = "\n".join(f"- {one}" for one in said)
    return f"{about}\n\n{told}" if about else told


_SPEAK = "**Raise your hand** to speak; the facilitator calls you, and a clock runs."
_MOVE = " Motions on how the table goes on are put to the vote."
_DECIDE = (
    "you may be asked to take decisions, each open for one phase. Say why: it is kept for the "
    "record."
)


def _of_decisions(about: str, levers: Levers, rounds: str) -> str:
    """Say the same where nothing is negotiated."""
    said = [
        "**What counts** for you is in your brief, which nobody else reads.",
        f"**Read** what happens in {rounds}, **talk it over**, and tell others what they need to "
        "know.",
        f"**Decide**: {_DECIDE}",
        "**What you decide** changes what comes next; what nobody decides in time is not decided"
        f"{', unless it has a default' if levers.defaults else ''}.",
    ]
    if levers.worth:
        said.append("**Points** say what decisions are worth to you: the ledger shows why.")
    if levers.speakers:
        said.append(f"{_SPEAK}{_MOVE if levers.motions else ''}")
    told = "\n".join(f"- {one}" for one in said)
    return f"{about}\n\n{told}" if about else told


def _signed(by: Agreeing | None) -> str:
    """Return what has happened once an offer is in force by signatures."""
    if by is None:
        return "everybody it needs has signed"
    who = "delegations" if by.everybody else "whom it asks"
    said = []
    if by.members is not None:
        said.append(f"by {_share(by.members, by.asked, who)}")
    if by.votes is not None:
        votes = _share(by.votes, by.weight, "votes")
        said.append(f"with {votes} together" if said else f"by delegations with {votes}")
    among = f", {by.veto} among them" if by.veto else ""
    doing = ", and by all whom it gives something to do" if by.doing else ""
    return f"it is signed {' '.join(said)}{among}{doing}"


def _carried(by: Agreeing | None) -> str:
    """Return by what an offer is carried in a vote, after a blank; empty where all must agree."""
    if by is None:
        return ""
    both = by.members is not None and by.votes is not None
    said = []
    for quota, of, who in (
        (by.members, by.asked, "members" if both else "votes"),
        (by.votes, by.weight, "votes"),
    ):
        if quota is None:
            continue
        if by.voting and not isinstance(quota, int):
            said.append(f"{quota_told(quota)} of the {who if both else 'votes'} for and against")
        else:
            said.append(_share(quota, of, who))
    doing = ", with all whom it gives something to do" if by.doing else ""
    vetoes = f", and without a veto of {by.veto}" if by.veto else ""
    return f" by {' and '.join(said)}{doing}{vetoes}"


def _share(quota: Quota, of: int, whom: str) -> str:
    """Return "5 of the 6 delegations"; "a majority of those asked" where their number varies."""
    if of:
        return f"{wanted(quota, of)} of the {of} {whom}"
    return f"{quota_told(quota)} of {'the votes' if whom == 'votes' else 'those'} it asks"


def _binding(levers: Levers) -> str:
    form = "**form** makes words bind" if levers.acts else "**form** says what a text is"
    order = "**order** says who moves first"
    there = "; ".join(one for one, has in ((form, levers.form), (order, levers.order)) if has)
    return f"{there[:2]}{there[2:3].upper()}{there[3:]}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
