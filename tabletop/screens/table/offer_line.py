"""An offer on one line: who signed or voted, what it needs and has, your own acts, its words."""

from __future__ import annotations

from tabletop.play.seen import OfferSeen, View
from tabletop.screens.kit.one_line import OneLine
from tabletop.seat.signatures import told_signatures
from tabletop.text.safe import one_line


class OfferLine(OneLine):
    """The selected offer's line; it is not there while none is selected."""

    DEFAULT_CSS = "OfferLine { color: $secondary; background: $background; }"

    def tell(self, view: View, offer: OfferSeen | None) -> None:
        """Describe an offer as whoever looks may know it."""
        self.display = offer is not None
        if offer is None:
            return
        said = told_signatures(view, offer)
        words = f" · “{one_line(offer.text)}”" if offer.text else ""
        self.put((f"{offer.id} ", "bold $accent"), (said, ""), (words, "$secondary"))
