"""The temperaments: how a stand-in bargains, by names from the literature. One file each.

Add one as `docs/stand-ins.md` tells: a class that is a `Negotiator`, a line in `TEMPERAMENTS`, and
its name among those that an exercise file may give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tabletop.bots.negotiator import Negotiator
from tabletop.bots.temperaments.concession import Boulware, Conceder, Linear
from tabletop.bots.temperaments.grit import Grit
from tabletop.bots.temperaments.hardliner import Hardliner
from tabletop.bots.temperaments.mediator import Mediator
from tabletop.bots.temperaments.tit_for_tat import TitForTat
from tabletop.exercise.parts import Temperament

TEMPERAMENTS: Mapping[Temperament, Callable[[], Negotiator]] = {
    "boulware": Boulware,
    "linear": Linear,
    "conceder": Conceder,
    "tit-for-tat": TitForTat,
    "grit": Grit,
    "hardliner": Hardliner,
    "mediator": Mediator,
}
"""Each by its name."""
