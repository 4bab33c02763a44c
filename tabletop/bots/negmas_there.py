"""A NegMAS negotiator, in a process of its own: the other end of `negmas_seat`.

A script that knows nothing of Tabletop, so that any Python with NegMAS runs it. NegMAS is under the
AGPL; nothing of it is ever loaded where Tabletop runs.

    {"sizes": [3, 4], "values": [...], "reserved": 30.0, "steps": 12}   first, to be read
    {"offer": [0, 2]}                                                   then, what others offer
    {"accept": false, "offer": [2, 1]}                                  back, what it says to that;
                                                                        no offer when it is over

An outcome is a place for each choice; `values` are of all outcomes, the last choice running
fastest. The other party of NegMAS's alternating offers is whoever reads and writes here.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from itertools import product
from typing import Any


def _main() -> None:
    warnings.filterwarnings("ignore")
    # Whatever is printed by mistake is no answer.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(**told: object) -> None:
        out.write(json.dumps(told) + "\n")
        out.flush()

    import negmas
    from negmas.sao import ResponseType, SAOMechanism, SAONegotiator

    name, *how = sys.argv[1:]
    told = json.loads(sys.stdin.readline())
    every = [range(size) for size in told["sizes"]]
    values = dict(zip(product(*every), told["values"], strict=True))

    class Table(SAONegotiator):  # type: ignore[misc]
        """The others: says what is read, and agrees to nothing, as that is done elsewhere."""

        heard: Any = None

        def respond(self, state: Any, source: Any = None) -> Any:
            say(accept=False, offer=[int(place) for place in state.current_offer])
            return ResponseType.REJECT_OFFER

        def propose(self, state: Any, dest: Any = None) -> Any:
            line = sys.stdin.readline()
            if not line:
                sys.exit(0)
            return tuple(json.loads(line)["offer"])

    issues = [negmas.make_issue(values=size, name=f"i{n}") for n, size in enumerate(told["sizes"])]
    space = negmas.make_os(issues)
    worth = negmas.MappingUtilityFunction(
        values, outcome_space=space, reserved_value=told["reserved"]
    )
    nothing = negmas.MappingUtilityFunction(dict.fromkeys(values, 0.0), outcome_space=space)
    mechanism = SAOMechanism(outcome_space=space, n_steps=told["steps"])
    options = dict(one.split("=", 1) for one in how)
    mechanism.add(getattr(negmas, name)(**options), ufun=worth)
    mechanism.add(Table(), ufun=nothing)
    # In the end it has agreed, or its steps are over.
    say(accept=mechanism.run().agreement is not None, offer=None)


if __name__ == "__main__":
    _main()
