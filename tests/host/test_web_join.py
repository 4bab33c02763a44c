"""A program exchanges a code for a seat; a wrong code gets nothing."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from tabletop.host.admission import doorman, newcomers
from tabletop.host.admission.lobby import OVERVIEW, Place
from tabletop.host.seats import roster, seating
from tests.host.doors import door_in
from tests.host.far import until

pytestmark = pytest.mark.slow


async def test_a_program_takes_a_seat_with_the_code_and_sits_there(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door:
        status, said = await door.ask(
            "/api/join", code=door.hall.join_code.lower(), name="Anna", table="2", delegation="mill"
        )
        assert (status, said["table"], said["seat"]) == (200, "2", "mill")
        async with door.sit(said["token"]) as client:
            await until(lambda: "Anna" in client.text)


async def test_a_program_sees_what_is_open_for_the_code_and_nothing_without(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door:
        await door.hall.seat("지민", table="1", delegation="upper")
        status, said = await door.ask("/api/openings", code=door.hall.join_code)
        assert status == 200
        assert said["title"] == door.hall.title
        assert said["tables"][0]["delegations"][0]["people"] == ["지민"]
        status, said = await door.ask("/api/openings", code="AAA-AAAA")
        assert status == 403
        assert "지민" not in str(said)


REFUSED: tuple[tuple[dict[str, Any], int, str], ...] = (
    ({"code": "AAA-AAAA", "name": "Eve"}, 403, "not the join code"),
    ({"name": "Eve"}, 403, "not the join code"),
    ({"code": ["x"], "name": "Eve"}, 400, '"code" takes a text in quotes.'),
    # Seated elsewhere than asked, or before the wall: worse than being refused.
    ({"code": None, "name": "Eve", "table": 2}, 400, '"table" takes a text in quotes.'),
    ({"code": None, "name": "Eve", "delegation": ["mill"]}, 400, '"delegation" takes a text'),
    ({"code": None, "name": "Eve", "role": 0}, 400, '"role" takes a text in quotes.'),
    ({"code": None, "name": "Eve", "wish": {}}, 400, '"wish" takes a text in quotes.'),
    ({"code": None, "name": "Eve", "projector": ""}, 400, '"projector" takes true or false.'),
    ({"code": None, "name": "Eve", "projector": {}}, 400, '"projector" takes true or false.'),
    ({"code": "", "name": "\ud800"}, 403, "not the join code"),
    ({"code": None}, 400, "your name"),
    ({"code": None, "name": "Eve", "role": "king"}, 400, "no such role"),
    ({"code": None, "name": "Eve", "role": "evaluator"}, 409, "An evaluator sees every secret"),
    ({"code": None, "name": "Eve", "table": "9"}, 409, "9"),
    ({"code": None, "name": "Eve", "delegation": "nobody"}, 409, "nobody"),
    ({"code": None, "name": "Eve", "table": "1", "seat": "upper"}, 409, "upper"),
    ({"code": None, "projector": True, "table": "9"}, 409, "no longer exists"),
)


async def test_what_is_refused_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        for words, status, sentence in REFUSED:
            asked = {
                name: door.hall.join_code if name == "code" and value is None else value
                for name, value in words.items()
            }
            got, said = await door.ask("/api/join", **asked)
            assert (got, sentence in said.get("error", "")) == (status, True), (words, said)


async def test_a_body_that_is_no_object_is_refused(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        for body in (b"", b"[]", b"{", b"\xff\xfe", b"[" * 8000, b"x" * 9000):
            async with door.outside.post(door.url + "/api/join", data=body) as reply:
                assert reply.status in {400, 413}
                assert (await reply.json())["error"]


async def test_the_facilitators_key_and_a_personal_code_need_no_name(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        status, said = await door.ask("/api/join", code=door.hall.facilitator_key)
        assert (status, Place(said["table"], said["seat"])) == (200, OVERVIEW)
        assert said["token"] != door.hall.facilitator_key
        ticket = await door.hall.seat("Anna")
        status, said = await door.ask("/api/join", code=ticket.token)
        assert (status, said["token"], said["seat"]) == (200, ticket.token, ticket.place.seat)


async def test_anybody_with_the_code_may_look_at_the_projector(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door:
        status, said = await door.ask(
            "/api/join", code=door.hall.join_code, projector=True, table="2"
        )
        assert (status, said["table"], said["seat"]) == (200, "2", "projector")
        assert door.hall.place_of(said["token"]) == Place("2", "projector")


async def test_a_class_behind_one_address_may_mistype_and_a_guesser_there_shuts_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorman, "WRONG_CODES", (5, 20))
    async with door_in(tmp_path, 2) as door:
        hers = await door.seat(name="Anna")
        begun = time.monotonic()
        guesses = await asyncio.gather(*(door.ask("/api/join", code="AAA") for _ in range(25)))
        assert [status for status, _ in guesses] == [403] * 25
        assert time.monotonic() - begun >= 0.95
        flood = [asyncio.create_task(door.ask("/api/join", code="AAB")) for _ in range(40)]
        # Keys and tokens can't be guessed: they wait behind nobody.
        for code in (door.hall.facilitator_key, hers):
            assert (await door.ask("/api/join", code=code))[0] == 200
        assert not all(one.done() for one in flood)
        status, _ = await door.ask("/api/join", code=door.hall.join_code, name="Ben")
        assert status == 200
        assert {status for status, _ in await asyncio.gather(*flood)} == {403}


async def test_more_guesses_than_can_wait_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorman, "WRONG_CODES", (3, 0.01))
    async with door_in(tmp_path) as door:
        answers = [await door.ask("/api/join", code="AAA") for _ in range(4)]
        assert [status for status, _ in answers] == [403, 403, 403, 429]
        assert "Too many wrong codes" in answers[-1][1]["error"]


async def test_right_codes_go_through_at_once_beside_sixty_wrong_ones_a_second(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path, 4) as door:
        # Some minutes of guessing: all that one address may get wrong, and all that can wait.
        for _ in range(500):
            door.web.doorman._wrong.spend("127.0.0.1")
        stop = asyncio.Event()

        async def guesses() -> set[int]:
            asked, answers = [], set[int]()
            while not stop.is_set():
                asked.append(asyncio.create_task(door.ask("/api/join", code="AAAA-AAAA")))
                await asyncio.sleep(1 / 60)
            for one in asked:
                answers.add((await one)[0])
            return answers

        guessing = asyncio.create_task(guesses())
        for number in range(12):
            assert await door.seat(name=f"Anna {number}")
            status, _ = await door.ask("/api/openings", code=door.hall.join_code)
            assert status == 200
        stop.set()
        assert await guessing <= {403, 429}


async def test_sockets_without_a_seat_keep_nobody_from_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorman, "KNOCKS", (2, 1e-6))
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Anna")
        said = []
        for _ in range(3):
            async with door.sit("nothing") as client:
                await until(lambda: client.ended)
                said.append(client.farewell["closed"])
        assert "no longer yours" in said[0] and "Too many" in said[2]
        async with door.sit(token) as client:
            await until(lambda: "Anna" in client.text)


async def test_a_class_gets_in_at_once_and_who_takes_seats_without_sitting_down_has_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "MOST_UNUSED", 5)
    monkeypatch.setattr(newcomers, "PATIENCE", 0.2)
    async with door_in(tmp_path) as door:

        async def comes(name: str) -> bool:
            token = await door.seat(name=name)
            async with door.sit(token) as client:
                await until(lambda: client.painted)
            return True

        assert all(await asyncio.gather(*(comes(f"Anna {one}") for one in range(5))))
        code = door.hall.join_code
        junk = [door.ask("/api/join", code=code, name=f"Junk {one}") for one in range(9)]
        answers = [status for status, _ in await asyncio.gather(*junk)]
        assert sorted(answers) == [200] * 5 + [429] * 4
        # They count no longer after a while, and whoever is next gets in.
        monkeypatch.setattr(newcomers, "UNUSED_SECONDS", 0.0)
        assert await comes("Ben")


async def test_in_a_full_hall_seats_that_nobody_came_to_are_given_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seating, "MOST_AT_A_TABLE", 2)
    async with door_in(tmp_path, 2) as door:
        for name in ("Anna", "Ben", "Cho"):
            await door.seat(name=name)
        async with door.sit(await door.seat(name="Dan")) as dan:
            await until(lambda: "Dan" in dan.text)
            code = door.hall.join_code
            for wish in ({}, {"table": "1"}, {"role": "observer"}):
                status, said = await door.ask("/api/join", code=code, name="Eve", **wish)
                assert status == 409 and said["error"] == "The hall is full: tell the facilitator."
            monkeypatch.setattr(roster, "UNUSED_AFTER", 0.0)
            for name in ("Eve", "Fay", "Gil"):
                async with door.sit(await door.seat(name=name)) as client:
                    await until(lambda: name in client.text)  # noqa: B023 - awaited here
            status, _ = await door.ask("/api/join", code=code, name="Hal")
            assert status == 409
            assert not dan.ended


async def test_a_table_that_is_full_sends_on_to_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seating, "MOST_AT_A_TABLE", 1)
    async with door_in(tmp_path, 3) as door:
        await door.seat(name="Anna", table="1")
        code = door.hall.join_code
        status, said = await door.ask("/api/join", code=code, name="Ben", table="1")
        assert (status, said["error"]) == (409, "Table 1 is full; choose another one.")
        status, said = await door.ask("/api/join", code=code, name="Ben", role="observer")
        assert (status, said["table"]) == (200, "2")
        status, said = await door.ask("/api/join", code=code, name="Ben")
        assert (status, said["table"]) == (200, "3")
