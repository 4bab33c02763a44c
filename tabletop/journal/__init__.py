"""Transcripts: append-only TOML, durable before anybody sees them, verified when read.

A `Store` keeps them by name: a folder and memory are two. `format` says how a transcript is
written, `tail` what a crash may leave at its end, `reading` what is refused, `summary` what a list
shows of it, `file` how one on disk is held and appended to. `places` finds the store of an address.

Names are imported on first use: a list needs no more than `store` and `summary`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.journal.file import FileJournal
    from tabletop.journal.folder_store import FolderStore
    from tabletop.journal.memory import Journal, MemoryJournal
    from tabletop.journal.memory_store import MemoryStore
    from tabletop.journal.places import Where, located
    from tabletop.journal.reading import Transcript, read_transcript_file
    from tabletop.journal.store import Store, TranscriptRef
    from tabletop.journal.summary import GameSummary

_HOMES = {
    "FileJournal": "file",
    "FolderStore": "folder_store",
    "GameSummary": "summary",
    "Journal": "memory",
    "MemoryJournal": "memory",
    "MemoryStore": "memory_store",
    "Store": "store",
    "Transcript": "reading",
    "TranscriptRef": "store",
    "Where": "places",
    "located": "places",
    "read_transcript_file": "reading",
}

__all__ = [
    "FileJournal",
    "FolderStore",
    "GameSummary",
    "Journal",
    "MemoryJournal",
    "MemoryStore",
    "Store",
    "Transcript",
    "TranscriptRef",
    "Where",
    "located",
    "read_transcript_file",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'tabletop.journal' has no attribute '{name}'")
    return getattr(import_module(f"tabletop.journal.{_HOMES[name]}"), name)
