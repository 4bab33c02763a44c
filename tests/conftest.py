"""Settings that all tests share."""

from __future__ import annotations

import os
import re
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import settings

from tests.effort import FEW
from tests.whole_apps import WholeApps

# A law is a law on a busy machine too.
settings.register_profile("tabletop", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=FEW)
settings.load_profile("tabletop")

# A terminal's size, as whoever started the tests may have named it: programs believe it rather than
# the terminal that a test gives them.
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)

# Without compiled files every program that a test starts compiles all of Tabletop anew, and every
# process of the tests all tests: some containers ask for none.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ELSEWHERE = sys.platform == "win32"
"""No Linux, nor anything that has what these tests need of it."""
ALONE = {"browser": 2, "terminal": 1}
"""Marks of tests of which only so many run at a time, however many processes there are: whole
modules of them take turns."""


_WHOLE = re.compile(r"^pytestmark = .*\bmark\.linux\(", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Skip, on other systems, modules marked `linux` as a whole: they can't be imported there."""
    if not ELSEWHERE or collection_path.suffix != ".py":
        return None
    return True if _WHOLE.search(collection_path.read_text(encoding="utf-8")) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    parallel = config.pluginmanager.hasplugin("xdist")
    _mark_whole_apps(items)
    for item in items:
        if parallel and _shares(item):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        needs = item.get_closest_marker("linux")
        if needs is not None and ELSEWHERE:
            item.add_marker(pytest.mark.skip(reason=needs.args[0]))
        for kind, at_once in ALONE.items() if parallel else ():
            if item.get_closest_marker(kind) is not None:
                turn = zlib.crc32(item.path.name.encode()) % at_once
                item.add_marker(pytest.mark.xdist_group(f"{kind} {turn}"))
                break


def _shares(item: pytest.Item) -> bool:
    """Whether a test uses what is made once for its module, and so belongs in one process with
    those that use it too.
    """
    if not isinstance(item, pytest.Function) or item.get_closest_marker("xdist_group"):
        return False
    used = item._fixtureinfo.name2fixturedefs.values()
    return any(one.scope == "module" and one.baseid for all in used for one in all)


def _mark_whole_apps(items: list[pytest.Item]) -> None:
    """Mark as slow what brings a whole app up, apart from the first such test of each module: so
    the quick tests see every screen and take a minute.
    """
    apps, seen = WholeApps(), set[Path]()
    for item in items:
        left_out = any(map(item.get_closest_marker, ("slow", *ALONE)))
        if not left_out and apps.in_test(item):
            if item.path in seen:
                item.add_marker("slow")
            seen.add(item.path)
