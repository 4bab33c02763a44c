"""The shell and the charts that all reports share."""

from __future__ import annotations

import base64
import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tabletop.report.charts import (
    AxisTick,
    Bar,
    Bars,
    Flag,
    LineChart,
    Region,
    RuledLevel,
    Scatter,
    Series,
    Spot,
)
from tabletop.report.charts.figure import spread, steps
from tabletop.report.kit.numbers import signed, tenths
from tabletop.report.kit.shell import Section, page, prose
from tests.report.parsed import parsed, sound

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)> & 'quoted'"


def line_chart(name: str = "Washington", id: str = "line") -> LineChart:
    spots = tuple(Spot(float(r), 10.0 * r, f"{name}, round {r}: {10 * r}") for r in range(4))
    return LineChart(
        id,
        name,
        name,
        (Series(name, spots), Series("Beijing", spots[1:], 1)),
        tuple(AxisTick(float(r), f"{r}") for r in range(4)),
        "Round",
        levels=(RuledLevel(name, ((0, 5), (2, 3))),),
        flags=(Flag(1.5, "A", name), Flag(1.5, "B", name)),
    )


def bars(name: str = "Washington", id: str = "bars") -> Bars:
    return Bars(id, name, name, (Bar(name, -3.0, name), Bar("x", 4.0, name, 1, 2.0)), "v", name)


def scatter(name: str = "Washington", id: str = "scatter") -> Scatter:
    points = tuple((float(i % 7), float(i % 5)) for i in range(35))
    return Scatter(
        id,
        name,
        name,
        name,
        name,
        (Region(name, "reach", points), Region(name, "zone", points[:9])),
        (Series(name, (Spot(1, 2, name),)),),
        (Series(name, (Spot(3, 3, name), Spot(3, 3.1, name)), 2),),
        (1, 1),
    )


def test_numbers_of_a_vertical_axis_stay_in_the_picture_however_large() -> None:
    spots = tuple(Spot(float(r), 7_500.0 * r, "here") for r in range(3))
    chart = LineChart("line", "t", "a", (Series("One", spots),), (AxisTick(0.0, "0"),), "Round")
    plot = Scatter("plot", "t", "a", "x", "y", (Region("all", "zone", ((0, 0), (1, 15_000))),))
    # A turned title stands to the left of a plot's numbers.
    for markup, least in ((chart.markup(), 0), (plot.markup(), 20)):
        numbers = [
            one
            for one in sound(page(title="t", sections=(Section("s", "S", markup),))).all("text")
            if one.attributes.get("text-anchor") == "end" and "," in one.text
        ]
        assert any(one.text == "15,000" for one in numbers)
        for one in numbers:
            assert float(one.attributes["x"]) - 6.2 * len(one.text) >= least


def test_the_number_of_a_bar_gives_way_to_the_mark_beside_it() -> None:
    chart = Bars("bars", "t", "a", (Bar("Sport", 54.0, "told", 0, 55.0), Bar("Mayor", 66.0, "x")))
    found = sound(page(title="t", sections=(Section("s", "S", chart.markup()),)))
    number = next(one for one in found.all("text") if one.text == "54.0")
    mark = next(one for one in found.all("line") if one.attributes.get("class") == "limit")
    assert float(number.attributes["x"]) > float(mark.attributes["x1"])


def test_a_page_is_one_sound_file_with_its_sections_in_order() -> None:
    found = sound(
        page(
            title="A report",
            sections=(
                Section("one", "First", line_chart().markup() + bars().markup()),
                Section("two", "Second", scatter().markup()),
            ),
            language="ko",
        )
    )
    assert [one.text for one in found.all("h2")] == ["First", "Second"]
    links = [one.attributes["href"] for one in found.all("a")]
    assert links == ["#content", "#one", "#two"]
    assert found.all("html")[0].attributes["lang"] == "ko"


def test_the_policy_lets_only_the_pages_own_style_and_script_act() -> None:
    html = page(title="A report", sections=())
    found = parsed(html)
    policy = next(
        one.attributes["content"]
        for one in found.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    for name in ("style", "script"):
        digest = hashlib.sha256(found.all(name)[0].text.encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'")


def test_hostile_text_is_text_wherever_it_stands() -> None:
    html = page(
        title=HOSTILE,
        kicker=HOSTILE,
        foot=HOSTILE,
        language=HOSTILE,
        sections=(
            Section(
                "one",
                HOSTILE,
                line_chart(HOSTILE).markup() + bars(HOSTILE).markup() + scatter(HOSTILE).markup(),
            ),
        ),
    )
    found = sound(html)
    assert found.all("h1")[0].text == HOSTILE
    assert not found.all("img")
    assert found.all("html")[0].attributes["lang"] == "en"


@given(st.text(max_size=200))
def test_no_markdown_makes_anything_but_text_and_plain_formatting(text: str) -> None:
    found = parsed(f"<div>{prose(text)}</div>")
    plain = {"div", "p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr"}
    assert {one.name for one in found.elements} <= plain | {"br"}
    for link in found.all("a"):
        assert (
            not link.attributes.get("href", "").lower().strip().startswith(("javascript", "data"))
        )


def test_markdown_loads_no_pictures_runs_no_html_and_makes_no_headings() -> None:
    told = prose(
        "# Top\n\n![x](http://there/x.png) <b onclick=x>y</b> **strong** [go](javascript:x)"
    )
    names = {one.name for one in parsed(f"<div>{told}</div>").elements}
    assert names <= {"div", "p", "strong", "a"}
    assert Markup("<strong>strong</strong>") in told


@pytest.mark.parametrize("chart", [line_chart(), bars(), scatter()])
def test_every_mark_says_what_it_is_and_the_numbers_stand_in_a_table(
    chart: LineChart | Bars | Scatter,
) -> None:
    found = parsed(chart.markup())
    marks = found.of_class("mark")
    assert marks
    assert all(one.attributes["aria-label"] and one.attributes["role"] == "img" for one in marks)
    assert len(found.all("table")) == 1
    assert found.all("th")


@given(st.lists(st.floats(0, 100), max_size=8))
def test_labels_are_moved_apart_and_keep_their_order(places: list[float]) -> None:
    found = spread(places, 10.0, 0.0, 200.0)
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [found[i] for i in order]
    assert all(b - a >= 10.0 - 1e-6 for a, b in pairwise(moved))
    assert all(0.0 <= one <= 200.0 for one in moved)


@given(st.floats(-1e6, 1e6), st.floats(0.1, 1e6))
def test_an_axis_has_round_numbers_within_its_span(low: float, width: float) -> None:
    found = steps(low, low + width)
    assert 1 <= len(found) <= 8
    slack = 1e-6 * (abs(low) + width)
    assert all(low - slack <= one <= low + width + slack for one in found)


def test_numbers_are_told_with_a_true_minus_and_never_as_minus_zero() -> None:
    assert [tenths(v) for v in (-1.25, -0.01, 0.0, 3.0)] == ["−1.3", "0.0", "0.0", "3.0"]
    assert [signed(v) for v in (-1.25, -0.01, 0.04, 3.0)] == ["−1.3", "0.0", "0.0", "+3.0"]


def test_of_a_count_the_axis_has_no_halves() -> None:
    text = Bars("deals", "Deals", "", (Bar("Round 1", 1.0, "one"),), places=0).markup()
    assert ">0.2<" not in text
    assert ">1<" in text


def test_a_bars_number_is_the_one_in_its_table() -> None:
    text = Bars("had", "Had", "", (Bar("Alfa", 32.25, "Alfa"), Bar("Bravo", -19.85, "B"))).markup()
    assert text.count("32.3") == 2
    assert text.count("19.9") == 2
    assert "32.2<" not in text
