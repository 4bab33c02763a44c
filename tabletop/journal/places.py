"""Which store a transcript is in, by its address: the one place that knows every store."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from tabletop.errors import UnreadableInput
from tabletop.files import printable, refuse_no_file
from tabletop.journal.folder_store import FolderStore
from tabletop.journal.limits import WANTED
from tabletop.journal.store import Store, TranscriptRef

Address = str | PathLike[str]
"""A transcript's address, by which any process finds it: a path is a name in a folder."""

Where = Address | TranscriptRef
"""A transcript by its name in a store, or by its address."""

OWN = FolderStore(Path("tabletop-games"))
"""Where games played at one keyboard are kept, in the folder one works in."""

LOOKED_INTO: tuple[Store, ...] = (OWN, FolderStore(Path("transcripts")), FolderStore(Path()))
"""Where transcripts are looked for, in the folder one works in."""


def located(where: Where) -> TranscriptRef:
    """Return the transcript at an address, whether or not it exists. Raises `UnreadableInput` for
    what can't be a transcript's path.
    """
    if isinstance(where, TranscriptRef):
        return where
    if not isinstance(where, str | PathLike):
        raise UnreadableInput(
            f"a transcript is given by its path, as text or a pathlib.Path, not by a "
            f"{type(where).__name__}"
        )
    path = Path(where)
    if path.name in ("", ".."):
        refuse_no_file(path, WANTED)
        raise UnreadableInput(f"{printable(str(path))}: this is not a file; give {WANTED}")
    return TranscriptRef(FolderStore(path.parent), path.name)
