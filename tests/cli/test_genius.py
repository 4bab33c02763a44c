"""`tabletop import genius` and `export genius`: they overwrite nothing that holds other things."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import tabletop
from tests.genius.files import laptop


def test_no_file_that_holds_something_else_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    domain, profiles = laptop(tmp_path)
    kept = profiles[1].read_text(encoding="utf-8")
    given: tuple[str | Path, ...] = ("import", "genius", domain, *profiles)
    tabletop(capsys, *given, "-o", profiles[1]).refused("there is a file of that name already")
    assert profiles[1].read_text(encoding="utf-8") == kept

    made, folder = tmp_path / "laptop.toml", tmp_path / "out"
    for _ in range(2):
        assert tabletop(capsys, *given, "-o", made).code == 0, "the same again changes nothing"
        assert tabletop(capsys, "export", "genius", made, "-o", folder).code == 0
    first, second, *_ = sorted(folder.iterdir())
    first.unlink()
    second.write_text("mine", encoding="utf-8")
    tabletop(capsys, "export", "genius", made, "-o", folder).refused("a file of that name already")
    assert second.read_text(encoding="utf-8") == "mine"
    assert not first.exists(), "all are written or none"


def test_an_exercise_imported_to_a_file_of_a_long_name_has_a_shorter_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    domain, profiles = laptop(tmp_path)
    made = tmp_path / f"{'x' * 59}-{'y' * 20}.toml"
    said = tabletop(capsys, "import", "genius", domain, *profiles, "-o", made)
    assert f"'{'x' * 59}', 2 delegations" in said.out
