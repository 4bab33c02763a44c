"""`tabletop score` by its contract."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import tomli_w

from tests.cli.command import KOREA, tabletop
from tests.report.classes import loaf_file

MIDDLE = (
    "declaration=sentence",
    "denuclearisation-goal=reaffirmed",
    "joint-exercises=march-halted",
    "missile-tests=all-tests-moratorium",
    "chinese-role=signs",
    "form=political",
)


def test_an_exercise_without_forms_and_orders_is_told_of_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "loaf.toml"
    path.write_text(tomli_w.dumps(loaf_file()), encoding="utf-8")
    said = tabletop(capsys, "score", str(path), "crust=shared").out
    assert "Crust  shared" in said
    assert "×" not in said, "everything counts in full: there is nothing to multiply"
    assert "plain" not in said
    assert "together" not in said


def test_json_has_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "score", KOREA, *MIDDLE, "--json").json
    assert list(said) == [
        "exercise",
        "round",
        "package",
        "feasible",
        "value",
        "walk_away",
        "acceptable",
        "red_lines",
        "ledger",
    ]
    assert said["package"]["order"] == "together"
    assert said["package"]["sanctions"] == "kept"
    assert said["feasible"] is True
    assert {one: round(value, 1) for one, value in said["value"].items()} == {
        "usa": 5.6,
        "dprk": 8.8,
        "rok": 30.7,
        "chn": 22.7,
    }
    assert all(said["acceptable"].values())
    assert list(said["ledger"]["usa"][0]) == ["because", "points", "factor", "value", "source"]


def test_json_ledgers_sum_to_the_value_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "score", KOREA, *MIDDLE, "--json").json
    for one, lines in said["ledger"].items():
        assert math.fsum(line["value"] for line in lines) == said["value"][one]


def test_printed_lines_sum_to_the_printed_value_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    for said in tabletop(capsys, "score", KOREA, *MIDDLE).out.split("\n\n")[1:]:
        head, *lines = said.strip().splitlines()
        total = float(head.split(": ")[1].split(",")[0])
        tenths = [round(10 * float(line.split()[0])) for line in lines if line.startswith("  ")]
        assert sum(tenths) == round(10 * total)


def test_trust_and_round_change_the_circumstances(capsys: pytest.CaptureFixture[str]) -> None:
    plain = tabletop(capsys, "score", KOREA, *MIDDLE, "--json").json
    trusting = tabletop(capsys, "score", KOREA, *MIDDLE, "--trust", "usa-dprk=80", "--json").json
    late = tabletop(capsys, "score", KOREA, *MIDDLE, "--round", "4", "--json").json
    assert trusting["value"]["usa"] > plain["value"]["usa"]
    assert late["value"]["rok"] < plain["value"]["rok"]
    assert late["feasible"] is False  # the March exercise has been held


def test_an_infeasible_order_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "score", KOREA, "declaration=sentence", "order=step-by-step")
    assert said.code == 0
    assert "Not possible" in said.out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("declaration=sentence", "declaration=none"), ("'declaration' is settled twice",)),
        (("declaration=speech",), ("no option 'speech'", "sentence")),
        (("weather=fine",), ("no issue 'weather'",)),
        (("declaration",), ("ISSUE=OPTION",)),
        (("--round", "9"), ("9",)),
        (("--round", "soon"), ("--round",)),
        (("--trust", "usa-mars=10"), ("usa-mars",)),
        (("--trust", "usa-dprk=110"), ("0 to 100",)),
        (("--trust", "usa-dprk"), ("OF-TOWARD=N",)),
    ],
)
def test_bad_arguments_get_one_sentence(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], words: tuple[str, ...]
) -> None:
    tabletop(capsys, "score", KOREA, *args).refused(*words)


def test_score_of_nothing_is_the_status_quo_and_says_what_to_give(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "score", KOREA)
    assert said.code == 0
    assert "settle at least one to agree on it, such as declaration=sentence." in said.out
    tabletop(capsys, "score").refused("the following arguments are required: EXERCISE; see")


def test_score_of_nothing_in_a_whole_contract_asks_for_every_issue(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "loaf.toml"
    path.write_text(tomli_w.dumps(loaf_file() | {"format": 2, "whole": True}), encoding="utf-8")
    tabletop(capsys, "score", str(path)).refused(
        "every issue of 'loaf' is settled, or none is; name an option of each, such as crust="
    )
