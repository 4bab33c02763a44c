"""The JSON Schema of exercise files, as editors and linters of TOML use it."""

from __future__ import annotations

import json
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest
import tomli_w

from tabletop.exercise.keys import json_schema
from tabletop.exercise.toml import parse_written
from tests.cli.command import tabletop
from tests.docs.editor import Editor
from tests.docs.test_recipes import FOUND
from tests.exercise.test_locate import paths
from tests.missing import missing

TOP = Path(__file__).parents[2]
EXERCISES = sorted((*TOP.glob("exercises/*.toml"), *TOP.glob("docs/examples/*.toml")))
PARTS = TOP / "tests" / "exercise"
SOUND, SECOND = PARTS / "sound.toml", PARTS / "second.toml"
"""Nearly every key of format 1, and of format 2."""


def installed(program: str) -> str:
    found = Path(sysconfig.get_path("scripts")) / program
    if not found.exists():
        missing(program)
    return str(found)


def linted(program: str, *given: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [installed(program), "lint", *given]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={"NO_COLOR": "1"}
    )


def tombi(folder: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    return linted("tombi", "--offline", "--error-on-warnings", *files, cwd=folder)


def taplo(folder: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    schema = (folder / "exercise.schema.json").as_uri()
    return linted("taplo", "--no-auto-config", "--schema", schema, *files, cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the schema, and `tombi.toml` that says what it is for."""
    (tmp_path / "exercise.schema.json").write_text(json_schema(), encoding="utf-8")
    (tmp_path / "tombi.toml").write_text(
        '[[schemas]]\npath = "exercise.schema.json"\ninclude = ["*-e.toml"]\n'
        '[lint.rules]\nkey-empty = "off"\n',
        encoding="utf-8",
    )
    return tmp_path


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}-e.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert tabletop(capsys, "schema").json["properties"]["format"]["const"] == 2
    assert tabletop(capsys, "schema", "--format", "1").json["properties"]["format"]["const"] == 1
    tabletop(capsys, "schema", "--format", "3").refused("3")


def test_tombi_finds_nothing_wrong_with_any_exercise(folder: Path) -> None:
    files = [written(folder, one.stem, one.read_text("utf-8")) for one in (*EXERCISES, SECOND)]
    for heading, changes in FOUND:
        text = tomli_w.dumps({**FOUND[0][1], **changes})
        files.append(written(folder, heading.partition(" ")[0].strip(":"), text))
    said = tombi(folder, *files)
    assert said.returncode == 0, said.stderr


def test_taplo_finds_nothing_wrong_with_any_exercise(folder: Path) -> None:
    """It reads TOML 1.0, so tables in braces that go on over lines are written as it knows them."""
    files = [
        written(folder, one.stem, tomli_w.dumps(parse_written(one.read_text("utf-8"))))
        for one in (*EXERCISES, SECOND)
    ]
    said = taplo(folder, *files)
    assert said.returncode == 0, said.stderr


def test_a_file_of_format_1_has_a_schema_of_its_own(folder: Path) -> None:
    file = written(folder, "one", SOUND.read_text("utf-8"))
    assert taplo(folder, file).returncode == 1
    (folder / "exercise.schema.json").write_text(json_schema(1), encoding="utf-8")
    for tool in (taplo, tombi):
        said = tool(folder, file)
        assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("tool", [taplo, tombi])
def test_a_misspelt_key_and_a_wrong_type_are_marked_where_they_stand(
    tool: object, folder: Path
) -> None:
    text = SECOND.read_text("utf-8")
    assert callable(tool)
    for right, wrong in (("walk_away = 2", "walk_awy = 2"), ("title =", "title = 3 #")):
        place = text.index(right)
        broken = text[:place] + wrong + text[place + len(right) :]
        said = tool(folder, written(folder, "broken", broken))
        assert said.returncode == 1
        line = text[:place].count("\n") + 1
        assert f"broken-e.toml:{line}:" in said.stdout + said.stderr


def test_an_editor_completes_keys_and_explains_the_one_pointed_at(folder: Path) -> None:
    lines = ["format = 2", 'id = "a"', 'title = "A"', "", "[[delegation]]", 'name = "A"', ""]
    file = written(folder, "mine", "\n".join([*lines, "[[delegation]]", 'name = "B"', ""]))
    command = [installed("tombi"), "lsp", "--offline"]
    with Editor(command, folder) as editor:
        editor.opened(file)
        assert {"public_brief", "walk_away", "urgency"} <= {*editor.completions(file, 6, 0)}
        assert {"issue", "options", "minutes"} & {*editor.completions(file, 3, 0)} == {
            "issue",
            "minutes",
        }
        told = editor.hover(file, 1, 0)
        assert "Its id, by which commands name it." in told
        assert 'Example: `id = \\"river\\"`' in told


def test_each_key_says_what_it_means() -> None:
    for version in (1, 2):
        schema = json.loads(json_schema(version))
        for part in (schema, *schema["$defs"].values()):
            for key, one in part["properties"].items():
                assert one.get("description"), (version, part.get("title"), key)


def test_the_schema_names_no_place_on_a_network() -> None:
    """Editors would ask for it."""
    texts = [value for _, value in paths(tomllib.loads(tomli_w.dumps(json.loads(json_schema()))))]
    assert [one for one in texts if str(one).startswith("http")] == [
        "https://json-schema.org/draft/2020-12/schema"
    ]
