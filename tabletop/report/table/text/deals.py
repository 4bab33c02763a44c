"""The bargaining sections as Markdown: offers, agreements, the outcome, and what was left."""

from __future__ import annotations

from tabletop.report.kit.document import Document, strong
from tabletop.report.kit.numbers import signed, tenths
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.agreements import AgreementTold, TermTold
from tabletop.report.table.facts.offers import Movement, OfferTold
from tabletop.report.table.facts.outcome import LeftTold
from tabletop.report.table.text.words import ask, columns, names, quoted, who

MOST_OFFERS = 300


def offers(facts: Facts, _: Facts, out: Document) -> None:
    if not facts.offers:
        out.para("No offer was tabled.")
        return
    pointed = facts.has.points
    if pointed:
        out.para("Numbers are points above or below the walk-away when the offer was tabled.")
    worth = columns(facts) if pointed else ()
    out.table(
        ("Offer", "Round", "By", "To", "What it settles", "What became of it", *worth),
        (_offer(facts, offer) for offer in facts.offers[:MOST_OFFERS]),
        6,
    )
    if len(facts.offers) > MOST_OFFERS:
        out.para(f"The first {MOST_OFFERS} of {len(facts.offers)}; all are in the CSV.")
    ask(facts, "offers", out)
    if not pointed:
        return
    out.heading(3, "Who moved")
    out.para("Each delegation's first offer against its last, at the date of the last.")
    out.table(
        ("Delegation", "Offers", "What it changed", "For itself", "For the others"),
        (
            (
                who(facts, one.delegation),
                *_movement(facts, one),
            )
            for one in facts.movements
        ),
    )


def _movement(facts: Facts, one: Movement) -> tuple[str, str, str, str]:
    if one.offers == 1:
        return f"one, {one.first}", "nothing to compare", "-", "-"
    return (
        f"{one.offers}, {one.first} to {one.last}",
        "; ".join(one.steps) or "nothing",
        signed(one.own),
        ", ".join(f"{who(facts, d)} {signed(gain)}" for d, gain in one.others.items()),
    )


def _offer(facts: Facts, offer: OfferTold) -> tuple[str, ...]:
    replies = [
        f"{who(facts, reply.delegation)} {'signed' if reply.signed else 'rejected it'}"
        f"{quoted(reply.words)}"
        for reply in offer.replies
    ]
    replies += [f"{what}: {names(facts, voters)}" for what, voters in offer.tally_by_choice]
    replies += [f"{who(facts, by)} countered with {id}" for by, id in offer.counters.items()]
    if offer.unanswered:
        replies.append(f"no answer from {names(facts, offer.unanswered)}")
    return (
        offer.id,
        str(offer.round),
        who(facts, offer.delegation),
        names(facts, offer.to),
        "; ".join(f"{name}: {option}" for name, option in offer.settles) + quoted(offer.text),
        "; ".join((f"{_fate(offer)}{f' with {offer.tally}' if offer.tally else ''}", *replies)),
        *(signed(offer.stood[party.id].surplus) for party in facts.parties if facts.has.points),
    )


def _fate(offer: OfferTold) -> str:
    return "voted down" if offer.voted_down else offer.status


def kept(facts: Facts, _: Facts, out: Document) -> None:
    if not facts.agreements:
        out.para("No agreement came into force.")
    for made in facts.agreements:
        out.heading(3, f"{made.id}, in force from round {made.round}")
        out.para(_made(facts, made))
        out.table(
            ("Term", *_by(facts), "How it was kept" if facts.has.acts else "State"),
            (
                (
                    f"{term.name}: {term.option}",
                    *_who(facts, term.performers),
                    _kept_how(facts, term),
                )
                for term in made.terms
            ),
        )
    out.bullets(
        f"Round {one.round}: {who(facts, one.delegation)} made a gesture, {one.issue}: "
        f"{one.option}.{quoted(one.text)}"
        for one in facts.gestures
    )
    ask(facts, "kept", out)


def _by(facts: Facts) -> tuple[str, ...]:
    """Return the heading of the performers' column, if there are any."""
    return ("By",) if facts.performers else ()


def _who(facts: Facts, performers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the performers' cell, if there is such a column, or what replaces it."""
    if not facts.performers:
        return ()
    return (names(facts, performers) or ("joint text" if facts.has.acts else "-"),)


def _made(facts: Facts, made: AgreementTold) -> str:
    worth = ", ".join(
        f"{party.name} {tenths(stood.value)} ({signed(stood.surplus)})"
        for party in facts.parties
        if (stood := made.stood[party.id])
    )
    bound = "".join(f" {name}: {option}." for name, option in made.bound)
    broken = " Suspended by a breach." if made.suspended else ""
    later = (
        f" {made.replaced_by} later took its place and kept its other terms."
        if made.replaced_by
        else ""
    )
    how = " as promised" if facts.has.climate else ""
    done = "signed" if facts.has.signatures else "carried"
    told = f" Worth{how} when {done}, against the walk-away: {worth}." if facts.has.points else ""
    return (
        f"Out of {made.offer} by {who(facts, made.by)}; "
        f"{'signed by' if facts.has.signatures else 'voted for by'} {names(facts, made.signed)}."
        f"{bound}{broken}{later}{told}"
    )


def _kept_how(facts: Facts, term: TermTold) -> str:
    found = [term.kept]
    for one in term.deliveries:
        how = (
            "performed"
            if one.performed
            else "decided nothing in time"
            if one.silent
            else "broke it"
        )
        part = f", part {one.instalment} of {one.instalments}" if one.instalments > 1 else ""
        found.append(f"round {one.round}: {who(facts, one.delegation)} {how}{part}")
    return "; ".join(found)


def outcome(facts: Facts, _: Facts, out: Document) -> None:
    about = facts.overview
    if about.ending:
        out.heading(3, f"The ending: {about.ending}")
        out.quote(about.ending_text)
    elif not about.ended:
        numbers = facts.has.offers or facts.has.points
        stand = " These are the numbers as they stand." if numbers else ""
        out.para(f"The game has no ending yet.{stand}")
    if facts.has.points:
        out.table(
            ("Delegation", "Value", "Walk-away", "Surplus"),
            (
                (
                    who(facts, one.delegation),
                    tenths(one.printed),
                    tenths(one.walk_away),
                    signed(one.surplus),
                )
                for one in facts.outcome.scores
            ),
            1,
        )
    if facts.has.offers:
        _stands(facts, out)
    _courses(facts, out)
    if facts.outcome.scores:
        out.para("In a ledger “you” is the delegation it belongs to.")
    for one in facts.outcome.scores:
        out.heading(3, f"Ledger of {who(facts, one.delegation)}")
        out.table(
            ("Because", *(("Points", "Counts") if facts.weighed else ()), "Value"),
            (
                *(
                    (
                        x.told(facts.names),
                        *((signed(x.points), f"{100 * x.factor:.0f} %") if facts.weighed else ()),
                        signed(x.printed),
                    )
                    for x in one.ledger
                ),
                ("In all", *(("", "") if facts.weighed else ()), tenths(one.printed)),
            ),
            1,
        )
    if facts.outcome.adjusted:
        out.heading(3, "What the facilitator adjusted")
    out.bullets(
        f"Round {one.round}: {one.what} from {tenths(one.before)} to {tenths(one.value)}."
        f"{quoted(one.reason)}"
        for one in facts.outcome.adjusted
    )


def _stands(facts: Facts, out: Document) -> None:
    out.heading(3, "What stands")
    moved = [one for one in facts.outcome.stands if one.became]
    if not moved:
        out.para(facts.outcome.nothing)
    out.table(
        ("Issue", "Settled as", *_by(facts), "State"),
        ((one.issue, one.option, *_who(facts, one.performers), one.became) for one in moved),
    )


def _courses(facts: Facts, out: Document) -> None:
    rounds = sorted({one.round for one in facts.outcome.course})
    if len(rounds) < 2:
        return
    by = {(one.delegation, one.round): one.value for one in facts.outcome.course}
    out.heading(3, "Round by round")
    out.table(
        ("Delegation", *(f"Round {number}" for number in rounds)),
        (
            (
                party.name,
                *(
                    tenths(by[party.id, number]) if (party.id, number) in by else ""
                    for number in rounds
                ),
            )
            for party in facts.parties
        ),
        1,
    )


def left(facts: Facts, left: LeftTold | str, out: Document) -> None:
    if isinstance(left, str):
        out.para(left)
        return
    out.para(left.counted)
    out.para(left.headline)
    if left.best is not None:
        best = "; ".join(f"{name}: {option}" for name, option in left.best)
        out.para(strong("The deal all would have preferred: "), f"{best}.")
        if not left.from_nothing:
            out.para(strong("What it takes to get there: "), f"{'; '.join(left.found.changes)}.")
        out.table(
            ("Delegation", left.instead, "Better deal", "Gain"),
            (
                (
                    party.name,
                    tenths(left.found.had[party.id]),
                    tenths(left.would[party.id]),
                    signed(left.found.gains[party.id]),
                )
                for party in facts.parties
            ),
            1,
        )
    ask(facts, "left", out)
