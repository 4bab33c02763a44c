"""What opens a seat: join codes that can be read aloud, and tokens that nobody can guess.

Only a token's hash is kept; who reads the file can seat nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.host.lobby import Place

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No two of them look alike on a projector."""


def new_code() -> str:
    """A join code: 7 letters, some 34 bits, with the limit on attempts more than enough."""
    letters = [secrets.choice(_LETTERS) for _ in range(7)]
    return "".join(letters[:3]) + "-" + "".join(letters[3:])


def same_code(given: str, code: str) -> bool:
    """However it was typed: capitals, spaces and hyphens don't count. In constant time."""
    return hmac.compare_digest(_plain(given).encode(), _plain(code).encode())


def _plain(code: str) -> str:
    return "".join(one for one in code.upper() if one.isalnum())


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Keys:
    """The hall's code and tokens, in one file that only its owner can read.

    Raises `StorageFailed` when a change can't be written, and `UnreadableInput` when what is
    there can't be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, Place] = {}
        self.code = new_code()
        if path.exists():
            self._read()
        else:
            self._write()

    def place_of(self, token: str) -> Place | None:
        """Where a token leads; None when it is unknown or has ended."""
        return self._places.get(hashed(token))

    def issue(self, place: Place) -> str:
        """A new token for a place; whoever had one for that seat loses it."""
        token = new_token()
        kept = {one: held for one, held in self._places.items() if held != place}
        self._change({**kept, hashed(token): place})
        return token

    def add(self, place: Place) -> str:
        """One more token for a place that several may share, such as the facilitator's."""
        token = new_token()
        self._change({**self._places, hashed(token): place})
        return token

    def move(self, place: Place, to: Place) -> None:
        """The same person, the same token, another place."""
        self._change({one: to if held == place else held for one, held in self._places.items()})

    def end(self, place: Place) -> None:
        """No token leads there any more."""
        self._change({one: held for one, held in self._places.items() if held != place})

    def held(self, place: Place) -> bool:
        """Does anybody have a token for it?"""
        return place in self._places.values()

    def _change(self, places: dict[str, Place]) -> None:
        before, self._places = self._places, places
        try:
            self._write()
        except StorageFailed:
            self._places = before
            raise

    def _read(self) -> None:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            self.code = str(kept["code"])
            self._places = {
                str(one): Place(str(table), str(seat))
                for one, (table, seat) in kept["places"].items()
            }
        except OSError as fault:
            raise UnreadableInput(f"{self._path} can't be read: {fault.strerror}") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UnreadableInput(
                f"{self._path} is damaged; delete it, and everybody joins again with a new code"
            ) from None

    def _write(self) -> None:
        places = {one: [held.table, held.seat] for one, held in self._places.items()}
        fresh = self._path.with_suffix(".new")

        def private(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        try:
            with open(fresh, "w", encoding="utf-8", opener=private) as file:
                json.dump({"code": self.code, "places": places}, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as fault:
            raise StorageFailed(
                f"{self._path} can't be written ({fault.strerror}): nobody can be seated until "
                "there is space and the folder is writable"
            ) from None


class Attempts:
    """How often an address may be wrong: `most` times, then not again until `seconds` are over.

    Addresses are forgotten when their time is over, and there are never more than 10,000 kept.
    """

    def __init__(self, most: int, seconds: float, now: Callable[[], float]) -> None:
        self._most = most
        self._seconds = seconds
        self._now = now
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait(self, address: str) -> int:
        """Seconds to wait until the next try, 0 when it may be made."""
        count, until = self._wrong.get(address, (0, 0.0))
        left = until - self._now()
        return int(left) + 1 if count >= self._most and left > 0 else 0

    def failed(self, address: str) -> None:
        """One more was wrong."""
        now = self._now()
        if len(self._wrong) >= 10_000:
            self._wrong = {one: kept for one, kept in self._wrong.items() if kept[1] > now}
            if len(self._wrong) >= 10_000:
                self._wrong.clear()
        count, until = self._wrong.get(address, (0, 0.0))
        self._wrong[address] = ((count if until > now else 0) + 1, now + self._seconds)
