"""`tabletop preview`: text into a pipe, for the room or for whom one asks."""

from __future__ import annotations

import pytest

from tests.cli.command import KOREA, tabletop


def test_the_room_sees_what_is_public_and_is_told_how_to_see_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "preview", KOREA)
    assert said.code == 0
    assert "The game in a minute" in said.out
    assert "FOR YOUR EYES ONLY" not in said.out
    assert "--as usa" in said.out


def test_a_seat_sees_its_own_pages(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "preview", KOREA, "--as", "dprk", "--plain")
    assert said.code == 0
    assert said.out.startswith("-- 1 of 9 ")
    assert "FOR YOUR EYES ONLY · Pyongyang" in said.out
    assert "FOR YOUR EYES ONLY · Seoul" not in said.out


def test_a_seat_that_is_not_there_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tabletop(capsys, "preview", KOREA, "--as", "facilitatr").refused("did you mean 'facilitator'?")
    tabletop(capsys, "preview", KOREA, "--as", "usa/head").refused("no roles with a brief")
    tabletop(capsys, "preview", "nothing").refused("no exercise 'nothing'")
