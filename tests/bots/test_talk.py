"""What stand-ins say beside their moves: seldom, to whom it is for, and never without end."""

from __future__ import annotations

import tomli_w

from tabletop.bots.stand_in import StandIn
from tabletop.bots.talk import MOST_MESSAGES, owes_words
from tabletop.exercise.parts import Temperament
from tabletop.play import actions as a
from tabletop.play.state import FACILITATOR
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.bots.tables import at_negotiation, opened
from tests.play.game import document
from tests.play.market import priced


def seated(source: str) -> Table:
    table = opened(source)
    for one in table.exercise.delegation_by_id:
        table.submit(a.Assign(by=FACILITATOR, seat=one, delegation=one, name=one))
    return table


def talker(table: Table, seat: str, how: Temperament = "linear", *, talks: bool = True) -> StandIn:
    return StandIn(Port(table, seat), how, 3, talks=talks)


def spoken(table: Table, one: StandIn) -> list[a.AnyAction]:
    """Let a stand-in do all it thinks of, and return it."""
    made: list[a.AnyAction] = []
    while (intent := one.next()) is not None:
        table.submit(intent.move)
        made.append(intent.move)
    return made


def private(moves: list[a.AnyAction]) -> list[a.SendMessage]:
    return [one for one in moves if isinstance(one, a.SendMessage)]


def test_it_asks_whoever_must_do_most_of_its_offer_what_that_would_take() -> None:
    table = at_negotiation(seated(tomli_w.dumps(document())))
    made = spoken(table, talker(table, "bravo"))
    (message,) = private(made)
    assert message.to == ("alfa",)
    assert message.text.startswith("O")
    assert "asks you for “" in message.text
    assert "Dam" in message.text


def test_it_answers_a_private_message_once_a_round() -> None:
    table = at_negotiation(seated(tomli_w.dumps(document())))
    one = talker(table, "bravo")
    spoken(table, one)
    assert not owes_words(table.state, "bravo")
    for number in range(5):
        table.submit(a.SendMessage(by="charlie", to=("bravo",), text="And we?"))
        assert owes_words(table.state, "bravo") == (number == 0)
        spoken(table, one)
    mine = [one for one in table.state.messages if one.by == "bravo"]
    assert [one.to for one in mine] == [("alfa",), ("charlie",)]
    assert len(mine) == MOST_MESSAGES
    assert mine[-1].text.startswith("Thank you. What we are ready for now stands in O")


def test_in_a_rehearsal_nobody_writes_anything() -> None:
    table = at_negotiation(seated(tomli_w.dumps(document())))
    assert not private(spoken(table, talker(table, "bravo", talks=False)))


def test_questions_of_a_round_are_answered_once_in_their_time() -> None:
    asked = [{"id": "now", "text": "How is it?"}, {"id": "hope", "text": "Hope?", "kind": "rating"}]
    days = [{"id": "r1", "title": "Day", "phases": {"negotiation": 9}, "question": asked}]
    table = at_negotiation(seated(tomli_w.dumps(priced(round=days))))
    assert owes_words(table.state, "baker")
    made = [one for one in spoken(table, talker(table, "baker")) if isinstance(one, a.Respond)]
    assert not owes_words(table.state, "baker")
    values = {one.question.removesuffix("-1"): one.value for one in made}
    assert len(made) == 2
    assert any(isinstance(one, int) and 1 <= one <= 5 for one in values.values())
    assert any(isinstance(one, str) and one.endswith(".") for one in values.values())


def test_the_debrief_s_questions_are_answered_with_what_came_of_it() -> None:
    table = at_negotiation(seated(tomli_w.dumps(priced())))
    table.submit(a.TableOffer(by="baker", package={"price": "low", "day": "friday"}))
    table.submit(a.EndExercise(by=FACILITATOR))
    table.submit(a.OpenDebrief(by=FACILITATOR))
    assert owes_words(table.state, "baker")
    made = spoken(table, talker(table, "baker"))
    assert [type(one) for one in made] == [a.Answer]
    assert "worth more to us than no agreement" in str(table.state.answers[-1].value)
    assert not owes_words(table.state, "baker")
    assert not spoken(table, talker(table, "baker"))
