"""A browser takes a seat with the form of the landing page, and keeps it in a cookie."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.host.admission.lobby import Place
from tests.host.doors import browser, door_in, form
from tests.host.far import until
from tests.host.halls import come, join

pytestmark = pytest.mark.slow


async def test_a_browser_gets_a_cookie_that_scripts_cannot_read_and_no_token_in_an_address(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door, browser() as anna:
        async with anna.post(
            door.url + "/join",
            data={"code": door.hall.join_code, "name": "Anna"},
            allow_redirects=False,
        ) as reply:
            assert reply.status == 303
            (cookie,) = reply.cookies.values()
            assert cookie["httponly"] and cookie["samesite"] == "Lax"
            assert door.hall.place_of(cookie.value) == Place("1", "upper")
            path, _, _ = reply.headers["Location"].partition("#")
            assert cookie.value not in path
        async with anna.get(door.url + path) as page:
            text = await page.text()
            assert page.status == 200
            assert f'data-socket="{path}/socket"' in text
            assert cookie.value not in text
        async with anna.get(door.url + "/") as page:
            assert f'href="{path}"' in await page.text()
        async with door.outside.get(door.url + path) as page:
            assert page.status == 404


async def test_several_seats_in_one_browser_do_not_push_each_other_out(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, browser() as one:
        paths = [(await form(one, door, name=f"P{n}", another="too"))[2] for n in range(4)]
        assert len(set(paths)) == 4
        for path in paths:
            async with one.get(door.url + path) as page:
                assert page.status == 200


async def test_a_browser_keeps_a_dozen_seats_and_forgets_the_oldest(tmp_path: Path) -> None:
    async with door_in(tmp_path, 4) as door, browser() as one:
        for n in range(15):
            assert (await form(one, door, name=f"P{n}", another="too"))[0] == 303
        seats = [one for one in one.cookie_jar if one.key.startswith("tabletop-")]
        assert len(seats) == 12


async def test_who_chooses_sees_every_table_and_who_sits_there(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, browser() as anna:
        await join(door.hall, "<script>alert(1)</script>", table="2", delegation="lower")
        status, page, _ = await form(anna, door, name="Anna", choice="choose")
        assert status == 200
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert 'value="sit 2 mill head"' in page
        assert 'value="sit 2 lower"' in page
        status, _, path = await form(anna, door, name="Anna", choice="sit 2 mill")
        assert (status, door.hall.openings()[1].delegations[2].people) == (303, ("Anna",))
        assert path.startswith("/seat/")
        for choice in ("watch 1 observer", "projector 1", "projector"):
            asked = await form(anna, door, name="Olga", choice=choice, another="too")
            assert asked[0] == 303, choice


async def test_who_chooses_what_was_free_a_moment_ago_sees_who_has_it_now_and_chooses_again(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door, browser() as eve:
        _, page, _ = await form(eve, door, name="Eve", choice="choose")
        assert 'value="sit 1 mill head"' in page
        await join(door.hall, "Anna", table="1", delegation="mill")
        status, page, _ = await form(eve, door, name="Eve", choice="sit 1 mill head")
        assert (status, "Anna heads" in page) == (409, True)
        assert "<bdi>Anna</bdi>" in page
        assert (await form(eve, door, name="Eve", choice="sit 1 mill"))[0] == 303
        assert [(one.name, one.role) for one in door.hall.tables["1"].people()] == [
            ("Anna", "head"),
            ("Eve", "member"),
        ]


async def test_nobody_who_comes_takes_the_lead_from_a_head(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        await door.seat(name="Anna", table="1", delegation="mill")
        wish = {"name": "Eve", "table": "1", "delegation": "mill", "role": "head"}
        status, said = await door.ask("/api/join", code=door.hall.join_code, **wish)
        assert status == 409
        assert said["error"].startswith("Anna heads")
        assert [one.role for one in door.hall.tables["1"].people()] == ["head"]


async def test_an_empty_seat_is_offered_by_name_and_taken_over(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, browser() as ben:
        await door.hall.seat("Anna", table="1", delegation="upper")
        await door.hall.roster.remove("1", "upper")
        _, page, _ = await form(ben, door, name="Ben", choice="choose")
        assert 'value="take 1 upper"' in page
        assert (await form(ben, door, name="Ben", choice="take 1 upper"))[0] == 303
        assert door.hall.openings()[0].delegations[0].people == ("Ben",)


async def test_an_evaluators_seat_is_never_open_to_the_code(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, browser() as ben:
        ticket = await door.hall.roster.seat("Eva", "1", None, "evaluator")
        eva, _ = await come(door.hall, ticket.place)
        await until(lambda: "An evaluator" in eva.text)
        await door.hall.roster.remove("1", "evaluator")
        await until(lambda: eva.closed is not None)
        _, page, _ = await form(ben, door, name="Ben", choice="choose")
        assert "valuat" not in page
        assert not door.hall.openings()[0].empty
        status, page, _ = await form(ben, door, name="Ben", choice="take 1 evaluator")
        assert (status, "ask for a personal link" in page) == (409, True)


FORMS: tuple[tuple[dict[str, str], int, str], ...] = (
    ({"code": "WRONG", "name": "Eve"}, 403, "not the join code"),
    ({"name": ""}, 400, "Please give your name"),
    ({"name": "-?-"}, 409, "at least one letter"),
    ({"name": "Eve", "choice": "sit 9 upper"}, 409, "9"),
    ({"name": "Eve", "choice": "sit 1 moon"}, 409, "choose from upper, lower, mill"),
    ({"name": "Eve", "choice": "take 1 nobody"}, 409, "nobody"),
    ({"name": "Eve", "choice": "watch 1 king"}, 400, "no such role"),
    ({"name": "Eve", "choice": "watch 1 evaluator"}, 409, "An evaluator sees every secret"),
)


async def test_a_refused_form_comes_back_with_its_sentence_and_what_was_typed(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door, browser() as eve:
        for fields, status, sentence in FORMS:
            got, page, _ = await form(eve, door, **fields)
            assert got == status
            assert sentence in page and 'role="alert"' in page
            assert f'value="{fields["name"]}"' in page


async def test_a_name_that_nobody_can_see_is_none(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, browser() as eve:
        status, page, _ = await form(eve, door, name="\u3164\u3164")
        assert status == 400 and "Please give your name" in page


async def test_a_personal_link_may_be_pasted_whole(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, browser() as anna:
        ticket = await door.hall.seat("Anna")
        status, _, path = await form(anna, door, code=f"{door.url}/seat#{ticket.token}")
        assert (status, path[:6]) == (303, "/seat/")


async def test_a_form_from_another_site_is_refused(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        for headers in (
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
        ):
            async with door.outside.post(
                door.url + "/join",
                data={"code": door.hall.join_code, "name": "Eve"},
                headers=headers,
            ) as reply:
                assert reply.status == 403
        assert door.hall.openings()[0].delegations[0].people == ()
