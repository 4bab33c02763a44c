"""One text is parsed once, however many tables play it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.errors import FaultyExercise
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, read_exercise
from tabletop.table import Table


def test_tables_of_one_text_share_their_exercise_fresh_or_resumed(tmp_path: Path) -> None:
    source = exercise_source(find_exercise("korea-end-of-war"))
    with Table.create(source, where=tmp_path / "one.toml") as one, Table.create(source) as other:
        assert one.exercise is other.exercise
    with Table.resume(tmp_path / "one.toml") as again:
        assert again.exercise is other.exercise


def test_a_faulty_text_is_told_with_the_path_that_each_asker_gave() -> None:
    for path in ("a.toml", "b.toml"):
        with pytest.raises(FaultyExercise) as told:
            read_exercise("format = 1", path)
        assert {fault.path for fault in told.value.faults} == {path}
