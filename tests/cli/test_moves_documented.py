"""docs/moves-files.md documents every move with its fields, defaults and an example."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tabletop.play.actions import KINDS, read_action
from tests.cli.command import KOREA, tabletop

PAGE = Path(__file__).parents[2] / "docs" / "moves-files.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([\w-]+)`\n(.*?)(?=^### |\Z)", TEXT, re.MULTILINE | re.DOTALL))
ROW = re.compile(r"^\| `(\w+)` \| .+ \| (.*?) ?\|$", re.MULTILINE)
EXAMPLE = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def default(model: type, name: str) -> str:
    """A field's default as the page writes it."""
    field = model.model_fields[name]  # type: ignore[attr-defined]
    if field.is_required():
        return ""
    if field.default_factory is not None or field.default is None:
        return "none"
    return {(): "`[]`", True: "`true`", False: "`false`"}.get(field.default, f'`"{field.default}"`')


def test_every_move_has_a_section_in_the_order_of_the_program() -> None:
    assert list(SECTIONS) == list(KINDS)


@pytest.mark.parametrize("do", KINDS)
def test_a_section_names_the_fields_of_its_move_with_their_defaults(do: str) -> None:
    model = KINDS[do]
    named = dict(ROW.findall(SECTIONS[do]))
    fields = [one for one in model.model_fields if one not in ("by", "do")]
    assert named == {one: default(model, one) for one in fields}


@pytest.mark.parametrize("do", KINDS)
def test_the_example_of_a_section_is_such_a_move(do: str) -> None:
    (example,) = EXAMPLE.findall(SECTIONS[do])
    (move,) = tomllib.loads(example)["move"]
    assert read_action(move).do == do


def test_the_example_at_the_top_is_played(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "minute.toml"
    file.write_text(EXAMPLE.findall(TEXT)[0], encoding="utf-8")
    said = tabletop(capsys, "play", KOREA, "--moves", file, "--echo")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1].endswith("offer.signed")
