"""Everything at a table in blocks of text, for those who may know everything.

Pure: a view in, content out. What a view does not hold for its seat is left out.
"""

from __future__ import annotations

from textual.content import Content

from tabletop.exercise.model import PHASES
from tabletop.play.queries.objectives import ObjectiveSeen
from tabletop.play.seen import (
    DelegationSeen,
    MessageSeen,
    NoteSeen,
    OfferSeen,
    StatementSeen,
    View,
)
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.content import plain
from tabletop.screens.pages.outcome import act_colour, hanging
from tabletop.seat.packages.grid import performers
from tabletop.seat.packages.sharing import words_of
from tabletop.seat.words.chairing import votes_told
from tabletop.seat.words.signatures import asked_by, signed_by, waits_for
from tabletop.seat.words.signing import terms_of
from tabletop.seat.words.suspended import became, out_of_force, suspension
from tabletop.text.safe import cut, one_line, pad, width, wrap

_NAMES = 24
"""Cells of a table's column of delegations."""


def values_block(view: View, cells: int) -> Content:
    """Return what stands is worth to each delegation, against its walk-away, and who is ready.

    Without points only the latter. Where a row is too narrow, each delegation has two.
    """
    head = f"{'worth now':>10}{'walk-away':>11}{'surplus':>9}"
    wide = _NAMES + width(head) + 3 + len("waited for") <= cells
    lines = []
    if view.has.points and wide:
        lines.append(Content.styled(pad("", _NAMES) + head, "bold $muted"))
    for party in view.delegations:
        name, state = (pad(party.name, _NAMES), "bold"), (_state(view, party), "$muted")
        if not view.has.points:
            lines.append(Content.assemble(name, state))
            continue
        worth = view.worth_now.get(party.id)
        if worth is None:
            continue
        colour = "$success" if worth.acceptable else "$error"
        surplus = f"{tenth(worth.surplus):+.1f}"
        if wide:
            numbers = f"{worth.value:10.1f}{worth.walk_away:11.1f}"
            lines.append(Content.assemble(name, numbers, (f"{surplus:>9}   ", colour), state))
            continue
        numbers = f"  {worth.value:.1f} now, walk-away {worth.walk_away:.1f}: "
        lines.append(Content.assemble(name, state))
        lines.append(Content.assemble(numbers, (surplus, colour)))
    return Content("\n").join(lines)


def _state(view: View, party: DelegationSeen) -> str:
    """Return whether a delegation is done with the phase; nobody waits for one outside a round."""
    if view.stage not in PHASES:
        return ""
    if party.absent:
        return "absent"
    return "ready" if party.ready else "waited for"


def trust_block(view: View, cells: int) -> Content:
    """Return how far each trusts each; empty without a climate.

    Where a row is too narrow for everybody's short name, each delegation's trust is a list.
    """
    if not view.has.climate:
        return Content("")
    if _NAMES + 9 * len(view.delegations) > cells:
        return Content("\n").join(_trust_of(view, party, cells) for party in view.delegations)
    head = pad("trust of … in", _NAMES) + "".join(f"{one_line(d.tag):>9}" for d in view.delegations)
    lines = [Content.styled(head, "bold $muted")]
    for party in view.delegations:
        row = "".join(
            f"{view.trust[party.id, other.id]:9.0f}"
            if (party.id, other.id) in view.trust
            else f"{'·':>9}"
            for other in view.delegations
        )
        lines.append(Content.assemble((pad(party.name, _NAMES), "bold"), (row, "")))
    return Content("\n").join(lines)


def _trust_of(view: View, party: DelegationSeen, cells: int) -> Content:
    told = ", ".join(
        f"{one_line(other.tag)} {view.trust[party.id, other.id]:.0f}"
        for other in view.delegations
        if (party.id, other.id) in view.trust
    )
    first, *more = wrap(f"trusts {told}", cells - 2)
    name = cut(party.name, cells)
    return Content("\n").join(
        [Content.styled(name, "bold"), *(Content(f"  {one}") for one in (first, *more))]
    )


def votes_block(view: View) -> Content:
    """Return the open votes: who has voted and who has not, and not how."""
    lines = [Content.styled("Being voted on", "bold $muted")]
    lines += [Content.assemble(("· ", "$muted"), one) for one in votes_told(view)]
    return Content("\n").join(lines)


def offers_block(view: View) -> Content:
    """Return the open offers, with everybody's surplus."""
    if not view.open_offers:
        return Content.styled("No offer is open.", "$muted")
    return Content("\n\n").join(offer_block(view, one) for one in view.open_offers)


def offer_block(view: View, offer: OfferSeen) -> Content:
    """Return one offer: whose, who has yet to sign, what it moves and what it gives."""
    told = (signed_by(view, offer), waits_for(view, offer), asked_by(view, offer))
    waits = f"   {' · '.join(one for one in told if one)}"
    state = f"   {offer.status}" if offer.status != "open" else ""
    head = Content.assemble(
        (offer.id, "bold $primary"),
        (f" from {one_line(view.party(offer.delegation).name)}", "bold"),
        (state or waits, "$muted"),
    )
    words = [plain(f"“{one_line(offer.text)}”", "italic $secondary")] if offer.text else []
    terms = Content("\n").join(plain(f"  · {one}") for one in terms_of(view, offer))
    surplus: list[tuple[str, str]] = []
    for one, worth in offer.worth.items():
        colour = "$success" if worth.acceptable else "$error"
        surplus.append((f"{one_line(view.party(one).tag)} {tenth(worth.surplus):+.1f}   ", colour))
    parts = [head, *words, terms]
    if surplus:
        parts.append(Content.assemble(("surplus  ", "$muted"), *surplus))
    return Content("\n").join(parts if offer.status == "open" else parts[:1])


def standing_block(view: View) -> Content:
    """Return what has been moved, who must carry it out and what became of it."""
    lines = [Content.styled("What stands", "bold $muted")]
    for choice in view.issues:
        term = view.terms.get(choice.id)
        if term is None:
            continue
        held = choice.id in view.suspended
        lines.append(
            Content.assemble(
                ("· ", "$muted"),
                (one_line(choice.name), "bold"),
                (f" ({by})" if (by := one_line(performers(view, choice))) else "", "$muted"),
                f": {one_line(choice.option(term.option).name)}",
                (
                    f"   {became(term, held)}" if choice.by and view.has.acts else "",
                    act_colour(term, suspended=held),
                ),
            )
        )
    if view.suspended and view.stage in PHASES:
        lines.append(plain(suspension(view), "$warning"))
    elif view.stage in PHASES and (lapsed := out_of_force(view)):
        lines.append(plain(lapsed, "$warning"))
    if len(lines) == 1:
        nothing = "Everything is as it was at the beginning."
        if not view.stands:
            nothing = "There is no deal: nothing is settled."
        lines.append(Content.styled(nothing, "$muted"))
    return Content("\n").join(lines)


def due_block(view: View) -> Content:
    """Return what is to be performed or breached now, and what has been chosen as far as one may
    know.
    """
    lines = [Content.styled("Due in this phase", "bold $muted")]
    for due in view.due:
        issue = next(one for one in view.issues if one.id == due.issue)
        part = f" (part {due.instalment} of 2)" if due.instalments > 1 else ""
        choices = [
            f"{one_line(view.party(one).tag)}: {_chosen(due.decided.get(one))}"
            for one in due.performers
        ]
        lines.append(
            Content.assemble(
                ("· ", "$muted"),
                (f"{one_line(issue.name)}: {one_line(issue.option(due.option).name)}{part}   ", ""),
                (", ".join(choices), "bold"),
            )
        )
    return Content("\n").join(lines)


def _chosen(choice: str | None) -> str:
    return {"perform": "performs", "breach": "breaks its word", None: "undecided"}[choice]


def talk_block(view: View) -> Content:
    """Return every message and statement that the seat may read, oldest first."""
    said: list[MessageSeen | StatementSeen] = [*view.messages, *view.statements]
    if not said:
        return Content.styled("Nothing has been said yet.", "$muted")
    ordered = sorted(said, key=lambda one: one.seq)[-300:]
    return Content("\n\n").join(said_block(view, one) for one in ordered)


def said_block(view: View, one: MessageSeen | StatementSeen) -> Content:
    """Return one message or statement: who said it to whom and when, and the words."""
    if isinstance(one, StatementSeen):
        tone = f" ({one.tone})" if view.has.climate else ""
        who, to = _name(view, one.delegation), f"states in public{tone}"
        return Content.assemble((who, "bold $accent"), (f"  {to}\n", "$muted"), plain(one.text))
    words = {"all": "everybody", "caucus": "its own people", "facilitator": "the facilitator"}
    if isinstance(one.to, str):
        to = words.get(one.to) or _name(view, one.to)
    else:
        to = ", ".join(_name(view, id) for id in one.to)
    when = f"round {one.round}" if one.round else "before"
    who = _name(view, one.sender)
    person = f" ({one_line(one.person)})" if one.person and one.person != who else ""
    return Content.assemble(
        (who, "bold $primary"),
        (f"{person} to {to}, {when}\n", "$muted"),
        plain(words_of(one, view)),
    )


def _name(view: View, id: str) -> str:
    known = {one.id: one.name for one in view.delegations} | {"facilitator": "Facilitator"}
    return one_line(known.get(id, id))


def story_block(view: View) -> Content:
    """Return what has happened in this round, a sentence each, oldest first."""
    if not view.story:
        return Content.styled("Nothing has happened in this round yet.", "$muted")
    return Content("\n").join(
        Content.assemble(("· ", "$muted"), one_line(one)) for one in view.story[-200:]
    )


def notes_block(view: View, cells: int) -> Content:
    """Return notes grouped by objective."""
    lines: list[Content] = []
    for goal in view.objectives:
        text = f"{goal.text} ({goal.capability})" if goal.capability else goal.text
        lines.append(hanging(f"{goal.number:>2} ", "bold $accent", text, cells, style="bold"))
        if goal.tasks:
            lines += _tasks(view, goal, cells)
        else:
            lines += _notes(view, goal.number, None, cells)
    lines.append(Content.styled("   The exercise as a whole", "bold"))
    lines += _notes(view, None, None, cells)
    return Content("\n").join(lines)


def _tasks(view: View, goal: ObjectiveSeen, cells: int) -> list[Content]:
    lines = _notes(view, goal.number, None, cells) if _about(view, goal.number, None) else []
    for number, task in enumerate(goal.tasks, 1):
        head = f"   {goal.number}.{number} "
        lines.append(hanging(head, "$accent", one_line(task), cells))
        lines += _notes(view, goal.number, number, cells)
    return lines


def _about(view: View, objective: int | None, task: int | None) -> list[NoteSeen]:
    return [one for one in view.notes if (one.objective, one.task) == (objective, task)]


def _notes(view: View, objective: int | None, task: int | None, cells: int) -> list[Content]:
    found = _about(view, objective, task)
    if not found:
        return [Content.styled("   nothing noted", "$muted")]
    lines = []
    for one in found:
        stars = f"{one.rated}  " if one.rated else ""
        who = "you" if one.mine else one_line(one.person) or one.by
        when = f"round {one.round}" if one.round else "before"
        text = f"{one_line(one.text)} ({who}, {when})"
        lines.append(hanging(f"   {stars}", "bold $accent", text, cells))
    return lines
