"""No module mentions the topic of an exercise: that belongs in the exercise's file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import tabletop

ROOM = Path(tabletop.__file__).parent
TOPIC = re.compile(
    r"korea|dprk|\brok\b|\busa\b|\bchn\b|pyongyang|seoul|washington|beijing|yongbyon"
    r"|guarantor|your capital"
    r"|missile|moratori|\bhalt|peace|\btreat(?:y|ies)\b|declaration|\bwars?\b|armistice"
    r"|nuclear|sanction|\btroops\b|piece-of-paper|chinese-role|in \w+\.text\.lower\(\)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(  # titles of sources, and a term of XML
    r"An Alternative to War or Surrender|Rationalist Explanations for War|xml[ ]declaration"
    r"|_DECLARATION\b",
    re.IGNORECASE,
)


def _without_examples(source: str) -> str:
    """The arguments' help shows commands on the shipped exercise: those may name it."""
    for node in ast.walk(ast.parse(source)):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and text.startswith("tabletop "):
            source = source.replace(text, "")
    return source


def test_the_code_names_nothing_of_the_shipped_exercise() -> None:
    found = []
    for file in ROOM.rglob("*.py"):
        name, source = file.relative_to(ROOM).as_posix(), file.read_text(encoding="utf-8")
        if name in ("cli/arguments.py", "cli/author_arguments.py", "cli/play_arguments.py"):
            source = _without_examples(source)
        for number, line in enumerate(source.splitlines(), 1):
            met = TOPIC.search(ELSEWHERE.sub("", line))
            if met:
                found.append(f"{name}:{number}: {met[0]}")
    assert not found, "\n".join(found)
