"""From the start screen to a table: choose an exercise, seat the people, open the transcript.

The first page is painted before anything of a table is imported (`beginning`, `replay`): that takes
as long again as the page itself, and is done piece by piece while people read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from tabletop.errors import TabletopError
from tabletop.exercise.loading import exercise_source, load_exercise
from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Temperament
from tabletop.games import all_games, new_transcript
from tabletop.journal.store import TranscriptRef
from tabletop.journal.summary import GameSummary, checked
from tabletop.screens.kit.content import plain
from tabletop.screens.start.people import PeoplePage
from tabletop.screens.start.start import Listed, Start
from tabletop.seat.seating import Seating
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line

if TYPE_CHECKING:
    from tabletop.exercise.library import ListedExercise
    from tabletop.play.seen import View
    from tabletop.screens.flow.app import TabletopApp
    from tabletop.screens.start.parts import PracticePart


THE_REST = (
    "tabletop.play.actions",
    "tabletop.play.events",
    "tabletop.referee",
    "tabletop.play.seen",
    "tabletop.play.view",
    "tabletop.past",
    "tabletop.table",
    "markdown_it",
    "tabletop.screens.kit.page",
    "tabletop.screens.pages.ruling",
    "tabletop.screens.start.beginning",
    "tabletop.screens.table.overlays.briefing",
    "tabletop.screens.table.panels.grid",
    "tabletop.screens.table.table_screen",
)
"""What a table begins with, in pieces that each import within one key press."""


@dataclass(frozen=True)
class ChosenExercise:
    """An exercise that was read, with the exact text that a transcript will carry."""

    exercise: Exercise
    source: str


def choose(path: Path) -> ChosenExercise:
    """Read an exercise's file. Raises `UnreadableInput`, with all faults if it has any."""
    return ChosenExercise(load_exercise(path), exercise_source(path))


class OpeningGuide:
    """The guide until a table is open. With an exercise `chosen` its people are seated at once,
    with `stand_ins` for some of its delegations.
    """

    def __init__(
        self,
        app: TabletopApp,
        chosen: ChosenExercise | None = None,
        transcript: TranscriptRef | None = None,
        seed: int = 0,
        stand_ins: Mapping[str, Temperament] | None = None,
    ) -> None:
        self._app = app
        self._stand_ins = stand_ins
        self._given = chosen
        self._transcript = transcript
        self._seed = seed

    def begin(self) -> None:
        self._app.once_started(self._first_page)

    def _first_page(self) -> None:
        if self._given is not None:
            self._seat(self._given, ())
        else:
            self._start()
        self._app.call_after_refresh(self._fetch, THE_REST)

    def _fetch(self, modules: tuple[str, ...]) -> None:
        """Import one piece now and the others in turn, each when no repaint is waiting."""
        first, *rest = modules
        import_module(first)
        if rest:
            self._app.call_after_refresh(self._fetch, tuple(rest))

    def open_facilitator(self) -> None:
        """Do nothing: there is no table yet."""

    def tick(self) -> None:
        """Do nothing: no clock runs yet."""

    has_menu = False

    def stage_view(self) -> View | None:
        return None

    def close(self) -> None:
        """Close nothing: nothing is open yet."""

    def _start(self) -> None:
        self._app.led_by(self)
        found = all_games()
        unfinished = tuple(_listed(one) for one in found if one.standing != "over")
        finished = tuple(_listed(one) for one in found if one.standing == "over")
        exercises = (*_exercises(), *_practising())
        self._app.show(Start(exercises, unfinished, finished), self._chosen)

    def _chosen(self, listed: Listed | None) -> None:
        if listed is None:
            self._app.exit(0)
        elif listed.way == "practise":
            self._choose_part()
        elif isinstance(listed.what, TranscriptRef):
            if listed.way == "resume":
                self._go_on(listed.what)
            else:
                self._look_again(listed.what)
        else:
            try:
                chosen = choose(listed.what)
            except TabletopError as fault:
                self._say(fault)
                self._start()
            else:
                self._seat(chosen, ())

    def _go_on(self, ref: TranscriptRef, *, seen: bool = False) -> None:
        """Resume a game where it was left; one just `seen` in full needs no word for F10."""
        from tabletop.journal.carried import library_note
        from tabletop.screens.facilitator.lock import Lock
        from tabletop.screens.start.beginning import begin_play
        from tabletop.table import Table

        try:
            table = Table.resume(ref)
        except TabletopError as fault:
            self._say(fault)
            self._start()
        else:
            begin_play(
                self._app, table, ref, library_note(table.exercise), Lock() if seen else None
            )

    def _look_again(self, ref: TranscriptRef) -> None:
        from tabletop.screens.replay.course import EVERYTHING
        from tabletop.screens.replay.guide import Replaying
        from tabletop.table import read_transcript

        try:
            table = read_transcript(ref, later=True)
            table.state_at(len(table.events))
        except TabletopError as fault:
            self._say(fault)
            self._start()
        else:
            play_on = partial(self._go_on, seen=True)
            guide = Replaying(self._app, table, 1, EVERYTHING, leave=self._start, play=play_on)
            self._app.led_by(guide)
            guide.begin()

    def _choose_part(self) -> None:
        """Ask what to practise, and for whom."""
        from tabletop.screens.start.parts import PartsPage, parts

        self._app.show(PartsPage(parts()), self._practise)

    def _practise(self, part: PracticePart | None) -> None:
        if part is None:
            self._start()
            return
        from tabletop.screens.start.beginning import begin_play
        from tabletop.screens.start.practising import any_seed, practice_table

        try:
            chosen = choose(part.file)
            transcript = self._new(chosen)
            table = practice_table(chosen.source, part.delegation, transcript, any_seed())
        except TabletopError as fault:
            self._say(fault)
            self._start()
        else:
            begin_play(self._app, table, transcript)

    def _new(self, chosen: ChosenExercise) -> TranscriptRef:
        today = datetime.now(UTC).astimezone().date()
        return new_transcript(chosen.exercise.id, today)

    def _seat(self, chosen: ChosenExercise, names: tuple[str, ...]) -> None:
        """Ask who plays what."""
        transcript = self._transcript or self._new(chosen)
        page = PeoplePage(chosen.exercise, transcript.where, names, self._stand_ins)
        self._app.show(page, partial(self._seated, chosen, transcript))

    def _seated(
        self, chosen: ChosenExercise, transcript: TranscriptRef, seating: Seating | None
    ) -> None:
        if seating is None and self._given is not None:
            self._app.exit(0)
        elif seating is None:
            self._start()
        else:
            from tabletop.screens.facilitator.lock import Lock
            from tabletop.screens.start.beginning import begin_play, open_table

            try:
                table = open_table(chosen.source, transcript, seating, self._seed)
            except TabletopError as fault:
                self._say(fault)
                self._seat(chosen, tuple(dict.fromkeys(seating.names.values())))
            else:
                begin_play(self._app, table, transcript, lock=Lock(seating.word))

    def _say(self, fault: TabletopError) -> None:
        self._app.notify(one_line(fault.sentence), severity="error", timeout=20, markup=False)


def _exercises() -> Iterator[Listed]:
    from tabletop.exercise.library import find_exercises

    for one in find_exercises():
        minutes = f"{one.minutes} minutes · " if one.minutes else ""
        told = f"{one.kind} · {minutes}{len(one.delegations)} delegations"
        note = told if one.readable else "can't be read"
        yield Listed(one.path, one.title, note, partial(_about_exercise, one))


def _practising() -> Iterator[Listed]:
    yield Listed(
        Path(), "Practise alone", "one person against stand-ins", _about_practice, "practise"
    )


def _about_practice() -> tuple[Content, ...]:
    parts = [
        plain("Practise alone", "bold $primary"),
        plain(
            "Choose an exercise and a delegation; stand-ins play the others. They table offers, "
            "answer yours, keep their word or break it. Nobody waits for you, and nothing has a "
            "clock."
        ),
        plain(
            "At the end you see what everybody wanted, and how you did beside rehearsals in which "
            "a stand-in had your seat. A game can be left at any time and resumed here."
        ),
    ]
    return (Content("\n\n").join(parts),)


def _listed(one: GameSummary) -> Listed:
    note = one.told if one.fault else f"{one.day} UTC · {one.told}"
    way: Literal["resume", "replay"] = "replay" if one.standing == "over" else "resume"
    return Listed(one.ref, one.title, note, partial(_about_game, one), way)


def _about_exercise(found: ListedExercise) -> tuple[Content, ...]:
    """Describe an exercise, as far as players may know it before their briefs."""
    # The first page comes up without the room of play.
    from tabletop.play.queries.objectives import objectives_of

    try:
        exercise = load_exercise(found.path)
    except TabletopError as fault:
        return (plain(fault.sentence, "$error"),)
    here = len(exercise.delegations)
    players = f"{exercise.players_min} to {exercise.players_max} players"
    if here < exercise.players_max:
        players += f" (at one keyboard {here} names: people who play together share one)"
    facts = (
        f"{found.kind} · {exercise.minutes} minutes · {players} · "
        f"{len(exercise.rounds)} rounds · {exercise.difficulty}"
    )
    parts = [
        plain(one_line(exercise.title), "bold $primary"),
        plain(facts, "$muted"),
        plain(flowing(exercise.summary)),
        Content.styled("Delegations", "bold"),
        Content("\n").join(plain(f"· {one_line(one.name)}") for one in exercise.delegations),
    ]
    more = []
    if goals := objectives_of(exercise):
        more.append(Content.styled("What it teaches", "bold"))
        more.append(Content("\n").join(plain(f"· {one.text}") for one in goals))
    if exercise.disclaimer:
        more.append(plain(flowing(exercise.disclaimer), "italic $muted"))
    return tuple(Content("\n\n").join(one) for one in (parts, more) if one)


def _about_game(game: GameSummary) -> tuple[Content, ...]:
    fault = checked(game).fault
    if fault:
        title = plain(one_line(game.title), "bold $primary")
        return (Content("\n\n").join([title, plain(one_line(fault), "$error")]),)
    where = f"round {game.round}, {game.phase}" if game.round else f"the {game.phase}"
    if game.ended:
        where = "its debrief"
    stands = "it was played to its end" if game.standing == "over" else f"it stands at {where}"
    enter = "shows it again" if game.standing == "over" else "goes on exactly where it was left"
    parts = [
        plain(one_line(game.title), "bold $primary"),
        plain(f"Begun on {game.day} (UTC); {stands}."),
        plain(f"Played by {', '.join(game.people)}." if game.people else "Nobody is seated yet."),
        plain(game.where, "$muted"),
        Content(f"Enter {enter}."),
    ]
    return (Content("\n\n").join(parts),)
