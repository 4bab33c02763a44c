"""Commands print nothing about parts that an exercise does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import tabletop
from tests.play.market import MARKET, PRICED


@pytest.fixture
def bare(tmp_path: Path) -> str:
    path = tmp_path / "bare.toml"
    path.write_text(MARKET, encoding="utf-8")
    return str(path)


@pytest.fixture
def priced(tmp_path: Path) -> str:
    path = tmp_path / "priced.toml"
    path.write_text(PRICED, encoding="utf-8")
    return str(path)


def test_analyse_counts_packages_where_nothing_has_points(
    capsys: pytest.CaptureFixture[str], bare: str
) -> None:
    said = tabletop(capsys, "analyse", bare)
    assert said.code == 0
    assert "6 packages. Nothing has points here" in said.out
    assert list(tabletop(capsys, "analyse", bare, "--json").json) == [
        *("exercise", "round", "delegations", "issues", "packages")
    ]
    tabletop(capsys, "analyse", bare, "--list", "zone").refused("nothing has points in 'market'")
    tabletop(capsys, "score", bare, "price=low").refused("nothing has points in 'market'")


def test_a_package_has_no_form_or_order_that_no_file_names(
    capsys: pytest.CaptureFixture[str], priced: str
) -> None:
    said = tabletop(capsys, "score", priced, "price=low", "--json").json
    assert said["package"] == {"price": "low", "day": "open"}
    nash = tabletop(capsys, "analyse", priced, "--json").json["solutions"]["nash"]
    assert list(nash["package"]) == ["price", "day"]
    listed = tabletop(capsys, "analyse", priced, "--list", "zone").out.splitlines()[0]
    assert listed.startswith("price,day,value_baker")
    tabletop(capsys, "score", priced, "form=plain2").refused("there is no issue 'form'")


def test_no_trust_can_be_set_where_there_is_none(
    capsys: pytest.CaptureFixture[str], priced: str
) -> None:
    refusal = "'market' has no [climate], so there is no trust to set"
    tabletop(capsys, "analyse", priced, "--trust", "baker-miller=3").refused(refusal)
    swept = tabletop(capsys, "analyse", priced, "--sweep", "trust:baker-miller")
    swept.refused("'market' has no [climate], so there is no trust to sweep")
