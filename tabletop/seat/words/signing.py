"""What a signature binds, said before it is given."""

from __future__ import annotations

from tabletop.play.seen import ActSeen, ChoiceSeen, OfferSeen, View
from tabletop.referee.ledger import tenth
from tabletop.seat.packages.worth import compared
from tabletop.seat.words.signatures import signed_by, when_due, why_impossible
from tabletop.text.lists import listed
from tabletop.text.safe import one_line


def terms_of(view: View, offer: OfferSeen) -> list[str]:
    """Return everything an offer settles, its form and order; who must carry it out, and when."""
    acts = {act.issue: act for act in offer.acts}
    said = []
    for choice in view.choices:
        bound = choice in (view.form, view.order) and len(choice.options) > 1
        if choice.id in offer.moves or choice.id in acts or bound:
            option = one_line(choice.option(offer.package[choice.id]).name)
            said.append(f"{one_line(choice.name)}: {option}{whose(view, choice, acts)}")
    return said


def whose(view: View, choice: ChoiceSeen, acts: dict[str, ActSeen]) -> str:
    """Return who must carry an issue out, and when, as the end of a sentence; empty
    without an act.
    """
    act = acts.get(choice.id)
    if act is None:
        return ""
    others = [one_line(view.party(one).name) for one in act.performers if one != view.delegation]
    if view.delegation not in act.performers:
        who = f"by {listed(others)}"
    else:
        who = f"yours to carry out{f', with {listed(others)}' if others else ''}"
    return f" - {who}, due {when_due(view, act)}"


def what_binds(view: View, offer: OfferSeen) -> str:
    """Return what is settled, who has to do it when, who has signed and is missing, and any
    warning.
    """
    mine = view.delegation or ""
    said = ["You bind yourselves to:", *(f"• {one}" for one in terms_of(view, offer)), ""]
    have = signed_by(view, offer)
    tally = "" if offer.needs.unanimous else f": {offer.needs.tally}"
    said.append(f"{have[:1].upper()}{have[1:]}{tally}. {_then(view, offer)}")
    worth = offer.worth.get(mine)
    if worth is not None:
        said.append(
            f"Worth to you {tenth(worth.value):.1f}, your walk-away {tenth(worth.walk_away):.1f}."
        )
        if worth.red_lines:
            said.append(f"It crosses your red line: {one_line(worth.red_lines[0])}.")
        elif warning := compared(worth, view.worth_now.get(mine)):
            said.append(warning)
    return "\n".join(said)


def _then(view: View, offer: OfferSeen) -> str:
    """Say what your signature makes of the offer: an agreement, or one that waits for others."""
    needs, mine = offer.needs, view.delegation
    if not needs.possible:
        return f"It {why_impossible(view, offer)}."
    lacking, more, votes = needs.after(mine)
    must = [one_line(view.party(one).name) for one in lacking]
    if not must and more <= 0 and votes <= 0:
        return "With your signature it is in force."
    if votes > 0:
        few = "1 more vote" if votes == 1 else f"{votes} more votes"
        more_of = [f"{more} more signature{'s' if more > 1 else ''}"] if more > 0 else []
        return f"After yours it still waits for {listed([*must, *more_of, few])}."
    if more <= 0:
        return f"After yours it still waits for {listed(must)}."
    others = [one_line(view.party(one).name) for one in needs.among if one != mine]
    few = f"{more} of {listed(others)}" if more < len(others) else listed(others)
    return f"After yours it still waits for {listed([*must, few])}."


def binds_otherwise(view: View, offer: OfferSeen) -> str | None:
    """Return why a signature would now bind something else than was said of `offer` before; else
    None.
    """
    now = next((one for one in view.open_offers if one.id == offer.id), offer)
    if now.moves == offer.moves:
        return None
    return f"What {offer.id} binds has changed in the meantime, so it was not signed."
