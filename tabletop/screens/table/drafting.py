"""What a delegation's page does to its draft: step, choose, type a number, reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.table_pages import TablePages
from tabletop.seat.packages.draft import Draft

if TYPE_CHECKING:
    from tabletop.bots.coach import Advice

IN_PHASES = ("caucus", "negotiation")
OVER = ("ended", "debrief")
DRAFTING = ("choose", "step", "reset", "clear", "undo_draft")
"""What is done to the draft alone."""
NO_DRAFTS = "Drafts are for the caucus and the negotiation: nothing can be offered now."


def why_not_draft(action: str, draft: Draft, *, drafting: bool) -> str | None:
    """Return why a command of `DRAFTING` does nothing now, in a sentence; None when it does."""
    if not drafting:
        return NO_DRAFTS
    if action == "clear" and not draft.changed:
        return "Your draft changes nothing: there is nothing to clear."
    if action == "undo_draft" and not draft.undoable:
        return "Nothing has been changed in your draft since: there is nothing to undo."
    return None


class Drafting(TablePages):
    """A subclass holds a draft and paints it."""

    _draft: Draft
    _picked: str

    def _paint(self) -> None:
        """Show what has changed. Raises `NotImplementedError` unless overridden."""
        raise NotImplementedError

    def on_grid_stepped(self, event: Grid.Stepped) -> None:
        self.action_choose()

    def on_key(self, event: events.Key) -> None:
        """Take a digit for the first of an amount, where one can be typed."""
        digit = event.character if event.character and event.character.isdecimal() else ""
        if digit and self.query_one(Grid).choice.amounts is not None:
            event.stop()
            self._choose(digit)

    def action_step(self, by: int) -> None:
        self._draft.step(self.query_one(Grid).choice, by)
        self._paint()

    def action_choose(self) -> None:
        self._choose("")

    def _choose(self, typed: str) -> None:
        """Open the list of options, or the form for a number, which begins with what was typed."""
        if self._view.stage not in IN_PHASES:
            return
        choice = self.query_one(Grid).choice

        def chosen(option: str | None) -> None:
            if option is not None:
                self._draft.settle(choice.id, option)
                self._paint()

        here = self._draft.package[choice.id]
        if choice.amounts is not None:
            from tabletop.screens.table.forms.amount import AmountChooser

            self.app.push_screen(AmountChooser(self._view, choice, here, typed), chosen)
        else:
            from tabletop.screens.table.forms.compose import OptionChooser

            self.app.push_screen(OptionChooser(self._view, choice, here), chosen)

    def _advised(self, advice: Advice | None) -> None:
        """Take an offer that the coach advises as the draft; begin other advice as elsewhere."""
        if advice is None or not advice.package:
            if advice is not None and advice.asked.about in {o.id for o in self._view.open_offers}:
                self._picked = advice.asked.about or ""
            super()._advised(advice)
            return
        back = " Z brings back what you had drafted." if self._draft.changed else ""
        self._draft.take({**self._view.standing, **advice.package}, advice.asked.about)
        self.refresh_view()
        later = self._view.stage == "caucus"
        then = "table it once the negotiation opens" if later else "press T to table it"
        self.notify(
            f"Your coach's offer is your draft now: change it, or {then}.{back}", markup=False
        )

    def action_reset(self) -> None:
        self._draft.reset(self.query_one(Grid).choice.id)
        self._paint()

    def action_clear(self) -> None:
        self._draft.clear()
        self._paint()
        self.notify("Your draft is cleared: Z brings it back.")

    def action_undo_draft(self) -> None:
        self._draft.undo()
        self._paint()
