"""What is wrong about votes in an exercise is told at its place, and what to do."""

from __future__ import annotations

import pytest
import tomli_w

from tests.exercise.marked import told
from tests.votes.council import council

SOUND = tomli_w.dumps(council())
MEMBERS = """signatories = [
    "norland",
    "delta",
    "steppe",
    "fjord",
    "port",
]
"""
FAULTS = {
    "no such way": (
        'by = "vote"',
        'by = ▶"ballot"',
        "'by' must be 'signature' or 'vote', not the text 'ballot'",
    ),
    "no such ballot": (
        'by = "vote"',
        'by = "vote"\nballot = ▶"secret"',
        "'ballot' must be 'recorded' or 'roll-call', not the text 'secret'",
    ),
    "a ballot where offers are signed": (
        'by = "vote"',
        '▶ballot = "roll-call"',
        "offers are signed here, so 'ballot' counts for nothing; add by = \"vote\", or remove it",
    ),
    "a share of those voting where offers are signed": (
        'by = "vote"',
        '▶of = "voting"',
        "offers are signed here, so 'of' counts for nothing; add by = \"vote\", or remove it",
    ),
    "more than all": (
        'rule = "majority"',
        "rule = ▶6",
        '6 yes votes can\'t be had from 5 delegations; choose fewer, or "all"',
    ),
    "nobody to vote": (
        MEMBERS,
        "signatories = ▶[]\n",
        "nobody would be asked to vote on fund, which has no performers; "
        "name the signatories in [agreement]",
    ),
    "weights that nothing counts": (
        'rule = "majority"',
        'rule = "majority"\n▶weights = { norland = 3 }',
        'nothing counts these votes; add votes = "majority", or remove them',
    ),
    "votes that nobody has": (
        f'{MEMBERS}by = "vote"\n',
        'signatories = ["norland", "delta"]\nby = "vote"\nvotes = ▶"majority"\n'
        "weights = { norland = 0, delta = 0, fjord = 0 }\n",
        "none of those who can ever be asked (norland, delta and fjord) has a vote; give one of "
        "them some in weights, or name more signatories",
    ),
    "votes without weights": (
        'rule = "majority"',
        'rule = "majority"\n▶votes = 3',
        "no delegation has weights, so votes are members; add weights, or use 'rule'",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_about_votes_has_its_place_and_what_to_do(old: str, new: str, message: str) -> None:
    assert SOUND.count(old) == 1
    assert told(SOUND.replace(old, new)) == [message]
