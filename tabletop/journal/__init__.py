"""Transcripts: append-only TOML on disk, durable before anybody sees, verified when read.

`format` says how a transcript is written, `tail` what a crash may leave at its end, `reading` what
is refused, `file` how one is held and appended to. Another store can take the file's place behind
the small interface `Journal`; `MemoryJournal` is one.
"""

from tabletop.journal.file import FileJournal
from tabletop.journal.memory import Journal, MemoryJournal
from tabletop.journal.reading import Transcript, read_transcript_file

__all__ = ["FileJournal", "Journal", "MemoryJournal", "Transcript", "read_transcript_file"]
