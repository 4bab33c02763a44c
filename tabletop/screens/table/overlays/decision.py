"""The private decision: each due act, performed or breached, before anybody else sees it."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tabletop.play.actions import Breach, Perform
from tabletop.play.seen import AtStake, View
from tabletop.play.state import Due
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Ask, Box
from tabletop.seat.asked import phase_of, too_late
from tabletop.seat.port import Port
from tabletop.seat.words.due import due_from
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, told_why


class DueActs(ModalScreen[None]):
    """One card per act; a decision can be changed until the delegation says it is ready."""

    HELP = (
        "**Perform** carries the act out: it counts in full from now on and others trust you more. "
        "**Breach** leaves it undone: it asks first and says what that costs in trust and tension, "
        "and what follows is suspended. All decisions are revealed together at the ruling; an act "
        "nobody decides on is a breach."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "close", "Done", key_display="Esc"),
        Binding("ctrl+s", "keep", show=False),
        Binding("up,left", "app.focus_previous", "", show=False),
        Binding("down,right", "app.focus_next", "", show=False),
    ]
    DEFAULT_CSS = """
    DueActs { align: center middle; }
    DueActs Box { width: 84; max-width: 98%; max-height: 96%; padding: 1 2; }
    DueActs Static { height: auto; }
    DueActs .card { height: auto; margin: 1 0 0 0; padding: 0 1; background: $panel; }
    DueActs .card Horizontal { margin: 1 0 0 0; }
    DueActs .card Button:focus { background: $primary; color: $background; }
    DueActs #why { color: $error; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._asked = phase_of(port.view())
        self._due = due_from(port.view())

    def compose(self) -> ComposeResult:
        view = self._port.view()
        with Box():
            yield Static("What you owe now", classes="title")
            yield Static(
                plain("Decide in private. All decisions are revealed together.", "$secondary")
            )
            for number, due in enumerate(self._due):
                with Vertical(classes="card"):
                    yield Static(self._card(view, due), id=f"due-{number}")
                    with Horizontal():
                        yield Button("Perform", compact=True, id=f"perform-{number}")
                        yield Button("Breach", compact=True, id=f"breach-{number}")
            yield Static(self._others(view), classes="card")
            yield Static("", id="why")
            yield Button("Done (Esc)", compact=True, id="done")

    def on_mount(self) -> None:
        if self._due:
            self.query_one("#perform-0").focus()

    def _card(self, view: View, due: Due) -> Content:
        issue = next(one for one in view.issues if one.id == due.issue)
        option = issue.option(due.option)
        mine = view.delegation or ""
        stake = view.at_stake[due.agreement, due.issue]
        part = f", part {due.instalment} of {due.instalments}" if due.instalments > 1 else ""
        if not part and (term := view.terms.get(due.issue)) is not None and term.done:
            part = ", the half that is left"
        with_whom = [one_line(view.party(one).name) for one in due.performers if one != mine]
        together = f", together with {', '.join(with_whom)}" if with_whom else ""
        choice = due.decided.get(mine)
        said = {"perform": "You will PERFORM.", "breach": "You will BREACH."}.get(
            choice or "", "Not decided yet."
        )
        return Content.assemble(
            (f"{one_line(issue.name)}: {one_line(option.name)}{part}", "bold"),
            (f"  ({due.agreement}{together})\n", "$muted"),
            (f"{_worth(stake, with_whom)}\n", "$secondary"),
            (f"Breaking your word: {_price(stake)}.\n", "$secondary"),
            (said, "bold $accent" if choice else "bold $error"),
        )

    def _others(self, view: View) -> Content:
        rows = []
        for due in view.due:
            others = [
                one_line(view.party(one).name) for one in due.performers if one != view.delegation
            ]
            if others:
                issue = next(one for one in view.issues if one.id == due.issue)
                rows.append(
                    f"{', '.join(others)}: {one_line(issue.name)}, "
                    f"{one_line(issue.option(due.option).name)}"
                )
        text = "\n".join(rows) if rows else "nothing"
        return Content.assemble(("Due from others at the same time\n", "$muted"), (text, ""))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        what, _, number = (event.button.id or "").partition("-")
        if what == "done":
            self.dismiss(None)
            return
        if what == "perform":
            self._choose("perform", int(number))
        else:
            self._ask_breach(int(number))

    def _ask_breach(self, number: int) -> None:
        """Ask before a breach, and say what it costs: a mistyped key breaches nothing."""
        late = self._moved_on()
        if late is not None:
            self.query_one("#why", Static).update(plain(late))
            return
        view, due = self._port.view(), self._due[number]
        issue = next(one for one in view.issues if one.id == due.issue)
        stake = view.at_stake[due.agreement, due.issue]
        joint = len(due.performers) > 1

        def answered(sure: bool | None) -> None:
            if sure:
                self._choose("breach", number)

        title = f"Break your word on {one_line(issue.name)}?"
        self.app.push_screen(
            Ask(title, _told_breach(stake, joint=joint), "Break it", final=True), answered
        )

    def _choose(self, choice: Literal["perform", "breach"], number: int) -> None:
        carry_out(self, self._chosen(choice, number))

    async def _chosen(self, choice: Literal["perform", "breach"], number: int) -> None:
        due = self._due[number]
        kind = Perform if choice == "perform" else Breach
        refusal = self._moved_on() or await self._port.submit(
            kind(by=self._port.seat, agreement=due.agreement, issue=due.issue)
        )
        if not is_up(self):
            return
        self.query_one("#why", Static).update(plain(told_why(refusal) if refusal else ""))
        if self._moved_on() is None:
            view = self._port.view()
            self._due = due_from(view)
            for place, one in enumerate(self._due):
                self.query_one(f"#due-{place}", Static).update(self._card(view, one))
        if refusal is None and number + 1 < len(self._due):
            self.query_one(f"#perform-{number + 1}").focus()
        elif refusal is None:
            self.query_one("#done").focus()

    def _moved_on(self) -> str | None:
        """Return why these cards no longer show what is due, None when they do."""
        view = self._port.view()
        late = too_late(self._asked, phase_of(view))
        if late is None and _acts(due_from(view)) != _acts(self._due):
            return "What is due from you has changed: press Esc, then D again."
        return late

    def action_keep(self) -> None:
        """Decisions are kept already; say which are missing."""
        mine = self._port.view().delegation or ""
        if all(mine in due.decided for due in self._due):
            self.dismiss(None)
        else:
            self.query_one("#why", Static).update(
                "Not everything is decided yet: Enter on Perform or Breach decides."
            )

    def action_close(self) -> None:
        self.dismiss(None)


def _worth(stake: AtStake, with_whom: list[str]) -> str:
    """Say what performing changes. For a joint act nothing counts until all have performed it."""
    points = tenth(stake.points)
    if points < 0:
        does = f"costs you {-points:.1f} points"
    elif points > 0:
        does = f"is worth {points:.1f} points to you"
    else:
        does = "neither costs you points nor brings you any"
    if not with_whom or not points:
        return f"Performing {does}."
    others = listed(with_whom)
    return (
        f"If {others} {'performs' if len(with_whom) == 1 else 'perform'} too, performing {does}; "
        "if not, the act does not take effect and nothing is counted."
    )


def _price(stake: AtStake) -> str:
    """Say in a few words what a breach costs."""
    trust = (
        f"trust in you down by {100 * stake.trust:.0f} %" if stake.trust else "your trust untouched"
    )
    idle = f" and {stake.idle:+.0f} in each round it suspends the agreement" if stake.idle else ""
    return f"tension {stake.tension:+.0f}{idle}, {trust}"


def _told_breach(stake: AtStake, *, joint: bool) -> str:
    """Say what a breach costs in one's own points: others' trust itself is for them to know."""
    costs = "it costs you once all perform it" if joint else "it costs you"
    saved = (
        f"You keep the {tenth(-stake.points):.1f} points that {costs}" if stake.points < 0 else ""
    )
    trust = (
        f"Whoever the act helps loses {100 * stake.trust:.0f} % of the trust it has in you, "
        f"everybody else {100 * stake.bystanders:.0f} %."
        if stake.trust
        else "The act is worth nothing to you either way, so nobody trusts you less."
    )
    idle = (
        f": each round without an agreement in force, this one too, adds {stake.idle:.0f} more"
        if stake.idle
        else ""
    )
    sentences = [
        f"{saved}." if saved else "",
        trust,
        f"Tension rises by {stake.tension:.0f}, and what has not fallen due is suspended{idle}.",
        "It is revealed with all other decisions. Until you are ready you can still change it.",
    ]
    return " ".join(one for one in sentences if one)


def _acts(some: tuple[Due, ...]) -> list[tuple[str, str, str, int]]:
    return [(due.agreement, due.issue, due.option, due.instalment) for due in some]
