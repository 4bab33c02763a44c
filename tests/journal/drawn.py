"""Transcripts for tests: small ones by hand, and arbitrary ones from Hypothesis."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tabletop.journal import FileJournal

Record = dict[str, Any]
Refused = Callable[[], object]

HEADER: Record = {
    "transcript": {"format": 1, "tabletop": "0.1.0", "created": "2026-05-04T09:00:00.000Z"},
    "exercise": {"id": "peace", "title": "Peace", "source": 'id = "peace"\n\n[[round]]\nn = 1\n'},
}


def event(seq: int, text: str = "We could live with that.", **fields: Any) -> Record:
    """Return a record as the table passes it on."""
    at = f"2026-05-04T09:00:{seq % 60:02}.000Z"
    return {"seq": seq, "at": at, "kind": "message.sent", "by": "usa", "text": text, **fields}


def group(start: int, texts: Sequence[str]) -> list[Record]:
    """Return one move and what it caused, from a seq on."""
    lead = event(start, texts[0])
    rest = [event(start + n, text, cause=start) for n, text in enumerate(texts[1:], start=1)]
    return [lead, *rest]


def written(path: Path, groups: Sequence[Sequence[str]]) -> list[Record]:
    """Write a transcript of messages with these texts; return its records."""
    records: list[Record] = []
    with FileJournal.create(path, HEADER) as journal:
        for texts in groups:
            records += journal.append(group(len(records) + 1, texts))
    return records


@contextmanager
def fresh_path() -> Iterator[Path]:
    """Yield a path in a new folder (all examples of a property would share a fixture)."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "table.toml"


# What people type, and what could be taken for something else in a file of ours.
texts = st.text(max_size=60) | st.sampled_from(
    [
        "",
        '[[event]]\nseq = 9\nchain = ""\n',
        "\n# saved to event 7\n",
        "# saved to event 1\n",
        "a \"\"\" b ''' c \\ d \\u0041 \\",
        "one\r\ntwo\rthree\n\n",
        "\x00\x1b[2J\x7f\x85\u2028\ufeff",
        "한반도 평화 🕊️ e\u0301 \U0010ffff",
    ]
)
groups = st.lists(st.lists(texts, min_size=1, max_size=3), max_size=5)
values = st.recursive(
    texts
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
# The fields that a journal itself reads are not for others to fill.
fields = st.dictionaries(
    texts.filter(lambda key: key not in ("seq", "chain", "cause")), values, max_size=4
)
