"""Answer http on an https port and the reverse, as far as browsers let us."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from socket import MSG_PEEK, SHUT_WR, socket

_LARGEST = 8_192
"""The most bytes of a request's head that are read."""
_TARGET = re.compile(rb"[A-Z]{1,16} (/[!-~]*) HTTP/1\.[01]\r?\n")
_HOST = re.compile(
    rb"\r?\nhost:[ \t]*([A-Za-z0-9_.\-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?[ \t]*\r?\n", re.IGNORECASE
)
HANDSHAKE = 0x16
"""The first byte of a TLS connection (RFC 8446, 5.1)."""
ALERT = bytes((21, 3, 1, 0, 2, 2, 40))
"""The alert that ends a TLS handshake: fatal, handshake_failure (RFC 8446, 6.2).

A browser would show no page of ours here. For this alert Chromium says that the site can't provide
a secure connection, where for an answer in plain text it speaks of an invalid response.
"""


async def first_byte(line: socket) -> int | None:
    """Return the first byte that a client sends, without consuming it; None when it hangs up."""
    loop = asyncio.get_running_loop()
    came = asyncio.Event()
    loop.add_reader(line, came.set)
    try:
        await came.wait()
    finally:
        loop.remove_reader(line)
    found = line.recv(1, MSG_PEEK)
    return found[0] if found else None


async def lead_to_https(line: socket, address: str) -> None:
    """Redirect a plain request at a TLS port to the same page at https.

    `address` is the door's own, for clients that do not say which one they asked for. Raises
    `OSError`.
    """
    loop = asyncio.get_running_loop()
    head = b""
    while b"\r\n\r\n" not in head and b"\n\n" not in head and len(head) < _LARGEST:
        more = await loop.sock_recv(line, _LARGEST - len(head))
        if not more:
            return
        head += more
    await loop.sock_sendall(line, _answer(head, address))
    line.shutdown(SHUT_WR)
    # Closed with unread data, the connection would be reset and the answer lost.
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            while await loop.sock_recv(line, _LARGEST):
                pass


def _answer(head: bytes, address: str) -> bytes:
    """Return a redirect that is not cached: the next host here may have no certificate."""
    target = _TARGET.match(head)
    named = _HOST.search(head)
    base = f"https://{(named[1] + (named[2] or b'')).decode()}" if named else address
    where = base + (target[1].decode() if target else "/")
    text = f"This host is at {where}\n"
    return (
        "HTTP/1.1 307 Temporary Redirect\r\n"
        f"Location: {where}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(text)}\r\n"
        "Cache-Control: no-store\r\n"
        "Connection: close\r\n\r\n"
        f"{text}"
    ).encode()
