"""A delegation at the table: the negotiation grid, its draft and everything it can do with it.

It knows one seat's `Port` and nothing else, so it serves both a shared keyboard and a single seat.
"""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tabletop.play.actions import Ready, SignOffer, WithdrawOffer
from tabletop.play.seen import OfferSeen, View, Worth
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead, where
from tabletop.screens.kit.one_line import OneLine
from tabletop.screens.kit.speakers_line import speakers_line, tell_speakers
from tabletop.screens.kit.theme import BROAD, LOW, SLIM
from tabletop.screens.table.drafting import DRAFTING, IN_PHASES, OVER, Drafting, why_not_draft
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.panels.offer_line import OfferLine
from tabletop.screens.table.panels.reasons import Reasons
from tabletop.screens.table.panels.recent import Recent
from tabletop.screens.table.panels.role_lines import RoleLines
from tabletop.screens.table.panels.worth import Detail, WorthBar
from tabletop.screens.table.table_words import answered_since, head_of, help_of, hint_of, trusted
from tabletop.seat.asked import named, phase_of, too_late
from tabletop.seat.deeds import DEEDS, label_for, why_not
from tabletop.seat.packages.grid import Column, columns_of
from tabletop.seat.packages.worth import NamedWorth, own, worths_of
from tabletop.seat.port import Port
from tabletop.seat.talks import messages_label, new_messages
from tabletop.seat.words.discussion import told_unanswered
from tabletop.seat.words.motions import motion_label
from tabletop.seat.words.signing import binds_otherwise, what_binds
from tabletop.seat.words.speakers import hand_label
from tabletop.seat.words.suspended import suspended_act
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, told_why

_TALL = 30
"""From this many lines on, every option of the issue under the cursor is shown."""
_ROOMY = 26
"""From this many lines on, the line about an offer takes none from the details below it."""
_BESIDE_THE_GRID = 22
"""Lines of a tall page that are not for issues."""
_SPARE = 10
"""Lines left below the issues from which on the details are shown there."""
_DEEDS = {one.action: one for one in DEEDS}


class TableScreen(Drafting):
    """Dismisses with "pass" when the keyboard goes on and "ready" when the delegation is ready."""

    ON_FOOT: ClassVar[tuple[str, ...]] = tuple(_DEEDS)
    """The actions whose keys the key bar shows when they can be done."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", "Issue", key_display="↑↓"),
        Binding("plus,equals_sign,space", "step(1)", "Option", key_display="+-"),
        *(
            Binding(
                one.key,
                one.action,
                one.label,
                key_display=one.shown or one.key.upper(),
                # The keys beside it represent it in the key bar: there is no room for both.
                show=one.action != "choose",
            )
            for one in DEEDS
        ),
        Binding("down", "go(1)", "", show=False),
        Binding("pageup", "go(-5)", "", show=False),
        Binding("pagedown", "go(5)", "", show=False),
        Binding("home", "go(-99)", "", show=False),
        Binding("end", "go(99)", "", show=False),
        Binding("left", "pick(-1)", "", show=False),
        Binding("right", "pick(1)", "", show=False),
        Binding("minus", "step(-1)", "", show=False),
        Binding("k", "hand_on", "", show=False),
        Binding("delete", "reset", "", show=False),
        Binding("y", "why", "", show=False),
    ]
    DEFAULT_CSS = """
    TableScreen.-high Grid { height: auto; }
    TableScreen.-flat WorthBar { height: 2; }
    TableScreen #hint { color: $accent; background: $background; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._view = port.view()
        self.help_here = self._help()
        self._draft = port.draft(self._view.standing)
        self._picked = next((one.id for one in self._view.open_offers), "")
        self._foot: tuple[tuple[bool | None, ...], str] = ((), "")
        """What of `ON_FOOT` can be done, and what is new, as the key bar shows it."""

    def _help(self) -> str:
        return help_of(DEEDS, self._view.has, drafting=self._view.stage not in ("decision", *OVER))

    def compose(self) -> ComposeResult:
        yield Recent(self._view, comings=self.COMINGS)
        yield head_of(self._view, self._port.remaining(), self._trusted())
        yield OneLine((one_line(self._hint()), ""), id="hint")
        yield from speakers_line(self._port)
        yield Grid(self._view, self._columns(), id="grid")
        if self._view.has.points:
            yield Reasons()
        yield Recent(self._view, comings=self.COMINGS, below=True)
        yield OfferLine(id="offer")
        yield Detail()
        if self._view.has.points:
            yield WorthBar(self._worths())
        yield RoleLines(self._role_rows())
        yield KeyBar(lines=2)

    def on_mount(self) -> None:
        grid = self.query_one(Grid)
        grid.picked = self._picked
        grid.focus()
        self.query_one(Detail).expect(self._view.has)
        self._tell_offer()
        self._tell_detail()

    # What is shown.

    def on_resize(self, event: events.Resize) -> None:
        detail = self.query_one(Detail)
        self.set_class(event.size.width >= BROAD, "-broad")
        detail.set_class(event.size.height >= _TALL and event.size.width >= SLIM, "-tall")
        detail.set_class(event.size.height < LOW, "-low")
        detail.set_class(event.size.height < _ROOMY, "-short")
        spare = event.size.height - _BESIDE_THE_GRID - len(self._view.choices)
        self.set_class(event.size.width >= SLIM and spare >= _SPARE, "-high")
        for one in self.query(Reasons):
            one.set_class(event.size.width < BROAD and spare < 2 * _SPARE, "-aside")
        self._tell_reasons()
        self._tell_offer()
        # After the grid has divided its columns: what it cuts is shown below it.
        self.call_after_refresh(self._tell_detail)

    def _tell_reasons(self) -> None:
        if self._view.has.points:
            reasons = next(reversed(self._worths()), None)
            self.query_one(Reasons).put(reasons, self._view.names)

    def _tell_offer(self) -> None:
        """Describe the selected offer: who signed, whom it waits for, your own acts; its words."""
        offer = self._offer()
        self.query_one(OfferLine).tell(self._view, offer)
        self.query_one(Detail).set_class(offer is not None, "-beside")

    def follow(self, view: View) -> None:
        """Follow the table when it has moved on."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Read the view again and repaint what has changed."""
        self._view = self._port.view()
        self.help_here = self._help()
        self._draft.follow(self._view.standing)
        there = self._pickable()
        if self._picked not in there:
            self._picked = there[0] if there else ""
        self.query_one(Masthead).show(self._view, aside=self._trusted())
        self._paint()

    def _paint(self) -> None:
        for one in self.query(Recent):
            one.put(self._view)
        grid = self.query_one(Grid)
        grid.put(self._view, self._columns(), self._picked)
        self.query_one("#hint", OneLine).put((one_line(self._hint()), ""))
        self._tell_offer()
        # A search for what may not be there goes through the whole page, at each key.
        if self._view.has.speakers:
            tell_speakers((self,))
        if self._view.has.points:
            self.query_one(WorthBar).put(self._worths())
        self.query_one(RoleLines).put(self._role_rows())
        self._tell_reasons()
        self._tell_detail()
        possible = tuple(self.check_action(one, ()) for one in self.ON_FOOT)
        own = hand_label(self._view), motion_label(self._view)
        foot = possible, " ".join((messages_label(self._view, self._port), *own))
        if foot != self._foot:
            self._foot = foot
            # At once, and not when the page is idle, which would take a second frame.
            self.query_one(KeyBar).follow()

    def called(self, binding: Binding) -> str:
        """Return the key bar's label for a binding: messages with the number of new ones."""
        if binding.action == "messages":
            return messages_label(self._view, self._port)
        own = {"hand": hand_label, "motion": motion_label}.get(binding.action)
        if own is not None:
            return own(self._view)
        deed = _DEEDS.get(binding.action)
        return label_for(deed, self._view) if deed else binding.description

    def _columns(self) -> tuple[Column, ...]:
        return columns_of(self._view, self._drafted_package())

    def _drafted_package(self) -> dict[str, str] | None:
        """Return the draft; None once the exercise is over, and how it stands is all there is."""
        over = self._view.stage in OVER and self._view.stands
        return None if over else self._draft.package

    def _worths(self) -> tuple[NamedWorth, ...]:
        offer = self._offer()
        return worths_of(self._view, () if offer is None else (offer,), self._drafted())

    def _drafted(self) -> Worth | None:
        """Return the value of the draft to whoever drafts it; None while it changes nothing."""
        if self._view.stands and (self._view.stage in OVER or not self._draft.changed):
            return None
        return own(self._view, self._port.appraise(self._draft.package))

    def _trusted(self) -> str:
        return trusted(self._view, short=bool(where(self.app)))

    def _hint(self) -> str:
        # On a device of one's own a line of its own says what others did.
        news = "" if self.COMINGS else answered_since(self._view)
        return hint_of(self._view, self._picked, len(new_messages(self._view, self._port)), news)

    def _offer(self) -> OfferSeen | None:
        return next((one for one in self._view.open_offers if one.id == self._picked), None)

    def _tell_detail(self) -> None:
        grid = self.query_one(Grid)
        choice = grid.choice
        note = suspended_act(self._view, choice) if choice.id in self._view.suspended else ""
        self.query_one(Detail).put(
            choice,
            (self._drafted_package() or self._view.standing)[choice.id],
            self._view.delegation,
            note,
            grid.cut_names(choice),
        )

    # What can be done.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        deed = _DEEDS.get(action)
        if action in DRAFTING:
            return self._why_not_draft(action) is None
        if deed is None:
            return True
        refusal = why_not(deed, self._view, self._offer(), self._draft.changed)
        if refusal is None:
            return True
        # A key that will do something later in this phase stays visible, dimmed and with a reason.
        later = action == "ready" or (action == "table" and self._view.stage == "negotiation")
        later = later or (action == "hand" and self._view.has.speakers)
        return None if later else False

    def why_not(self, action: str) -> str | None:
        """Return why a key of this page does nothing now, in a sentence; None when it does
        something.
        """
        deed = _DEEDS.get(action)
        if action in DRAFTING:
            return self._why_not_draft(action)
        refusal = deed and why_not(deed, self._view, self._offer(), self._draft.changed)
        return told_why(refusal) if refusal else None

    def _why_not_draft(self, action: str) -> str | None:
        drafting = self._view.stage in IN_PHASES
        return why_not_draft(action, self._draft, drafting=drafting)

    def on_grid_moved(self, event: Grid.Moved) -> None:
        self._tell_detail()

    def on_grid_picked(self, event: Grid.Picked) -> None:
        self._picked = event.column
        self._paint()

    def action_go(self, rows: int) -> None:
        self.query_one(Grid).go(rows)
        # Before the grid's own event: both are painted at once, and sooner.
        self._tell_detail()

    def action_pick(self, by: int) -> None:
        there = self._pickable()
        if there:
            place = there.index(self._picked) if self._picked in there else 0
            self._picked = there[(place + by) % len(there)]
            self._paint()

    def _pickable(self) -> list[str]:
        """Return the columns between which ← and → move."""
        return [one.id for one in self._view.open_offers]

    def action_counter(self) -> None:
        offer = self._offer()
        if offer is None:
            return
        back = " Z brings back what you had drafted." if self._draft.changed else ""
        self._draft.counter(offer)
        self._paint()
        self.notify(
            f"{offer.id} is your draft now: change it, then press T to table your counter-offer."
            f"{back}",
            markup=False,
        )

    def action_table(self) -> None:
        from tabletop.screens.table.forms.offer_form import OfferForm

        seen = {one.id for one in self._view.offers}
        reply_to = self._draft.reply_to if self._draft.reply_to in seen else None
        self.app.push_screen(OfferForm(self._port, self._draft.package, reply_to), self._tabled)

    def _tabled(self, done: bool | None) -> None:
        if done:
            self._draft.begin_anew()
            self._picked = ""
            self.notify("Your offer is on the table.")
        self.refresh_view()

    def action_offer(self) -> None:
        from tabletop.screens.table.overlays.offer_page import OfferPage

        def read(shown: str | None) -> None:
            if shown in self._pickable():
                self._picked = shown
            self.refresh_view()
            if page.wanted and shown == self._picked:
                self.call_later(self._run(page.wanted))

        chosen = self._offer() or next(iter(self._view.offers), None)
        if chosen is not None:
            page = OfferPage(self._view, chosen.id)
            self.app.push_screen(page, read)

    def action_sign(self) -> None:
        offer = self._offer()
        if offer is None:
            return
        self._confirm(
            f"Sign {offer.id}?",
            what_binds(self._view, offer),
            "Sign",
            SignOffer(by=self._port.seat, offer=offer.id),
            offer,
        )

    def action_withdraw(self) -> None:
        offer = self._offer()
        if offer is not None:
            self._confirm(
                f"Withdraw {offer.id}?",
                "Your offer leaves the table and your signature with it.",
                "Withdraw",
                WithdrawOffer(by=self._port.seat, offer=offer.id),
            )

    def _confirm(
        self, title: str, text: str, yes: str, action: Any, signed: OfferSeen | None = None
    ) -> None:
        async def make() -> None:
            otherwise = signed and binds_otherwise(self._port.view(), signed)
            refusal = otherwise or await self._port.submit(action)
            if refusal is not None:
                self.app.notify(told_why(refusal), severity="warning", markup=False)
            if is_up(self):
                self.refresh_view()

        def answered(sure: bool | None) -> None:
            if sure:
                carry_out(self, make())
            else:
                self.refresh_view()

        self.app.push_screen(Ask(title, text, yes, "Not yet"), answered)

    def action_why(self) -> None:
        from tabletop.screens.table.panels.ledger import Ledger

        view = self._view
        parts, roles = tuple(reversed(self._worths())), self._role_rows()
        self.app.push_screen(Ledger(parts, view.names, view.has, roles=roles))

    def action_compare(self) -> None:
        from tabletop.screens.table.panels.compare import Compare

        worths = worths_of(self._view, self._view.open_offers, self._drafted())
        drafting = self._draft.changed or not self._view.stands
        columns = self._columns() if drafting else self._columns()[:-1]

        def picked(offer: str | None) -> None:
            if offer:
                self._picked = offer
                self._paint()

        self.app.push_screen(
            Compare(self._view, columns, worths, self._picked, self._port.remaining()),
            picked,
        )

    def action_ready(self) -> None:
        refusal = self._port.why_not(Ready(by=self._port.seat))
        if refusal is not None:
            self.notify(told_why(refusal), severity="warning", markup=False)
            return
        open_offers = [one.id for one in self._view.open_offers if one.why_not_sign is None]
        asked = phase_of(self._view)
        text = f"Your delegation is done with {named(asked)}.{told_unanswered(self._view)}"
        if open_offers and self._view.stage == "decision":
            ask = "ask" if len(open_offers) > 1 else "asks"
            text += f" {listed(open_offers)} still {ask} for your signature and will lapse."
        if unvoted := [one.id for one in self._view.open_votes if one.asks]:
            text += f" You have not voted in {listed(unvoted)}, closed when the phase ends."
        if self._draft.changed and self._view.stage == "negotiation":
            text += " Your draft has not been tabled."

        def answered(sure: bool | None) -> None:
            late = too_late(asked, phase_of(self._port.view()))
            if sure and late is not None:
                self.notify(late, severity="warning", markup=False)
            elif sure:
                self._say_ready()

        self.app.push_screen(Ask("Ready?", text, "Ready", "Not yet"), answered)

    def _say_ready(self) -> None:
        self.dismiss("ready")

    def action_hand_on(self) -> None:
        self.dismiss("pass")
