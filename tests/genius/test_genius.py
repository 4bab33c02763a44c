"""GENIUS domains become exercises of the same values, and the other way round."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import UnreadableInput
from tabletop.exercise import load_exercise, read_exercise
from tabletop.exercise.genius import import_genius
from tabletop.exercise.genius.exporting import additive, files_of, flat, why_not_additive
from tabletop.exercise.genius.importing import exercise_of
from tabletop.exercise.genius.model import GeniusDomain, GeniusIssue, GeniusProfile
from tabletop.exercise.genius.reading import Scale, read_domain, read_profile, read_profiles
from tabletop.exercise.model import Exercise
from tabletop.referee import opening_circumstances, value
from tabletop.referee.genius import export_genius
from tabletop.referee.public import analyse
from tests.effort import examples
from tests.genius.files import BUYER, DOMAIN, UTILITY, laptop
from tests.play.game import Game


def imported(domain: Path, profiles: list[Path], scale: Scale) -> Exercise:
    read, _ = read_domain(domain)
    parties, _ = read_profiles(profiles, read, scale)
    return Exercise.model_validate(tomllib.loads(exercise_of(read, parties, scale)))


def worth(exercise: Exercise, names: tuple[str, ...], delegation: str) -> float:
    """Return the value of the package whose options have these names."""
    package = {
        issue.id: next(o.id for o in issue.options if o.name == name)
        for issue, name in zip(exercise.issues, names, strict=True)
    }
    package |= {"form": exercise.form.options[0].id, "order": exercise.order.options[0].id}
    return value(exercise, package, delegation, opening_circumstances(exercise)).value


def test_a_package_is_worth_a_hundred_times_its_genius_utility(tmp_path: Path) -> None:
    exercise = imported(*laptop(tmp_path), "genius")
    for names, utilities in UTILITY.items():
        for party, utility in utilities.items():
            assert worth(exercise, names, party) == pytest.approx(100 * utility, abs=1e-9)


def test_raw_scale_takes_evaluations_as_negmas_does(tmp_path: Path) -> None:
    exercise = imported(*laptop(tmp_path), "raw")
    # In NegMAS the slope counts from zero, which here is the lower bound too.
    assert worth(exercise, ("Dell", "big", "2"), "buyer") == pytest.approx(
        0.5 * 3 + 0.3 * 5 + 0.2 * 0.5
    )


def test_the_rounds_of_an_imported_domain_do_not_say_their_number_thrice(tmp_path: Path) -> None:
    rounds = imported(*laptop(tmp_path), "genius").rounds
    assert [(one.date, one.title) for one in rounds][:2] == [("Day 1", "Talks"), ("Day 2", "Talks")]


def test_reservation_values_become_walk_aways(tmp_path: Path) -> None:
    exercise = imported(*laptop(tmp_path), "genius")
    assert [one.walk_away for one in exercise.delegations] == [40.0, 30.0]


def test_every_bid_is_a_package_of_the_imported_domain_and_nothing_can_be_broken(
    tmp_path: Path,
) -> None:
    exercise = imported(*laptop(tmp_path), "genius")
    has = exercise.has
    assert exercise.whole
    assert not any((has.climate, has.order, has.acts, has.gestures))
    analysis = analyse(exercise)
    assert analysis.deals == len(analysis.space)


def test_the_nash_deal_of_an_imported_domain_is_worth_at_the_end_what_it_was_at_signature(
    tmp_path: Path,
) -> None:
    exercise = imported(*laptop(tmp_path), "genius")
    analysis = analyse(exercise)
    nash = analysis.solutions["nash"]
    assert nash is not None
    game = Game(exercise=exercise).seated().to("negotiation")
    buyer, seller = (one.id for one in exercise.delegations)
    settled = {one: o for one, o in analysis.space.package(nash).items() if one in exercise.named}
    game.do(buyer, "offer", package=settled)
    game.do(seller, "sign", offer="O1")
    while game.state.stage != "ended":
        game.do("facilitator", "advance")
    ended = {one: ruled.value for one, ruled in game.state.scores.items()}
    assert ended == pytest.approx(analysis.values(nash))


def test_an_integer_issue_becomes_a_range_with_the_same_utilities(tmp_path: Path) -> None:
    domain, profiles = laptop(tmp_path)
    domain.write_text(DOMAIN.replace('upperbound="4"', 'upperbound="1000"'), encoding="utf-8")
    found = import_genius(domain, profiles)
    price = found.exercise.issues[2]
    assert not found.warnings
    assert len(price.options) == 1001
    # GENIUS cuts a linear evaluation to 0..1, which bends the line at 4.
    assert price.points == {
        "buyer": ((0.0, 20.0), (4.0, 0.0), (1000.0, 0.0)),
        "seller": ((0.0, 0.0), (4.0, 60.0), (1000.0, 60.0)),
    }
    read, _ = read_domain(domain)
    for party, path in zip(("buyer", "seller"), profiles, strict=True):
        profile, _ = read_profile(path, read, "genius")
        known = [100 * one for one in profile.utilities["Price"]]
        assert list(price.worths(party)) == pytest.approx(known, abs=1e-9)


def test_a_longer_integer_issue_is_cut_to_stated_options(tmp_path: Path) -> None:
    domain, _ = laptop(tmp_path)
    domain.write_text(DOMAIN.replace('upperbound="4"', 'upperbound="100000"'), encoding="utf-8")
    read, warnings = read_domain(domain)
    assert read.issues[2].values[:3] == ("0", "10000", "20000")
    assert "cut to 11 options" in warnings[0]


def test_constraints_and_discounts_are_reported(tmp_path: Path) -> None:
    domain, profiles = laptop(tmp_path)
    profiles[0].write_text(
        BUYER.replace('discount_factor value="1.0"', 'discount_factor value="0.8"').replace(
            "</objective>", "<constraints/></objective>"
        ),
        encoding="utf-8",
    )
    read, _ = read_domain(domain)
    _, warnings = read_profile(profiles[0], read, "genius")
    assert len(warnings) == 2
    assert "constraints are not kept" in warnings[0]
    assert "discount factor 0.8 is not kept" in warnings[1]


@st.composite
def genius_domains(draw: st.DrawFn) -> tuple[GeniusDomain, tuple[GeniusProfile, ...]]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3).filter(lambda s: max(s) > 1))
    issues = tuple(
        GeniusIssue(f"Issue {i}", tuple(f"value {n}" for n in range(size)))
        for i, size in enumerate(sizes)
    )
    # GENIUS cuts sums at 1, which a sum of issues can't tell again: these stay within.
    utility = st.floats(0, 1 / 3)
    return GeniusDomain("drawn", issues), tuple(
        GeniusProfile(
            f"p{n}",
            {i.name: tuple(draw(utility) for _ in i.values) for i in issues},
            draw(st.floats(0, 1)),
        )
        for n in range(draw(st.integers(2, 3)))
    )


@given(genius_domains(), st.sampled_from(["genius", "raw"]))
@settings(max_examples=examples(40), deadline=None)
def test_a_round_trip_keeps_every_utility(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: tuple[GeniusDomain, tuple[GeniusProfile, ...]],
    scale: Scale,
) -> None:
    folder = tmp_path_factory.mktemp("genius")
    domain, profiles = drawn
    unit = 100.0 if scale == "genius" else 1.0
    exercise = Exercise.model_validate(tomllib.loads(exercise_of(domain, profiles, scale)))
    assert why_not_additive(exercise) is None
    again, parties = additive(exercise)
    paths = []
    for name, text in files_of(again, parties, unit).items():
        (folder / name).write_text(text, encoding="utf-8")
        paths.append(folder / name)
    read, _ = read_domain(paths[0])
    back, _ = read_profiles(paths[1:], read, scale)
    shown = {issue.name for issue in read.issues}
    for before, after in zip(profiles, back, strict=True):
        assert after.reservation == pytest.approx(before.reservation, abs=1e-9)
        for values in itertools.product(*(issue.values for issue in domain.issues)):
            expected = sum(
                before.utilities[issue.name][issue.values.index(v)]
                for issue, v in zip(domain.issues, values, strict=True)
            )
            found = sum(
                after.utilities[issue.name][_place(read, issue.name, v)]
                for issue, v in zip(domain.issues, values, strict=True)
                if issue.name in shown
            )
            assert found == pytest.approx(expected, abs=1e-9)


def _place(domain: GeniusDomain, issue: str, name: str) -> int:
    return next(one for one in domain.issues if one.name == issue).values.index(name)


def test_packages_can_be_written_as_the_values_of_one_issue(tmp_path: Path) -> None:
    bids = imported(*laptop(tmp_path), "genius")
    # An exercise with a status quo, unlike what is imported.
    exercise = bids.model_copy(update={"whole": False})
    first = {choice: options[0] for choice, options in exercise.choices.items()}
    other = exercise.choices["brand"][1]
    packages = [first, {**first, "brand": other}]
    domain, profiles = flat(exercise, packages, {"buyer": [1.5, -2.0], "seller": [0.0, 7.25]})
    assert domain.issues[0].values == ("status quo", f"brand={other}")
    whole, _ = flat(bids, packages[:1], {"buyer": [1.5], "seller": [0.0]})
    assert whole.issues[0].values == ("brand=dell; screen=small; price=0",)
    for name, text in files_of(domain, profiles).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    read, _ = read_domain(tmp_path / "laptop-domain.xml")
    again, _ = read_profile(tmp_path / "laptop-seller.xml", read, "raw")
    assert again.utilities["package"] == pytest.approx((0.0, 7.25))


BOMB = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    "<negotiation_template>&b;</negotiation_template>"
)
EXTERNAL = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<negotiation_template>&x;</negotiation_template>"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "entities are not read"),
        (EXTERNAL, "entities are not read"),
        ("<negotiation_template>", "laptop.xml:1:23: this is not well-formed XML"),
        ("", "not well-formed"),
        ("<html/>", "expected <negotiation_template>"),
        ("<negotiation_template/>", "no <objective>"),
        (DOMAIN.replace('name="Brand"', 'name=""'), "an issue has no name"),
        (DOMAIN.replace('name="Screen"', 'name="Brand"'), "two issues are called 'Brand'"),
        (DOMAIN.replace('upperbound="4"', 'upperbound="soon"'), "expected a number in upperbound"),
        (DOMAIN.replace('type="integer"', 'type="lottery"'), "unknown type 'lottery'"),
        (DOMAIN.replace('index="2" name', 'index="1" name'), "two issues have the index 1"),
    ],
)
def test_a_bad_domain_gets_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "laptop.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"laptop\.xml") as fault:
        read_domain(path)
    assert said in fault.value.sentence
    assert "\n" not in fault.value.sentence


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('weight index="1" value="0.5"', 'weight index="1" value="-1"'), "weights are 0 or more"),
        (('evaluation="3"', 'evaluation="nan"'), "expected a number in evaluation"),
        (('value="Dell"', 'value="IBM"'), "no value 'IBM' in the domain"),
        (('name="Screen"', 'name="Colour"'), "the domain has no issue 'Colour'"),
        (('<item index="3" value="none" evaluation="0"/>', ""), "'none' of issue 'Screen' has no"),
        (('ftype="linear"', 'ftype="cubic"'), "uses the evaluator 'cubic'"),
        (("<weight", "<utility_function/><weight"), "is not additive"),
    ],
)
def test_a_profile_that_does_not_fit_gets_one_sentence(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    domain, profiles = laptop(tmp_path)
    read, _ = read_domain(domain)
    profiles[0].write_text(BUYER.replace(*change, 1), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"buyer\.xml") as fault:
        read_profile(profiles[0], read, "genius")
    assert said in fault.value.sentence


def test_weights_that_are_all_zero_are_refused(tmp_path: Path) -> None:
    domain, profiles = laptop(tmp_path)
    read, _ = read_domain(domain)
    text = BUYER
    for weight in ("0.5", "0.3", "0.2"):
        text = text.replace(f'value="{weight}"/><weight', 'value="0"/><weight')
        text = text.replace(f'value="{weight}"/>\n</obj', 'value="0"/>\n</obj')
    profiles[0].write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match="every weight is 0"):
        read_profile(profiles[0], read, "genius")


@pytest.mark.parametrize("scale", ["genius", "raw"])
def test_a_profile_in_which_every_evaluation_is_zero_is_refused_by_its_own_name(
    tmp_path: Path, scale: Scale
) -> None:
    domain, profiles = laptop(tmp_path)
    text = re.sub(r'evaluation="\d"', 'evaluation="0"', BUYER)
    text = text.replace('offset="1.0" slope="-0.25"', 'offset="0" slope="0"')
    profiles[0].write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"buyer\.xml: every evaluation counts as 0"):
        import_genius(domain, profiles, scale)


def test_a_long_name_is_cut_with_a_warning(tmp_path: Path) -> None:
    domain, profiles = laptop(tmp_path)
    long = "Brand " * 11
    for path in (domain, *profiles):
        text = path.read_text(encoding="utf-8").replace('"Brand"', f'"{long}"')
        path.write_text(text, encoding="utf-8")
    found = import_genius(domain, profiles)
    assert found.exercise.issues[0].name == ("Brand " * 10).strip()
    assert found.warnings == (f"names are cut after 60 characters: '{('Brand ' * 10).strip()}'",)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(UnreadableInput, match="larger than 10 MB; give a GENIUS file"):
        read_domain(path)


@given(st.data())
@settings(max_examples=examples(150), deadline=None)
def test_any_damage_is_a_sentence_or_a_domain(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "domain.xml"
    raw = bytearray(DOMAIN.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    path.write_bytes(bytes(raw))
    try:
        read_domain(path)
    except UnreadableInput as fault:
        assert "\n" not in fault.sentence


FLAT = """
format = 1
id = "flat"
title = "A flat"
delegation = [{ id = "ann", name = "Ann", walk_away = 4 }, { id = "bob", name = "Bob" }]
ending = [{ id = "e", title = "End", text = "It ends." }]
round = [{ id = "r", title = "R", date = "Monday" }]
agreement = { signatories = ["ann", "bob"] }

[[issue]]
id = "rent"
name = "Rent"
option = [
    { id = "none", name = "none" },
    { id = "half", name = "half", points = { ann = 3, bob = 2 } },
    { id = "all", name = "all", points = { ann = 12, bob = -9 } },
]
"""


def test_what_is_exported_is_imported_again_without_an_option(tmp_path: Path) -> None:
    """Both commands use the same scale unless told otherwise."""
    source = FLAT.replace("bob = -9", "bob = 1")
    files = export_genius(read_exercise(source, "flat.toml")).files
    paths = []
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(tmp_path / name)
    again = import_genius(paths[0], paths[1:])
    assert again.exercise.delegations[0].walk_away == pytest.approx(4)
    assert worth(again.exercise, ("all",), again.exercise.delegations[0].id) == pytest.approx(12)
    assert not again.warnings


def ranged(last: int, ann: str, start: int = 0) -> Exercise:
    """The flat exercise with a range for its rent."""
    left, right = FLAT.index("option = ["), FLAT.rindex("]") + 1
    numbers = f"range = {{ from = {start}, to = {last}, step = 1 }}\n"
    points = f"points = {{ ann = {ann}, bob = [[{start}, 0], [{last}, 5]] }}"
    text = FLAT[:left] + numbers + points + FLAT[right:]
    return read_exercise(text.replace("format = 1", "format = 2"))


@pytest.mark.parametrize("last", [10, 10_000])
@pytest.mark.parametrize("scale", ["genius", "raw"])
def test_a_straight_range_from_0_is_an_integer_issue_and_comes_back_as_a_range(
    tmp_path: Path, scale: Scale, last: int
) -> None:
    exercise = ranged(last, f"[[0, 0], [{last}, 12]]")
    found = export_genius(exercise, scale)
    assert all("'Rent'" not in one for one in found.warnings)
    paths = []
    for name, text in found.files.items():
        assert '<issue index="1" name="Rent" etype="integer"' in text
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(tmp_path / name)
    again = import_genius(paths[0], paths[1:], scale).exercise
    (rent,) = again.issues
    assert len(rent.ids) == last + 1
    for party, was in zip(again.delegations, exercise.delegations, strict=True):
        assert list(rent.worths(party.id)) == pytest.approx(
            list(exercise.issues[0].worths(was.id)), abs=1e-9
        )


def test_what_genius_and_negmas_would_read_differently_is_a_list() -> None:
    """GENIUS counts a line from the lowest number, NegMAS from 0."""
    for exercise in (ranged(20, "[[10, 0], [20, 12]]", 10), ranged(9, "[[0, 0], [4, 3], [9, 12]]")):
        found = export_genius(exercise)
        assert all("discrete" in text and "evaluator" not in text for text in found.files.values())
        assert any("imported again, it is no range" in one for one in found.warnings)


def test_values_that_genius_would_cut_are_said() -> None:
    exercise = read_exercise(FLAT, "flat.toml")
    assert export_genius(exercise).warnings == (
        "bob: values run from -9 to 2, and GENIUS cuts them to 0 to 100; "
        "NegMAS reads them as they are",
    )
    assert [one.split(":")[0] for one in export_genius(exercise, "raw").warnings] == ["ann", "bob"]


def test_they_are_said_in_tenths_as_people_read_them() -> None:
    text = FLAT.replace("bob = 2 ", "bob = 100.30000000000001 ").replace("ann = 3", "ann = -3e-15")
    said = export_genius(read_exercise(text, "flat.toml")).warnings
    assert [one.split(",")[0] for one in said] == ["bob: values run from -9 to 100.3"]


def test_points_read_as_utilities_are_noticed_by_their_reservation(tmp_path: Path) -> None:
    domain, profiles = laptop(tmp_path)
    text = re.sub(r'reservation value="[^"]*"', 'reservation value="40"', BUYER)
    profiles[0].write_text(text, encoding="utf-8")
    read, _ = read_domain(domain)
    expected: dict[Scale, int] = {"genius": 1, "raw": 0}
    for scale, said in expected.items():
        _, warnings = read_profile(profiles[0], read, scale)
        assert sum("use --scale raw" in one for one in warnings) == said


@pytest.mark.parametrize("scale", ["genius", "raw"])
def test_an_exercise_without_utilities_is_not_exported(scale: Scale) -> None:
    bare = re.sub(r", points = \{[^}]*\}|, walk_away = 4", "", FLAT).replace("= 1", "= 2")
    with pytest.raises(UnreadableInput, match="nothing has points in 'flat'"):
        export_genius(read_exercise(bare, "flat.toml"), scale)
    ransomware = Path(__file__).parents[2] / "exercises" / "ransomware-hospital.toml"
    with pytest.raises(UnreadableInput, match="nothing is negotiated in 'ransomware-hospital'"):
        export_genius(load_exercise(ransomware), scale)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (1000, "'Rent' has 1,001 values, and 'tabletop import genius' reads 1,000 in a list at "),
        (10, "each value of 'Rent' is written as one of a list; imported again, it is no range"),
    ],
)
def test_what_can_not_come_back_from_an_export_is_said(last: int, said: str) -> None:
    start, end = FLAT.index("option = ["), FLAT.rindex("]") + 1
    range = f"range = {{ from = 0, to = {last}, step = 1 }}\n"
    points = f"points = {{ ann = [[0, 0], [4, 3], [{last}, 12]], bob = [[0, 0], [{last}, 5]] }}"
    text = FLAT[:start] + range + points + FLAT[end:]
    (warning,) = export_genius(read_exercise(text.replace("format = 1", "format = 2"))).warnings
    assert warning.startswith(said)
