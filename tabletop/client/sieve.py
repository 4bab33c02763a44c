"""Filter what a remote host may tell the terminal: text, colours and where to put them.

A host is not trusted with the terminal of whoever joins it. Nothing it sends can ask the terminal
for an answer (which would come back as typed text), fill the clipboard, rename or resize windows,
or leave the terminal in a broken state.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

_LONGEST = 4_096
"""The most characters of an incomplete sequence; a longer one is dropped."""
# Not 1049, the alternate screen: the local program opens and leaves that.
_MODES = frozenset(("25", "1000", "1002", "1003", "1006", "2004", "2026"))
_MOVES_AND_STYLES = frozenset("ABCDGHJKm")
_PART = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+|[\b\t\n\r])"
    r"|(?P<csi>\x1b\[(?P<parameters>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~]))"
    r"|(?P<string>\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|(?P<other>\x1b[ -/]*[0-OQ-WYZ`-~])"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)\Z")


class Sieve:
    """Filters bytes, in arbitrary chunks, down to what screens are painted with."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""

    def pass_on(self, data: bytes) -> bytes:
        """Return the harmless part of these bytes."""
        text = self._rest + self._decode(data)
        self._rest = ""
        passed = []
        at = 0
        while at < len(text):
            found = _PART.match(text, at)
            if found is not None:
                if _harmless(found):
                    passed.append(found[0])
                at = found.end()
            elif _UNFINISHED.match(text, at):
                self._rest = text[at:] if len(text) - at <= _LONGEST else ""
                break
            else:
                at += 1
        return "".join(passed).encode()


def _harmless(found: re.Match[str]) -> bool:
    if found["text"]:
        return True
    if not found["csi"] or found["between"]:
        return False
    parameters, final = found["parameters"], found["final"]
    if final in "hl":
        return parameters[:1] == "?" and _MODES.issuperset(parameters[1:].split(";"))
    return final in _MOVES_AND_STYLES and not set(parameters) - set("0123456789;:")
