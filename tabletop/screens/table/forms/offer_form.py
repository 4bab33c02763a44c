"""Tabling an offer: to whom, in public or not, with which words, and what it would bind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Checkbox, Input, Static

from tabletop.play.actions import TableOffer
from tabletop.play.seen import ActSeen, View, Worth
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.carrying_out import hand_in, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.hung import Hung
from tabletop.screens.table.forms.kept_words import KeepsWords
from tabletop.screens.table.panels.role_lines import verdicts
from tabletop.seat.packages.worth import compared
from tabletop.seat.port import Port
from tabletop.seat.words.signatures import once_tabled, when_due
from tabletop.text.safe import cut, one_line, width

_MOVED_ON = (
    "How things stand has changed, and with it what this offer would settle: go back (Esc), look "
    "at your draft and table it again."
)


def moves_of(view: View, package: Mapping[str, str], acts: Iterable[ActSeen] = ()) -> Content:
    """Return what a package would change from how things stand, a line each, then form and order.

    `acts` are those it makes due, if it were agreed now.
    """
    rows = []
    due = {act.issue: when_due(view, act) for act in acts}
    for choice in view.choices:
        bound = choice in (view.form, view.order)
        option = choice.option(package[choice.id])
        again = choice.id in view.suspended
        kept = view.stands and package[choice.id] == view.standing[choice.id]
        if kept and not bound and not again and choice.id not in due:
            continue
        if bound and len(choice.options) == 1:
            continue
        by = " ".join(one_line(view.party(one).tag) for one in choice.by)
        rows.append(
            Content.assemble(
                ("• ", "$accent"),
                (f"{one_line(choice.name)}: ", "$secondary"),
                (one_line(option.name), "bold"),
                (f"  ({by})" if by else "", "$muted"),
                (f"  due {due[choice.id]}" if choice.id in due else "", "$secondary"),
            )
        )
    return Content("\n").join(rows)


def verdict_of(worth: Worth | None, now: Worth | None = None) -> Content:
    """Return what it is worth to you on one line, with a warning where there is cause.

    `now` is what how things stand is worth to you: with it or without the offer you may be below
    your walk-away, so each is compared by itself.
    """
    if worth is None:
        return Content("")
    parts: list[tuple[str, str]] = [
        ("Worth to you ", "$secondary"),
        (f"{tenth(worth.value):.1f}", "bold $success" if worth.acceptable else "bold $error"),
        (f" · your walk-away {tenth(worth.walk_away):.1f}", "$secondary"),
    ]
    if worth.red_lines:
        parts.append((f"\nCrosses your red line: {one_line(worth.red_lines[0])}", "bold $error"))
    elif warning := compared(worth, now):
        parts.append((f"\n{warning}", "bold $error"))
    return Content.assemble(*parts)


class TickBox(Checkbox, inherit_bindings=False):
    """A one-line checkbox that shows its state by a sign, and does not change size with the focus.

    Disabled it is locked: it stays readable, and takes neither key nor click.
    """

    BUTTON_INNER = " "
    # Space alone: Enter tables the offer, as from every other field.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "toggle_button", show=False)]
    # Textual's own puts a frame around the focused box, which would take its only line.
    DEFAULT_CSS = """
    TickBox, TickBox:focus {
        border: none; padding: 0 2 0 0; height: 1; width: auto; background: transparent;
        background-tint: $foreground 0%;
    }
    TickBox > .toggle--button { color: $secondary; background: $panel; }
    TickBox.-on > .toggle--button { color: $success; background: $panel; text-style: bold; }
    TickBox:focus > .toggle--label {
        color: $foreground; background: $block-cursor-blurred-background;
        text-style: bold underline;
    }
    TickBox:focus > .toggle--button { background: $block-cursor-blurred-background; }
    TickBox:hover > .toggle--label { background: $panel; }
    TickBox:disabled { opacity: 1 !important; color: $secondary; }
    TickBox:disabled > .toggle--button { color: $secondary; }
    """

    def watch_value(self) -> None:
        self.BUTTON_INNER = "x" if self.value else " "
        super().watch_value()


@dataclass(frozen=True)
class _Addressee:
    """A delegation that an offer can go to, and why it has it in any case (`signs`: must, may or
    empty); an offer is `signed` or voted on.
    """

    name: str
    tag: str
    signs: str
    signed: bool

    def label(self, cells: int) -> Content:
        """Return its label in at most so many cells: the name is shortened before what is said of
        it.
        """
        name, tag = one_line(self.name), one_line(self.tag)
        if not self.signs:
            return Content(cut(name, cells))
        must = self.signs == "must"
        deed = "sign" if self.signed else "vote yes" if must else "vote"
        on_it = "sign it" if self.signed else f"{deed} on it"
        said = (
            (name, f" · {self.signs} {on_it}, so sees it"),
            (name, f" · {self.signs} {deed}, so sees it"),
            (tag, f" · {self.signs} {deed}, so sees it"),
            (tag, f" · {self.signs} {deed}, sees it"),
        )
        fits = (one for one in said if width("".join(one)) <= cells)
        called, why = next(fits, (cut(tag, max(2, cells - width(said[-1][1]))), said[-1][1]))
        return Content.assemble(called, (why, "$muted"))


_BESIDE = 6
"""Cells of a line that its box and the space after it take."""
_WIDEST = 200
_TO_SOME = "To · no other delegation sees it until it is agreed"
_TO_EACH = "To · every delegation sees it, and nobody else until it is agreed"
_TO_ALL = "To · everybody sees it, and your words"


_DUE = "Beside each act is when it would fall due if the offer were agreed in this round. "
"""What help says where something falls due."""


class OfferForm(KeepsWords):
    """Dismisses with True once the offer is on the table."""

    HELP = (
        "Choose who is addressed: nobody else sees the offer until it is agreed. Then all "
        "learn its terms, but not your words. Whoever is asked to sign sees it in any case, so "
        "that box is locked. Tabling counts as your own signature until you withdraw. "
        f"{_DUE}**Space** ticks a box, **Enter** tables, **Esc** goes back to the draft and keeps "
        "your words."
    )
    MOVE = "offer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back to the draft", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    OfferForm { align: center middle; }
    OfferForm Box { width: 84; max-width: 98%; max-height: 96%; padding: 1 2; }
    OfferForm Static { height: auto; }
    OfferForm .gap { margin: 1 0 0 0; }
    OfferForm #to { height: auto; }
    OfferForm Input { margin: 1 0; }
    OfferForm.-slim Box { padding: 1; }
    OfferForm.-slim #to { layout: vertical; }
    OfferForm #why, OfferForm #obstacles { color: $error; }
    """

    def __init__(self, port: Port, package: Mapping[str, str], reply_to: str | None) -> None:
        super().__init__()
        self._port = port
        has = port.view().has
        self.help_here = self.HELP if has.acts else self.HELP.replace(_DUE, "")
        if not has.signatures:
            self.help_here = self.help_here.replace("asked to sign", "asked to vote").replace(
                "Tabling counts as your own signature until you withdraw. ",
                "Tabling is no vote: you vote like the others once it is put to the vote. ",
            )
        self._standing = dict(port.view().standing)
        self._package = dict(package)
        self._reply_to = reply_to
        self._asked: dict[str, _Addressee] = {}

    def compose(self) -> ComposeResult:
        view = self._port.view()
        mine = view.delegation
        obstacles = self._port.obstacles(self._package)
        worth = self._port.appraise(self._package).get(mine or "")
        parties, needed = self._port.asked(self._package)
        needs = self._port.needs(self._package)
        addressees = self._addressees(view)
        reply = f" in reply to {self._reply_to}" if self._reply_to else ""
        with Box():
            yield Static(plain(f"Your offer{reply}"), classes="title")
            yield Hung(moves_of(view, self._package, self._port.falling_due(self._package)))
            yield Static(verdict_of(worth, view.worth_now.get(mine or "")), classes="gap")
            for told in verdicts(view, self._port.role_worth(self._package)):
                yield Static(told)
            rule = once_tabled(view, needs) if needs is not None else ""
            if rule:
                yield Static(plain(f"It {rule}.", "$secondary"), id="needs")
            if obstacles:
                yield Static(plain("\n".join(obstacles)), id="obstacles")
            yield Static("", id="why")
            yield Static(id="whom", classes="gap")
            with Vertical(id="to"):
                for one in view.delegations:
                    if one.id == mine:
                        continue
                    signs = "must" if one.id in needed else "may" if one.id in parties else ""
                    asked = _Addressee(one.name, one.tag, signs, view.has.signatures)
                    self._asked[f"to-{one.id}"] = asked
                    yield TickBox(
                        asked.label(_WIDEST),
                        bool(signs) or one.id in addressees,
                        id=f"to-{one.id}",
                        disabled=bool(signs),
                    )
            yield TickBox("for everybody to see", False, id="public")
            yield self.words("words that go with it (optional)")
            with Horizontal():
                yield self.doing("Table it", disabled=bool(obstacles))
                yield Button("Back (Esc)", compact=True, id="back")

    @on(Checkbox.Changed)
    def _tell_whom(self) -> None:
        each = all(box.value for box in self.query("#to Checkbox").results(Checkbox))
        public = self.query_one("#public", Checkbox).value
        told = _TO_ALL if public else _TO_EACH if each else _TO_SOME
        self.query_one("#whom", Static).update(plain(told, "$muted"))

    def _addressees(self, view: View) -> frozenset[str]:
        """Return whose boxes are ticked at first: all; for an answer, those who had the offer it
        answers.
        """
        answered = next((one for one in view.offers if one.id == self._reply_to), None)
        if answered is None or answered.public:
            return frozenset(one.id for one in view.delegations)
        return frozenset((answered.delegation, *answered.to))

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Give the names of those who see it what room there is beside why."""
        if not is_up(self):
            return
        cells = self.query_one("#to").size.width - _BESIDE
        for id, one in self._asked.items():
            self.query_one(f"#{id}", TickBox).label = one.label(cells)

    def on_mount(self) -> None:
        self._tell_whom()
        # Even if it can't be tabled: Enter on "Back" would let what is typed next press keys.
        self.query_one("#text").focus()

    async def action_done(self) -> None:
        """Table it, or say what prevents it."""
        if self.query_one("#done").disabled:
            self.query_one("#why", Static).update(
                "It can't be tabled as it is: Esc goes back to your draft, to change it."
            )
            return
        if dict(self._port.view().standing) != self._standing:
            # The package is complete: it would undo what has been settled meanwhile.
            self.query_one("#why", Static).update(plain(_MOVED_ON))
            return
        to = tuple(
            (box.id or "").removeprefix("to-")
            for box in self.query("#to Checkbox").results(Checkbox)
            if box.value
        )
        hand_in(
            self,
            self._port,
            TableOffer(
                by=self._port.seat,
                to=to,
                package=self._package,
                text=self.query_one("#text", Input).value.strip(),
                reply_to=self._reply_to,
                public=self.query_one("#public", Checkbox).value,
            ),
        )

    def action_back(self) -> None:
        self.dismiss(False)
