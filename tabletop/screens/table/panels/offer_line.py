"""An offer on one line: who signed or voted, what it needs and has, your own acts, its words."""

from __future__ import annotations

from tabletop.play.seen import OfferSeen, View
from tabletop.screens.kit.one_line import OneLine
from tabletop.seat.words.signatures import told_signatures
from tabletop.text.safe import one_line


class OfferLine(OneLine):
    """The selected offer's line; while none is selected it is not there, or empty."""

    DEFAULT_CSS = "OfferLine { color: $secondary; background: $background; }"

    def tell(self, view: View, offer: OfferSeen | None, *, stays: bool = False) -> None:
        """Describe an offer as whoever looks may know it. With `stays` the line is kept without
        one, where nothing else would fill it: taking it away costs a layout of the page.
        """
        self.display = stays or offer is not None
        if offer is None:
            self.put()
            return
        said = told_signatures(view, offer)
        words = f" · “{one_line(offer.text)}”" if offer.text else ""
        self.put((f"{offer.id} ", "bold $accent"), (said, ""), (words, "$secondary"))
