"""Unfinished work survives the host's process and is shown to nobody else."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from tabletop.host.tables.hall import Hall
from tabletop.journal.places import located
from tabletop.play.actions import SendMessage, TableOffer
from tabletop.seat.port import Port, Unfinished
from tabletop.seat.unfinished import UnfinishedWork
from tabletop.table import Table
from tests.host.far import until
from tests.host.halls import hall_in
from tests.host.players import Player, advance, negotiating
from tests.screens.rivers import advanced, briefed

pytestmark = pytest.mark.slow

BESIDE = "table-1.unfinished.json"


async def begun(hall: Hall, folder: Path) -> Player:
    """Return a player with a draft and half a sentence."""
    upper, *_ = await negotiating(hall)
    await upper.press("+")
    await upper.sees("• signed")
    await upper.press("m")
    await upper.sees("to everybody: write")
    await upper.press("We could perh")
    kept = folder / BESIDE
    await until(
        lambda: kept.exists() and "perh" in kept.read_text() and "signed" in kept.read_text()
    )
    return upper


async def test_a_draft_and_half_a_sentence_are_there_after_the_host_was_killed(
    tmp_path: Path,
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    async with hall_in(before) as hall:
        upper = await begun(hall, before)
        # As a process leaves it that ends in the middle.
        shutil.copytree(before, after)
    async with hall_in(after) as hall:
        again = await Player.comes_back(hall, upper)
        await again.sees("Your draft", "• signed")
        await again.press("m")
        await again.sees("We could perh")


async def test_words_wait_in_the_conversation_they_were_begun_in(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, *_ = await negotiating(hall)
        await upper.press("m")
        await upper.sees("to everybody: write")
        await upper.press("Dear all", "\t", "down")
        await upper.sees("to Lower Town: write")
        await upper.no_longer_sees("Dear all")
        await upper.press("enter", "Psst")
        await upper.sees("Psst")
        await upper.press("esc")
        await upper.sees("Your draft")
        await upper.press("m")
        await upper.sees("Dear all")
        await upper.press("\t", "down")
        await upper.sees("Psst")


async def test_only_the_owner_may_read_what_is_kept(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await begun(hall, tmp_path)
        for name in (BESIDE, "table-1.toml"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


async def test_whoever_takes_a_seat_over_finds_nothing_of_who_had_it(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    async with hall_in(before) as hall:
        upper = await begun(hall, before)
        await hall.roster.replace("1", upper.place.seat, "Dan")
        shutil.copytree(before, after)
    async with hall_in(after) as hall:
        port = hall.floor.tables["1"].port(upper.place.seat)
        assert not port.unsent
        assert not port.draft(port.view().standing).changed


async def test_a_fresh_game_has_nothing_of_an_earlier_one(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper = await begun(hall, tmp_path)
    (tmp_path / "table-1.toml").unlink()
    async with hall_in(tmp_path) as hall:
        assert not hall.floor.tables["1"].port(upper.place.seat).unsent


async def test_a_damaged_file_costs_the_drafts_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with hall_in(tmp_path) as hall:
        upper = await begun(hall, tmp_path)
    (tmp_path / BESIDE).write_text('{"game": 3')
    async with hall_in(tmp_path) as hall:
        again = await Player.comes_back(hall, upper)
        await again.sees("Your draft")
        advance(hall)
        await again.sees("The decision opens")
    assert "drafts start over" in caplog.text


async def test_an_option_that_the_exercise_does_not_know_is_left_out(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper = await begun(hall, tmp_path)
    kept = tmp_path / BESIDE
    kept.write_text(kept.read_text().replace("signed", "burned"))
    async with hall_in(tmp_path) as hall:
        again = await Player.comes_back(hall, upper)
        await again.sees("Your draft")
        port = hall.floor.tables["1"].port(upper.place.seat)
        assert "burned" not in port.draft(port.view().standing).package.values()


async def test_dark_or_light_is_remembered_after_the_host_ended(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, *_ = await negotiating(hall)
        await upper.press("\x1b[19~")
        await until(lambda: upper.far.told.get("dark") is False)
    async with hall_in(tmp_path) as hall:
        again = await Player.comes_back(hall, upper)
        await again.sees("Your draft")
        assert again.far.told.get("dark") is False


async def test_what_was_sent_just_before_a_kill_is_not_offered_again(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    async with hall_in(before) as hall:
        upper = await begun(hall, before)
        kept = (before / BESIDE).read_bytes()
        await upper.press("aps meet.", "enter")
        table = hall.floor.tables["1"].table
        await until(lambda: table.events[-1].kind == "message.sent")
        shutil.copytree(before, after)
        # As it was a moment before the message was sent: it is written once a second.
        (after / BESIDE).write_bytes(kept)
    async with hall_in(after) as hall:
        again = await Player.comes_back(hall, upper)
        await again.sees("Your draft", "• signed")
        await again.press("m")
        await again.sees("We could perhaps meet.", "to everybody: write")
        assert not hall.floor.tables["1"].port(upper.place.seat).unsent


def warn(said: str) -> None:
    raise AssertionError(said)


def typing(table: Table, **unsent: str) -> Port:
    return Port(table, "upper", begun=Unfinished(unsent=unsent))


def test_words_still_in_the_line_when_they_were_sent_are_not_offered_again(tmp_path: Path) -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(SendMessage(by="upper", to="all", text="Let us meet."))
    table.submit(SendMessage(by="upper", to=("lower",), text="Psst"))
    words = {"all": "Let us meet. ", "lower": "Psst", "caucus": "Let us meet."}
    path = tmp_path / "a.toml"
    UnfinishedWork(table, located(path), warn).keep([typing(table, **words)])
    assert UnfinishedWork(table, located(path), warn).of("upper").unsent == {
        "caucus": "Let us meet."
    }


def test_words_of_an_offer_tabled_just_before_a_kill_are_not_offered_again(tmp_path: Path) -> None:
    table = advanced(briefed(), "negotiation")
    begun = Unfinished(words={"offer": "Take it.", "statement": "Peace"})
    path = tmp_path / "a.toml"
    UnfinishedWork(table, located(path), warn).keep([Port(table, "upper", begun=begun)])
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="upper", to="all", package=package, text="Take it."))
    assert UnfinishedWork(table, located(path), warn).of("upper").words == {"statement": "Peace"}


def test_a_draft_whose_save_failed_once_is_saved_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = briefed()
    path, told = tmp_path / "a.toml", list[str]()
    work = UnfinishedWork(table, located(path), told.append)
    port = typing(table, all="Half a sen")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tabletop.journal.disk.replace_file", full)
        work.keep([port])
        work.keep([port])
    assert len(told) == 1
    work.keep([port])
    assert UnfinishedWork(table, located(path), warn).of("upper").unsent == {"all": "Half a sen"}
