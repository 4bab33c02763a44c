"""A bargain that has nothing but issues: no climate, points, form or order, and one phase."""

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


def market(**changes: Any) -> dict[str, Any]:
    """The market as a file would give it; `changes` replace whole keys."""
    return {**tomllib.loads(MARKET), **changes}


def priced(**changes: Any) -> dict[str, Any]:
    """The same with points: a high price is good for the miller, Friday for the baker."""
    document = market()
    document["delegation"][0]["walk_away"] = 2
    document["delegation"][1]["walk_away"] = 3
    price, day = document["issue"]
    price["option"][1]["points"] = {"baker": 6, "miller": 2}
    price["option"][2]["points"] = {"baker": 3, "miller": 5}
    day["option"][1]["points"] = {"baker": 4, "miller": -1}
    return {**document, **changes}
