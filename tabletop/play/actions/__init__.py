"""Actions: what a person at a table may ask for. `do` names one; docs/moves-files.md has them all.

An action is a request: `rules` says whether it is allowed and what events it makes. `by` is who
makes it: a seat's id, a delegation's (its head then acts), `facilitator` or `clock`. This room
knows only the exercise.

Fields that mean the same in every action and event that has them:

    about          the id of what is voted on, such as an offer's
    agreement      an agreement's id, such as A1; they are numbered as they come into force
    ballot         how votes are given: recorded (in private, shown together) or roll-call
    because        why, as a sentence
    channel        how the news comes, in a word such as mail
    change         by how much the level moved, in points of 0..100
    choice         what was decided or voted
    choices        what can be voted
    code           which reason it is; the sentence is made of it when it is shown
    crisis         whether tension is so high that there is no caucus, and half the time
    decision       a decision's id
    date           when the round plays, as the exercise writes it
    delegation     the delegation whose doing it is, or that it is about
    effects        what it changes; see Effects
    exercise       the exercise's id
    holds          the roles of its delegation that the person has; absent where it has none
    how            what is done about the inject: hold, skip, move or restore
    instalment     which part of the act this is, from 1
    instalments    in how many parts the act is carried out, 1 or 2
    issue          an issue's id
    minutes        whole minutes
    motion         a motion's id, such as M1; they are numbered as they are moved
    name           the person's name; empty for nobody
    objective      the number of the exercise's objective, from 1
    of             the delegation whose trust it is
    offer          an offer's id, such as O1; they are numbered as they are tabled
    on             whether rulings are held from now on
    option         the id of one of the options of the issue or the decision
    package        an option's id for each issue, `form` and `order`; in a move, those it changes
    performers     the delegations that must carry the act out
    phase          the phase that opens
    public         whether the whole room sees the offer
    question       a question's id
    rating         from 1 to 5
    reason         why, as typed
    reply_to       the offer that this one answers
    role           what the person is there for
    round          a round's number, from 1
    seat           a seat's id
    seconds        whole seconds
    secret         whether only its own delegation sees it before it is settled
    signed         the delegations that signed it
    source         what the line is about: an issue, form, order, an interaction or an event
    stand_in       the temperament by which a stand-in plays there; absent where a person does
    subject        what kind of thing is voted on: an offer
    task           the number of one of the objective's tasks, from 1
    tension_lines  what moved tension, in order
    text           words as they were typed, at most 4,000 characters
    title          a heading, as the exercise or the facilitator wrote it
    to             whom it is for: delegations, or all, caucus or facilitator
    tone           how the words are meant
    toward         the delegation that is trusted
    trust_lines    what moved trust, in order
    voted          whether a vote of the delegation's members decided it
    value          the new level, or the answer that was given
    values         what the reason's sentence is filled with
    vote           a vote's id, such as V1; they are numbered as they are opened
    voter          who votes: a delegation, or a seat where those of one delegation vote
    voters         all who may vote
    walk_away      what a delegation's plan without a deal is worth, in its own points
    why            why a clock stands that no facilitator has paused; absent when one has
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from tabletop.exercise.conditions import OptionId
from tabletop.exercise.parts import Temperament
from tabletop.play.actions.action import Action as Action
from tabletop.play.actions.action import Names as Names
from tabletop.play.actions.action import Planned as Planned
from tabletop.play.actions.action import Role as Role
from tabletop.play.actions.action import Standstill as Standstill
from tabletop.play.actions.action import Tone as Tone
from tabletop.play.actions.coach_actions import AskCoach as AskCoach
from tabletop.play.actions.misread import misread, unknown_move
from tabletop.play.actions.scenario_actions import Answer as Answer
from tabletop.play.actions.scenario_actions import DeliverInject as DeliverInject
from tabletop.play.actions.scenario_actions import PlanInject as PlanInject
from tabletop.play.actions.scenario_actions import Respond as Respond
from tabletop.play.actions.scenario_actions import WriteNote as WriteNote
from tabletop.play.actions.speakers_actions import CallSpeaker as CallSpeaker
from tabletop.play.actions.speakers_actions import CloseList as CloseList
from tabletop.play.actions.speakers_actions import ExtendSpeaker as ExtendSpeaker
from tabletop.play.actions.speakers_actions import LowerHand as LowerHand
from tabletop.play.actions.speakers_actions import MoveMotion as MoveMotion
from tabletop.play.actions.speakers_actions import PutMotion as PutMotion
from tabletop.play.actions.speakers_actions import RaiseHand as RaiseHand
from tabletop.play.actions.speakers_actions import RefuseMotion as RefuseMotion
from tabletop.play.actions.speakers_actions import SpeakersAction
from tabletop.play.actions.speakers_actions import StopSpeaker as StopSpeaker
from tabletop.play.actions.speakers_actions import WithdrawMotion as WithdrawMotion
from tabletop.play.actions.speakers_actions import Yield as Yield


class SendMessage(Action):
    """`to` is "all", "caucus", "facilitator", a delegation, or several delegations."""

    do: Literal["message"] = "message"
    to: str | Names = "all"
    text: str


class MakeStatement(Action):
    """Make a public statement with a tone; it moves the climate."""

    do: Literal["statement"] = "statement"
    tone: Tone
    text: str


class TableOffer(Action):
    """Put a package on the table."""

    do: Literal["offer"] = "offer"
    to: str | Names = "all"
    package: dict[str, OptionId]
    text: str = ""
    reply_to: str | None = None
    public: bool = False


class WithdrawOffer(Action):
    """Withdraw one's own open offer."""

    do: Literal["withdraw"] = "withdraw"
    offer: str


class SignOffer(Action):
    """Sign an open offer; the last signature it needs makes it an agreement."""

    do: Literal["sign"] = "sign"
    offer: str


class RejectOffer(Action):
    """Reject an open offer."""

    do: Literal["reject"] = "reject"
    offer: str
    text: str = ""


class PutToVote(Action):
    """Ask for the vote on one's own open offer, or, as the facilitator, put any to the vote."""

    do: Literal["put-to-vote"] = "put-to-vote"
    offer: str


class CastVote(Action):
    """Vote, or vote otherwise; private until the vote is closed, unless the roll is called.

    Without `vote`, in the only open vote that asks one.
    """

    do: Literal["vote"] = "vote"
    choice: str
    vote: str | None = None


class CallRoll(Action):
    """In a roll call, call `voter` to vote (None: the next who has not voted)."""

    do: Literal["call-roll"] = "call-roll"
    voter: str | None = None
    vote: str | None = None


class CloseVote(Action):
    """Close a vote, so that all ballots are known and its result takes effect.

    The facilitator may at any time, whoever asked for the vote once everybody has voted.
    """

    do: Literal["close-vote"] = "close-vote"
    vote: str | None = None


class MakeGesture(Action):
    """Do one's own part of an issue voluntarily."""

    do: Literal["gesture"] = "gesture"
    issue: str
    option: OptionId
    text: str = ""


class Perform(Action):
    """Decide to carry out an act that is due; private until the ruling."""

    do: Literal["perform"] = "perform"
    agreement: str
    issue: str


class Breach(Action):
    """Decide not to carry out an act that is due; private until the ruling."""

    do: Literal["breach"] = "breach"
    agreement: str
    issue: str


class Decide(Action):
    """Take a decision that one's delegation is asked for; `text` says why.

    The facilitator decides for any delegation, absent or not, and must say why.
    """

    do: Literal["decide"] = "decide"
    decision: str
    option: str
    text: str = ""


class Ready(Action):
    """Be done with this phase; once every delegation is, the next phase begins."""

    do: Literal["ready"] = "ready"


class Join(Action):
    """Take one's seat: a person is connected to it."""

    do: Literal["join"] = "join"


class Leave(Action):
    """Leave: the person is not connected any more."""

    do: Literal["leave"] = "leave"


class Assign(Action):
    """Create a seat or change it: its delegation and its role; `name` is the person's.

    `same_as` is another seat of the same person, who then has both. `holds` are the roles (of its
    delegation's `[[delegation.role]]`) that the person has from now on; without it the seat keeps
    its own, and a new one has the first that nobody has. With `stand_in` the program plays there,
    by that temperament, until the seat is assigned without; `name` is whose seat it stays.
    """

    do: Literal["assign"] = "assign"
    seat: str
    delegation: str | None = None
    role: Role = "head"
    name: str = ""
    same_as: str | None = None
    holds: Names | None = None
    stand_in: Temperament | None = None


class Advance(Action):
    """End the phase; by `clock` when its time has run out.

    Before the first round, `absent` are the delegations that it may begin without. With a `stage`
    and a `round` it is refused once the table has moved on. `lapsing` are the acts (as
    `act_rules.act_key` gives them) that it may let lapse: it is refused when others are undecided
    too.
    """

    do: Literal["advance"] = "advance"
    stage: str | None = None
    round: int | None = None
    lapsing: Names | None = None
    absent: Names = ()


class Pause(Action):
    """Pause the clock; by `clock` for one of these reasons:

    A game was interrupted (`interrupted`), everybody has left (`empty`), or the computer slept for
    `missed` seconds (`asleep`).
    """

    do: Literal["pause"] = "pause"
    why: Standstill | None = None
    missed: int | None = None


class Resume(Action):
    """Let the clock run on, `less` seconds shorter, so that time the computer slept can count.

    By `clock` once everybody who had left is back.
    """

    do: Literal["resume"] = "resume"
    less: int | None = None


class Hold(Action):
    """Hold every ruling until the facilitator goes on, even if everybody is ready; stop with `on`
    false.

    Allowed at any time, and in effect until it is turned off.
    """

    do: Literal["hold"] = "hold"
    on: bool = True


class Extend(Action):
    """Add time to the phase."""

    do: Literal["extend"] = "extend"
    seconds: int


class Adjust(Action):
    """Adjust `what` ("score:DELEGATION", "trust:OF-TOWARD" or "tension") to a new `value`."""

    do: Literal["adjust"] = "adjust"
    what: str
    value: float
    reason: str


class Undo(Action):
    """Undo the last move not yet ruled on; `seq` is its first event (None: the last)."""

    do: Literal["undo"] = "undo"
    seq: int | None = None


class OpenDebrief(Action):
    """After the end: reveal briefs, numbers and decisions to everybody."""

    do: Literal["debrief"] = "debrief"


class Reveal(Action):
    """In the debrief, set `what` the projector shows: a step of `reveal.steps`, empty
    for nothing.
    """

    do: Literal["reveal"] = "reveal"
    what: str = ""


class EndExercise(Action):
    """End the exercise now, before its last round is over."""

    do: Literal["end"] = "end"


AnyAction = Annotated[
    SendMessage
    | MakeStatement
    | TableOffer
    | WithdrawOffer
    | SignOffer
    | RejectOffer
    | PutToVote
    | CastVote
    | CallRoll
    | CloseVote
    | MakeGesture
    | Perform
    | Breach
    | Decide
    | Ready
    | Join
    | Leave
    | Assign
    | Advance
    | Pause
    | Resume
    | Hold
    | Extend
    | DeliverInject
    | PlanInject
    | Adjust
    | Undo
    | OpenDebrief
    | Reveal
    | EndExercise
    | WriteNote
    | Answer
    | Respond
    | AskCoach
    | SpeakersAction,
    Field(discriminator="do"),
]

KINDS: Mapping[str, type[Action]] = {
    one.model_fields["do"].default: one for one in get_args(get_args(AnyAction)[0])
}
"""Every kind of move by its name, as a file gives it under `do`."""

_ACTION: TypeAdapter[AnyAction] = TypeAdapter(AnyAction, config=ConfigDict(defer_build=True))


def read_action(table: Mapping[str, Any]) -> AnyAction:
    """Read one move as a file gives it. Raises `FaultyMove` for the first fault."""
    do = table.get("do")
    if not isinstance(do, str) or do not in KINDS:
        raise unknown_move(do, tuple(KINDS))
    try:
        return _ACTION.validate_python(dict(table))
    except ValidationError as fault:
        raise misread(do, KINDS[do], fault.errors()) from None
