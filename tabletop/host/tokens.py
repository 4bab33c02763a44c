"""What opens a seat: join codes that can be read aloud, and tokens that nobody can guess.

Only a token's hash is kept; who reads the file can seat nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.host.lobby import Place
from tabletop.journal.disk import private

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No two of them look alike on a projector."""

MOST_SHARED = 256
"""Tokens for one place that several share."""


def new_code() -> str:
    """A join code: 8 letters, some 39 bits; a host can answer too few guesses to find it."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))


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
        found = self._places.get(hashed(token))
        if found is not None and found.shared:
            # Those used last stand last: `add` ends the first.
            self._places[hashed(token)] = self._places.pop(hashed(token))
        return found

    def issue(self, place: Place) -> str:
        """A new token for a place; whoever had one for that seat loses it."""
        token = new_token()
        kept = {one: held for one, held in self._places.items() if held != place}
        self._change({**kept, hashed(token): place})
        return token

    def add(self, place: Place) -> str:
        """One more token for a place that several share, such as the facilitator's.

        Of more than `MOST_SHARED` that one ends which was used longest ago.
        """
        token = new_token()
        known = [one for one, held in self._places.items() if held == place]
        ended = set(known[: max(0, len(known) - MOST_SHARED + 1)])
        kept = {one: held for one, held in self._places.items() if one not in ended}
        self._change({**kept, hashed(token): place})
        return token

    def also(self, token: str, *more: str) -> None:
        """Let more secrets lead where a token leads; they end with the seat's own."""
        place = self._places[hashed(token)]
        self._change({**self._places, **{hashed(one): place for one in more}})

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
