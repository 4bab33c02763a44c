"""The versions of the rules. A game is ruled to its end by those it began with.

A transcript's header names the version (`rules`; none is 1), `initial` puts it into the state, and
whoever rules asks `state.rules`, so that a game ruled long ago is resumed, replayed and verified
with the same rulings. A version is made by whatever gives one event of some game another content:

1   until November 2026
2   nothing fades where no issue has a performer; whom `also` names must sign, whatever the rule;
    the rest of an act broken half way can be promised anew;
    a value that rounding left a hair under a walk-away reaches it;
    an act that another agreement settles anew is not due any more; a gesture asks anew who must
    sign what is on the table; what a breach suspends is told;
    a phase that opens while the clock is paused opens paused;
    a phase that is gone back to has its time again
3   an early end counts open votes as they stand and settles open decisions first, as the end of
    their phase would, and reveals acts on which all who perform them have decided; in a vote an
    absent veto is not asked, and whoever tabled the offer must say yes where `proposer` asks for
    it, also with the veto;
    half an act that is left to perform moves trust and tension by half;
    what settles a decision says that the facilitator took it for a delegation
"""

from __future__ import annotations

RULES = 3
"""The version by which a new game is ruled."""
