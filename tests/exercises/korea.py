"""The packages that the claims about the Korea exercise are made of."""

from __future__ import annotations

from tests.exercises.plain_referee import Raw, package

DELEGATIONS = ("usa", "dprk", "rok", "chn")

SYMBOLIC = {"declaration": "sentence", "chinese-role": "signs"}
DETAILED = {
    "declaration": "sentence-and-agenda",
    "joint-exercises": "all-halted",
    "missile-tests": "all-tests-moratorium",
    "allied-presence": "un-command-dismantled",
    "chinese-role": "signs",
    "form": "binding",
}
MIDDLE = {
    "declaration": "sentence",
    "denuclearisation-goal": "reaffirmed",
    "joint-exercises": "march-halted",
    "missile-tests": "all-tests-moratorium",
    "chinese-role": "signs",
    "form": "political",
}
STEP_BY_STEP = MIDDLE | {"order": "step-by-step"}
ALLIES_FIRST = MIDDLE | {"order": "allies-first"}
PYONGYANG_FIRST = MIDDLE | {"order": "dprk-first"}
HALT_ALONE = {"joint-exercises": "march-halted"}
MORATORIUM_ALONE = {"missile-tests": "all-tests-moratorium"}
SWAP = HALT_ALONE | MORATORIUM_ALONE | {"form": "political"}
FULL_HALT = MIDDLE | {"joint-exercises": "all-halted"}

NASH = {
    "declaration": "sentence-and-agenda",
    "denuclearisation-goal": "reaffirmed",
    "joint-exercises": "march-halted",
    "missile-tests": "all-tests-notified",
    "nuclear-programme": "yongbyon-frozen",
    "sanctions": "part-suspended",
    "inter-korean-contacts": "aid",
    "chinese-role": "signs-and-guarantees",
    "form": "political",
    "order": "step-by-step",
}

LADDER: tuple[dict[str, str], ...] = (
    {"form": "binding"},
    {"denuclearisation-goal": "not-mentioned"},
    {"allied-presence": "un-command-dismantled"},
    {"allied-presence": "troops-withdrawn"},
    {"denuclearisation-goal": "given-up"},
)
"""Rungs from the middle package toward ever more detail, each on top of those before."""

NINE: dict[str, tuple[dict[str, str], tuple[float, ...], set[str]]] = {
    "symbolic": (SYMBOLIC, (-8, -8, 9, 9), {"usa", "dprk"}),
    "detailed": (DETAILED, (-47.1, 27.9, -5.6, 30.8), {"usa", "rok"}),
    "middle": (MIDDLE, (5.6, 8.8, 30.7, 22.7), set()),
    "step by step": (STEP_BY_STEP, (7.1, 10.3, 31.2, 22.3), set()),
    "allies first": (ALLIES_FIRST, (-1.1, 11.8, 28.6, 22.7), {"usa"}),
    "Pyongyang first": (PYONGYANG_FIRST, (8.5, 1.6, 31.7, 22.7), {"dprk"}),
    "halt alone": (HALT_ALONE, (-23, 5.8, -11, 2), {"usa", "rok", "chn"}),
    "moratorium alone": (MORATORIUM_ALONE, (5.4, -26, 4.9, 3.6), {"dprk", "rok", "chn"}),
    "swap without a declaration": (SWAP, (2.6, 3.8, 7.7, 11.7), {"usa", "dprk", "rok"}),
}
"""What each is worth at opening trust in round 1, and who refuses it."""


def whole(ex: Raw, chosen: dict[str, str]) -> dict[str, str]:
    """Return a package with the status quo for whatever is not chosen."""
    return package(ex) | chosen
