"""Transcripts: append-only TOML on disk, durable before anybody sees, verified when read."""

from tabletop.journal.file import FileJournal
from tabletop.journal.memory import Journal, MemoryJournal
from tabletop.journal.reading import Transcript, read_transcript_file

__all__ = ["FileJournal", "Journal", "MemoryJournal", "Transcript", "read_transcript_file"]
