"""What remains after a game: the after-action report, and the comparison of a class.

`facts` says what happened and holds no markup; `page` and `charts` are the look that all reports
share. Nothing here opens a screen.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.past import ReadTable

FORMATS = ("html", "md", "csv")


def reports_of(
    table: ReadTable, name: str, formats: Collection[str] = FORMATS, *, redact: bool = False
) -> dict[str, str]:
    """Return the report of a transcript as texts by file name, each name beginning with `name`.

    With `redact`, people's names and private texts are left out. Raises `TranscriptDamaged`.
    """
    from tabletop.report.table.facts import facts_of

    facts = facts_of(table, name=name if redact else "", redact=redact)
    texts: dict[str, str] = {}
    if "html" in formats:
        from tabletop.report.table.page import report_page

        texts[f"{name}.html"] = report_page(facts)
    if "md" in formats:
        from tabletop.report.table.text.report import report_markdown

        texts[f"{name}.md"] = report_markdown(facts)
    if "csv" in formats:
        from tabletop.report.table.csv import tables

        texts |= {f"{name}-{kind}.csv": text for kind, text in tables(facts, name).items()}
    return texts
