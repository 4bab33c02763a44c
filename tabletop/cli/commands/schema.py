"""`tabletop schema`: the JSON Schema of exercise files."""

from __future__ import annotations

import argparse
import sys

from tabletop.exercise.keys import json_schema


def run(asked: argparse.Namespace) -> int:
    sys.stdout.write(json_schema(asked.format))
    return 0
