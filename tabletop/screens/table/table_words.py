"""Texts of a delegation's table: whose it is, what to do next, and its help."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.exercise.model import Has
from tabletop.play.events import AnyEvent, OfferRejected, OfferWithdrawn, SeatLeft
from tabletop.play.seen import View
from tabletop.screens.kit.masthead import Masthead, standing
from tabletop.seat.deeds import Deed, help_for, is_there
from tabletop.seat.words.deciding import asked_of, names_of, open_now, untaken
from tabletop.seat.words.discussion import unanswered
from tabletop.seat.words.due import due_from, undecided
from tabletop.seat.words.suspended import out_of_force, suspended_until
from tabletop.text.safe import one_line

_BARS = "▁▂▃▄▅▆▇█"
_HINTS = {
    "situation": "Read the situation; when everybody is ready the caucus opens.",
    "caucus": "Prepare in private: try drafts, write to your own people. Offers come next.",
    "negotiation": "Table offers, answer those of others, talk.",
    "decision": "Sign or reject what is open; decide what you do about what is due.",
}


_CHANGE = " **+ -** or **Enter** change your draft,"
_DRAFTING = frozenset(("choose", "table", "counter", "reset", "clear", "undo_draft"))
"""What is refused to everybody in a decision phase."""


def help_of(some: Iterable[Deed], has: Has, *, drafting: bool = True) -> str:
    """Explain how the table is read and which keys do what, in Markdown, for what the
    exercise has; without `drafting` no offers are made in this phase.
    """
    suspended = ", **‖** suspended by a breach" if has.acts else ""
    worth = (
        " Below, what each is worth to you: **│** is your walk-away, and **F2** shows why."
        if has.points
        else ""
    )
    stand = "what was agreed, once it is" if has.whole else "how things stand"
    return (
        f"Issues are listed down the side. Across: {stand} (**=** settled{suspended}), "
        f"the open offers{' and **your draft**' if drafting else ''} (**•** settled anew by "
        "it).\n\n"
        f"**↑ ↓** choose an issue,{_CHANGE if drafting else ''} **← →** choose an offer."
        f"{' Where an issue is settled by a number, type it.' if has.amounts and drafting else ''}"
        f"{worth}\n\n"
        + "\n".join(
            f"- **{(one.shown or one.key.upper())}** {help_for(one, has)}"
            for one in some
            if is_there(one, has) and (drafting or one.action not in _DRAFTING)
        )
    )


def head_of(view: View, remaining: int | None, trust: str) -> Masthead:
    """Return the head of its page, with how far it trusts the others."""
    mine = view.delegation
    whose = "an observer" if mine is None else one_line(view.party(mine).name)
    return Masthead(view, whose, remaining, trust)


def trusted(view: View, *, short: bool) -> str:
    """Return how far the page's delegation trusts the others; `short` where room is needed."""
    mine = view.delegation
    if mine is None or not view.has.climate:
        return ""
    trust = "  ".join(
        f"{one_line(one.tag)} {_bar(view.trust.get((mine, one.id), 0.0))}"
        for one in view.delegations
        if one.id != mine
    )
    return f"{'trust' if short else 'your trust:'} {trust}"


def _bar(trust: float) -> str:
    return f"{_BARS[min(7, int(trust / 12.5))]}{trust:.0f}"


def answered_since(view: View) -> str:
    """Return what became of one's own offers, or of others', since one's last turn at a shared
    keyboard; empty for nothing.
    """
    left = max((one.seq for one in view.events if _left(one, view.seat)), default=0)
    told = [
        said
        for one, said in zip(view.events, view.story, strict=True)
        if one.seq > left
        and isinstance(one, OfferRejected | OfferWithdrawn)
        and one.by != view.seat
    ]
    return f"{told[-1]} L tells all." if told else ""


def _left(event: AnyEvent, seat: str | None) -> bool:
    return isinstance(event, SeatLeft) and event.seat == seat


def hint_of(view: View, picked: str, new: int, news: str = "") -> str:
    """Say what to do next: acts first, then signatures, then `new` messages, then `news`, then the
    phase's own.
    """
    waiting = [one.id for one in view.open_offers if one.why_not_sign is None]
    owed = len(undecided(view)) if view.stage == "decision" else 0
    if owed:
        return f"{owed} of your acts {'is' if owed == 1 else 'are'} due: press D to decide."
    if asked := untaken(view):
        return f"You are asked to decide: {names_of(asked)}. Press D."
    for vote in view.open_votes:
        if vote.asks:
            return f"{vote.id} asks for your vote on {vote.about}: E votes."
    if waiting:
        ask = "asks" if len(waiting) == 1 else "ask"
        how = _answering(view, picked) if picked in waiting else "← and → go there"
        return f"{', '.join(waiting)} {ask} for your signature: {how}."
    if new:
        one = new == 1
        return f"{new} new message{'' if one else 's'}: M reads {'it' if one else 'them'}."
    if questions := _to_answer(view):
        return questions
    if waits := standing(view):
        return waits
    if news:
        return news
    if view.suspended and view.stage in ("caucus", "negotiation"):
        return suspended_until(view)
    if view.stage in ("caucus", "negotiation") and (lapsed := out_of_force(view)):
        return f"‖ {lapsed}"
    crisis = view.round is not None and view.round.crisis
    if view.stage == "situation" and (crisis or "caucus" not in view.phases):
        return "Read the situation; the table goes on when everybody is ready."
    for vote in view.open_votes:
        if vote.mine:
            return f"You have voted in {vote.id}; E votes otherwise until it is closed."
    if view.stage == "decision" and view.delegation is not None and view.has.signatures:
        if view.delegation not in view.waiting_for:
            return "You are ready; the table goes on when everybody is."
        if due_from(view):
            return "You have decided; until you are ready (R), D changes it."
        return "Nothing here waits for you: R says that your delegation is done."
    if view.stage == "decision" and not view.has.signatures:
        due = "; decide what you do about what is due" if view.has.acts else ""
        return f"Vote on what is put to the vote{due}."
    if view.stage == "decision" and not view.has.acts:
        return "Sign or reject what is open."
    return _HINTS.get(view.stage, "")


def _answering(view: View, picked: str) -> str:
    """Name the keys with which an offer can be answered now."""
    offer = next(one for one in view.open_offers if one.id == picked)
    rejects = ", X rejects" if offer.why_not_reject is None else ""
    counters = ", C counters" if "offer" not in view.cannot else ""
    return f"S signs{rejects}{counters}"


def _to_answer(view: View) -> str:
    """Say how many questions are for the delegation to answer; empty for none."""
    left = len(unanswered(view))
    if not left:
        return ""
    what = "A question waits" if left == 1 else f"{left} questions wait"
    return f"{what} for your answer: press Q."


def deciding_help(some: Iterable[Deed], has: Has) -> str:
    """Explain a table at which nothing is negotiated, in Markdown."""
    return (
        "What you are asked to decide comes first (**?**), then what others are asked, then what "
        "was decided (**◆**). **↑ ↓** choose a decision, **Enter** opens it.\n\n"
        + "\n".join(
            f"- **{(one.shown or one.key.upper())}** {help_for(one, has)}"
            for one in some
            if is_there(one, has)
        )
    )


def deciding_hint(view: View, new: int) -> str:
    """Say what to do next where nothing is negotiated: decide, then read, then the phase's own."""
    if asked := untaken(view):
        return f"You are asked to decide: {names_of(asked)}. Enter or D opens it."
    if any(vote.asks for vote in view.open_votes):
        return "Your delegation votes: E opens it, and you vote for yourself."
    if questions := _to_answer(view):
        return questions
    if new:
        one = new == 1
        return f"{new} new message{'' if one else 's'}: M reads {'it' if one else 'them'}."
    if waits := standing(view):
        return waits
    if view.stage == "situation":
        return "Read the situation; the table goes on when everybody is ready."
    if open_now(view):
        if mine := asked_of(view):
            if all(one.settled for one in mine):
                return "What you have decided is final. R says that you are ready."
            return "What you have decided can be changed. R says that you are ready."
        return f"Others are asked: {names_of(open_now(view))}. Talk it over; R when you are done."
    return "Talk it over, write messages (M); R says that your delegation is done."
