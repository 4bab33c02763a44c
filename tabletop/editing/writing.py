"""Values and tables as TOML text, as an author would write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPED_LONG = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\\]")
_NAMED = {'"': '\\"', "\\": "\\\\", "\r": "\\r", "\n": "\\n", "\t": "\\t"}


def toml_text(value: Any, newline: str = "\n", *, long: bool = False) -> str:
    """Return a value as TOML. A text of several lines stands between three quotes on lines of its
    own, and so does any if `long`.
    """
    if isinstance(value, str):
        return _quoted(value, newline, long=long or "\n" in value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{toml_key(key)} = {toml_text(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(toml_text(one, newline) for one in value)}]"
    import tomlkit

    return str(tomlkit.item(value).as_string())


def toml_key(name: str) -> str:
    """Return a key as TOML has it, in quotes where it needs them."""
    import tomlkit

    return str(tomlkit.key(name).as_string())


def table_text(header: str, table: Mapping[str, Any], newline: str) -> str:
    """Return a table of a list: its header and a line for each of its keys, without a last end of
    line.
    """
    pairs = (f"{toml_key(key)} = {toml_text(one, newline)}" for key, one in table.items())
    return newline.join((f"[[{header}]]", *pairs))


def _quoted(text: str, newline: str, *, long: bool) -> str:
    if not long:
        return f'"{_ESCAPED.sub(_escape, text)}"'
    # Only where they would end the text need quotes be escaped between three.
    body = _ESCAPED_LONG.sub(_escape, text).replace('"""', '""\\"')
    if body.endswith('"'):
        body = f'{body[:-1]}\\"'
    return f'"""\n{body}"""'.replace("\n", newline)


def _escape(found: re.Match[str]) -> str:
    one = found[0]
    return _NAMED.get(one, f"\\u{ord(one):04x}")
