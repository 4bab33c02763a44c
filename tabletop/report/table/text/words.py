"""Phrases that several sections of the Markdown share."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.report.kit.document import Document, strong
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.overview import names_of


def names(facts: Facts, ids: Iterable[str]) -> str:
    return names_of(facts.walk.exercise, tuple(ids))


def who(facts: Facts, id: str | None) -> str:
    return names(facts, (id,)) if id is not None else "The facilitator"


def columns(facts: Facts) -> list[str]:
    return [party.name for party in facts.parties]


def quoted(words: str) -> str:
    return f" “{words}”" if words else ""


def ask(facts: Facts, section: str, out: Document) -> None:
    asked = [prompt.text for prompt in facts.prompts if prompt.section == section]
    if asked:
        out.para(strong("To ask the room"))
        out.bullets(asked)
