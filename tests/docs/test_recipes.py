"""The recipes are sound exercises: each is the smallest one with some of its tables replaced."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.exercise.loading import check_exercise, load_exercise
from tabletop.exercise.toml import parse_written
from tabletop.referee.outcomes.balance import balance
from tests.docs.made import DOCS

RECIPES = DOCS / "exercise-recipes.md"
_RECIPE = re.compile(r"^## (.+?)$.*?^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
FOUND: list[tuple[str, dict[str, Any]]] = [
    (heading, parse_written(block))
    for heading, block in _RECIPE.findall(RECIPES.read_text(encoding="utf-8"))
]


def test_every_recipe_is_looked_at() -> None:
    assert len(FOUND) == RECIPES.read_text(encoding="utf-8").count("\n## ")


@pytest.mark.parametrize(("name", "changes"), FOUND, ids=[name for name, _ in FOUND])
def test_a_recipe_makes_a_sound_exercise(
    name: str, changes: dict[str, Any], tmp_path: Path
) -> None:
    """Sound means: `tabletop check --strict` has nothing to say about it."""
    file = tmp_path / "recipe.toml"
    file.write_text(tomli_w.dumps({**FOUND[0][1], **changes}), encoding="utf-8")
    assert check_exercise(file) == ()
    exercise = load_exercise(file)
    assert balance(exercise) == []
    assert exercise.has.climate == ("Promises" in name)
    assert exercise.whole == ("contract" in name)
    pointed = ("worth", "contract", "Promises", "minister", "number")
    assert exercise.has.points == any(word in name for word in pointed)
    assert exercise.has.roles == ("minister" in name)
