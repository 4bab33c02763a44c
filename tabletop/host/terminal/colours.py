"""Reduce colours for a terminal with few or none: screens are always painted in true colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

_STYLE = re.compile(rb"\x1b\[[0-9;]*m")
_TRUE = re.compile(rb"\b([34])8;2;(\d{1,3});(\d{1,3});(\d{1,3})")
_STEPS = (0, 95, 135, 175, 215, 255)
_KNOW_ALL = ("direct", "kitty", "alacritty", "foot", "wezterm", "ghostty", "contour")


def all_colours(term: str, environment: Mapping[str, str]) -> bool:
    """Return whether a terminal of this type, with this environment, claims true colour."""
    told = environment.get("COLORTERM", "") in ("truecolor", "24bit")
    return told or any(one in term for one in _KNOW_ALL)


def for_terminal(term: str, environment: Mapping[str, str]) -> Callable[[bytes], bytes]:
    """Return a filter for painted bytes (whole sequences), for such a terminal."""
    few = not all_colours(term, environment)
    if environment.get("NO_COLOR"):
        return (lambda data: in_256(in_grey(data))) if few else in_grey
    return in_256 if few else bytes


def in_grey(data: bytes) -> bytes:
    """Replace every colour by the grey of the same lightness: what is marked stays visible."""
    return _STYLE.sub(lambda style: _TRUE.sub(_grey, style[0]), data)


def _grey(found: re.Match[bytes]) -> bytes:
    red, green, blue = (int(one) for one in found.groups()[1:])
    light = (299 * red + 587 * green + 114 * blue) // 1000
    return b"%s8;2;%d;%d;%d" % (found[1], light, light, light)


def in_256(data: bytes) -> bytes:
    """Replace every colour in terminal bytes (whole sequences) by the nearest of the 256."""
    return _STYLE.sub(lambda style: _TRUE.sub(_nearest, style[0]), data)


def _nearest(found: re.Match[bytes]) -> bytes:
    ground, red, green, blue = found.groups()
    return b"%s8;5;%d" % (ground, _number(int(red), int(green), int(blue)))


@lru_cache(maxsize=4096)
def _number(red: int, green: int, blue: int) -> int:
    """Return the nearest colour in the cube of 216 or among the 24 greys, weighted for the eye."""

    def far(number: int) -> float:
        r, g, b = _value(number)
        return 3 * (r - red) ** 2 + 6 * (g - green) ** 2 + (b - blue) ** 2

    cube = [min(range(6), key=lambda step: abs(_STEPS[step] - one)) for one in (red, green, blue)]
    grey = max(0, min(23, round(((3 * red + 6 * green + blue) / 10 - 8) / 10)))
    return min(16 + 36 * cube[0] + 6 * cube[1] + cube[2], 232 + grey, key=far)


def _value(number: int) -> tuple[int, int, int]:
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    place = number - 16
    return _STEPS[place // 36], _STEPS[place // 6 % 6], _STEPS[place % 6]
