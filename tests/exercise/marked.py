"""Texts with a mark right before the place that a fault must point to."""

from __future__ import annotations

from pathlib import Path

from tabletop.errors import Fault, FaultyExercise
from tabletop.exercise import read_exercise

SOUND = Path(__file__).with_name("sound.toml").read_text(encoding="utf-8")
MARK = "▶"


def broken(*changes: tuple[str, str]) -> str:
    """Return the sound exercise with pieces of its text replaced; each must occur once."""
    text = SOUND
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def faults_of(text: str, path: str = "test.toml") -> tuple[Fault, ...]:
    """Return the faults of a text."""
    try:
        read_exercise(text, path)
    except FaultyExercise as faulty:
        return faulty.faults
    return ()


def told(marked: str) -> list[str]:
    """Return the messages about a text; they must point exactly at its marks, in order."""
    places = []
    while MARK in marked:
        before, marked = marked.split(MARK, 1)[0], marked.replace(MARK, "", 1)
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
    faults = faults_of(marked)
    assert [(fault.line, fault.column) for fault in faults] == places, "\n".join(map(str, faults))
    return [fault.message for fault in faults]
