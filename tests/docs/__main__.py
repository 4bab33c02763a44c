"""Generate the references and the picture of the rooms under docs, or make the site.

python -m tests.docs
python -m tests.docs --site DIR
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.docs.made import DOCS, made
from tests.docs.site import build

asked = argparse.ArgumentParser(prog="python -m tests.docs", description=__doc__)
asked.add_argument("--site", metavar="DIR", type=Path, help="make the site there instead")
site: Path | None = asked.parse_args().site
if site is not None:
    done = build(site)
    sys.stderr.write(done.stderr)
    if done.returncode == 0:
        print(f"{site}/index.html")
    sys.exit(done.returncode)
for path, text in made().items():
    (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
    (DOCS / path).write_text(text, encoding="utf-8")
    print(f"docs/{path}")
