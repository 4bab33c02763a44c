"""Whose signatures an offer has and still needs, and what it would bind whom to when, in words."""

from __future__ import annotations

from tabletop.play.parts.needs import Needs
from tabletop.play.seen import ActSeen, OfferSeen, View
from tabletop.seat.words.voting import (
    asked_in_a_vote,
    needed_told,
    tally_told,
    vote_on,
    waits_in_a_vote,
    with_votes,
)
from tabletop.text.lists import listed
from tabletop.text.safe import one_line

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def waits_for(view: View, offer: OfferSeen) -> str:
    """Return what an offer has and still needs, as it concerns whoever looks: "4 of 5, your
    signature decides", "2 of 5 signatures, waits for Upper and any two of Mill, Port".

    Where everybody must sign, those who have not are named and not counted. Of a closed offer only
    what it had is told, and nothing where everybody had to sign.
    """
    needs = offer.needs
    if needs.vote is not None:
        return waits_in_a_vote(view, offer, needs.vote)
    tally = "" if needs.unanimous else needs.tally
    if offer.status != "open":
        return tally
    if needs.decides(view.delegation):
        return f"{_short_tally(needs)}, your signature decides"
    said = _waits(view, needs) if needs.possible else why_impossible(view, offer)
    return f"{tally}, {said}" if tally else said


def _short_tally(needs: Needs) -> str:
    """Return "4 of 5" where only signatures are counted: the word follows."""
    if needs.votes_needed:
        return needs.tally
    return f"{needs.has} of {needs.signatures}"


def why_impossible(view: View, offer: OfferSeen) -> str:
    """Return why an offer that is still open can't be agreed any more."""
    without = [one for one in offer.needs.must if one in offer.rejected]
    who = listed([one_line(view.party(one).tag) for one in without or offer.rejected])
    have = "has" if len(without or offer.rejected) == 1 else "have"
    return f"can't be agreed any more: {who} {have} rejected it"


def once_tabled(view: View, needs: Needs) -> str:
    """Return what a draft would have and need once it is tabled: "has 1 of 3 signatures, waits for
    any two of Mill, Port"; in a vote what carries it. Empty where everybody must sign.
    """
    if needs.vote is not None:
        return f"needs {needed_told(needs.vote)} once it is put to the vote"
    if needs.unanimous:
        return ""
    waits = _waits(view, needs)
    return f"has {needs.tally}, {waits}" if waits else "is in force as soon as you table it"


def _waits(view: View, needs: Needs) -> str:
    waited = [_tag(view, one) for one in needs.must]
    among = [one_line(view.party(one).tag) for one in needs.among]
    said = f"waits for {', '.join(waited)}" if waited else ""
    if needs.more and needs.more == len(among):
        said = f"waits for {', '.join([*waited, *among])}"
    elif needs.more:
        any_of = f"any {_number(needs.more)} of {', '.join(among)}"
        said = f"{said} and {any_of}" if said else f"waits for {any_of}"
    if needs.votes:
        few = "1 more vote" if needs.votes == 1 else f"{needs.votes} more votes"
        votes = f"{few} of {', '.join(among)}"
        said = f"{said} and {votes}" if said else f"waits for {votes}"
    return said


def asked_by(view: View, offer: OfferSeen) -> str:
    """Return whom an offer asks and who of them must sign: "asks Upper, Mill, Port; Mill must
    sign". Empty where everybody who is asked must.
    """
    if offer.needs.vote is not None:
        return asked_in_a_vote(view, offer, offer.needs.vote)
    if offer.needs.unanimous:
        return ""
    asks = f"asks {', '.join(with_votes(view, one) for one in offer.asked)}"
    must = [one_line(view.party(one).tag) for one in offer.needed]
    return f"{asks}; {listed(must)} must sign" if must else asks


def _tag(view: View, delegation: str) -> str:
    party = view.party(delegation)
    return f"{one_line(party.tag)} (absent)" if party.absent else one_line(party.tag)


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def signed_by(view: View, offer: OfferSeen) -> str:
    """Return who has signed an offer and who rejected it, such as "signed Upper ·
    rejected Mill"; where offers are voted on, who has voted, and how as far as that is known.
    """
    if offer.needs.vote is not None:
        vote = vote_on(view, offer)
        return tally_told(view, vote) if vote is not None else ""
    said = [
        f"{what} {', '.join(one_line(view.party(one).tag) for one in who)}"
        for what, who in (("signed", offer.signed), ("rejected", offer.rejected))
        if who
    ]
    return " · ".join(said) or "nobody has signed"


def when_due(view: View, act: ActSeen) -> str:
    """Return when an act would fall due: "in round 3", "in rounds 3 and 4", or after whose act."""
    count = view.round.count if view.round is not None else 0
    within = [str(one) for one in act.rounds if one <= count]
    if not within:
        return "only after the last round"
    said = f"in round{'s' if len(within) > 1 else ''} {listed(within)}"
    if act.after:
        whose = listed([one_line(view.party(one).tag) for one in act.after])
        said += f" at the earliest, after {whose}"
    return said


def yours_due(view: View, offer: OfferSeen) -> str:
    """Return your own acts under an offer, each with its date; those of one date together."""
    dates: dict[str, list[str]] = {}
    names = {issue.id: one_line(issue.name) for issue in view.issues}
    for act in offer.acts:
        if view.delegation in act.performers:
            dates.setdefault(when_due(view, act), []).append(names[act.issue])
    if not dates:
        return ""
    return "yours " + "; ".join(f"{when}: {listed(issues)}" for when, issues in dates.items())


def told_signatures(view: View, offer: OfferSeen) -> str:
    """Return an open offer's state on one line: who signed, what it needs, your own acts."""
    parts = [signed_by(view, offer), waits_for(view, offer), yours_due(view, offer)]
    if offer.needs.vote is not None:
        # Who has voted is a long list: what it needs must not be cut off behind it.
        parts[:2] = reversed(parts[:2])
    return " · ".join(one for one in parts if one)
