"""Dark or light, as this computer's user chose last; kept in the user's state folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from tabletop.screens.kit.theme import INK, PAPER


def _file() -> Path:
    return user_state_path("tabletop") / "look"


def look() -> str:
    """Return the name of the theme to begin with."""
    try:
        name = _file().read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return INK.name
    return name if name in (INK.name, PAPER.name) else INK.name


def keep_look(name: str) -> None:
    """Begin with this theme from now on, if that can be saved."""
    with suppress(OSError):
        _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _file().write_text(name, encoding="ascii")
