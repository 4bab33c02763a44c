"""Transcripts that were edited and chained again, or written by a later Tabletop."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tabletop.journal import read_transcript_file
from tabletop.journal.format import chained, group_text, header_text

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
MIDDLE = TRANSCRIPTS / "middle-ground.toml"
PAPER = TRANSCRIPTS / "piece-of-paper.toml"

Change = Callable[[dict[str, Any], list[dict[str, Any]]], None]


def rewritten(path: Path, change: Change, source: Path = PAPER) -> Path:
    """Return a transcript with changed header and records, and a chain that fits them."""
    original = read_transcript_file(source)
    header = tomllib.loads(header_text(original.header))
    records = [dict(one) for one in original.records]
    change(header, records)
    kept = chained(0, _genesis(header), records)
    groups: list[list[dict[str, Any]]] = []
    for one in kept:
        if "cause" in one and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    text = header_text(header) + "".join(group_text(group) for group in groups)
    path.write_text(text, encoding="utf-8")
    return path


def _genesis(header: dict[str, Any]) -> str:
    from tabletop.journal.format import genesis

    return genesis(header)
