"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# A law is a law on a busy machine too.
settings.register_profile("tabletop", deadline=None)
settings.load_profile("tabletop")
