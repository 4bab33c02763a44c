"""The architecture is as designed: pure rooms import nothing else, files stay small.

Contracts in pyproject.toml say which room may import which; `python -m tests` checks them.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import tabletop
from tabletop.release import program_version

TOP = Path(tabletop.__file__).parent
ALL = sorted(TOP.rglob("*.py"))
PURE = ("errors", "exercise", "referee", "play")
NOT_PURE = ("asyncio", "http", "multiprocessing", "rich", "socket", "ssl", "subprocess", "textual")

# Pydantic reads the metadata of installed packages for its plugins, and e-mail headers with them.
FRESH = """
import sys
import pydantic
type("Any", (pydantic.BaseModel,), {})
before = set(sys.modules)
import tabletop.ROOM
print(*sorted(set(sys.modules) - before))
"""


def modules(room: str) -> list[Path]:
    """Return the source files of a room."""
    folder = TOP / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [TOP / f"{room}.py"]


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_brings_no_screen_and_no_network_into_a_process(room: str) -> None:
    code = FRESH.replace("ROOM", room)
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    loaded = run.stdout.split()
    assert f"tabletop.{room}" in loaded
    assert [one for one in loaded if one.split(".")[0] in NOT_PURE] == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_never_asks_what_time_it_is(room: str) -> None:
    asked = [
        f"{path.relative_to(TOP)}:{node.lineno}"
        for path in modules(room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today")
    ]
    assert asked == []


def test_a_file_stays_small_enough_to_read_at_once() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in ALL}
    assert {str(path.relative_to(TOP)): n for path, n in lines.items() if n > 450} == {}


def test_a_folder_stays_small_enough_to_find_a_file_in_it() -> None:
    # From about twenty on, ask what second thing it has become, and give that a room.
    files = Counter(path.parent for path in ALL)
    assert {str(folder.relative_to(TOP)): n for folder, n in files.items() if n > 30} == {}


def test_no_two_classes_share_a_name() -> None:
    where: dict[str, list[str]] = {}
    for path in ALL:
        for name in re.findall(
            r"^class ([a-zA-Z]\w*)", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            where.setdefault(name, []).append(str(path.relative_to(TOP)))
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}


def test_no_import_hides_in_a_function_of_play_to_avoid_a_circle() -> None:
    hidden = [
        f"{path.relative_to(TOP)}:{inner.lineno}"
        for path in modules("play")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("tabletop.play")
    ]
    assert hidden == []


def test_every_name_a_room_exports_is_there() -> None:
    for path in TOP.rglob("__init__.py"):
        name = ".".join(["tabletop", *path.parent.relative_to(TOP).parts])
        room = importlib.import_module(name)
        missing = [one for one in getattr(room, "__all__", ()) if not hasattr(room, one)]
        assert missing == [], name


def test_doors_the_client_and_the_roster_load_no_screen() -> None:
    code = (
        "import sys\nimport tabletop.host.web, tabletop.host.ssh.door, tabletop.host.workers.wire\n"
        "import tabletop.client.joining, tabletop.client.join_client, tabletop.host.seats.roster\n"
        "print([one for one in sys.modules if one.split('.')[0] == 'textual'\n"
        "    or one.startswith('tabletop.screens')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    assert run.stdout == "[]\n"


def private_parts_of_textual(path: Path) -> set[str]:
    """Return Textual's private names that a file imports, overrides or uses."""
    from textual.app import App
    from textual.screen import Screen
    from textual.widgets import Input, TextArea

    theirs = {
        name
        for one in (App, Screen, Input, TextArea)
        for name in dir(one)
        if name.startswith("_") and not name.startswith("__")
    }
    # Those that are set on an object only.
    theirs |= {"_bindings", "_dirty_regions", "_driver", "_notification", "_notifications"}
    nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    attributes = [one for one in nodes if isinstance(one, ast.Attribute)]
    own = {one.attr for one in attributes if isinstance(one.ctx, ast.Store)}
    used = {one.attr for one in attributes} - own
    used |= {one.name for one in nodes if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    modules = {one.module or "" for one in nodes if isinstance(one, ast.ImportFrom)}
    return used & theirs | {one for one in modules if one.startswith("textual._")}


def test_private_parts_of_textual_are_used_where_the_architecture_says_and_nowhere_else() -> None:
    # A contract keeps Textual out of the client and of the host's other rooms.
    using = {
        path.relative_to(TOP).as_posix(): found
        for room in ("host/server", "host/tables", "host/workers", "screens")
        for path in modules(room)
        if (found := private_parts_of_textual(path))
    }
    told = (
        *("screens/flow/app.py", "screens/flow/notices.py"),
        *("screens/kit/drawn.py", "screens/kit/terminal.py"),
    )
    assert {file: found for file, found in using.items() if file not in told} == {}
    assert sorted(using) == sorted(told)


def test_nothing_of_textual_is_changed_by_importing_a_host() -> None:
    code = (
        "from textual import message_pump, timer\n"
        "before = message_pump.invoke, timer.invoke\n"
        "import tabletop.host.runtime.hosted, tabletop.host.tables.floor\n"
        "assert (message_pump.invoke, timer.invoke) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd="/")


def test_the_first_page_of_a_game_is_shown_without_what_a_table_needs() -> None:
    code = (
        "import sys\nimport tabletop.cli, tabletop.cli.commands.start as start, tabletop.screens\n"
        "start.need_terminal = lambda: None\n"
        "rooms = ('bots', 'play', 'referee', 'journal.reading', 'journal.file', 'past', 'table')\n"
        "late = ['markdown_it', 'numpy', *(f'tabletop.{room}' for room in rooms)]\n"
        "def run(app):\n print([one for one in late if one in sys.modules])\n return 0\n"
        "tabletop.screens._run = run\n"
        "tabletop.cli.main(['play', 'korea-end-of-war'])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    assert run.stdout == "[]\n"


def test_asking_for_the_version_loads_neither_pydantic_nor_textual() -> None:
    code = (
        "import sys\nimport tabletop.cli\n"
        "try: tabletop.cli.main(['--version'])\n"
        "except SystemExit: print(*(m for m in ('pydantic', 'textual', 'rich', 'numpy', 'asyncio') "
        "if m in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    name, number, *loaded = run.stdout.split()
    assert (name, number) == ("tabletop", program_version())
    assert loaded == []
