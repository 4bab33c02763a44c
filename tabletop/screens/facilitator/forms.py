"""The facilitator's forms: more time, an adjustment, a message, a note (injects: `inject_form`).

Each produces an action, for one table or for several.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tabletop.exercise.model import Exercise
from tabletop.play.actions import (
    Adjust,
    AnyAction,
    Extend,
    SendMessage,
    WriteNote,
)
from tabletop.play.queries.objectives import ObjectiveSeen
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.addressed import EVERYBODY as ALL
from tabletop.screens.kit.addressed import addressed
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.form import Begun, FormPage
from tabletop.screens.kit.hotwash import RATINGS
from tabletop.seat.words.objectives import About, abouts
from tabletop.text.safe import one_line, told_why

EVERYBODY = "everybody"
_MOST_MINUTES = 60
LONGEST_MOVE = 200
"""The most cells of a move that a question quotes before it is taken back."""

Attempt = Callable[[AnyAction], Awaitable[str | None]]
"""Does it: None when it is done, else a sentence on why it is not."""


class ActionForm(FormPage[AnyAction]):
    """Dismisses with the move once `attempt` has made it; if it is refused, the form stays as it
    is.
    """

    def __init__(self, attempt: Attempt, whose: str = "", begun: Begun | None = None) -> None:
        super().__init__(whose, begun)
        self._attempt = attempt

    def action(self) -> AnyAction | str:
        """Return what to do, or a sentence on what is wrong with the input.

        Raises `NotImplementedError` unless overridden.
        """
        raise NotImplementedError

    async def action_done(self) -> None:
        action = self.action()
        if isinstance(action, str):
            self.refuse(action)
        else:
            self.do(action)

    def do(self, action: AnyAction) -> None:
        """Do it, or say why not."""
        carry_out(self, self._do(action))

    async def _do(self, action: AnyAction) -> None:
        refusal = await self._attempt(action)
        if not is_up(self):
            if refusal is not None:
                self.app.notify(told_why(refusal), severity="warning", markup=False)
        elif refusal is None and self.is_current:
            self.finish(action)
        else:
            self.refuse(told_why(refusal or "this has been done"))


class ExtendForm(ActionForm):
    """More time on this phase's clock.

    The minutes must be typed: letters meant for another page, such as a word before the menu, and
    their Enter add no time.
    """

    TITLE_TEXT = "More time for this phase"
    DONE = "Extend"
    HELP = (
        "Type how many minutes more, then **Enter**. **Esc** goes back and leaves the clock as "
        "it is."
    )

    def fields(self) -> Iterable[Widget]:
        yield Static(f"Minutes more, 1 to {_MOST_MINUTES}", classes="label")
        yield Input(
            placeholder="minutes", type="integer", max_length=3, classes="short", id="minutes"
        )

    def action(self) -> AnyAction | str:
        minutes = number(self.query_one("#minutes", Input).value)
        if minutes is None or not 1 <= minutes <= _MOST_MINUTES:
            return f"Type how many minutes more, 1 to {_MOST_MINUTES}."
        return Extend(by=FACILITATOR, seconds=60 * int(minutes))


@dataclass(frozen=True)
class Adjustable:
    """Something to adjust: its name for the rules and for people, and its current
    value if known.
    """

    what: str
    name: str
    now: float | None = None


def adjustable(view: View) -> tuple[Adjustable, ...]:
    """Return what can be adjusted at a table."""
    names = {one.id: one_line(one.name) for one in view.delegations}
    return (
        *([Adjustable("tension", "tension", view.tension)] if view.has.climate else []),
        *(
            Adjustable(f"score:{one}", f"score of {names[one]}", score.value)
            for one, score in view.scores.items()
        ),
        *(
            Adjustable(f"trust:{of}-{toward}", f"trust of {names[of]} in {names[toward]}", trust)
            for (of, toward), trust in view.trust.items()
        ),
    )


def adjustable_anywhere(exercise: Exercise) -> tuple[Adjustable, ...]:
    """Return what can be adjusted at the tables of an exercise, without current values."""
    names = {one.id: one_line(one.name) for one in exercise.delegations}
    scores = [Adjustable(f"score:{one}", f"score of {name}") for one, name in names.items()]
    climate = [
        Adjustable("tension", "tension"),
        *(
            Adjustable(f"trust:{pair}", f"trust of {names[of]} in {names[toward]}")
            for pair, (of, toward) in exercise.pairs.items()
        ),
    ]
    if not exercise.has.climate:
        climate = []
    if not exercise.has.points:
        scores = []
    return (*climate[:1], *scores, *climate[1:])


class AdjustForm(ActionForm):
    """A new value for tension, a score or a trust, with the reason."""

    TITLE_TEXT = "Adjust a ruling"
    DONE = "Adjust"

    def __init__(
        self,
        what: Sequence[Adjustable],
        attempt: Attempt,
        whose: str = "",
        begun: Begun | None = None,
    ) -> None:
        super().__init__(attempt, whose, begun)
        self._what = what

    def fields(self) -> Iterable[Widget]:
        yield Cycler("What", tuple(one.name for one in self._what), id="what")
        yield Static(id="now", classes="note")
        yield Static("Its new value", classes="label")
        yield Input(type="number", classes="short", id="value")
        yield Static("The reason, for the record", classes="label")
        yield Input(max_length=500, id="reason")

    def on_mount(self) -> None:
        self._tell()

    def on_cycler_changed(self) -> None:
        self._tell()

    def _tell(self) -> None:
        now = self._chosen().now
        self.query_one("#now", Static).update("" if now is None else f"now {tenth(now):.1f}")

    def _chosen(self) -> Adjustable:
        return self._what[self.query_one("#what", Cycler).at]

    def action(self) -> AnyAction | str:
        value = number(self.query_one("#value", Input).value)
        reason = self.query_one("#reason", Input).value
        if value is None:
            return "Type the new value, a number."
        if not reason.strip():
            return "An adjustment needs a reason: it goes into the transcript."
        return Adjust(by=FACILITATOR, what=self._chosen().what, value=value, reason=reason)


class MessageForm(ActionForm):
    """A message from the facilitator to a delegation, or to all."""

    TITLE_TEXT = "A message from the facilitator"
    DONE = "Send"

    def __init__(
        self,
        names: Mapping[str, str],
        attempt: Attempt,
        whose: str = "",
        begun: Begun | None = None,
        *,
        to: str = "",
        words: str = "",
    ) -> None:
        """`names` are those of delegations by id; `to` is the initial addressee, empty for
        everybody.

        `words` were typed already, and continue what was begun.
        """
        super().__init__(attempt, whose, begun)
        self._names = names
        self._words = words
        self._first = tuple(names).index(to) + 1 if to else 0

    def fields(self) -> Iterable[Widget]:
        names = (EVERYBODY, *map(one_line, self._names.values()))
        yield Cycler("To", names, self._first, id="to")
        yield Static("", id="whom")
        yield TextArea(placeholder="what you want to say", id="text")

    def on_mount(self) -> None:
        # The addressee comes first: there the arrows choose, and typing goes on below.
        self.query_one("#text" if self.query_one("#text", TextArea).text else "#to").focus()
        if self._words:
            self.write(self._words)
        self._tell()

    @on(Cycler.Changed, "#to")
    def _tell(self) -> None:
        to = self._to()
        name = "" if to == ALL else self._names[to]
        self.query_one("#whom", Static).update(addressed(to, name))

    def _to(self) -> str:
        return (ALL, *self._names)[self.query_one("#to", Cycler).at]

    def action(self) -> AnyAction | str:
        text = self.query_one("#text", TextArea).text.strip()
        if not text:
            return "Write what you want to say first."
        to = self._to()
        return SendMessage(by=FACILITATOR, to=to if to == ALL else (to,), text=text)


class NoteForm(ActionForm):
    """What the facilitator saw, against an objective of the exercise or the exercise as a whole."""

    TITLE_TEXT = "A note"
    DONE = "Keep it"

    def __init__(
        self,
        objectives: tuple[ObjectiveSeen, ...],
        attempt: Attempt,
        whose: str = "",
        begun: Begun | None = None,
    ) -> None:
        super().__init__(attempt, whose, begun)
        self._abouts = abouts(objectives)

    def fields(self) -> Iterable[Widget]:
        yield Cycler("Objective", tuple(one.label for one in self._abouts), id="objective")
        yield Cycler("Rating", RATINGS, id="rating")
        yield TextArea(placeholder="what you saw", id="text")

    def on_mount(self) -> None:
        """Offer the ratings of what was chosen before, and keep one that was chosen, too."""
        rating = self.query_one("#rating", Cycler)
        chosen = self._begun.get("rating", rating.value)
        rating.offer(self._about.ratings, 0)
        if chosen in rating.values:
            rating.offer(rating.values, rating.values.index(chosen))

    @property
    def _about(self) -> About:
        return self._abouts[self.query_one("#objective", Cycler).at]

    @on(Cycler.Changed, "#objective")
    def _offer_ratings(self) -> None:
        self.query_one("#rating", Cycler).offer(self._about.ratings, 0)

    def action(self) -> AnyAction | str:
        return WriteNote(
            by=FACILITATOR,
            objective=self._about.objective,
            task=self._about.task,
            rating=self.query_one("#rating", Cycler).at or None,
            text=self.query_one("#text", TextArea).text.strip(),
        )


def number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
