"""A gesture: choosing the act, and the question before it, since it can't be taken back."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.actions import MakeGesture
from tabletop.play.seen import View
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.carrying_out import hand_in
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Ask, Box
from tabletop.screens.table.forms.compose import FORM_STYLE, points_of
from tabletop.screens.table.forms.kept_words import KeepsWords
from tabletop.seat.packages.worth import compared
from tabletop.seat.port import Port
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, told_why

_ANOTHER_AMOUNT = " Amounts near to your draft's are listed: put another there first."


def what_it_does(port: Port, gesture: MakeGesture) -> str:
    """Return what a gesture does and what one is worth to its seat with it, and any warning."""
    view = port.view()
    mine = view.delegation or ""
    issue = next(one for one in view.issues if one.id == gesture.issue)
    said = [f"{one_line(issue.name)}: {one_line(issue.option(gesture.option).name)}."]
    others = [one_line(view.party(one).name) for one in issue.by if one != mine]
    have = "has" if len(others) == 1 else "have"
    when = f"once {listed(others)} {have} followed" if others else "at once"
    said.append(f"It takes effect {when}, and there is no taking it back.")
    now, then = view.worth_now.get(mine), port.worth_after(gesture).get(mine)
    if now is None or then is None:
        return "\n".join(said)
    said.append(
        f"What stands is worth {tenth(now.value):.1f} to you now, and {tenth(then.value):.1f} with "
        f"it; your walk-away is {tenth(then.walk_away):.1f}."
    )
    package = port.appraise({**view.standing, issue.id: gesture.option}).get(mine)
    crossed = then.red_lines or (package.red_lines if package is not None else ())
    if crossed:
        said.append(f"It crosses your red line: {one_line(crossed[0])}.")
    elif warning := compared(then, now):
        said.append(warning)
    return "\n".join(said)


class GestureForm(KeepsWords):
    """A unilateral act: one step further on an issue that is yours to carry out."""

    HELP = (
        "A gesture takes effect at once and asks for nothing in return. What it brings or costs "
        "you "
        "counts in full, and one that costs you tells others more than any promise. Where several "
        "must act, it takes effect, and counts, when all have."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]
    DEFAULT_CSS = FORM_STYLE.format("GestureForm")
    MOVE = "gesture"

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._unchosen = False
        """Whether there are words, but no act has been chosen for them."""

    def compose(self) -> ComposeResult:
        view = self._port.view()
        with Box():
            yield Static("A gesture", classes="title")
            yield Static(
                plain(
                    "Done at once and without conditions: choose the act, then confirm. The "
                    "number is what "
                    "it brings or costs you in points, in full. There is no taking it back."
                    f"{_ANOTHER_AMOUNT if view.has.amounts else ''}"
                ),
                classes="text",
            )
            options = list(self._options(view))
            if options:
                yield OptionList(*options)
                yield self.words("words that go with it (optional)")
                # An act has to be chosen for these words too.
                self._unchosen = self.restored
            else:
                yield Static(plain("There is no gesture you could make now."))
            yield Static("", id="why")
            with Horizontal():
                yield self.doing("Do it", disabled=not options)
                yield Button("Back (Esc)", compact=True, id="back")

    def _options(self, view: View) -> list[Option]:
        mine = view.delegation
        drafted = self._port.draft(view.standing).package
        found = []
        for issue in view.issues:
            if mine is None or mine not in issue.by:
                continue
            stands = issue.option(view.standing[issue.id]).points.get(mine, 0.0)
            # Of a range, what is near to how it stands, and to the draft.
            near = (view.standing[issue.id], drafted[issue.id])
            for one in issue.options if issue.amounts is None else issue.amounts.listed(*near):
                action = MakeGesture(by=self._port.seat, issue=issue.id, option=one.id)
                if self._port.why_not(action) is not None:
                    continue
                others = [view.party(d).tag for d in issue.by if d != mine]
                needs = f"  (takes effect once {' '.join(others)} follow)" if others else ""
                label = Content.assemble(
                    points_of(one.points.get(mine, 0.0) - stands),
                    "  ",
                    (f"{one_line(issue.name)}: ", "$secondary"),
                    (one_line(one.name), "bold"),
                    (needs, "$muted"),
                )
                found.append(Option(label, id=f"{issue.id}={one.id}"))
        return found

    @on(OptionList.OptionSelected)
    def _to_words(self, event: OptionList.OptionSelected) -> None:
        self._unchosen = False
        self.query_one("#why", Static).update("")
        self.query_one(Input).focus()

    def write(self, text: str) -> None:
        self._unchosen = self._unchosen or isinstance(self.focused, OptionList)
        super().write(text)

    async def action_done(self) -> None:
        if self.query_one("#done").disabled:
            self.query_one("#why", Static).update("There is no act to do now: Esc goes back.")
            return
        options = self.query_one(OptionList)
        if options.highlighted is None or self._unchosen:
            # It can't be undone: words alone must not pick the first of the list.
            self.query_one("#why", Static).update("Choose the act first: ↑ and ↓, then Enter.")
            options.focus()
            return
        issue, _, option = (options.get_option_at_index(options.highlighted).id or "").partition(
            "="
        )
        gesture = MakeGesture(
            by=self._port.seat,
            issue=issue,
            option=option,
            text=self.query_one(Input).value.strip(),
        )
        refusal = self._port.why_not(gesture)
        if refusal is not None:
            self.query_one("#why", Static).update(plain(told_why(refusal)))
            return

        def answered(sure: bool | None) -> None:
            if sure:
                hand_in(self, self._port, gesture)

        text = what_it_does(self._port, gesture)
        self.app.push_screen(Ask("Make this gesture?", text, "Do it", final=True), answered)

    def action_back(self) -> None:
        self.dismiss(False)
