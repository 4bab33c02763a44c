"""A personal link opens its seat once, a return code as often as its person comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tabletop.errors import NotAllowed
from tabletop.host.admission.lobby import Place
from tabletop.host.admission.tokens import Keys
from tabletop.host.tables.hall import Hall
from tests.host.doors import browser, door_in, form
from tests.host.halls import hall_in

pytestmark = pytest.mark.slow


async def invited(hall: Hall, name: str = "Eva") -> str:
    """Return the secret of an evaluator's personal link."""
    return (await hall.roster.invite(name, "1", None, "evaluator")).token


async def test_a_link_is_exchanged_for_a_token_of_its_own_and_opens_nothing_by_itself(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        secret = await invited(hall)
        assert hall.place_of(secret) is None
        ticket = await hall.exchange(secret, "192.0.2.7")
        assert hall.place_of(ticket.token) == Place("1", "evaluator")
        assert secret != ticket.token


async def test_a_second_use_lets_nobody_in_and_is_told_to_the_facilitator(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        secret = await invited(hall)
        await hall.exchange(secret, "192.0.2.7")
        with pytest.raises(NotAllowed, match="has been used"):
            await hall.exchange(secret, "192.0.2.66")
        (glance,) = hall.glances()
        assert "Eva's link was used again, from 192.0.2.66" in " ".join(glance.warnings)
        # With a new link all is well again.
        fresh = (await hall.roster.replace("1", "evaluator", "Eva B.")).token
        assert hall.glances()[0].warnings == ()
        assert (await hall.exchange(fresh, "192.0.2.7")).place == Place("1", "evaluator")


async def test_a_used_link_is_known_as_such_after_the_host_was_started_anew(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        secret = await invited(hall)
        ticket = await hall.exchange(secret, "192.0.2.7")
    async with hall_in(tmp_path) as hall:
        assert hall.place_of(ticket.token) == Place("1", "evaluator")
        with pytest.raises(NotAllowed, match="has been used"):
            await hall.exchange(secret, "192.0.2.7")


async def test_a_link_that_is_still_to_be_used_keeps_its_seat_and_follows_its_person(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path, 2) as hall:
        link = (await hall.roster.invite("Anna", "1", "upper", "head")).token
        assert (await hall.seat("Ben", table="1", delegation="upper")).place.seat == "upper-2"
        place = await hall.roster.move("1", "upper", to_table="2")
        assert (await hall.exchange(link, "192.0.2.7")).place == place


async def test_a_link_in_the_browser_that_used_it_leads_back_and_worries_nobody(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door, browser() as eva, browser() as other:
        link = f"{door.url}/seat#{await invited(door.hall)}"
        status, _, path = await form(eva, door, code=link)
        assert status == 303
        assert (await form(eva, door, code=link))[::2] == (303, path)
        assert door.hall.glances()[0].warnings == ()
        status, page, _ = await form(other, door, code=link)
        assert (status, "has been used" in page) == (409, True)
        assert "127.0.0.1" in door.hall.glances()[0].warnings[0]


async def test_a_return_code_brings_its_person_back_however_it_is_typed(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, browser() as anna, browser() as elsewhere:
        _, _, path = await form(anna, door, name="Anna")
        async with anna.get(door.url + path) as page:
            code = (await page.text()).partition('data-back="')[2][:14]
        async with anna.get(door.url) as page:
            assert code in await page.text()
        typed = code.lower().replace("-", " ")
        status, _, path = await form(elsewhere, door, code=typed)
        assert status == 303
        async with elsewhere.get(door.url + path) as page:
            assert code in await page.text()
        # Both browsers have it: nobody was put out.
        token = await door.ask("/api/join", code=code)
        assert token[1]["seat"] == "upper"
        assert len(door.hall.tables["1"].people()) == 1


async def test_what_opens_nothing_any_more_says_what_it_was(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        status, said = await door.ask("/api/join", code="AAAA-BBBB-CCCC")
        assert (status, "return code opens no seat" in said["error"]) == (403, True)
        status, said = await door.ask("/api/join", code="x" * 43)
        assert (status, "personal link opens no seat" in said["error"]) == (403, True)


def test_keys_of_before_there_were_links_are_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    token = Keys(path).issue(Place("1", "upper"))
    kept = json.loads(path.read_text())
    del kept["links"]
    path.write_text(json.dumps(kept))
    keys = Keys(path)
    assert keys.place_of(token) == Place("1", "upper")
    assert keys.link_of(token) is None
