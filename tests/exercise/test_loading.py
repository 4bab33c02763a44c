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
    with pytest.raises(UnreadableInput, match="cannot be read: this is no path"):
        load_exercise("a\0b.toml")


def test_a_byte_that_is_not_utf_8_has_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, 'format = 1\ntitle = "Z\u00fcrich"'.encode("latin-1"))
    with pytest.raises(FaultyExercise) as refused:
        load_exercise(path)
    (fault,) = refused.value.faults
    assert (fault.line, fault.column) == (2, 11)
    assert fault.message == "byte 0xfc is not UTF-8; save the file as UTF-8"


TOML = {
    "a text without quotes": (
        "title = ▶Two rivers",
        "not valid TOML: invalid value; texts need quotes",
    ),
    "a text that does not end": (
        'title = "Two rivers▶\nid = "x"',
        "not valid TOML: illegal character '\\n'; "
        'close the quotes, or use """ for a text of several lines',
    ),
    "a key without a value": (
        "title▶\n",
        "not valid TOML: expected '=' after a key in a key/value pair",
    ),
    "a key twice": (
        'id = "a"\nid = "b"▶\n',
        "not valid TOML: cannot overwrite a value; the key is given twice in this table",
    ),
    "a table twice": (
        "[form]\n[form▶]",
        "not valid TOML: cannot declare ('form',) twice; "
        "use [[ ]] for a list of tables, or give each table once",
    ),
    "a list that does not end": (
        'by = ["usa"▶',
        "not valid TOML: unclosed array; it needs a ] at its end",
    ),
    "two keys on a line": (
        'a = 1 ▶b = 2',
        "not valid TOML: expected newline or end of document after a statement; "
        "one key = value on a line",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), TOML.values(), ids=TOML)
def test_broken_toml_has_its_place_and_its_remedy(text: str, message: str) -> None:
    assert told(text) == [message]


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
    assert message == "tables and lists stand more than 40 deep in each other; flatten them"


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
    messages = told("▶" * 6)
    assert messages == [
        "'format' is missing; begin the file with format = 1",
        "'id' is missing; add a line id = ...",
        "'title' is missing; add a line title = ...",
        "there are no [[delegation]] tables; add them",
        "there are no [[issue]] tables; add them",
        "there are no [[round]] tables; add them",
    ]


ADVICE = {
    "no secret brief": (
        'secret_brief = "Any water will do."\n',
        "'mill' has no secret_brief: its player will not know what it wants",
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


def test_whom_also_asks_about_everything_is_to_be_a_signatory(tmp_path: Path) -> None:
    """Following the advice must help: an `also` without a condition is a fault of its own."""
    changed = broken(('when = { toll = "lifted" } }]', 'when = { toll = ">= kept" } }]'))
    (warning,) = check_exercise(written(tmp_path, changed))
    assert warning.message == (
        "every option of toll meets this; name the delegation in signatories instead"
    )
    followed = broken(
        ('also = [{ delegation = "mill", when = { toll = "lifted" } }]', ""),
        ('signatories = ["upper", "lower"]', 'signatories = ["upper", "lower", "mill"]'),
    )
    assert check_exercise(written(tmp_path, followed)) == ()


def test_a_row_that_says_nothing_is_a_warning(tmp_path: Path) -> None:
    path = written(
        tmp_path, broken(('{ charter = ["signed", "sworn"] }', '{ charter = ">= none" }'))
    )
    (warning,) = check_exercise(path)
    assert warning.warning
    assert warning.message == "every option of charter meets this; leave the row out"
