"""A vote as large as a room needs it: who is called, who has voted, and the tally once closed."""

from __future__ import annotations

from textual.content import Content

from tabletop.play.parts.votes import ABSTAIN, CHOICES, NO, YES
from tabletop.play.seen import OfferSeen, View
from tabletop.play.seen.seen_votes import VoteSeen
from tabletop.screens.pages.outcome import hanging
from tabletop.seat.words.signing import terms_of
from tabletop.seat.words.voting import conditions_told, name_of, needed_told, result_told
from tabletop.text.safe import one_line, pad

_HEADS = {YES: "For", NO: "Against", ABSTAIN: "Abstaining"}
_COLOURS = {YES: "bold $success", NO: "bold $error", ABSTAIN: "bold $secondary"}
_WIDE = 14


def vote_block(view: View, vote: VoteSeen, cells: int) -> Content:
    """Return who votes how as far as the room may know."""
    lines = [_closed(view, vote)] if vote.closed is not None else [_open(view, vote)]
    for choice in dict.fromkeys((*CHOICES, *vote.choices, *vote.ballots.values())):
        who = [one for one in vote.voters if vote.ballots.get(one) == choice]
        if who:
            said = _HEADS.get(choice, one_line(choice))
            lines.append(_row(view, said, who, _COLOURS.get(choice, "bold"), cells))
    secret = [one for one in vote.voted if one not in vote.ballots]
    if secret:
        lines.append(_row(view, "Voted", secret, "bold", cells))
    if vote.waiting:
        said = "Not yet" if vote.closed is None else "Not voting"
        lines.append(_row(view, said, list(vote.waiting), "$muted", cells))
    return Content("\n").join(lines)


def terms_block(view: View, vote: VoteSeen, cells: int) -> Content:
    """Return what the offer that is voted on settles, a line each; empty for another vote."""
    offer = offer_of(view, vote)
    terms = terms_of(view, offer) if offer is not None else ()
    return Content("\n").join(hanging("· ", "$accent", one, cells) for one in terms)


def offer_of(view: View, vote: VoteSeen) -> OfferSeen | None:
    """Return the offer that is voted on; None where something else is."""
    if vote.subject != "offer":
        return None
    return next((one for one in view.offers if one.id == vote.about), None)


def _row(view: View, said: str, who: list[str], style: str, cells: int) -> Content:
    names = ", ".join(_name(view, one) for one in who)
    return hanging(pad(f"{said} {len(who)}", _WIDE) + " ", style, names, cells)


def _name(view: View, voter: str) -> str:
    known = {one.id: one for one in view.delegations}
    if voter not in known:
        return name_of(view, voter)
    votes = f" ({known[voter].votes} votes)" if known[voter].votes > 1 else ""
    return one_line(known[voter].name) + votes


def _open(view: View, vote: VoteSeen) -> Content:
    said = [f"{len(vote.voted)} of {len(vote.voters)} have voted"]
    if vote.called is not None:
        said = [f"{_name(view, vote.called)} is called to vote"]
    offer = offer_of(view, vote)
    needs = offer.needs.vote if offer is not None else None
    if offer is not None and needs is not None:
        said += [f"it needs {needed_told(needs)}", *conditions_told(view, offer, needs)]
    return Content.styled(f"{'; '.join(said)}.\n", "bold $accent")


def _closed(view: View, vote: VoteSeen) -> Content:
    chosen = vote.closed.chosen if vote.closed is not None else ""
    colour = {YES: "bold $success", NO: "bold $error"}.get(chosen, "bold")
    told = result_told(view, vote)
    return Content.styled(f"{told[:1].upper()}{told[1:]}.\n", colour)
