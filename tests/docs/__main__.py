"""Generate the references and the picture of the rooms under docs.

python -m tests.docs
"""

from __future__ import annotations

from tests.docs.made import DOCS, made

for path, text in made().items():
    (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
    (DOCS / path).write_text(text, encoding="utf-8")
    print(f"docs/{path}")
