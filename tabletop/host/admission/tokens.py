"""What opens a seat: join codes that can be read aloud, and unguessable secrets.

A *token* is what a seat's client keeps. A *personal link* works once: it is exchanged for a token.
A *return code* belongs to a token and can be typed: it brings its person back without one.

Only a token's hash is stored, so reading the file opens no seat. A secret is handed out only once
it is on the disk, the file's directory entry included: a loss of power takes nobody's seat.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.files import read_file
from tabletop.host.admission.lobby import Place
from tabletop.journal.disk import replace_file

log = logging.getLogger("tabletop.host")

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Characters that can't be mistaken for each other on a projector."""

MOST_SHARED = 256
"""The most tokens for one place that several share."""


_LARGEST = 20_000_000
_WHAT = "the hall's list of seats, or delete it for a new one"


def new_code() -> str:
    """Return a join code: 8 letters, about 39 bits; a host can answer too few guesses
    to find it.
    """
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))


def same_code(given: str, code: str) -> bool:
    """Compare codes however they were typed: case, spaces and hyphens don't count. In constant
    time.
    """
    return hmac.compare_digest(_plain(given).encode(), _plain(code).encode())


def _plain(code: str) -> str:
    return "".join(one for one in code.upper() if one.isalnum())


def new_token() -> str:
    return secrets.token_urlsafe(32)


def return_code(token: str) -> str:
    """Return the return code of a token: twelve letters, about 59 bits, as `KQ7M-ABCD-2345`."""
    rest = int(hashed(f"the return code of {token}"), 16)
    letters = ""
    for _ in range(12):
        rest, at = divmod(rest, len(LETTERS))
        letters += LETTERS[at]
    return _in_fours(letters)


def is_return_code(text: str) -> bool:
    """Return whether it looks like a return code, however it was typed."""
    letters = _plain(text)
    return len(letters) == 12 and set(letters) <= set(LETTERS)


def code_of(secret: str) -> str:
    """Return the return code of a token, or the secret itself if it is one."""
    return _in_fours(_plain(secret)) if is_return_code(secret) else return_code(secret)


def _in_fours(letters: str) -> str:
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _kept_as(secret: str) -> str:
    """Return the hash under which a secret is stored."""
    return hashed(f"return {code_of(secret)}" if is_return_code(secret) else secret)


@dataclass(frozen=True)
class Link:
    """A personal link: where it leads, and whether it has been used."""

    place: Place
    used: bool = False


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _opening(token: str, place: Place) -> dict[str, Place]:
    """Return a token and its return code, as they are stored."""
    return {hashed(token): place, _kept_as(return_code(token)): place}


class Keys:
    """The hall's code and tokens, in one file that only its owner can read.

    Raises `StorageFailed` when a change can't be written, and `UnreadableInput` when the file can't
    be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, Place] = {}
        self._links: dict[str, Link] = {}
        self._copy = path.with_suffix(".copy.json")
        self.code = new_code()
        if path.exists() or self._restored():
            self._read()
        else:
            self._write()

    def place_of(self, token: str) -> Place | None:
        """Return where a token leads; None when it is unknown or has ended."""
        kept_as = _kept_as(token)
        found = self._places.get(kept_as)
        if found is not None and found.shared:
            # Ordered by last use: `add` drops the first.
            self._places[kept_as] = self._places.pop(kept_as)
        return found

    def has_return_code(self, secret: str) -> bool:
        """Return whether this token's return code opens the same place."""
        found = self._places.get(_kept_as(secret))
        return found is not None and self._places.get(_kept_as(code_of(secret))) == found

    def issue(self, place: Place) -> str:
        """Return a new token for a place, and its return code; earlier ones for it end."""
        token = new_token()
        self._change({**self._others(place), **_opening(token, place)}, self._other_links(place))
        return token

    def link(self, place: Place) -> str:
        """Return a new personal link to a place; whatever led there before ends."""
        secret = new_token()
        links = {**self._other_links(place), hashed(secret): Link(place)}
        self._change(self._others(place), links)
        return secret

    def link_of(self, secret: str) -> Link | None:
        """Return the personal link with this secret; None when there is none."""
        return self._links.get(hashed(secret))

    def exchange(self, secret: str) -> str:
        """Exchange a personal link, which is then used, for a token and its return code.

        Raises `KeyError` when there is no such link.
        """
        place = self._links[hashed(secret)].place
        token = new_token()
        links = {**self._links, hashed(secret): Link(place, used=True)}
        self._change({**self._places, **_opening(token, place)}, links)
        return token

    def _others(self, place: Place) -> dict[str, Place]:
        return {one: held for one, held in self._places.items() if held != place}

    def _other_links(self, place: Place) -> dict[str, Link]:
        return {one: link for one, link in self._links.items() if link.place != place}

    def add(self, place: Place) -> str:
        """Return one more token for a place that several share, such as the facilitator's.

        Beyond `MOST_SHARED` the one used longest ago ends.
        """
        token = new_token()
        known = [one for one, held in self._places.items() if held == place]
        ended = set(known[: max(0, len(known) - MOST_SHARED + 1)])
        kept = {one: held for one, held in self._places.items() if one not in ended}
        self._change({**kept, hashed(token): place})
        return token

    def also(self, token: str, *more: str) -> None:
        """Let further secrets lead where a token leads; they end with the seat's own."""
        place = self._places[_kept_as(token)]
        self._change({**self._places, **{hashed(one): place for one in more}})

    def move(self, place: Place, to: Place) -> None:
        """Move the same person, with the same token, to another place."""
        places = {one: to if held == place else held for one, held in self._places.items()}
        links = {
            one: replace(link, place=to) if link.place == place else link
            for one, link in self._links.items()
        }
        self._change(places, links)

    def end(self, place: Place) -> None:
        """End all tokens for a place."""
        self._change(self._others(place), self._other_links(place))

    def held(self, place: Place) -> bool:
        """Return whether anybody has a token for it, or an unused link to it."""
        return place in self._places.values() or Link(place) in self._links.values()

    def _change(self, places: dict[str, Place], links: dict[str, Link] | None = None) -> None:
        before = self._places, self._links
        self._places = places
        self._links = self._links if links is None else links
        try:
            self._write()
        except StorageFailed:
            self._places, self._links = before
            raise

    def _read(self) -> None:
        """Read what was stored, from the backup if the file itself is truncated or missing."""
        try:
            self._take(self._path)
        except UnreadableInput:
            if not self._restored():
                raise

    def _restored(self) -> bool:
        """Restore the file from its backup, if that is intact."""
        try:
            self._take(self._copy)
        except UnreadableInput:
            return False
        log.warning("%s was truncated or lost; it was restored from its copy", self._path)
        self._write()
        return True

    def _take(self, path: Path) -> None:
        try:
            kept = json.loads(read_file(path, _LARGEST, _WHAT))
            code = str(kept["code"])
            places = {
                str(one): Place(str(table), str(seat))
                for one, (table, seat) in kept["places"].items()
            }
            # Halls from before there were links have none.
            links = {
                str(one): Link(Place(str(table), str(seat)), used=bool(used))
                for one, (table, seat, used) in kept.get("links", {}).items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise UnreadableInput(
                f"{path} is damaged: put a copy of it back, and everybody has their seat. Or "
                "delete it: everybody joins again with a new code and takes their own seat over"
            ) from None
        self.code, self._places, self._links = code, places, links

    def _write(self) -> None:
        places = {one: [held.table, held.seat] for one, held in self._places.items()}
        links = {
            one: [link.place.table, link.place.seat, link.used] for one, link in self._links.items()
        }
        kept = {"code": self.code, "places": places, "links": links}
        text = json.dumps(kept, indent=1).encode()
        try:
            replace_file(self._path, text)
        except OSError as fault:
            raise StorageFailed(
                f"the list of seats can't be written ({fault.strerror}): nobody can be seated "
                "until there is space and the folder is writable",
                at=self._path,
            ) from None
        # The backup, used when the file is truncated. After a loss of power it may lack the last
        # seat.
        with suppress(OSError):
            replace_file(self._copy, text, durable=False)
