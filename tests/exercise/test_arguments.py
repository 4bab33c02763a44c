"""Public functions refuse unusable arguments, as from a notebook, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tabletop
from tabletop import (
    Table,
    analyse,
    export_genius,
    import_genius,
    load_exercise,
    outcomes,
    read_transcript,
    sample,
    score,
)
from tabletop.errors import UnreadableInput

SOUND = Path(__file__).parent / "sound.toml"
A_TABLE = Table.create(SOUND.read_text(encoding="utf-8"))
E = load_exercise(SOUND)
WRONG: dict[str, Callable[[Any], object]] = {
    "analyse": analyse,
    "analyse, round": lambda wrong: analyse(E, wrong),
    "analyse, trust": lambda wrong: analyse(E, trust=[wrong]),  # type: ignore[arg-type]
    "analyse, a level": lambda wrong: analyse(E, trust={"upper-lower": wrong}),
    "score": lambda wrong: score(wrong, {}),
    "score, package": lambda wrong: score(E, wrong),
    "score, option": lambda wrong: score(E, {"dam": wrong}),
    "score, issue": lambda wrong: score(E, {wrong: "shut"}),
    "sample": lambda wrong: sample(wrong, 10),
    "sample, packages": lambda wrong: sample(E, wrong),
    "sample, seed": lambda wrong: sample(E, 10, wrong),
    "outcomes": outcomes,
    "outcomes, which": lambda wrong: outcomes(analyse(E), wrong),
    "export_genius": export_genius,
    "export_genius, scale": lambda wrong: export_genius(E, wrong),
    "import_genius": lambda wrong: import_genius(wrong, ["one.xml", "two.xml"]),
    "import_genius, profiles": lambda wrong: import_genius("domain.xml", wrong),
    "import_genius, a profile": lambda wrong: import_genius("domain.xml", [wrong, wrong]),
    "import_genius, scale": lambda wrong: import_genius("d.xml", ["a.xml", "b.xml"], wrong),
    "load_exercise": load_exercise,
    "read_transcript": read_transcript,
    "Table.create": Table.create,
    "Table.resume": Table.resume,
    "Table.submit": A_TABLE.submit,
}


@pytest.mark.parametrize(
    "wrong", [None, 3.5, object(), True], ids=["None", "3.5", "an object", "True"]
)
@pytest.mark.parametrize("name", WRONG)
def test_a_value_of_the_wrong_kind_is_refused_in_one_sentence(name: str, wrong: Any) -> None:
    if (name, wrong) == ("analyse, a level", 3.5):
        return
    with pytest.raises(UnreadableInput) as refused:
        WRONG[name](wrong)
    assert refused.value.sentence and "\n" not in refused.value.sentence


def test_every_public_function_is_among_them() -> None:
    assert set(tabletop.__all__) == {one.partition(",")[0].partition(".")[0] for one in WRONG}


def test_an_id_in_the_place_of_an_exercise_says_how_to_load_it() -> None:
    with pytest.raises(UnreadableInput, match=r"load_exercise\('korea-end-of-war'\) gives one"):
        analyse("korea-end-of-war")  # type: ignore[arg-type]
    with pytest.raises(UnreadableInput, match="package must be a mapping, not None"):
        score(E, None)  # type: ignore[arg-type]
