"""What the table is worth to each delegation at a moment, one line each, walk-away marked."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tabletop.play.seen import OfferSeen, View, Worth
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.content import plain
from tabletop.screens.pages.outcome import MARK, worth_bar
from tabletop.seat.words.suspended import out_of_force
from tabletop.text.safe import pad, width


class StandingPanel(Widget):
    """For those who may know of several delegations. With an offer, what each would gain by it.

    To whoever may know of none or only its own, it says no more than that a breach has left no
    agreement in force.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StandingPanel { height: auto; padding: 0 1; background: $surface; color: $foreground; }
    """

    def __init__(self, view: View, offer: OfferSeen | None) -> None:
        super().__init__()
        self._view, self._offer = view, offer

    def put(self, view: View, offer: OfferSeen | None) -> None:
        """Show these; laid out again only if the number of delegations has changed."""
        layout = len(view.worth_now) != len(self._view.worth_now)
        layout = layout or out_of_force(view) != out_of_force(self._view)
        self._view, self._offer = view, offer
        self.refresh(layout=layout)

    def render(self) -> RenderResult:
        view = self._view
        worths = view.worth_now.items()
        lapsed = out_of_force(view)
        if lapsed and (view.delegation is not None or not worths):
            return plain(lapsed, "$warning")
        if not worths:
            return Content.styled(
                "What it is worth to each is known only to that delegation.", "$muted"
            )
        levels = [0.0] + [n for _, one in worths for n in (one.value, one.walk_away)]
        low, high = min(levels), max(levels)
        span = low, high + max(1.0, 0.1 * (high - low))
        names = max(width(view.party(id).name) for id, _ in worths)
        cells = max(12, min(40, self.size.width - names - 46))
        lines = []
        for id, worth in worths:
            fine = worth.acceptable
            lines.append(
                Content.assemble(
                    (pad(view.party(id).name, names), "bold"),
                    (f"{tenth(worth.value):8.1f} ", "bold $success" if fine else "bold $error"),
                    *worth_bar(worth.value, worth.walk_away, span, cells),
                    (f" {_said(worth):<9}", "$success" if fine else "$error"),
                    (f"{MARK} {worth.walk_away:<5.1f}", "$muted"),
                    *self._with_offer(id),
                )
            )
        if lapsed:
            lines.append(plain(lapsed, "$warning"))
        return Content("\n").join(lines)

    def _with_offer(self, delegation: str) -> list[tuple[str, str]]:
        """Return the surplus that the offer would leave a delegation."""
        offer = self._offer
        if offer is None or delegation not in offer.worth:
            return []
        worth = offer.worth[delegation]
        return [
            (f" {offer.id} ", "$secondary"),
            (_said(worth), "$success" if worth.acceptable else "$error"),
        ]


def _said(worth: Worth) -> str:
    return "red line" if worth.red_lines else f"{tenth(worth.surplus):+.1f}"
