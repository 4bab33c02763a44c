"""The seats that this computer's user has taken with `tabletop join`, so that they can be found
again.

One private file per seat, in the user's state folder. Whoever sits there locks the file, so that
the same command in a second terminal takes another seat.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path

from tabletop.journal.disk import lock, sync_folder

_MOST = 100


def folder() -> Path:
    """Return the folder they are in."""
    return user_state_path("tabletop") / "seats"


@dataclass
class SavedSeat:
    """A seat at a host: `token` opens it. Locked until `let_go`."""

    address: str
    name: str
    token: str
    path: Path
    file: int

    def forget(self) -> None:
        """Delete it: it opens nothing any more."""
        self.path.unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """Release it: whoever runs the same command next sits here."""
        if self.file >= 0:
            os.close(self.file)
            self.file = -1


def kept(address: str, name: str = "") -> Iterator[SavedSeat]:
    """Return the seats at this address that nobody sits at just now, newest first.

    With a `name` only those taken under it. Each is locked; call `let_go` on those not wanted.
    """
    paths = sorted(folder().glob(f"{_stem(address)}-*.json"), key=_age)
    for path in reversed(paths[-_MOST:]):
        file = _held(path, os.O_RDWR)
        if file is None:
            continue
        found = _read(path, file)
        if found is not None and found.address == address and name in ("", found.name):
            yield found
        else:
            os.close(file)


def keep(address: str, name: str, token: str) -> SavedSeat | None:
    """Save a seat, and lock it; None where it can't be written."""
    number = hashlib.sha256(token.encode()).hexdigest()[:8]
    path = folder() / f"{_stem(address)}-{number}.json"
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _held(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        if file is None:
            return None
        text = json.dumps({"address": address, "name": name, "token": token})
        os.write(file, text.encode())
        os.fsync(file)
        sync_folder(path.parent)
    except OSError:
        return None
    return SavedSeat(address, name, token, path, file)


def _held(path: Path, flags: int) -> int | None:
    try:
        file = os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError:
        return None
    try:
        lock(file)
    except OSError:
        os.close(file)
        return None
    return file


def _read(path: Path, file: int) -> SavedSeat | None:
    try:
        found = json.loads(os.read(file, 10_000))
        return SavedSeat(str(found["address"]), str(found["name"]), str(found["token"]), path, file)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _stem(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]
