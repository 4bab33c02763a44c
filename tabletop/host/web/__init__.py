"""The browser's door, which `tabletop join` uses too: pages, a seat for a code, and a socket.

Taking a seat from a terminal
    `POST /api/openings` with JSON `{"code"}` answers `{"title", "tables": [{"table",
    "delegations": [{"id", "name", "tag", "people", "headless"}], "empty": [{"seat", "name",
    "delegation", "role"}]}]}`.

    `POST /api/join` with JSON `{"code", "name", "table"?, "delegation"?, "role"?, "seat"?,
    "projector"?}` answers `{"token", "table", "seat"}`. Without more than a code and a name it is
    the seat that lacks a person most; `seat` (with `table`) takes an empty seat over; `projector`
    (true) looks at what is public. `code` is the hall's join code, or a personal one, or the
    facilitator's key; these two need no name. All are texts but `projector`, also a table's number;
    null and false are as good as nothing.

    Whatever is refused answers `{"error": sentence}`: 400 not understood, 403 wrong code, 409 not
    allowed or not kept, 426 a socket asked for plainly, 429 too often (with `Retry-After`), 503
    full.

Sitting there
    `GET /api/socket?columns=80&rows=24` upgrades to a WebSocket, with the token in the header
    `Authorization: Bearer TOKEN`. A browser has its tokens in cookies that scripts can't read, and
    opens `/seat/KEPT/socket`.

The socket
    Binary frames are terminal bytes, both ways. Text frames are JSON objects with one key.

    to the host: `{"size": [columns, rows]}` the terminal's size has changed; `{"beat": number}` is
    answered with the same, so that a client can tell a dead line from a quiet one.

    from the host: `{"tell": {"title": text, "turn": true or false, "fields":
    [[row, column, rows, columns, digits]]}}` beside the screen, with where its text fields are and
    whether only digits are typed there;
    `{"closed": reason, "again": true or false}` last of all, before the socket closes: with `again`
    the client may come back by itself (the seat has moved, or the host is going down and may come
    back), without it a person has to want it (another device has taken the seat over). A socket
    that closes without `closed` was a broken line: come back.

    Close codes: 1000 after `closed`, 1001 after `closed` when the host is going down, 1008 after
    `closed` because of what the client sent, 1007 and 1009 (without `closed`) a frame that is not
    UTF-8 or has more than 64 KiB. Nobody types faster than `typed.py` allows: the host reads on
    later, or hangs up on more than any hand can do. Pastes must be bracketed, and of 60 KiB at
    most.
"""

from tabletop.host.web.door import WebDoor
from tabletop.host.web.threshold import DoorAddress

__all__ = ["DoorAddress", "WebDoor"]
