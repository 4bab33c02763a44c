"""An exercise that has nothing but issues: no climate, points, form or order, and one phase."""

from __future__ import annotations

import tomllib
from typing import Any

MARKET = """\
format = 2
id = "market"
title = "The market"
summary = "A baker and a miller settle a price and a day."

[[delegation]]
id = "baker"
name = "Baker"
secret_brief = "Flour by Friday."

[[delegation]]
id = "miller"
name = "Miller"
secret_brief = "A fair price."

[agreement]
signatories = ["baker", "miller"]

[[issue]]
id = "price"
name = "Price"

[[issue.option]]
id = "open"
name = "open"

[[issue.option]]
id = "low"
name = "ten a sack"

[[issue.option]]
id = "high"
name = "twelve a sack"

[[issue]]
id = "day"
name = "Day"

[[issue.option]]
id = "open"
name = "open"

[[issue.option]]
id = "friday"
name = "Friday"

[[round]]
id = "morning"
title = "Morning"
date = "Monday"
phases = { negotiation = 600 }

[[ending]]
id = "bought"
title = "Bought"
text = "The flour is bought."
[ending.when]
signed = {}

[[ending]]
id = "empty"
title = "Nothing"
text = "There is no bread."

[[question]]
id = "why"
text = "Why this price?"
"""


PRICED = MARKET
"""The market with points: a high price is good for the miller, Friday for the baker."""
for _old, _new in (
    ('secret_brief = "Flour', 'walk_away = 2\nsecret_brief = "Flour'),
    ('secret_brief = "A fair', 'walk_away = 3\nsecret_brief = "A fair'),
    ('name = "ten a sack"', 'name = "ten a sack"\npoints = { baker = 6, miller = 2 }'),
    ('name = "twelve a sack"', 'name = "twelve a sack"\npoints = { baker = 3, miller = 5 }'),
    ('name = "Friday"', 'name = "Friday"\npoints = { baker = 4, miller = -1 }'),
):
    assert MARKET.count(_old) == 1
    PRICED = PRICED.replace(_old, _new)


def market(**changes: Any) -> dict[str, Any]:
    """Return the market as its file would give it; `changes` replace whole keys."""
    return {**tomllib.loads(MARKET), **changes}


def priced(**changes: Any) -> dict[str, Any]:
    """Return the same with points: a high price is good for the miller, Friday for the baker."""
    return {**tomllib.loads(PRICED), **changes}
