"""An offer in full: its words, what it settles and when that falls due, who signed, who is missing.

Closed offers can be read again here too.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tabletop.play.seen import ChoiceSeen, OfferSeen, View
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.hung import Hung
from tabletop.screens.table.forms.offer_form import verdict_of
from tabletop.screens.table.panels.role_lines import verdicts
from tabletop.seat.words.signatures import asked_by, signed_by, waits_for
from tabletop.seat.words.signing import terms_of, whose
from tabletop.seat.words.suspended import became, status_told
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, told_why


def offer_in_full(view: View, offer: OfferSeen) -> Content:
    """Return everything that this seat may know of an offer."""
    to = ", ".join(one_line(view.party(one).name) for one in offer.to)
    whom = "everybody" if offer.public else to or "nobody else"
    reply = f" · in reply to {offer.reply_to}" if offer.reply_to else ""
    parts = [
        Content.styled(
            f"to {whom} · round {offer.round} · {status_told(view, offer)}{reply}", "$muted"
        )
    ]
    if offer.text:
        parts.append(plain(f"“{offer.text.strip()}”", "italic"))
    terms = terms_of(view, offer) if offer.status == "open" else _terms_then(view, offer)
    parts.append(Content("\n").join(plain(f"• {one}") for one in terms))
    who = " · ".join(one for one in (signed_by(view, offer), waits_for(view, offer)) if one)
    if who:
        parts.append(Content.styled(f"{who[:1].upper()}{who[1:]}.", "bold"))
    if asks := asked_by(view, offer):
        parts.append(Content.styled(f"It {asks}.", "$muted"))
    worth = offer.worth.get(view.delegation or "")
    if worth is not None:
        parts.append(verdict_of(worth, view.worth_now.get(view.delegation or "")))
    parts += verdicts(view, offer.role_worth)
    return Content("\n\n").join(parts)


def _terms_then(view: View, offer: OfferSeen) -> list[str]:
    """Return what a closed offer would have changed from the initial state.

    For an agreed one, also what has become of its acts, and when the others are due.
    """
    acts = {act.issue: act for act in offer.acts}
    agreed = next((one.id for one in view.agreements if one.offer == offer.id), None)
    return [
        f"{one_line(choice.name)}: {one_line(choice.option(offer.package[choice.id]).name)}"
        f"{whose(view, choice, acts) or _became(view, choice, agreed)}"
        for choice in view.choices
        if len(choice.options) > 1 and offer.package[choice.id] != view.status_quo.get(choice.id)
    ]


def _became(view: View, choice: ChoiceSeen, agreement: str | None) -> str:
    term = view.terms.get(choice.id)
    if agreement is None or term is None or term.agreement != agreement:
        return ""
    if not choice.by or not view.has.acts:
        return ""
    by = listed([one_line(view.party(one).name) for one in choice.by])
    return f" - by {by}, {became(term, choice.id in view.suspended)}"


def _why_not(offer: OfferSeen, what: str) -> str | None:
    return {
        "sign": offer.why_not_sign,
        "reject": offer.why_not_reject,
        "withdraw": offer.why_not_withdraw,
    }[what]


_DUE = ", who must carry it out and when that would fall due"
_SIGNED = "who is asked and has signed, and what it still needs"
_SIGNING = "**S** signs it, **X** rejects it and **W** withdraws your own, each after asking."
"""What help says only where somebody acts, and where offers are signed."""


class OfferPage(ModalScreen[str]):
    """Dismisses with the offer that was shown last."""

    HELP = (
        f"An offer in full: the words that came with it, what it settles{_DUE}, {_SIGNED}. **← →** "
        f"turns to the other offers, including closed ones. {_SIGNING}"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,o", "close", "Back", key_display="Esc"),
        Binding("left", "turn(-1)", "Another offer", key_display="← →"),
        Binding("right", "turn(1)", "", show=False),
        Binding("s", "do('sign')", "Sign"),
        Binding("x", "do('reject')", "Reject"),
        Binding("w", "do('withdraw')", "Withdraw"),
    ]
    KEYS: ClassVar[dict[str, str]] = {
        "sign": "S signs it",
        "reject": "X rejects it",
        "withdraw": "W withdraws it",
    }
    DEFAULT_CSS = """
    OfferPage { align: center middle; }
    OfferPage Box { width: 96; max-width: 98%; max-height: 96%; padding: 1 2; }
    OfferPage Static { height: auto; }
    OfferPage #keys { color: $muted; margin: 1 0 0 0; }
    """

    def __init__(self, view: View, shown: str) -> None:
        super().__init__()
        self.help_here = self.HELP if view.has.acts else self.HELP.replace(_DUE, "")
        if not view.has.signatures:
            voted = self.help_here.replace(
                _SIGNED, "who is asked and has voted, and what carries it"
            )
            self.help_here = voted.replace(_SIGNING, "**W** withdraws your own, after asking.")
        self._view = view
        self._shown = shown
        self.wanted = ""
        """What to do with it once the page is closed; empty for nothing."""

    def compose(self) -> ComposeResult:
        with Box() as box:
            box.can_focus = True
            yield Static(id="title", classes="title")
            yield Hung(id="offer")
            yield Static(id="keys")

    def on_mount(self) -> None:
        self.query_one(Box).focus()
        self._show()

    def _show(self) -> None:
        view, ids = self._view, [one.id for one in self._view.offers]
        offer = view.offers[ids.index(self._shown)]
        mine = offer.delegation == view.delegation
        whose = "yours" if mine else f"from {one_line(view.party(offer.delegation).name)}"
        self.query_one("#title", Static).update(plain(f"{offer.id} {whose}"))
        self.query_one("#offer", Hung).update(offer_in_full(view, offer))
        can = [said for what, said in self.KEYS.items() if _why_not(offer, what) is None]
        keys = [*can, *([f"← → another of {len(ids)} offers"] if len(ids) > 1 else [])]
        self.query_one("#keys", Static).update(plain(" · ".join([*keys, "Esc goes back"])))
        self.query_one(Box).scroll_home(animate=False)

    def action_turn(self, by: int) -> None:
        ids = [one.id for one in self._view.offers]
        self._shown = ids[(ids.index(self._shown) + by) % len(ids)]
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        signing = action == "do" and parameters[0] in ("sign", "reject")
        return self._view.has.signatures or not signing

    def action_do(self, what: str) -> None:
        offer = next(one for one in self._view.offers if one.id == self._shown)
        refusal = _why_not(offer, what)
        if refusal is None:
            self.wanted = what
            self.dismiss(self._shown)
        else:
            self.notify(told_why(refusal), severity="warning", markup=False)

    def action_close(self) -> None:
        self.dismiss(self._shown)
