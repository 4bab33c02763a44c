"""A file that is not a transcript of this format is refused in one sentence and left alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import UnreadableInput
from tabletop.journal import FileJournal, read_transcript_file
from tests.journal.drawn import fresh_path, written

LATER = """[transcript]
format = 3
tabletop = "9.0"

[[event]]
"""


def refusal(path: Path) -> str:
    """Return the sentence with which readers and writers refuse a file."""
    sentences = set()
    for read in (read_transcript_file, FileJournal.open):
        with pytest.raises(UnreadableInput) as refused:
            read(path)
        sentences.add(refused.value.sentence)
    (sentence,) = sentences
    assert sentence.startswith(f"{path}:")
    assert sentence.isprintable()
    return sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "was cut short before its first event"),
        ("\0" * 4096, "was cut short before its first event"),
        ("Dear diary,", "this is not a Tabletop transcript"),
        ('id = "korea"\n\n[[issue]]\nid = "tests"\n', "this is not a Tabletop transcript"),
        ("[[event]]\nseq = 1\n", "the header was changed"),
        ("# saved to event 0\n", "this is not a Tabletop transcript"),
        ("[a]\nb = 1\n# saved to event 0\n", "this is not a Tabletop transcript"),
        ("transcript = 1\n# saved to event 0\n", "this is not a Tabletop transcript"),
        (LATER, "is of format 3 and this Tabletop reads formats 1 to 2; use .*'9.0'"),
        (LATER + "# saved to event 0\n", "is of format 3"),
        (LATER.replace("[[event]]", "# saved to event 0"), "is of format 3"),
        ('[transcript]\nformat = "\\u001b[31m"\n# saved to event 0\n', "is of format '.x1b"),
        ("[transcript]\nformat = 1\n# saved to event 0\n", "the header was changed"),
        (f"{'a.' * 3000}b = 1\n# saved to event 0\n", "not a Tabletop transcript|the header"),
        (f"a = {'[' * 9000}\n# saved to event 0\n", "the header is no longer TOML"),
        (f"a = {'9' * 9000}\n# saved to event 0\n", "the header is no longer TOML"),
    ],
    ids=lambda value: value[:30],
)
def test_a_file_that_is_no_transcript_of_this_format_is_refused(
    content: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.toml"
    path.write_text(content, encoding="utf-8")
    assert re.search(sentence, refusal(path))
    assert path.read_text(encoding="utf-8") == content
    assert [one.name for one in tmp_path.iterdir()] == ["table.toml"]


def test_only_a_file_without_events_is_said_to_be_of_no_worth(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["a"], ["b"]])
    content = path.read_bytes()
    for damaged in (content[5:], content.replace(b"# saved", b"# kept"), b"\xff" + content):
        path.write_bytes(damaged)
        assert "delete" not in refusal(path)


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "nothing.toml")
    assert "this is a folder, not a file" in refusal(tmp_path)
    assert "File name too long" in refusal(tmp_path / ("x" * 300))


def test_a_pipe_is_refused_without_waiting_for_somebody_to_write_into_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "this is not an ordinary file" in refusal(tmp_path / "pipe")


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_at_all_make_the_reader_stumble(noise: bytes, marked: bool) -> None:
    with fresh_path() as path:
        path.write_bytes(noise + b"\n# saved to event 0\n" * marked)
        refusal(path)
