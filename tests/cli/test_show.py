"""`tabletop show`: ids for writers of moves and conditions, secrets only where asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import KOREA, tabletop

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SECOND = Path(__file__).parents[1] / "exercise" / "second.toml"


def test_every_issue_and_option_has_its_id_its_name_and_who_carries_it_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = tabletop(capsys, "show", KOREA).out.splitlines()
    assert "  sanctions                  Sanctions          by usa" in lines
    assert "    kept                     all kept           status quo" in lines
    assert "  form                       Form" in lines


def test_points_are_secrets_and_shown_of_whom_one_asks_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare = tabletop(capsys, "show", KOREA).out
    assert "walk-away" not in bare.replace("Points, walk-aways and red lines are", "")
    assert "--as usa" in bare
    one = tabletop(capsys, "show", KOREA, "--as", "usa").out
    (row,) = [line for line in one.splitlines() if line.startswith("    sentence ")]
    assert row.split()[-1] == "-3"
    assert "Washington: walk-away" in one
    assert "Pyongyang: walk-away" not in one
    told = tabletop(capsys, "show", KOREA, "--as", "usa,dprk", "--json").json
    assert told["points_of"] == ["usa", "dprk"]
    (issue,) = [one for one in told["issues"] if one["id"] == "declaration"]
    assert issue["options"][1]["points"].keys() == {"usa", "dprk"}
    assert told["secrets"].keys() == {"usa", "dprk"}


def test_json_without_an_asker_has_no_number_of_anybody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = tabletop(capsys, "show", KOREA, "--json").json
    assert told["exercise"] == KOREA
    assert all(not option["points"] for issue in told["issues"] for option in issue["options"])
    assert told["secrets"] == {}


def test_a_range_is_told_by_its_ends_and_the_corners_of_whom_one_asks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = EXAMPLES / "job-offer.toml"
    told = tabletop(capsys, "show", file, "--json").json
    ranges = [one for one in told["issues"] if "range" in one]
    assert ranges
    assert all(one["points"] == {} for one in ranges)
    own = tabletop(capsys, "show", file, "--as", "cand", "--json").json
    (first, *_) = [one for one in own["issues"] if "range" in one]
    corners = first["points"]["cand"]
    assert [corners[0][0], corners[-1][0]] == [first["range"]["from"], first["range"]["to"]]
    bare = tabletop(capsys, "show", SECOND).out
    asked = tabletop(capsys, "show", SECOND, "--as", "upper").out
    assert "in steps of 5 EUR" in bare
    assert "60 EUR" not in bare, "a corner of one party would tell what it is after"
    assert "60 EUR" in asked


def test_a_role_s_own_points_are_asked_for_by_its_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = tabletop(capsys, "show", SECOND, "--as", "upper/finance", "--as", "upper", "--json")
    (dam,) = [one for one in told.json["issues"] if one["id"] == "dam"]
    worths = {one["id"]: one["points"] for one in dam["options"]}
    assert worths["open"].keys() == {"upper/finance", "upper"}
    assert worths["open"]["upper"] == -4
    assert "red_lines" not in told.json["secrets"]["upper/finance"]
    tabletop(capsys, "show", SECOND, "--as", "upper/financ").refused("did you mean 'finance'?")


def test_decisions_are_told_where_nothing_is_negotiated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tabletop(capsys, "show", "ransomware-hospital").out
    assert "Issues" not in out
    assert "Decisions and their options" in out
    assert "Points" not in out


def test_who_does_not_exist_is_told_with_the_nearest_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tabletop(capsys, "show", KOREA, "--as", "use").refused("--as", "did you mean 'usa'?")
    tabletop(capsys, "show", KOREA, "--as", "usa/x").refused("no roles with a brief")
