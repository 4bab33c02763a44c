"""Random additive exercises of a given size, for benchmarks and for comparison with NegMAS."""

from __future__ import annotations

import random
from typing import Any

from tabletop.exercise.model import Exercise


def random_additive(issues: int, options: int, parties: int, seed: int = 1) -> Exercise:
    """An exercise of joint texts only: `options ** issues` packages, values about 0..100."""
    chance = random.Random(seed)
    names = [f"party-{n}" for n in range(1, parties + 1)]
    weights = {name: [chance.expovariate(1) for _ in range(issues)] for name in names}
    document: dict[str, Any] = {
        "format": 1,
        "id": f"random-{issues}-{options}-{parties}",
        "title": "Random",
        "delegation": [{"id": name, "name": name, "walk_away": 30.0} for name in names],
        "issue": [
            {
                "id": f"issue-{i}",
                "name": f"Issue {i}",
                "option": [{"id": "o0", "name": "o0"}]
                + [
                    {
                        "id": f"o{o}",
                        "name": f"o{o}",
                        "points": {
                            name: 100 * weights[name][i] / sum(weights[name]) * chance.random()
                            for name in names
                        },
                    }
                    for o in range(1, options)
                ],
            }
            for i in range(issues)
        ],
        "round": [{"id": "one", "title": "One", "date": "One"}],
        "ending": [{"id": "over", "title": "Over", "text": "Over."}],
    }
    return Exercise.model_validate(document)
