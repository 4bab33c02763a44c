"""Rehearsals on a cluster say what rehearsals in one process say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.bots.rehearsal import Rehearsing, rehearse
from tabletop.cli import main
from tests.play.game import document

SOURCE = tomli_w.dumps(document())


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "river.toml"
    file.write_text(SOURCE, encoding="utf-8")
    return str(file)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_plays_the_games_of_one_process() -> None:
    from distributed import LocalCluster

    what, done = Rehearsing(SOURCE, seed=7), list[int]()
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        found = rehearse(what, 12, tell=done.append, scheduler=cluster.scheduler_address)
    assert found == rehearse(what, 12)
    assert done == list(range(1, 13))


def test_without_dask_the_option_says_what_to_install(
    path: str, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["rehearse", path, "--games", "1", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "tabletop-facilitator[cluster]" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore")
def test_an_address_at_which_there_is_no_scheduler_is_told_in_a_sentence(
    path: str, capsys: Any
) -> None:
    assert main(["rehearse", path, "--games", "1", "--scheduler", "nowhere"]) == 2
    (said,) = capsys.readouterr().err.splitlines()[-1:]
    assert "no Dask scheduler answers at nowhere" in said


def test_transcripts_of_several_machines_are_refused(
    path: str, tmp_path: Path, capsys: Any
) -> None:
    asked = ["rehearse", path, "--scheduler", "tcp://x:1", "--transcripts", str(tmp_path)]
    assert main(asked) == 2
    assert "don't go together" in capsys.readouterr().err
