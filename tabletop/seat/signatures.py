"""Whose signatures an offer has and still needs, and what it would bind whom to when, in words."""

from __future__ import annotations

from tabletop.play.seen import ActSeen, OfferSeen, View
from tabletop.text.safe import listed, one_line

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def waits_for(view: View, offer: OfferSeen) -> str:
    """Return a text such as "waits for Upper, Mill"; where not all need to sign, also how many have
    and must.

    Empty for an offer that is no longer open.
    """
    missing = offer.missing
    if offer.status != "open":
        return ""
    waited = [_tag(view, one) for one in missing.must]
    among = [one_line(view.party(one).tag) for one in missing.among]
    have, lacking = len(offer.signed), len(missing.must) + missing.more
    said = f"waits for {', '.join(waited)}" if waited else ""
    if missing.more == len(among):
        said = f"waits for {', '.join([*waited, *among])}"
    elif missing.more:
        any_of = f"any {_number(missing.more)} of {', '.join(among)}"
        said = f"{said} and {any_of}" if said else f"waits for {any_of}"
    if missing.votes:
        few = "1 more vote" if missing.votes == 1 else f"{missing.votes} more votes"
        votes = f"{few} of {', '.join(among)}"
        said = f"{said} and {votes}" if said else f"waits for {votes}"
    return f"{have} of {have + lacking} signatures, {said}" if among and lacking else said


def _tag(view: View, delegation: str) -> str:
    party = view.party(delegation)
    return f"{one_line(party.tag)} (absent)" if party.absent else one_line(party.tag)


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def signed_by(view: View, offer: OfferSeen) -> str:
    """Return who has signed an offer and who rejected it, such as "signed Upper ·
    rejected Mill".
    """
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
    """Return an open offer's state on one line: who signed, whom it waits for, your own acts."""
    parts = (signed_by(view, offer), waits_for(view, offer), yours_due(view, offer))
    return " · ".join(one for one in parts if one)
