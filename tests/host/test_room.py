"""The log warns before the system would kill a host that is short of memory."""

from __future__ import annotations

import resource

import pytest

from tabletop.host.runtime.memory import Room, uses

pytestmark = pytest.mark.linux("limits of memory")


def test_little_memory_left_is_said_once_and_again_after_there_was_some(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = [100]
    room = Room(lambda: [(1, 1_000), (now[0], 1_000)])
    for now[0] in (100, 860, 900, 990, 800, 990, 100, 870):
        room.look()
    assert [one.levelname for one in caplog.records] == ["ERROR", "ERROR"]
    assert "--tables" in caplog.text


def test_without_a_limit_nothing_is_said(caplog: pytest.LogCaptureFixture) -> None:
    Room(list).look()
    assert not caplog.records


def test_a_limit_of_this_process_is_known_with_what_is_in_use_of_it() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2**40, before[1]))
    try:
        found = {limit: used for used, limit in uses()}
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
    assert 1_000_000 < found[2**40] < 2**40
