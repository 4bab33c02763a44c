"""`tabletop analyse`: its contract, and its results for the Korea exercise."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tabletop.exercise.loading import load_exercise
from tests.cli.command import KOREA, tabletop, to_negotiation, write_moves


def test_json_has_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "analyse", KOREA, "--json").json
    assert list(said) == [
        "exercise",
        "round",
        "delegations",
        "issues",
        "packages",
        "feasible",
        "walk_away",
        "ideal",
        "zone_of_agreement",
        "frontier",
        "solutions",
        "opposition",
    ]
    assert list(said["solutions"]["nash"]) == [
        "package",
        "value",
        "nash_product",
        "to_nash",
        "to_kalai_smorodinsky",
    ]
    assert said["packages"] == 419_904
    assert said["feasible"] == 270_312
    assert said["zone_of_agreement"]["packages"] == 752
    assert said["frontier"]["in_zone"] == 48
    assert list(said["solutions"]) == ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"]
    nash = said["solutions"]["nash"]
    assert nash["package"]["inter-korean-contacts"] == "aid"
    assert {one: round(value, 1) for one, value in nash["value"].items()} == {
        "usa": 8.3,
        "dprk": 17.9,
        "rok": 54.5,
        "chn": 35.2,
    }
    ks = said["solutions"]["kalai_smorodinsky"]["package"]
    assert {c for c in ks if ks[c] != nash["package"][c]} == {"inter-korean-contacts"}


@pytest.mark.parametrize(("number", "zone"), [(4, 97), (6, 9)])
def test_the_zone_shrinks_as_rounds_go_by(
    capsys: pytest.CaptureFixture[str], number: int, zone: int
) -> None:
    said = tabletop(capsys, "analyse", KOREA, "--round", str(number), "--json").json
    assert said["zone_of_agreement"]["packages"] == zone


def test_an_empty_zone_has_no_solutions(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = tabletop(
        capsys,
        "analyse",
        KOREA,
        "--round",
        "6",
        *(f"--trust={a}-{b}=0" for a in ("usa", "rok", "chn") for b in ("dprk",)),
        *("--trust=dprk-usa=0", "--trust=dprk-rok=0", "--json"),
    ).json
    if said["zone_of_agreement"]["packages"] == 0:
        assert set(said["solutions"].values()) == {None}


def test_the_table_a_person_reads_names_zone_frontier_and_solutions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "analyse", KOREA, "--plot", "usa,dprk")
    assert said.code == 0
    for words in ("752 (0.28 %)", "48 in the zone", "Kalai-Smorodinsky", "entry-point", "N Nash"):
        assert words in said.out
    assert max(len(line) for line in said.out.split("DPR")[-1].splitlines()[-26:]) <= 110


@pytest.mark.slow
def test_a_sweep_shows_who_would_go_first_at_which_trust(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "analyse", KOREA, "--sweep", "trust:usa-dprk,rok-dprk", "--json").json
    zone = {row["trust"]: row for row in said["zone_of_agreement"]}
    assert [zone[level]["packages"] for level in (0, 20, 40, 80)] == [126, 744, 2605, 9194]
    assert zone[0]["by_order"]["allies-first"] == 0
    assert zone[0]["by_order"]["step-by-step"] > 0


def test_a_sweep_is_a_table_and_a_line_of_bars_for_each_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sound = Path(__file__).parents[1] / "exercise" / "sound.toml"
    said = tabletop(capsys, "analyse", sound, "--sweep", "trust:upper-lower").out.splitlines()
    orders = load_exercise(sound).order.options
    assert said[0] == "Two rivers, round 1: packages in the zone of agreement"
    assert [line.split()[0] for line in said[4:15]] == [str(level) for level in range(0, 101, 10)]
    chart = said[-len(orders) :]
    assert all(line.startswith(order.name) for line, order in zip(chart, orders, strict=True))
    assert any("█" in line and "from trust" in line for line in chart)
    assert all(len(line) <= 100 for line in said)


def test_a_sample_estimates_the_zone_with_its_error(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "analyse", KOREA, "--sample", "3000", "--seed", "1", "--json").json
    low, high = said["zone_of_agreement"]["share_95"]
    assert low <= 752 / 419_904 <= high


@pytest.mark.parametrize(("which", "rows"), [("zone", 752), ("frontier", 1_050)])
def test_the_zone_and_the_frontier_are_listed_as_csv(
    capsys: pytest.CaptureFixture[str], which: str, rows: int
) -> None:
    said = tabletop(capsys, "analyse", KOREA, "--list", which)
    assert said.code == 0
    found = list(csv.DictReader(said.out.splitlines()))
    assert len(found) == rows
    assert sum(row["in_zone"] == "yes" for row in found) == (752 if which == "zone" else 48)
    assert max(len(cell) for row in found for cell in row.values()) <= 40
    nearest = min(found, key=lambda row: float(row["to_nash"]))
    assert float(nearest["nash_product"]) == max(
        float(row["nash_product"]) for row in found if row["in_zone"] == "yes"
    )


def test_the_list_stands_in_the_json_beside_the_keys_of_the_contract(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "analyse", KOREA, "--list", "zone", "--json").json
    assert len(said["zone_of_agreement"]["list"]) == said["zone_of_agreement"]["packages"] == 752
    assert "list" not in said["frontier"]
    assert said["zone_of_agreement"]["list"][0]["in_zone"] is True


def test_a_space_too_large_to_enumerate_says_what_would_make_it_smaller(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = "".join(
        f'\n[[issue.option]]\nid = "o{n}"\nname = "o{n}"\n'
        + ("points = {a = 1, b = 1}\n" if n else "")
        for n in range(12)
    )
    issues = "".join(
        f'\n[[issue]]\nid = "i{n}"\nname = "I{n}"\nby = []\n{options}' for n in range(9)
    )
    path = tmp_path / "vast.toml"
    path.write_text(
        'format = 1\nid = "vast"\ntitle = "Vast"\n'
        '[[delegation]]\nid = "a"\nname = "A"\nwalk_away = 1\n'
        '[[delegation]]\nid = "b"\nname = "B"\nwalk_away = 1\n'
        '[agreement]\nsignatories = ["a", "b"]\n'
        + issues
        + '\n[[round]]\nid = "r"\ntitle = "R"\ndate = "now"\n'
        '[[ending]]\nid = "end"\ntitle = "End"\ntext = "Over."\n',
        encoding="utf-8",
    )
    tabletop(capsys, "analyse", path).refused("5,159,780,352 packages", "i0 (12)", "--sample")
    assert tabletop(capsys, "analyse", path, "--sample", "50").code == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--plot", "usa"), ("name two of",)),
        (("--plot", "usa,usa"), ("name two of",)),
        (("--sweep", "usa-dprk"), ("trust:D-D", "as in trust:usa-")),
        (("--sample", "9", "--list", "zone"), ("--sample and --list", "ask for one")),
        (("--sweep", "trust:usa-dprk", "--plot", "usa,dprk"), ("--sweep and --plot",)),
        (("--plot", "usa,dprk", "--json"), ("leave out --json",)),
        (("--sweep", "trust:usa-mars"), ("no pair 'usa-mars'",)),
        (("--sample", "0"), ("draw 1 to",)),
    ],
)
def test_bad_arguments_get_one_sentence(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], words: tuple[str, ...]
) -> None:
    tabletop(capsys, "analyse", KOREA, *args).refused(*words)


NO_DEAL = """
format = 1
id = "loaf"
title = "A loaf"
[[delegation]]
id = "red"
name = "Red"
walk_away = 0
[[delegation]]
id = "blue"
name = "Blue"
walk_away = 0
[agreement]
signatories = ["red", "blue"]
[[issue]]
id = "price"
name = "Price"
[[issue.option]]
id = "open"
name = "open"
[[issue.option]]
id = "low"
name = "low"
points = { red = 5, blue = 2 }
[[round]]
id = "r1"
title = "R"
date = "d"
[[ending]]
id = "e"
title = "E"
text = "End."
"""


def test_what_leaves_everything_as_it_is_is_no_deal_for_analyse_score_and_the_table_alike(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    loaf = tmp_path / "loaf.toml"
    loaf.write_text(NO_DEAL, encoding="utf-8")
    said = tabletop(capsys, "analyse", loaf, "--json").json
    assert (said["packages"], said["feasible"]) == (2, 2)
    assert said["zone_of_agreement"]["packages"] == 1, "though 'open' is worth both walk-aways"
    assert (
        "2 (1 that leaves every issue at its status quo: no deal)"
        in tabletop(capsys, "analyse", loaf).out
    )
    drawn = tabletop(capsys, "analyse", loaf, "--sample", "500", "--json").json
    assert 0.35 < drawn["zone_of_agreement"]["share"] < 0.65
    assert "No deal:" in tabletop(capsys, "score", loaf, "price=open").out
    assert "No deal:" not in tabletop(capsys, "score", loaf, "price=low").out
    offer = {"by": "red", "do": "offer", "to": "all", "package": {"price": "open"}}
    moves = write_moves(tmp_path / "moves.toml", *to_negotiation(), offer)
    played = tabletop(capsys, "play", loaf, "--moves", moves)
    assert played.code == 1
    assert "leaves everything as it stands" in played.err


def test_a_rule_other_than_all_is_analysed_beside_the_zone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    harbour = Path(__file__).parents[1] / "referee" / "files" / "harbour-five.toml"
    said = tabletop(capsys, "analyse", harbour, "--json").json
    assert said["rule"] == {"needed": 5, "veto": []}
    assert said["passing"]["packages"] == 133
    assert said["zone_of_agreement"]["packages"] == 12
    assert set(said["alone"]) == set(said["passing"]["below"]) == set(said["delegations"])
    assert all(len(together) == 2 for together in said["blocking"])
    assert sorted(len(together) for together in said["winning"]) == [5] * len(said["winning"])
    drawn = tabletop(capsys, "analyse", harbour, "--sample", "2000", "--json").json
    low, high = drawn["passing"]["share_95"]
    assert low < 133 / 2400 < high
    assert "Passing under the rule: " in tabletop(capsys, "analyse", harbour, "--sample", "200").out
    text = tabletop(capsys, "analyse", harbour).out
    assert "Under the rule, 5 of 6 signatures" in text
    assert "133 (18.47 % of all deals)" in text
    assert "Can block              any 2 of the 6" in text
    assert "Can pass a deal alone  any 5 of the 6" in text
    assert max(len(line) for line in text.splitlines()) < 130
    both = tabletop(capsys, "analyse", harbour.with_name("harbour-open.toml")).out
    assert "Can block              Harbour Sport Co." in both
    assert "Can pass a deal alone  Harbour Sport Co. + Tourism Department + " in both
    assert "Under the rule" not in tabletop(capsys, "analyse", KOREA).out


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("unreachable", 10, "no deal is worth 100 to Red: the best it can get is 5.0"),
        ("red-line-all", 19, "every deal crosses a red line of Blue"),
    ],
)
def test_check_warns_of_what_no_deal_can_reach(
    capsys: pytest.CaptureFixture[str], name: str, line: int, words: str
) -> None:
    path = Path(__file__).parent / "files" / f"{name}.toml"
    said = tabletop(capsys, "check", path)
    assert said.code == 0
    assert any(
        one.startswith(f"{path}:{line}:") and "warning: " in one and words in one
        for one in said.out.splitlines()
    ), said.out


def test_strict_check_counts_warnings_as_faults(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(__file__).parent / "files" / "unreachable.toml"
    said = tabletop(capsys, "check", "--strict", path)
    assert said.code == 1
    assert "warning" not in said.out
    assert f"{path}:10:" in said.out
    assert tabletop(capsys, "check", "--strict", KOREA).code == 0


def test_check_says_where_a_space_is_too_large_for_its_balance(
    capsys: pytest.CaptureFixture[str],
) -> None:
    vast = Path(__file__).parents[1] / "referee" / "files" / "vast.toml"
    assert "packages are too many to look at its balance" in tabletop(capsys, "check", vast).out
