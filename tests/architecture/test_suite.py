"""The suite keeps its own rules: what `--quick` leaves out is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import conftest
from tests.__main__ import ALL_QUICK, ALONE, PARALLEL, QUICK, checks

TESTS = Path(__file__).parents[1]
NEEDS = {
    "browser": re.compile(r"^from tests\.(host\.browser|report\.browsing) import", re.MULTILINE),
    "terminal": re.compile(r"^from tests\.host\.programs import .*\bprogram\b", re.MULTILINE),
}


@pytest.mark.parametrize("kind", NEEDS)
def test_what_drives_a_browser_or_a_terminal_is_marked(kind: str) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")}
    uses = [path for path, text in texts.items() if NEEDS[kind].search(text)]
    assert uses
    assert [path.name for path in uses if f"mark.{kind}" not in texts[path]] == []


def test_browsers_and_terminals_come_by_themselves_after_all_others() -> None:
    assert list(checks([]))[-2:] == ["tests", "browsers and terminals"]
    assert PARALLEL[-1] == f"not ({ALONE[-1]})"
    assert checks([])["browsers and terminals"][3:] == ALONE
    for some in (["--quick"], ["tests/play"]):
        assert list(checks(some))[-1] == "tests"


def test_two_browsers_and_one_terminal_run_at_a_time() -> None:
    """Each is a group, and a group stays in one of the processes."""
    assert conftest.ALONE == {"browser": 2, "terminal": 1}
    assert ALONE[:4] == ["-n", str(sum(conftest.ALONE.values())), "--dist", "loadgroup"]
    assert ALONE[-1] == " or ".join(conftest.ALONE)


def test_all_tests_run_in_parallel_and_quick_ones_without_what_is_slow() -> None:
    assert checks([])["tests"][3:] == PARALLEL
    assert checks(["--quick"])["tests"][3:] == ALL_QUICK
    assert ALL_QUICK[-len(QUICK) :] == QUICK
    assert checks(["--quick", "tests/play"])["tests"][3:] == ["tests/play", *QUICK]
    assert checks(["tests/play", "-k", "locate"])["tests"][2:] == [
        *("pytest", "tests/play", "-k", "locate"),
    ]
