"""The projector shows what is public, and in the debrief what the facilitator chooses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tabletop.play.actions import (
    Answer,
    DeliverInject,
    EndExercise,
    Hold,
    Join,
    MakeStatement,
    OpenDebrief,
    Pause,
    Resume,
    Reveal,
    SendMessage,
    SignOffer,
    TableOffer,
)
from tabletop.play.queries.reveal import steps
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import HallProjectorGuide, ProjectorGuide
from tabletop.screens.console.wall.joining import JoinCode, invitation, qr_lines
from tabletop.screens.console.wall.large import large
from tabletop.screens.console.wall.projector import ScenePage
from tabletop.screens.console.wall.scene import scene_of
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.content import side_by_side
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.console.room import Room
from tests.screens.rivers import HEADS, advanced, seated
from tests.screens.test_pictures import after
from tests.screens.watching import see, text_of, until

SMALL = (80, 24)
SECRETS = ("The dam leaks.", "Thirsty by", "Any water will do.")
Picture = Callable[..., bool]


def app_of(table: Table) -> tuple[TabletopApp, ProjectorGuide]:
    app = TabletopApp()
    guide = ProjectorGuide(
        app, Port(table, ""), Room.address, Room.join_code, table.left_on_table, table.possible
    )
    app.led_by(guide)
    return app, guide


def over(table: Table) -> Table:
    table.submit(EndExercise(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    return table


async def test_the_lobby_says_how_to_come_in_and_who_has_come() -> None:
    table = seated()
    app, _ = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, Room.address, large(Room.join_code)[0].strip())
        assert "○ Upper Town: Anna" in text_of(app).replace("\N{NO-BREAK SPACE}", " ")
        lines = qr_lines(invitation(Room.address, Room.join_code))
        assert all(one.strip() in text_of(app) for one in lines)


@pytest.mark.slow
async def test_it_follows_the_table_by_itself() -> None:
    table = seated()
    app, guide = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        advanced(table, "negotiation")
        guide.changed()
        await see(pilot, "Snow melts", "NEGOTIATION", "round 1 of 3")
        table.submit(MakeStatement(by="mill", tone="conciliatory", text="We can share."))
        guide.changed()
        await see(pilot, "THE MILL SAYS IN PUBLIC (CONCILIATORY)", "“We can share.”")
        table.submit(DeliverInject(by=FACILITATOR, title="Hail", text="It **hails**."))
        guide.changed()
        await see(pilot, "NEWS", "Hail", "It hails.")
        package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
        table.submit(TableOffer(by="upper", to="all", package=package, public=True))
        table.submit(SignOffer(by="lower", offer="O1"))
        guide.changed()
        await see(pilot, "AGREEMENT A1 IS IN FORCE", "have signed")
        table.submit(EndExercise(by=FACILITATOR))
        guide.changed()
        await see(pilot, "HOW IT ENDS")


async def test_nothing_that_was_said_or_offered_in_private_is_on_it() -> None:
    table = advanced(seated(), "negotiation")
    package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
    table.submit(TableOffer(by="upper", to=("lower",), package=package, text="PRIVATE OFFER"))
    table.submit(SendMessage(by="upper", to="lower", text="PRIVATE WORD"))
    table.submit(DeliverInject(by=FACILITATOR, title="PRIVATE NEWS", text="PRIVATE", to=("mill",)))
    app, _ = app_of(table)
    async with app.run_test(size=(200, 60)) as pilot:
        await see(pilot, "Snow melts")
        assert not any(one in text_of(app) for one in (*SECRETS, "PRIVATE", "walk-away"))


async def test_the_debrief_is_revealed_step_by_step() -> None:
    table = over(advanced(seated(), "negotiation"))
    app, guide = app_of(table)

    def show(step: str) -> None:
        table.submit(Reveal(by=FACILITATOR, what=step))
        guide.changed()

    async with app.run_test(size=(100, 36)) as pilot:
        await see(pilot, "Please answer the questions on your own screen.")
        for one in HEADS:
            table.submit(Answer(by=one, question="moment", value=f"When {one} spoke."))
        table.submit(Answer(by="mill", question="fair", value=2))
        show("question:moment")
        await see(pilot, "When did it turn?", "3 answers so far")
        assert "When mill spoke." not in text_of(app)
        show("answers:moment")
        await see(pilot, "“When mill spoke.”", "Anna")
        show("answers:fair")
        await see(pilot, "1 answers, 2.0 on average")
        assert not any(one in text_of(app) for one in SECRETS)
        show("brief:upper")
        await see(pilot, "WHAT ONLY THEY KNEW", "The dam leaks.")
        show("wanted")
        await see(pilot, "WHO WANTED WHAT", "Upper Town", "wanted")
        show("outcome")
        await see(pilot, "WHAT EACH ENDED UP WITH")
        show("possible")
        await see(pilot, "WHAT ALL COULD HAVE HAD", "Of everything there was")


async def test_a_text_longer_than_the_wall_turns_its_pages_by_itself() -> None:
    table = over(advanced(seated(), "negotiation"))
    app, guide = app_of(table)
    async with app.run_test(size=(80, 14)) as pilot:
        table.submit(Reveal(by=FACILITATOR, what="wanted"))
        guide.changed()
        await see(pilot, "WHO WANTED WHAT", "Upper Town")
        assert "The mill" not in text_of(app)
        page = app.screen
        assert isinstance(page, ScenePage)
        page.take_turns()
        await see(pilot, "The mill")
        page.take_turns()
        await see(pilot, "WHO WANTED WHAT")


def test_every_step_of_a_debrief_has_a_scene() -> None:
    table = over(advanced(seated(), "ruling"))
    seen = set()
    for step in steps(table.exercise):
        table.submit(Reveal(by=FACILITATOR, what=step))
        scene = scene_of(table.view(None), 60)
        assert scene.worked or scene.text or scene.block.plain
        seen.add((scene.kicker, scene.title))
    assert len(seen) == len(steps(table.exercise))


async def test_the_whole_halls_projector_shows_how_far_the_tables_are() -> None:
    room = Room(3)
    app = TabletopApp()
    app.led_by(HallProjectorGuide(app, room))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, Room.address, "9 here")
        advanced(room.by_id["2"], "negotiation")
        room.told[0]("2")
        await see(pilot, "1 of 3", "negotiation", Room.join_code)
        assert "walk-away" not in text_of(app)


async def test_tables_that_are_shown_the_same_step_show_it_together() -> None:
    room = Room(3)
    for number, table in enumerate(room.by_id.values()):
        over(advanced(table, "ruling"))
        table.submit(Answer(by="mill", question="fair", value=number + 2))
    app = TabletopApp()
    app.led_by(HallProjectorGuide(app, room))

    def show(step: str) -> None:
        for id, table in room.by_id.items():
            table.submit(Reveal(by=FACILITATOR, what=step))
            room.told[0](id)

    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "debrief")
        show("answers:fair")
        await see(pilot, "Was it fair?", "3 answers, 3.0 on average", "table 2 mill")
        show("outcome")
        await see(pilot, "together")
        show("ending")
        await see(pilot, "HOW IT ENDED", "tables 1, 2, 3")
        show("brief:mill")
        await see(pilot, "Any water will do.")
        show("wanted")
        await see(pilot, "WHO WANTED WHAT")


async def test_a_table_that_nobody_came_to_does_not_keep_the_room_from_its_debrief() -> None:
    room = Room(3)
    for id in ("1", "2"):
        over(advanced(room.by_id[id], "ruling"))
        room.by_id[id].submit(Reveal(by=FACILITATOR, what="ending"))
    app = TabletopApp()
    app.led_by(HallProjectorGuide(app, room))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "debrief", "briefing")
        room.away.update({("3", seat): 90.0 for seat in HEADS})
        room.told[0]("3")
        await see(pilot, "HOW IT ENDED", "tables 1, 2")


async def test_a_terminal_of_any_size_is_enough() -> None:
    table = advanced(seated(), "negotiation")
    for size in ((20, 10), (80, 24), (200, 60)):
        app, _ = app_of(table)
        async with app.run_test(size=size) as pilot:
            await see(pilot, "Snow melts")


@pytest.mark.parametrize("cells", [80, 85, 88, 92, 120])
async def test_the_code_is_never_cut_beside_the_qr_code(cells: int) -> None:
    table, app = seated(), TabletopApp()
    address, code = "http://192.168.100.20:49183", "JRBD-7TT7"
    app.led_by(
        ProjectorGuide(app, Port(table, ""), address, code, table.left_on_table, table.possible)
    )
    async with app.run_test(size=(cells, 44)) as pilot:
        await see(pilot, address)
        read = app.screen.query_one(JoinCode)
        await until(pilot, lambda: read.region.right <= cells, "the code is whole")
        drawn = [line for part in (code, "JRBD-", "7TT7") for line in large(part)]
        shown = [line.strip() for line in text_of(app).splitlines()]
        assert sum(any(one.strip() in line for line in shown) for one in drawn) >= 4


def test_the_projector_in_the_lobby(snap_compare: Picture) -> None:
    app, _ = app_of(seated())
    run = after(sees=("Open in a browser",))
    assert snap_compare(app, terminal_size=SMALL, run_before=run)


def test_the_projector_in_a_round(snap_compare: Picture) -> None:
    table = advanced(seated(), "negotiation")
    table.submit(MakeStatement(by="mill", tone="conciliatory", text="We can share."))
    app, _ = app_of(table)
    run = after(sees=("We can share.",))
    assert snap_compare(app, terminal_size=(120, 36), run_before=run)


async def test_the_lobby_tells_the_game_in_a_minute_where_there_is_room() -> None:
    app, _ = app_of(seated())
    async with app.run_test(size=(120, 36)) as pilot:
        await see(
            pilot, Room.address, "Beat your walk-away, not each other.", "A broken word costs"
        )


async def test_on_a_small_screen_it_is_told_once_nobody_has_to_come_in_any_more() -> None:
    table = seated()
    app, guide = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, large(Room.join_code)[0].strip())
        assert "Beat your walk-away" not in text_of(app)
        for one in HEADS:
            table.submit(Join(by=one))
        guide.changed()
        await see(pilot, "Beat your walk-away, not each other.", f"join at {Room.address}")


async def test_a_paused_clock_stands_with_its_time_on_the_wall_and_a_held_ruling_says_so() -> None:
    table = advanced(seated(clocks=True), "negotiation")
    table.submit(Pause(by=FACILITATOR))
    app, guide = app_of(table)
    async with app.run_test(size=(106, 38)) as pilot:
        await see(pilot, "PAUSED", large("0")[0], large("NEGOTIATION")[0])
        table.submit(Hold(by=FACILITATOR))
        table.submit(Resume(by=FACILITATOR))
        advanced(table, "ruling")
        guide.changed()
        await see(pilot, large("HELD")[0])


async def test_the_halls_projector_shows_the_time_left_of_a_paused_clock() -> None:
    room = Room(2, clocks=True)
    advanced(room.by_id["1"], "negotiation")
    room.by_id["1"].submit(Pause(by=FACILITATOR))
    app = TabletopApp()
    app.led_by(HallProjectorGuide(app, room))
    async with app.run_test(size=(106, 38)) as pilot:
        await see(pilot, "negotiation   paused 0")


@pytest.mark.slow
async def test_a_hall_on_a_short_screen_tells_the_game_in_turns_with_the_way_in() -> None:
    room = Room(3)
    app = TabletopApp()
    app.led_by(HallProjectorGuide(app, room))
    async with app.run_test(size=(106, 30)) as pilot:
        await see(pilot, large(Room.join_code)[0].strip())
        assert "Beat your walk-away" not in text_of(app)
        app.screen.take_turns()  # type: ignore[attr-defined]
        await see(pilot, "Beat your walk-away, not each other.", f"join at {Room.address}")
        app.screen.take_turns()  # type: ignore[attr-defined]
        await see(pilot, large(Room.join_code)[0].strip())


async def test_where_a_table_ended_is_drawn_among_everything_there_was_to_be_had() -> None:
    table = over(agreed())
    app, guide = app_of(table)
    async with app.run_test(size=(106, 38)) as pilot:
        table.submit(Reveal(by=FACILITATOR, what="picture:upper:lower"))
        guide.changed()
        await see(
            pilot,
            "WHAT WAS POSSIBLE · UPPER TOWN AND LOWER TOWN",
            "↑ what Lower Town has",
            "what Upper Town has →",
            "[here]",
            "O1 an offer",
            "zone of agreement",
            "Nash",
        )


async def test_every_tables_outcome_is_drawn_among_what_there_was_and_its_share_told() -> None:
    room = Room(3)
    for id, table in room.by_id.items():
        over(agreed(table) if id == "2" else advanced(table, "situation", round_number=2))
    app = TabletopApp()
    guide = HallProjectorGuide(app, room)
    app.led_by(guide)

    def show(step: str) -> None:
        for table in room.by_id.values():
            table.submit(Reveal(by=FACILITATOR, what=step))
        guide.changed()

    async with app.run_test(size=(106, 38)) as pilot:
        show("picture:upper:lower")
        await see(pilot, "[2]", "<1,3>", "[2] table 2, an agreement", "<1> table 1, no agree")
        show("possible")
        await see(pilot, "HOW MUCH OF IT WAS REACHED", "%  agreement", "%  no agreement")
        show("outcome")
        await see(pilot, "above (+) or below (-) its own walk-away")


def agreed(table: Table | None = None) -> Table:
    """Return a room in the second round, with an agreement made in the first."""
    table = advanced(table or seated(), "negotiation")
    package = {**table.state.standing, "charter": "signed", "form": "deed"}
    table.submit(TableOffer(by="upper", to="all", package=package, public=True))
    table.submit(SignOffer(by="lower", offer="O1"))
    return advanced(table, "situation", round_number=2)


def test_whoever_is_here_keeps_together_at_the_end_of_a_line() -> None:
    names = ("Harbour Sport Co.: Anna", "Tourism Department: Ben", "Environmental League: Cho")
    lines = side_by_side([(f"● {one}", "") for one in names], 50).plain.splitlines()
    assert [line.rstrip() for line in lines] == [
        "● Harbour Sport Co.: Anna",
        "● Tourism Department: Ben",
        "● Environmental League: Cho",
    ]
    lines = side_by_side([(f"● {one}", "") for one in names], 70).plain.splitlines()
    assert [line.count("●") for line in lines] == [2, 1]
    (whole,) = side_by_side([("A name without an end " * 9, "")], 20).plain.splitlines()
    assert whole.rstrip().endswith("…")
