"""The commands at the table: one list feeds keys, the command palette, the key bar and help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tabletop.exercise.model import Has
from tabletop.play.actions import AnyAction, RejectOffer
from tabletop.play.seen import OfferSeen, View
from tabletop.seat.words.coach import why_no_coach
from tabletop.seat.words.deciding import asked_of
from tabletop.seat.words.due import due_from, undecided
from tabletop.seat.words.motions import why_no_motion
from tabletop.seat.words.speakers import why_no_hand


@dataclass(frozen=True)
class WordsAsked:
    """A form of one line of words that a command asks for; `{offer}` is the selected offer's id.

    `text` explains it, `yes` is the label of its button, and `make` makes the move from the seat,
    the selected offer's id (empty for none) and the words.
    """

    title: str
    text: str
    yes: str
    placeholder: str
    make: Callable[[str, str, str], AnyAction]


@dataclass(frozen=True)
class Deed:
    """`action` is the screen's method, `do` the move that it leads to, if any."""

    key: str
    action: str
    label: str
    help: str
    do: str | None = None
    shown: str = ""
    words: WordsAsked | None = None
    """The form that does it; None where a page of its own does, or nothing is asked."""


DEEDS = (
    Deed("enter", "choose", "Option", "choose the draft's option for this issue", shown="Enter"),
    Deed("t", "table", "Table it", "put your draft to others as an offer", "offer"),
    Deed("s", "sign", "Sign", "sign the chosen offer", "sign"),
    Deed("c", "counter", "Counter", "take the chosen offer as your draft, to change it", "offer"),
    Deed(
        "x",
        "reject",
        "Reject",
        "reject the chosen offer",
        "reject",
        words=WordsAsked(
            "Reject {offer}?",
            "If your signature is needed, this closes the offer. A reason helps the others to "
            "improve it; leave it empty to give none.",
            "Reject it",
            "your reason (optional)",
            lambda seat, offer, text: RejectOffer(by=seat, offer=offer, text=text),
        ),
    ),
    Deed("w", "withdraw", "Withdraw", "take your own offer back", "withdraw"),
    Deed("u", "put_to_vote", "To the vote", "put your own offer to the vote", "put-to-vote"),
    Deed("e", "vote", "Vote", "vote yes or no or abstain, or otherwise than before", "vote"),
    Deed("d", "decide", "Decide", "perform or breach what is due, in private", "perform"),
    Deed("r", "ready", "Ready", "your delegation is done with this phase", "ready"),
    Deed(
        "f",
        "hand",
        "Raise hand",
        "ask to speak; take your hand down again, or end your speech",
        "raise-hand",
    ),
    Deed(
        "i",
        "motion",
        "Motion",
        "move a motion, which the facilitator puts to the vote; withdraw it again",
        "motion",
    ),
    Deed("escape", "hand_on", "Pass on", "hand over to the next delegation", shown="Esc"),
    Deed(
        "a",
        "coach",
        "Coach",
        "ask your coach what to do next, and why; the transcript tells that you asked",
        "coach",
    ),
    Deed("m", "messages", "Messages", "read and write messages", "message"),
    Deed("f2", "why", "Why?", "the ledger behind every value", shown="F2"),
    Deed("o", "offer", "Offer", "the chosen offer in full: its words, signatures and dates"),
    Deed("v", "compare", "Compare", "all open offers side by side"),
    Deed("b", "brief", "Brief", "your brief and your points"),
    Deed("p", "statement", "Statement", "say something in public, with a tone", "statement"),
    Deed("g", "gesture", "Gesture", "perform an act of your own, at once", "gesture"),
    Deed("q", "questions", "Questions", "discuss and answer what is asked", "respond"),
    Deed("l", "story", "Events", "what has happened, in this round and before"),
    Deed(
        "backspace",
        "reset",
        "As it stands",
        "reset this issue of the draft to how it stands",
        shown="Bksp",
    ),
    Deed("n", "clear", "Clear draft", "reset the whole draft to how things stand"),
    Deed("z", "undo_draft", "Undo in draft", "undo the last change of your draft"),
)


_NEEDS: Mapping[str, Callable[[Has], bool]] = {
    "decide": lambda has: has.acts or has.decisions,
    "why": lambda has: has.points,
    "gesture": lambda has: has.gestures,
    "sign": lambda has: has.signatures,
    "reject": lambda has: has.signatures,
    "put_to_vote": lambda has: not has.signatures,
    "vote": lambda has: has.votes,
    "questions": lambda has: has.discussion,
    "hand": lambda has: has.speakers,
    "motion": lambda has: has.motions,
    "coach": lambda has: has.coach,
}
"""What a table must have for a command to exist there at all."""


_STANDING = {
    "reset": "reset this issue of the draft to what was agreed, or else to its first option",
    "clear": "reset the whole draft to what was agreed, or else to the first options",
}
"""What commands do that go back to how things stand, where nothing does before a deal."""


def is_there(deed: Deed, has: Has) -> bool:
    """Return whether an exercise has what a command is about."""
    return deed.action not in _NEEDS or _NEEDS[deed.action](has)


def label_for(deed: Deed, view: View) -> str:
    """Return what a command is called: where nothing stands before a deal, not after that."""
    nothing_stands = view.has.whole and not view.agreements
    return "First option" if deed.action == "reset" and nothing_stands else deed.label


def help_for(deed: Deed, has: Has) -> str:
    """Say what a command does, without naming anything the exercise does not have."""
    if deed.action == "brief" and not has.points:
        return "your brief and what can be settled" if has.offers else "your brief"
    if has.whole and deed.action in _STANDING:
        return _STANDING[deed.action]
    if deed.action == "decide" and has.decisions:
        due = ", and perform or breach what is due" if has.acts else ""
        return f"take the decisions that you are asked for{due}"
    if deed.action == "statement" and not has.climate:
        return "say something in public"
    if deed.action == "offer" and not has.signatures:
        return "the chosen offer in full: its words, its vote and dates"
    return deed.help


def _nothing_to_perform(view: View) -> str | None:
    """Return why no act is left to perform unasked; None where there may be one."""
    mine = [one for one in view.issues if view.delegation in one.by]
    if not mine:
        return "no act here is yours to perform"
    for issue in mine:
        term = view.terms.get(issue.id)
        owed = term is not None and term.agreement is not None
        promised = owed and term is not None and term.done < 1 and not term.broken
        if not promised and view.standing[issue.id] != issue.options[-1].id:
            return None
    return "all your acts are performed already, or promised"


def why_not(deed: Deed, view: View, offer: OfferSeen | None, drafted: bool) -> str | None:
    """Return why a command can't be used now, None when it can; the rules have the last word."""
    if not is_there(deed, view.has):
        return "this exercise has no such thing"
    match deed.action:
        case "sign":
            return offer.why_not_sign if offer else "no offer is open"
        case "reject":
            return offer.why_not_reject if offer else "no offer is open"
        case "withdraw":
            return offer.why_not_withdraw if offer else "no offer is open"
        case "put_to_vote":
            return offer.why_not_put if offer else "no offer is open"
        case "vote":
            refusals = [one.why_not_vote for one in view.open_votes]
            if not refusals:
                return "no vote is open"
            return None if None in refusals else refusals[0]
        case "offer" if not view.offers:
            return "there is no offer yet"
        case "offer":
            return None
        case "counter" | "compare" if offer is None:
            return "no offer is open"
        case "compare":
            return None
        case "table" if not drafted and not view.suspended and view.stands:
            return view.cannot.get("offer") or "change something in your draft first"
        case "decide":
            ready = view.delegation is not None and view.party(view.delegation).ready
            if (due_from(view) and not ready) or any(not one.settled for one in asked_of(view)):
                return None
            if due_from(view):
                return "you have said that you are ready, so your decisions are final"
            if asked_of(view):
                return "what you have decided is final"
            return "nothing is due from you now" if view.has.acts else "you are asked nothing now"
        case "gesture":
            return view.cannot.get("gesture") or _nothing_to_perform(view)
        case "questions":
            return None if view.discussion else "nothing has been asked yet"
        case "hand":
            return why_no_hand(view)
        case "motion":
            return why_no_motion(view)
        case "coach":
            return why_no_coach(view)
        case "ready" if undecided(view) and view.stage == "decision":
            return "decide first what you do about what is due (D)"
        case _:
            return view.cannot.get(deed.do) if deed.do else None
