"""Parse GENIUS XML as leniently as GENIUS itself does, with a warning for each repair.

GENIUS's own parser accepts a bare `&`, white space before the XML declaration and any bytes at all;
its published domains have all three, so they are repaired here. Document types and entities are
refused: defusedxml is the standard library's parser without those, where lxml would be a second
parser and a compiled dependency.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tabletop.errors import UnreadableInput
from tabletop.files import printable, read_file

MOST_BYTES = 10_000_000
"""ANAC's largest domains are under 1 MB; anything larger is not a domain."""

_BARE = re.compile(r"&(?!(?:[A-Za-z_][\w.-]*|#\d+|#x[0-9A-Fa-f]+);)")
_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


def parse(path: Path, warnings: list[str]) -> Element:
    """Return the root element of a GENIUS file; repairs are added to the warnings.

    Raises `UnreadableInput` in one sentence, with line and column where they are known.
    """
    name = printable(str(path))
    text = _text(read_file(path, MOST_BYTES, "a GENIUS file"), name, warnings)
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except ParseError as fault:
        line, column = fault.position
        raise UnreadableInput(f"{name}:{line}:{column + 1}: this is not well-formed XML") from None
    except DefusedXmlException:
        raise UnreadableInput(
            f"{name}: document types and entities are not read; remove the <!DOCTYPE ...> part"
        ) from None
    except ValueError:
        raise UnreadableInput(f"{name}: this is not text in the encoding it names") from None
    return root


def _text(content: bytes, name: str, warnings: list[str]) -> str:
    """Return the file as text, repaired where GENIUS would have read it all the same."""
    if content.startswith(BOM_UTF8):
        content = content.removeprefix(BOM_UTF8)
        warnings.append(
            f"{name}: it starts with a byte order mark, which GENIUS itself can't read; "
            "save it as UTF-8 without one to use it there"
        )
    text = _decoded(content, name, warnings)
    if text[:1].isspace():
        text = text.lstrip()
        if text.startswith("<?xml"):
            warnings.append(f"{name}: white space before the XML declaration was ignored")
    bare = _BARE.search(text)
    if bare:
        line = text.count("\n", 0, bare.start()) + 1
        column = bare.start() - text.rfind("\n", 0, bare.start())
        warnings.append(f"{name}:{line}:{column}: a bare & was read as itself; write &amp;")
        text = _BARE.sub("&amp;", text)
    return text


def _decoded(content: bytes, name: str, warnings: list[str]) -> str:
    """Decode text by the encoding the file names, UTF-8 where it names none, or else Latin-1."""
    found = _DECLARATION.match(content)
    named = found[1].decode("ascii") if found else "utf-8"
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        named = "utf-16"
    try:
        return content.decode(named)
    except UnicodeDecodeError as fault:
        if named.lower().replace("_", "-") not in ("utf-8", "utf8"):
            raise UnreadableInput(f"{name}: this is not text in the encoding it names") from None
        line = content.count(b"\n", 0, fault.start) + 1
        warnings.append(
            f"{name}:{line}: byte 0x{content[fault.start]:02x} is not UTF-8; "
            "the file was read as Latin-1"
        )
        return content.decode("latin-1")
    except (LookupError, ValueError):
        raise UnreadableInput(f"{name}: this is not text in the encoding it names") from None
