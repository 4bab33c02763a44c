"""The name under which this program is installed, and its running version."""

from __future__ import annotations

from importlib.metadata import version

# `tabletop` alone is another project's name on the package index; command and import keep it.
DISTRIBUTION = "tabletop-facilitator"


def program_version() -> str:
    """Return the version of the installed program, such as "0.1.0".

    Raises `importlib.metadata.PackageNotFoundError` where it runs without having been installed.
    """
    return version(DISTRIBUTION)
