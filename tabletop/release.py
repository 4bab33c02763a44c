"""What this program is called where it is installed from, and which version is running."""

from __future__ import annotations

from importlib.metadata import version

# `tabletop` alone is another project's name on the package index; command and import keep it.
DISTRIBUTION = "tabletop-facilitator"


def program_version() -> str:
    """The version of the installed program, such as "0.1.0".

    Raises `importlib.metadata.PackageNotFoundError` where it runs without having been installed.
    """
    return version(DISTRIBUTION)
