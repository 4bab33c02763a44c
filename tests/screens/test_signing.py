"""All that a signature binds is said before it is given."""

from __future__ import annotations

from tabletop.play.actions import TableOffer
from tabletop.seat.words.signing import what_binds
from tests.screens.rivers import advanced, briefed


def test_form_and_order_bind_also_where_they_stay_as_they_are() -> None:
    table = advanced(briefed(), "negotiation")
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="upper", to="all", package=package, public=True))
    view = table.view("lower")
    (offer,) = view.open_offers
    said = what_binds(view, offer)
    for choice in (view.form, view.order):
        assert f"• {choice.name}: {choice.option(package[choice.id]).name}" in said
    for choice in view.issues:
        assert (f"• {choice.name}: " in said) == (choice.id == "charter")
