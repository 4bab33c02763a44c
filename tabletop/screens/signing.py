"""What a signature binds, said before it is given."""

from __future__ import annotations

from tabletop.play.seen import OfferSeen, View
from tabletop.screens.safe import line


def what_binds(view: View, offer: OfferSeen) -> str:
    """Every matter the offer settles, its form and order, whose it is to do, and a warning."""
    mine = view.delegation or ""
    said = ["You bind yourselves to:"]
    for choice in view.choices:
        bound = choice in (view.form, view.order) and len(choice.options) > 1
        if choice.id in offer.moves or bound:
            option = line(choice.option(offer.package[choice.id]).name)
            own = " - yours to carry out" if mine in choice.by else ""
            said.append(f"• {line(choice.name)}: {option}{own}")
    worth = offer.worth.get(mine)
    if worth is not None:
        said.append("")
        said.append(f"Worth to you {worth.value:.1f}, your walk-away {worth.walk_away:.1f}.")
        if worth.red_lines:
            said.append(f"It crosses your red line: {line(worth.red_lines[0])}.")
        elif worth.surplus < 0:
            said.append("That is BELOW your walk-away.")
    return "\n".join(said)


def binds_otherwise(view: View, offer: OfferSeen) -> str | None:
    """Why a signature would bind something else by now than was said of `offer` before."""
    now = next((one for one in view.open_offers if one.id == offer.id), offer)
    if now.moves == offer.moves:
        return None
    return f"What {offer.id} binds has changed with how things stand: it was not signed."
