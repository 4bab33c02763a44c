"""The after-action report of one table as Markdown, from the same facts as the page."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.report.document import Document, joined, phrase, strong
from tabletop.report.facts import Facts
from tabletop.report.facts.agreements import AgreementTold, TermTold
from tabletop.report.facts.bargaining import OfferTold
from tabletop.report.facts.moments import Moment
from tabletop.report.facts.overview import names_of
from tabletop.report.facts.timeline import Entry, RoundTold
from tabletop.report.html import SECTIONS
from tabletop.report.numbers import signed, tenths
from tabletop.report.summary import counted, headline, status

MOST_ENTRIES = 400
MOST_OFFERS = 300


def report_markdown(facts: Facts) -> str:
    """The whole report."""
    out = Document()
    about = facts.overview
    out.comment(f"Written by Tabletop from {about.events} events.")
    out.heading(1, about.title)
    out.para(f"After-action report. {about.summary}")
    if status(facts):
        out.para(strong(status(facts)))
    writers = {
        "overview": _overview,
        "objectives": _objectives,
        "timeline": _timeline,
        "wants": _wants,
        "offers": _offers,
        "kept": _kept,
        "outcome": _outcome,
        "left": _left,
        "climate": _climate,
        "moments": _moments,
        "notes": _notes,
        "answers": _answers,
        "improve": _improve,
        "reading": _reading,
    }
    for section, title in SECTIONS.items():
        out.heading(2, title)
        writers[section](facts, out)
    return str(out)


def _names(facts: Facts, ids: Iterable[str]) -> str:
    return names_of(facts.walk.exercise, tuple(ids))


def _who(facts: Facts, id: str | None) -> str:
    return _names(facts, (id,)) if id is not None else "The facilitator"


def _tags(facts: Facts) -> list[str]:
    return [party.name for party in facts.parties]


def _said(words: str) -> str:
    return f" “{words}”" if words else ""


def _ask(facts: Facts, section: str, out: Document) -> None:
    asked = [prompt.text for prompt in facts.prompts if prompt.section == section]
    if asked:
        out.para(strong("To ask the room"))
        out.bullets(asked)


def _overview(facts: Facts, out: Document) -> None:
    about = facts.overview
    if about.ending:
        out.para("The game ended as ", strong(f"“{about.ending}”"), ".")
    out.bullets(headline(facts))
    rows = [
        ("Rounds played", f"{about.rounds} of {about.rounds_planned}"),
        ("Offers tabled", str(about.offers)),
        ("Agreements", str(about.agreements)),
        ("Breaches", str(about.breaches)),
        ("Messages and statements", f"{about.messages} and {about.statements}"),
        ("Begun (UTC)", f"{about.begun[:10]} {about.begun[11:16]}"),
    ]
    people = [
        (party.name, ", ".join(one.name for one in party.people) or "nobody")
        for party in facts.parties
    ]
    others = [(one.role, one.name) for one in about.others]
    out.table(("", ""), [*rows, *people, *others])
    out.heading(3, "A debrief of twenty minutes")
    for stage in facts.guide:
        out.para(strong(f"{counted(stage.minutes, 'minute')}: {stage.title}"))
        out.bullets(stage.prompts)


def _objectives(facts: Facts, out: Document) -> None:
    if not facts.objectives:
        out.para("The exercise names no objectives.")
    out.bullets(
        (
            joined(one.text, " ", strong(f"{tenths(one.rating)} of 5"))
            if one.rating is not None
            else joined(one.text, " (not rated)")
            for one in facts.objectives
        ),
        numbered=True,
    )


def _timeline(facts: Facts, out: Document) -> None:
    if not facts.rounds:
        out.para("No round was opened.")
    for told in facts.rounds:
        out.heading(3, f"Round {told.number}: {told.title} ({told.date})")
        if told.crisis:
            out.para("A round in crisis: no caucus, and half the time.")
        out.bullets(_entries(told))
        if len(told.entries) > MOST_ENTRIES:
            out.para(f"The first {MOST_ENTRIES} of {len(told.entries)}; the events are in the CSV.")


def _entries(told: RoundTold) -> Iterable[str]:
    return (_entry(one) for one in told.entries[:MOST_ENTRIES])


def _entry(one: Entry) -> str:
    if not one.more:
        return f"({one.seq}) {one.told}"
    return joined(f"({one.seq}) {one.told}. ", phrase(one.more))


def _wants(facts: Facts, out: Document) -> None:
    _ask(facts, "wants", out)
    for party in facts.parties:
        out.heading(3, party.name)
        least = sorted(set(party.walk_away))
        walk = "Walk-away" if len(least) == 1 else "Walk-away by round"
        values = party.walk_away[:1] if len(least) == 1 else party.walk_away
        out.para(
            f"{walk}: {', '.join(tenths(one) for one in values)}.",
            *(f" Red line: {line}." for line in party.red_lines),
        )
        for title, brief in (
            (f"What only {party.name} knew", party.secret_brief),
            (f"What everybody knew of {party.name}", party.public_brief),
        ):
            if brief:
                out.para(strong(title))
                out.quote(brief)
    out.heading(3, "Who wanted what, in points")
    out.table(
        ("Issue", "Option", *_tags(facts)),
        (
            (
                one.issue,
                f"{one.option} (stands)" if one.stands else one.option,
                *(signed(one.points[party.id]) for party in facts.parties),
            )
            for one in facts.stakes
            if not one.status_quo
        ),
        2,
    )


def _offers(facts: Facts, out: Document) -> None:
    if not facts.offers:
        out.para("No offer was tabled.")
        return
    out.para("Numbers are points above or below the walk-away when the offer was tabled.")
    out.table(
        ("Offer", "Round", "By", "To", "What it settles", "What became of it", *_tags(facts)),
        (_offer(facts, offer) for offer in facts.offers[:MOST_OFFERS]),
        6,
    )
    if len(facts.offers) > MOST_OFFERS:
        out.para(f"The first {MOST_OFFERS} of {len(facts.offers)}; all are in the CSV.")
    _ask(facts, "offers", out)
    out.heading(3, "Who moved")
    out.para("Each delegation's first offer against its last, at the date of the last.")
    out.table(
        ("Delegation", "Offers", "What it changed", "For itself", "For the others"),
        (
            (
                _who(facts, one.delegation),
                f"{one.offers}, {one.first} to {one.last}",
                "; ".join(one.steps) or "nothing",
                signed(one.own),
                ", ".join(f"{_who(facts, d)} {signed(gain)}" for d, gain in one.others.items()),
            )
            for one in facts.movements
        ),
    )


def _offer(facts: Facts, offer: OfferTold) -> tuple[str, ...]:
    replies = [
        f"{_who(facts, reply.delegation)} {'signed' if reply.signed else 'rejected it'}"
        f"{_said(reply.words)}"
        for reply in offer.replies
    ]
    if offer.unanswered:
        replies.append(f"no answer from {_names(facts, offer.unanswered)}")
    return (
        offer.id,
        str(offer.round),
        _who(facts, offer.delegation),
        _names(facts, offer.to),
        "; ".join(f"{name}: {option}" for name, option in offer.settles) + _said(offer.text),
        "; ".join((offer.status, *replies)),
        *(signed(offer.stood[party.id].surplus) for party in facts.parties),
    )


def _kept(facts: Facts, out: Document) -> None:
    if not facts.agreements:
        out.para("No agreement came into force.")
    for made in facts.agreements:
        out.heading(3, f"{made.id}, in force from round {made.round}")
        out.para(_made(facts, made))
        out.table(
            ("Term", "By", "How it was kept"),
            (
                (
                    f"{term.name}: {term.option}",
                    _names(facts, term.performers) or "joint text",
                    _kept_how(facts, term),
                )
                for term in made.terms
            ),
        )
    out.bullets(
        f"Round {one.round}: {_who(facts, one.delegation)} made a gesture, {one.issue}: "
        f"{one.option}.{_said(one.text)}"
        for one in facts.gestures
    )
    _ask(facts, "kept", out)


def _made(facts: Facts, made: AgreementTold) -> str:
    worth = ", ".join(
        f"{party.name} {tenths(stood.value)} ({signed(stood.surplus)})"
        for party in facts.parties
        if (stood := made.stood[party.id])
    )
    bound = "".join(f" {name}: {option}." for name, option in made.bound)
    later = f" {made.replaced_by} later took its place." if made.replaced_by else ""
    broken = " Suspended by a breach." if made.suspended else ""
    return (
        f"Out of {made.offer} by {_who(facts, made.by)}; signed by {_names(facts, made.signed)}."
        f"{bound}{later}{broken} Worth when signed, against the walk-away: {worth}."
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
        found.append(f"round {one.round}: {_who(facts, one.delegation)} {how}{part}")
    return "; ".join(found)


def _outcome(facts: Facts, out: Document) -> None:
    about = facts.overview
    if about.ending:
        out.heading(3, f"The ending: {about.ending}")
        out.quote(about.ending_text)
    elif not about.ended:
        out.para("The game has no ending yet. These are the numbers as they stand.")
    out.table(
        ("Delegation", "Value", "Walk-away", "Surplus"),
        (
            (
                _who(facts, one.delegation),
                tenths(one.printed),
                tenths(one.walk_away),
                signed(one.surplus),
            )
            for one in facts.outcome.scores
        ),
        1,
    )
    out.heading(3, "What stands")
    moved = [one for one in facts.outcome.stands if one.became]
    if not moved:
        out.para("Nothing was moved: everything is as it was.")
    out.table(
        ("Issue", "Settled as", "By", "State"),
        (
            (one.issue, one.option, _names(facts, one.performers) or "joint text", one.became)
            for one in moved
        ),
    )
    _courses(facts, out)
    for one in facts.outcome.scores:
        out.heading(3, f"Ledger of {_who(facts, one.delegation)}")
        out.table(
            ("Because", "Points", "Counts", "Value"),
            (
                *(
                    (x.because, signed(x.points), f"{100 * x.factor:.0f} %", signed(x.printed))
                    for x in one.ledger
                ),
                ("In all", "", "", tenths(one.printed)),
            ),
            1,
        )
    if facts.outcome.adjusted:
        out.heading(3, "What the facilitator adjusted")
    out.bullets(
        f"Round {one.round}: {one.what} from {tenths(one.before)} to {tenths(one.value)}."
        f"{_said(one.reason)}"
        for one in facts.outcome.adjusted
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


def _left(facts: Facts, out: Document) -> None:
    left = facts.possible
    if isinstance(left, str):
        out.para(left)
        return
    out.para(
        f"Of {left.feasible:,} packages that could have been signed, {left.zone:,} would have left "
        f"nobody below its walk-away and crossed no red line, {left.when}."
    )
    if left.best is None:
        out.para(
            "Nothing was left on the table: no package that all could accept was better for "
            "someone and worse for no one."
            if left.zone
            else "There was nothing that all could have accepted."
        )
    else:
        out.para(
            f"{left.better:,} of them would have been better for someone and worse for no one than "
            "what was signed."
            if left.agreed
            else "Each of them would have been better for all than no agreement."
        )
        best = "; ".join(f"{name}: {option}" for name, option in left.best)
        out.para(strong("The deal all would have preferred: "), f"{best}.")
        out.para(strong("What it takes to get there: "), f"{'; '.join(left.changes)}.")
        out.table(
            ("Delegation", "As signed" if left.agreed else "No deal", "Better deal", "Gain"),
            (
                (
                    party.name,
                    tenths(left.had[party.id]),
                    tenths(left.would[party.id]),
                    signed(left.gains[party.id]),
                )
                for party in facts.parties
            ),
            1,
        )
    _ask(facts, "left", out)


def _climate(facts: Facts, out: Document) -> None:
    out.table(
        ("Round", "Why", "Tension"),
        (
            (str(one.round) if one.round else "start", one.because, f"{one.level:.0f}")
            for one in facts.climate.tension
        ),
        2,
    )
    out.table(
        ("Trust of", "in", "Mostly because", "From", "To"),
        (
            (
                _who(facts, one.of),
                _who(facts, one.toward),
                one.because or "it did not move",
                tenths(one.first),
                tenths(one.last),
            )
            for one in facts.climate.shifts
        ),
        3,
    )
    _ask(facts, "climate", out)


def _moments(facts: Facts, out: Document) -> None:
    if not facts.moments:
        out.para("No single move changed much.")
    _ask(facts, "moments", out)
    for number, one in enumerate(facts.moments, 1):
        out.heading(3, f"{number}. {one.title} (round {one.round}, event {one.seq})")
        if one.words:
            out.para(strong("Just before"))
        out.bullets(
            f"{_who(facts, said.delegation)}, {said.how}: “{said.text}”" for said in one.words
        )
        out.para(strong("What happened"))
        out.bullets((*one.told, *_changes(facts, one)))


def _changes(facts: Facts, one: Moment) -> list[str]:
    found = []
    if one.values:
        gains = ", ".join(f"{_who(facts, d)} {signed(gain)}" for d, gain in one.values.items())
        found.append(f"Value: {gains}")
    if signed(one.tension) != "0.0":
        found.append(f"Tension: {signed(one.tension)}")
    if one.trust:
        pairs = ", ".join(
            f"{_who(facts, of)} in {_who(facts, toward)} {signed(by)}"
            for of, toward, by in one.trust
        )
        found.append(f"Trust: {pairs}")
    return found


def _notes(facts: Facts, out: Document) -> None:
    if not facts.notes:
        out.para("No evaluator wrote a note.")
    out.bullets(
        f"{note.person}, round {note.round}"
        + (f", objective {note.objective}" if note.objective else "")
        + (f", {note.rating} of 5" if note.rating is not None else "")
        + (f": “{note.text}”" if note.text else "")
        for note in facts.notes
    )


def _answers(facts: Facts, out: Document) -> None:
    if not facts.questions:
        out.para("The exercise asks no questions.")
    for one in facts.questions:
        out.heading(3, one.text)
        if one.mean is not None:
            out.para(strong(f"{tenths(one.mean)} of 5"))
        out.bullets(
            f"{_who(facts, answer.delegation) if answer.delegation else answer.person}: "
            f"“{answer.value}”"
            for answer in one.answers
        )
        if one.silent:
            out.para(
                f"No answer from {_names(facts, one.silent)}."
                if one.answers
                else "Nobody answered."
            )


def _improve(facts: Facts, out: Document) -> None:
    out.table(
        ("What was seen", "What shows it", "What to do", "Who, by when"),
        (
            *((one.observed, one.evidence, one.proposal, "") for one in facts.improvements),
            *([("", "", "", "")] * 3),
        ),
    )


def _reading(facts: Facts, out: Document) -> None:
    out.para(
        "Values are in each delegation's own points and can't be compared with another's. The "
        "walk-away is what its plan without a deal is worth. The better deal is, of everything "
        "acceptable that is better for someone and worse for no one, the package with the greatest "
        "product of gains, judged by what was known and trusted then."
    )
    if facts.overview.disclaimer:
        out.quote(facts.overview.disclaimer)
