"""What the host's terminal shows the room: address, join code, and both as a QR code."""

from __future__ import annotations

import io
from itertools import zip_longest

import segno

from tabletop.cli.text import harmless
from tabletop.host.server.addresses import FoundAddress
from tabletop.host.server.hosting import Hosting
from tabletop.text.safe import wrap

_BLACK_ON_WHITE = "\x1b[38;2;255;255;255;48;2;0;0;0m"
"""Scanners need a dark code on a light background, whatever the terminal's colours; the light
modules are drawn.
"""
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_TEXT = 43
"""Columns beside the code: as many as the facilitator's key needs, which leaves the
code 36 of 80.
"""


def invitation(host: Hosting, *, lan: bool) -> list[str]:
    """Return the lines for a pipe or a log, one item each."""
    hall = host.hall
    resumed = f" ({host.resumed} resumed)" if host.resumed else ""
    tables = len(hall.tables)
    lines = [
        f"{hall.title}: {tables} table{'s' if tables > 1 else ''}{resumed}",
        *(f"note: {one}" for one in _notes(host)),
        f"address: {host.addresses[0].url}",
        *(f"also: {one.url} ({one.doubt or one.through})" for one in host.addresses[1:]),
        *(_encryption(host)),
        *((f"or: {host.ssh}", f"ssh key: {host.fingerprint}") if host.ssh else ()),
        f"join code: {hall.join_code}",
        f"facilitator's key, shown only now: {hall.facilitator_key}",
        f"transcripts: {host.folder}",
    ]
    lines += _closed(host, lan=lan)
    return [harmless(one) for one in lines]


def card(host: Hosting, *, lan: bool, columns: int) -> list[str]:
    """Return the lines for a terminal, with the QR code beside them where there is room."""
    hall = host.hall
    tables = len(hall.tables)
    text = [
        *(f"{_BOLD}{harmless(one)}{_PLAIN}" for one in wrap(hall.title, _TEXT)),
        f"{tables} table{'s' if tables > 1 else ''}"
        + (f", {host.resumed} resumed" if host.resumed else ""),
        *(line for said in _notes(host) for line in ("", *wrap(said, _TEXT))),
        "",
        *_addresses(host),
        *((f"     or  {host.ssh}",) if host.ssh else ()),
        f"Code     {_BOLD}{hall.join_code}{_PLAIN}",
        "",
        *(
            part
            for one in (*_encryption(host), *_closed(host, lan=lan))
            for part in wrap(one, _TEXT)
        ),
        "",
        "Facilitator's key, shown only now:",
        hall.facilitator_key,
        "",
        *(("ssh clients show this key:", *_folded(host.fingerprint), "") if host.ssh else ()),
        "Transcripts are kept in",
        *_chunks(harmless(str(host.folder))),
    ]
    code = _code(host.invitation)
    wide = len(code[0]) if code else 0
    drawn = [f"{_BLACK_ON_WHITE}{one}{_PLAIN}" for one in code]
    if columns < wide + 1 + _TEXT:
        return [*drawn, "", *text]
    pairs = zip_longest(drawn, text)
    return [f"{left or ' ' * wide} {right or ''}".rstrip() for left, right in pairs]


def _notes(host: Hosting) -> list[str]:
    """Return notes on the unexpected: tables left out, and tables whose exercise has
    changed since.
    """
    left_out = [
        f"{sentence}. This table is left out of the hall; the others go on."
        for sentence in host.damaged
    ]
    if not host.as_begun:
        return left_out
    which = ", ".join(str(one) for one in host.as_begun)
    one = len(host.as_begun) == 1
    return [
        *left_out,
        f"The exercise has been changed since table{'' if one else 's'} {which} began: "
        f"{'it goes' if one else 'they go'} on with it as it was then. For the changed one, host "
        "in another folder (--transcripts)." + _beside_them(host.fresh),
    ]


def _beside_them(fresh: tuple[int, ...]) -> str:
    """Say that some tables of the hall are played with a different exercise file than
    the others.
    """
    if not fresh:
        return ""
    one = len(fresh) == 1
    which = ", ".join(str(number) for number in fresh)
    return (
        f" Table{'' if one else 's'} {which} {'is' if one else 'are'} new and "
        f"{'begins' if one else 'begin'} with it as it is now: the tables have different "
        "numbers, and can't be compared."
    )


def _addresses(host: Hosting) -> list[str]:
    """Return all addresses that may be the right one, each with its network."""
    first, *others = host.addresses
    begun = "Address  "
    if len(first.url) > _TEXT - len(begun):
        lines = [begun.rstrip(), *(f"{_BOLD}{part}{_PLAIN}" for part in _chunks(first.url))]
    else:
        lines = [f"{begun}{_BOLD}{first.url}{_PLAIN}"]
    lines += _through(first)
    for one in others:
        lines += [f"     or  {one.url}", *_through(one)]
    if others:
        lines.append("         (--address chooses which is shown)")
    return lines


def _through(one: FoundAddress) -> list[str]:
    """Return the network of an address, where it may not be the right one."""
    return [f"         {part}" for part in wrap(one.doubt, _TEXT - 9)] if one.doubt else []


def _encryption(host: Hosting) -> tuple[str, ...]:
    """Say whether it is https or http: a browser that is given the wrong one shows an error of its
    own.
    """
    if host.addresses[0].url.startswith("https:"):
        return ("It is https: everything travels encrypted.",)
    return ("It is http:// and not https://, since there is no certificate.",)


def _closed(host: Hosting, *, lan: bool) -> tuple[str, ...]:
    if lan:
        return ()
    if host.proxied:
        return ("Only the proxy and this computer can connect; --lan lets others in.",)
    return ("Only this computer can open it; --lan lets others in.",)


def _folded(fingerprint: str) -> tuple[str, ...]:
    """Return a fingerprint on two lines, the second indented under its start."""
    kind, _, digits = fingerprint.partition(":")
    half = -(-len(digits) // 2)
    return f"{kind}:{digits[:half]}", f"{' ' * len(kind)} {digits[half:]}"


def _chunks(text: str) -> list[str]:
    """Split a text without spaces into as many lines as it needs beside the code."""
    return [text[at : at + _TEXT] for at in range(0, len(text), _TEXT)]


def _code(address: str) -> list[str]:
    drawn = io.StringIO()
    # The smallest that holds it, with as much error correction as fits.
    segno.make(address, error="l").terminal(drawn, border=2, compact=True)
    return [line for line in drawn.getvalue().splitlines() if line]
