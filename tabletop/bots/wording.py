"""The one place where a stand-in's reasons become sentences.

`said` is what the others read beside the move, and holds nothing that is only its own to know: no
points, no walk-away. `advised` is what the delegation itself may read, as advice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from tabletop.bots.strategy import Intent, Why
from tabletop.play import actions as a
from tabletop.play.seen import View, Worth
from tabletop.referee.ledger import tenth
from tabletop.text.lists import listed
from tabletop.text.safe import one_line

MOST = 300
"""The most characters of a stand-in's sentence."""
_NAMED = 4
"""Options that a sentence names."""
_WITH_ROOM = (a.TableOffer, a.RejectOffer, a.MakeGesture, a.Decide)


def with_words(intent: Intent, view: View) -> a.AnyAction:
    """Return a move with the words that go with it, where it has room for any and has none."""
    move = intent.move
    if isinstance(move, _WITH_ROOM) and not move.text:
        return _saying(move, said(intent.why, view))
    if isinstance(move, a.MakeStatement | a.SendMessage) and move.text in ("", "-"):
        return _saying(move, said(intent.why, view))
    return move


def _saying(move: a.AnyAction, text: str) -> a.AnyAction:
    return type(move)(**{**move.__dict__, "text": text}) if text else move


def said(why: Why, view: View) -> str:
    """Return the words that others read; empty where none are needed."""
    text = _said(why, view)
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"


def _said(why: Why, view: View) -> str:
    gives, asks = _options(why.gives, view), _options(why.asks, view)
    match why.code:
        case "offer":
            if gives and asks:
                return f"We are ready for {gives}, if it comes together with {asks}."
            if asks:
                return f"We propose {asks}."
            return f"We are ready for {gives}." if gives else ""
        case "counter":
            return f"We could accept {why.offer} if it came with {asks}."
        case "red-line":
            return f"We can't sign this: {one_line(why.because)}."
        case "below":
            return _too_little(why, asks)
        case "less-than-now":
            return (
                "This would leave us worse off than what has been agreed already."
                if _turn(why) % 2
                else "We would give up more of what we have than we would get."
            )
        case "gesture":
            return "We do this on our own, without conditions, and will watch for an answer."
        case "welcome":
            return "We are here to agree, and ready to move where others move too."
        case "pressure":
            return "Nothing will be given away at this table for nothing."
        case "deed-awaited":
            return "We have kept our word and expect the others to keep theirs."
        case "worth-most":
            return "Of what could be done, this serves us best."
        case "no-preference":
            return _undecided(one_line(why.because))
        case "agreed":
            return f"We have agreed on {why.offer}, and watch what comes of it."
        case "offered":
            return f"What we are ready for stands in {why.offer}. It is for the others to answer."
        case "undecided":
            return "We want to hear first what the others are ready for."
        case "debrief-gained":
            return f"{why.offer} left us better off than no agreement, so we could sign it."
        case "debrief-lost":
            return f"What came of {why.offer} left us worse off than no agreement would have."
        case "debrief-nothing":
            return "Nothing that could be signed was worth more to us than no agreement."
        case "ask-for":
            return f"{why.offer} asks you for {asks}. What would you need for that?"
        case "reply":
            return "Thank you. We will answer at the table."
        case "reply-offer":
            return f"Thank you. What we are ready for now stands in {why.offer}."
        case (
            "sign"
            | "put"
            | "yes"
            | "no"
            | "abstain"
            | "keep"
            | "breach-cost"
            | "breach-distrust"
            | "breach-answer"
            | "signal"
            | "speech"
            | "answer-awaited"
            | "nothing-better"
            | "nothing-asked"
        ):
            return ""
    assert_never(why.code)


def _turn(why: Why) -> int:
    """Return a number by which the words for one offer differ from those for the next."""
    return sum(map(ord, why.offer or ""))


def _undecided(option: str) -> str:
    """Say that one has to choose without knowing better; not always in the same words."""
    if not option:
        return "Somebody has to decide, and nothing speaks against this."
    return (
        f"Somebody has to decide, and nothing that we know speaks against “{option}”.",
        f"With what we know now, “{option}” is what we would answer for.",
        f"Waiting would be a decision too: “{option}”.",
    )[sum(map(ord, option)) % 3]


def _too_little(why: Why, asks: str) -> str:
    """Say that an offer is worse than none, and what it asks; not always in the same words."""
    turn = _turn(why)
    if not asks:
        return (
            "This would leave us worse off than no agreement at all.",
            "There is too little in this for us; we would rather go on without it.",
            "As it stands this takes more from us than it gives.",
        )[turn % 3]
    return (
        f"You ask us for {asks}, and this gives too little for it.",
        f"For {asks} we would need a good deal more than this.",
        f"This would leave us worse off than no agreement: {asks} has its price.",
    )[turn % 3]


def advised(why: Why, view: View, worth: Worth | None = None) -> str:
    """Return why the delegation itself would make a move, with its own numbers if `worth` tells
    what the move would bring.
    """
    text = _advised(why, view)
    if worth is None:
        return text
    over = tenth(worth.surplus)
    side = f"{over:.1f} over" if over >= 0 else f"{-over:.1f} below"
    return f"{text} It is worth {tenth(worth.value):.1f} to you, {side} your walk-away."


def _advised(why: Why, view: View) -> str:
    gives, asks = _options(why.gives, view), _options(why.asks, view)
    match why.code:
        case "offer" | "counter":
            given = f" for {gives}" if gives else ""
            return (
                f"Ask for {asks or 'what they could live with'}{given}: of all that would do for "
                "you, this is what the others seem to like most."
            )
        case "sign":
            return f"Sign {why.offer}: it is at least what you could hope to be offered next."
        case "red-line":
            return f"Reject {why.offer}: it crosses a red line of yours."
        case "below":
            return f"Reject {why.offer}: it is worth less to you than no agreement."
        case "less-than-now":
            return f"Reject {why.offer}: it is worth less to you than what stands."
        case "put":
            return f"Ask for the vote on {why.offer}: it has been on the table for long enough."
        case "yes":
            return "Vote yes: it is at least what you could hope for."
        case "no":
            return "Vote no: it would leave you worse off."
        case "abstain":
            return "Abstain: it would do you no harm, and you may hope for more."
        case "worth-most":
            return "Decide so: it is worth most to you."
        case "no-preference":
            return "Decide so, or otherwise: nothing is worth more to you than anything else."
        case "keep":
            return "Keep your word: others will remember it."
        case "breach-cost":
            return "It costs more than the others can do to you."
        case "breach-distrust":
            return "You can't rely on the others to keep theirs."
        case "breach-answer":
            return "They have broken their word to you."
        case "signal" | "gesture":
            return f"Begin with a small step of your own: {gives}. It invites an answer."
        case "welcome" | "deed-awaited" | "speech":
            return "Say in public that you are ready to move: it builds some trust."
        case "pressure":
            return "Say in public that nothing is for nothing."
        case "answer-awaited":
            return f"Wait for an answer to {why.offer}: it is for the others to move now."
        case "nothing-better":
            return "Wait: of all that I can think of, nothing would be worth more to you."
        case "nothing-asked":
            return "Nothing has to be done now: say that you are ready."
        case (
            "agreed"
            | "offered"
            | "undecided"
            | "debrief-gained"
            | "debrief-lost"
            | "debrief-nothing"
            | "ask-for"
            | "reply"
            | "reply-offer"
        ):
            return "Say how you see it: it costs nothing, and others learn what you want."
    assert_never(why.code)


def _options(pairs: Sequence[tuple[str, str]], view: View) -> str:
    """Name some options with their issues: “half open” on The dam."""
    if not pairs:
        return ""
    choices = {one.id: one for one in view.choices}
    named = []
    for choice, option in pairs[:_NAMED]:
        found = choices.get(choice)
        if found is not None:
            label = f"“{one_line(found.option(option).name)}” on {one_line(found.name)}"
            named.append(label)
    if len(pairs) > _NAMED:
        named.append("more")
    return listed(named) if named else ""
