"""Make the documentation site: docs/conf.py says how."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.docs.made import DOCS


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Make the site in a folder; a warning is an error, and its text is in `stderr`."""
    with tempfile.TemporaryDirectory() as parsed:
        command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
        return subprocess.run(
            [*command, "-d", parsed, str(DOCS), str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
