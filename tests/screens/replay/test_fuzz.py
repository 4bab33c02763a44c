"""However a transcript was changed, if it can be read, its replay can be looked at."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tabletop.errors import UnreadableInput
from tabletop.past import read_transcript
from tabletop.screens.replay.course import ALL, EVERYTHING, ROOM, Course
from tabletop.screens.replay.eyes import eyes_of, seen_at, whose
from tabletop.screens.replay.figures import Figures
from tests.past.kept import rewritten
from tests.past.test_fuzz import VALUES

pytestmark = pytest.mark.slow


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), version=st.sampled_from(["0.1.0", "9.0"]))
def test_every_moment_of_it_is_shown_or_said_not_to_be(
    tmp_path: Path, data: st.DataObject, version: str
) -> None:
    def change(header: dict[str, Any], records: list[dict[str, Any]]) -> None:
        header["transcript"]["tabletop"] = version
        records[:] = copy.deepcopy(records)
        record = data.draw(st.sampled_from(records))
        key = data.draw(st.sampled_from([one for one in record if one not in ("seq", "chain")]))
        value = data.draw(VALUES)
        if value is None:
            del record[key]
        else:
            record[key] = value

    try:
        table = read_transcript(rewritten(tmp_path / "a.toml", change), later=True)
        table.state_at(len(table.events))
    except UnreadableInput:
        assume(False)
    course, figures = Course(table), Figures(table)
    for eyes in eyes_of(course):
        for seq in range(0, course.last + 1, 9):
            view = seen_at(table, seq, eyes)
            if view is not None:
                assert whose(course, eyes, view)
                assert all(one.name for one in figures.known(view))
        assert course.search("a", eyes, ALL) is not None
    assert {EVERYTHING, ROOM} < set(eyes_of(course)) or not course.seats
