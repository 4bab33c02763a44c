"""An exercise loads from a path or an id, or says in one sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.errors import FaultyExercise, UnreadableInput
from tabletop.exercise import check_exercise, load_exercise, read_exercise
from tabletop.exercise.loading import DEEPEST, MOST_BYTES
from tests.exercise.marked import SOUND, broken, told


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "mine.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_sound_exercise_loads_as_it_is_written(tmp_path: Path) -> None:
    exercise = load_exercise(written(tmp_path, SOUND))
    assert exercise == read_exercise(SOUND)
    assert [one.id for one in exercise.delegations] == ["upper", "lower", "mill"]
    assert exercise.delegations[0].secret_brief == 'The dam leaks.\n"Never" say so.'
    assert exercise.choices["order"] == ("together", "dam-first", "steps")
    assert check_exercise(tmp_path / "mine.toml") == ()


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(
    tmp_path: Path, ends: str, start: str
) -> None:
    path = written(tmp_path, start + SOUND.replace("\n", ends))
    assert load_exercise(path) == read_exercise(SOUND)
    path = written(tmp_path, start + broken(("minutes = 45", "minutes = 0")).replace("\n", ends))
    assert [(one.line, one.column) for one in check_exercise(path)] == [(8, 11)]


WANTED = "give an exercise's id or the path of its file"
UNREADABLE = {
    "a missing file": (
        "gone.toml",
        "gone.toml: there is no such file; give an exercise's id or the path of its file",
    ),
    "a folder": (
        ".",
        ": this is a folder, not a file; give an exercise's id or the path of its file",
    ),
}


@pytest.mark.parametrize(("name", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_file_is_told_in_a_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        load_exercise(tmp_path / name)
    assert refused.value.sentence.startswith(str(tmp_path))
    assert refused.value.sentence.endswith(sentence)
    assert not isinstance(refused.value, FaultyExercise)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="is larger than 4 MB"):
        load_exercise(written(tmp_path, b"#" * (MOST_BYTES + 1)))


def test_the_name_of_a_file_is_repeated_harmlessly() -> None:
    with pytest.raises(UnreadableInput) as refused:
        load_exercise(Path("\x1b[31mred.toml"))
    assert refused.value.sentence.isprintable()


def test_a_name_no_file_can_have_is_told_in_a_sentence() -> None:
    with pytest.raises(UnreadableInput, match="cannot be read: this is not a path"):
        load_exercise("a\0b.toml")


def test_a_byte_that_is_not_utf_8_has_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, 'format = 1\ntitle = "Z\u00fcrich"'.encode("latin-1"))
    with pytest.raises(FaultyExercise) as refused:
        load_exercise(path)
    (fault,) = refused.value.faults
    assert (fault.line, fault.column) == (2, 11)
    assert fault.message == "byte 0xfc is not UTF-8; save the file as UTF-8"


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a" + ".a" * (DEEPEST + 1) + " = 1",
        "[" + "a." * 60 + "a]",
    ],
    ids=["lists", "dotted keys", "a header"],
)
def test_tables_deep_in_tables_are_refused(text: str) -> None:
    (message,) = told("▶" + text)
    assert message == "tables and lists are nested more than 40 deep; flatten them"


def test_a_table_called_transcript_alone_makes_no_game_of_a_file() -> None:
    (message,) = told("▶[transcript]\nx = " + "[" * 5000 + "]" * 5000)
    assert message == "tables and lists are nested more than 40 deep; flatten them"


def test_a_key_of_twenty_thousand_parts_is_refused_before_it_is_read() -> None:
    (message,) = told("▶" + "a." * 20_000 + "a = 1")
    assert message == "not valid TOML: a key of more than 100 parts"


def test_a_number_of_ten_thousand_digits_is_refused() -> None:
    (message,) = told("minutes = ▶" + "9" * 10_000)
    assert message == "not valid TOML: a whole number of more than 64 bits"


def test_a_text_that_no_file_can_hold_is_refused() -> None:
    (message,) = told('title = "▶\ud800"')
    assert message == "byte 0xed is not UTF-8; save the file as UTF-8"


def test_an_empty_file_lacks_everything() -> None:
    messages = told("▶" * 5)
    assert messages == [
        "'format' is missing; begin the file with format = 2",
        "'id' is missing; add id = \"...\"",
        "'title' is missing; add title = \"...\"",
        "there are no [[delegation]] tables; add them",
        "there are no [[round]] tables; add them",
    ]


ADVICE = {
    "no secret brief": (
        'secret_brief = "Any water will do."\n',
        "'mill' has no secret_brief: its players will not know what it wants",
    ),
    "no walk-away": (
        "walk_away = 1\n",
        "'mill' has no walk_away: any deal worth 0 or more will do for it",
    ),
}


@pytest.mark.parametrize(("left_out", "message"), ADVICE.values(), ids=ADVICE)
def test_what_plays_but_is_seldom_meant_is_a_warning(
    tmp_path: Path, left_out: str, message: str
) -> None:
    path = written(tmp_path, broken((left_out, "")))
    assert load_exercise(path).id == "two-rivers"
    (warning,) = check_exercise(path)
    assert str(warning) == f"{path}:43:1: warning: {message}"


ALWAYS = ('when = { toll = "lifted" } }]', 'when = { toll = ">= kept" } }]')
ASKED = ('signatories = ["upper", "lower"]', 'signatories = ["upper", "lower", "mill"]')
NO_ALSO = ('also = [{ delegation = "mill", when = { toll = "lifted" } }]', "")


@pytest.mark.parametrize(
    ("before", "remedy"),
    [
        ([], "name 'mill' in signatories instead"),
        ([ASKED], "'mill' is one of the signatories already; take this also table out"),
    ],
)
def test_whom_also_asks_about_everything_is_to_be_a_signatory(
    tmp_path: Path, before: list[tuple[str, str]], remedy: str
) -> None:
    """Following the advice must help: an `also` without a condition is a fault of its own."""
    (warning,) = check_exercise(written(tmp_path, broken(ALWAYS, *before)))
    assert warning.message == f"every option of toll meets this; {remedy}"
    assert check_exercise(written(tmp_path, broken(NO_ALSO, ASKED))) == ()


@pytest.mark.parametrize("rule", ["2", '"majority"'])
def test_who_must_sign_whatever_the_others_do_is_said_by_also_alone(
    tmp_path: Path, rule: str
) -> None:
    """A signatory can be gone without under such a rule: to be one would be another game."""
    changed = broken(ALWAYS, ('rule = "all"', f"rule = {rule}"))
    assert check_exercise(written(tmp_path, changed)) == ()


SAME_NAMES = {
    "delegations": ('name = "Lower Town"', 'name = ▶"upper  town"', "delegation 'upper'", "lower"),
    "issues": ('name = "The dam"', 'name = ▶"River charter"', "issue 'charter'", "dam"),
    "options": ('name = "signed and sworn"', 'name = ▶"Signed"', "option 'signed'", "sworn"),
    "options in one line": ('name = "lifted"', 'name = ▶"kept"', "option 'kept'", "lifted"),
    "forms": ('name = "deed"', 'name = ▶"handshake"', "form 'handshake'", "deed"),
    "orders": ('name = "dam first"', 'name = ▶"together"', "order 'together'", "dam-first"),
}


@pytest.mark.parametrize(("old", "new", "other", "id"), SAME_NAMES.values(), ids=SAME_NAMES)
def test_two_of_one_name_are_told_until_one_has_another(
    tmp_path: Path, old: str, new: str, other: str, id: str
) -> None:
    before, _, after = broken((old, new)).partition("▶")
    (warning,) = check_exercise(written(tmp_path, before + after))
    assert (warning.line, warning.column) == (
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )
    assert warning.message == f"{other} has this name as well; give '{id}' another"
    assert check_exercise(written(tmp_path, broken((old, 'name = "another"')))) == ()


def test_two_of_one_name_in_narrow_columns_need_another_short(tmp_path: Path) -> None:
    mill = 'name = "The mill"'
    (warning,) = check_exercise(written(tmp_path, broken((mill, f'{mill}\nshort = "UP"'))))
    assert warning.message == (
        "'UP' is also what narrow columns show for 'upper'; give it another short"
    )
    assert check_exercise(written(tmp_path, broken((mill, f'{mill}\nshort = "MI"')))) == ()


STRAY = {
    "moves": (
        '# mine\n▶[[move]]\nby = "facilitator"\ndo = "advance"\n',
        "this is a file of moves, not an exercise; play it on one with "
        "'tabletop play EXERCISE --moves FILE'",
    ),
    "another program's": (
        '▶[project]\nname = "x"\n[tool.x]\ny = 1\n',
        "this is not an exercise, which begins with format = 2 and has [[delegation]], [[issue]] "
        "and [[round]] tables",
    ),
}


@pytest.mark.parametrize(("text", "message"), STRAY.values(), ids=STRAY)
def test_a_file_of_something_else_is_told_in_one_sentence(text: str, message: str) -> None:
    assert told(text) == [message]


def test_a_row_that_says_nothing_is_a_warning(tmp_path: Path) -> None:
    path = written(
        tmp_path, broken(('{ charter = ["signed", "sworn"] }', '{ charter = ">= none" }'))
    )
    (warning,) = check_exercise(path)
    assert warning.warning
    assert warning.message == "every option of charter meets this; leave the row out"
