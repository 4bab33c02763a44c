"""A coach: the stand-in of one's own seat, asked what it would do next, and why.

It knows what the seat's view shows, and makes no move. The same view has the same advice, so that
nobody learns anything by asking again and again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import cast

from tabletop.bots.packages import Search
from tabletop.bots.strategy import OFFERS, Intent, Look, Why
from tabletop.bots.temperaments import TEMPERAMENTS
from tabletop.bots.wording import advised
from tabletop.play import actions as a
from tabletop.play.actions.coach_actions import Advice as AdviceKind
from tabletop.play.seen import View, Worth
from tabletop.seat.port import Port

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Advice:
    """What a coach advises. `move` is None to wait; `asked` is the move that records it."""

    move: a.AnyAction | None
    why: Why
    worth: Worth | None
    """What the move would bring to the delegation; None where nothing has points, or for a move
    that is not about a package.
    """
    asked: a.AskCoach
    words: str
    """All of it in words, for the delegation alone."""

    @property
    def package(self) -> dict[str, str]:
        """What to offer, as it differs from how things stand; empty for any other advice."""
        return dict(self.move.package) if isinstance(self.move, a.TableOffer) else {}


def advise(port: Port) -> Advice:
    """Return what a seat's coach advises now.

    It takes some 10 to 60 ms of a processor, so a program that serves others calls it in another
    thread, with a port that stands still (`Port.still`).
    """
    view = port.view()
    look = Look(f"coach/{view.delegation}", port, Search(port).packages)
    try:
        intent = TEMPERAMENTS[port.stand_in()]().advise(look)
        why = _waiting(view, intent)
    except Exception:  # noqa: BLE001 (nobody's seat fails for a coach that does)
        _LOG.warning("the coach at %s failed", port.seat, exc_info=True)
        intent, why = None, Why("nothing-better")
    if why is not None or intent is None:
        why = why or _nothing(view)
        return Advice(None, why, None, _asked(view, None, why), advised(why, view))
    worth = _worth(look, intent.move)
    asked = _asked(view, intent.move, intent.why)
    return Advice(intent.move, intent.why, worth, asked, advised(intent.why, view, worth))


def said_already(view: View, advice: Advice) -> bool:
    """Return whether a coach's last advice of this phase was just that."""
    last, asked = (view.advice[-1] if view.advice else None), advice.asked
    return last is not None and asked == a.AskCoach(
        by=asked.by,
        advice=last.advice,
        code=last.code,
        about=last.about,
        issue=last.issue,
        choice=last.choice,
        package=last.package,
    )


def _waiting(view: View, intent: Intent | None) -> Why | None:
    """Return why to wait rather than to make another offer: as many of its own as are of use are
    on the table, and nobody has answered them.
    """
    if intent is not None and not isinstance(intent.move, a.TableOffer):
        return None
    mine = [one for one in view.open_offers if one.delegation == view.delegation]
    answered = any(one.delegation != view.delegation for one in view.open_offers[:1])
    if view.stage != "negotiation" or answered or not mine:
        return None
    return Why("answer-awaited", mine[0].id) if intent is None or len(mine) >= OFFERS else None


def _nothing(view: View) -> Why:
    return Why("nothing-asked" if view.stage == "decision" else "nothing-better")


def _worth(look: Look, move: a.AnyAction) -> Worth | None:
    match move:
        case a.TableOffer():
            base = look.view.standing if look.view.stands else {}
            return look.worth({**base, **move.package, **_unnamed(look.view)})
        case a.SignOffer():
            offer = next(one for one in look.view.offers if one.id == move.offer)
            return offer.worth.get(look.me) or look.worth(offer.package)
        case _:
            return None


def _unnamed(view: View) -> dict[str, str]:
    """Return the options of a form and an order that nobody sees."""
    seen = {one.id for one in view.choices}
    return {choice: option for choice, option in view.standing.items() if choice not in seen}


def _asked(view: View, move: a.AnyAction | None, why: Why) -> a.AskCoach:
    """Return the move that puts advice into the transcript."""
    about, issue, choice, package = why.offer, None, None, None
    match move:
        case a.TableOffer():
            package = move.package
        case a.SignOffer() | a.PutToVote():
            about = move.offer
        case a.CastVote():
            about, choice = move.vote, move.choice
        case a.Decide():
            about, choice = move.decision, move.option
        case a.Perform() | a.Breach():
            about, issue = move.agreement, move.issue
    advice = cast("AdviceKind", "wait" if move is None else move.do)
    return a.AskCoach(
        by=view.seat,
        advice=advice,
        code=why.code,
        about=about,
        issue=issue,
        choice=choice,
        package=package,
    )
