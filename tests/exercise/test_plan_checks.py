"""Faults and warnings about planned injects, questions of rounds and objectives, each in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.exercise import check_exercise, read_exercise
from tests.exercise.marked import broken, told

HEAD = """format = 2
id = "crisis"
title = "Crisis"
[[delegation]]
id = "clinic"
name = "Clinic"
secret_brief = "S"
[[delegation]]
id = "press"
name = "Press"
secret_brief = "S"
[agreement]
signatories = ["clinic", "press"]
[[issue]]
id = "truce"
name = "Truce"
[[issue.option]]
id = "no"
name = "no"
[[issue.option]]
id = "yes"
name = "yes"
[[ending]]
id = "end"
title = "End"
text = "Over."
[[question]]
id = "why"
text = "Why?"
[[round]]
id = "one"
title = "One"
date = "Day 1"
phases = { situation = 300, negotiation = 600 }
"""


def inject(*keys: str, id: str = "leak") -> str:
    return "\n".join(
        ("[[inject]]", f'id = "{id}"', 'title = "Leak"', 'text = "It leaks."', *keys, "")
    )


PLANNED = 'round = 1\nat = 3\nauto = true\nchannel = "news"\nowner = "press"\nexpected = "Call."'


def test_a_planned_exercise_is_sound() -> None:
    exercise = read_exercise(
        HEAD
        + '[[round.question]]\nid = "next"\ntext = "What now?"\nphase = "negotiation"\n'
        + inject(PLANNED)
        + inject('after = "leak"', "at = 2", id="rumour")
        + '[[objective]]\nid = "alarm"\ntext = "Raise the alarm"\ncapability = "Warning"\n'
        + 'tasks = ["Call", "Write"]\nscale = "performed"\n'
    )
    assert exercise.has.planned
    assert exercise.has.discussion
    assert [one.timed for one in exercise.injects] == [True, True]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (("round = 1", "at = ▶-3"), "at = -3 is before its round opens; give the minutes"),
        (("round = 1", 'phase = "negotiation"', "at = ▶-3"), "is before its phase opens"),
        (("round = 1", "at = ▶1441"), "'at' must be at most 1,440"),
        (("round = 1", 'at = ▶""'), "'at'"),
        (('after = ▶"leak"',), "can't follow itself"),
        (('after = ▶"leek"',), "there is no inject 'leek'"),
        (("round = 1", 'owner = ▶"pres"'), "there is no owner 'pres'; did you mean 'press'"),
        (("manual = true", "▶auto = true"), "can't be both manual and auto"),
        (("manual = true", "▶at = 3"), "counts for nothing beside manual"),
        (("round = 1", "▶auto = true"), "'auto' is for an inject with a time"),
    ],
)
def test_a_faulty_inject_is_told_in_place(keys: tuple[str, ...], message: str) -> None:
    (found,) = told(HEAD + inject(*keys))
    assert message in found


def test_injects_that_follow_each_other_in_a_circle_are_told_at_each() -> None:
    found = told(HEAD + inject('after = ▶"rumour"') + inject('after = ▶"leak"', id="rumour"))
    assert found[0] == (
        "these follow each other in a circle: 'leak' after 'rumour' after 'leak'; give one of them "
        "a round"
    )


def test_a_round_beside_after_counts_for_nothing() -> None:
    (found,) = told(
        HEAD + inject("manual = true") + inject('after = "leak"', "▶round = 1", id="rumour")
    )
    assert found == "'round' counts for nothing beside 'after'; take one of them out"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            ("round = 1", 'phase = "negotiation"', "at = 10"),
            "at = 10, but the phase 'negotiation' lasts 10 minutes: the inject 'leak' can only "
            "come if time is added; give it an earlier time",
        ),
        (("round = 1", "at = 15"), "at = 15, but its round lasts 15 minutes"),
    ],
)
def test_an_inject_too_late_for_its_phase_or_round_is_a_warning(
    keys: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    file = tmp_path / "crisis.toml"
    file.write_text(HEAD + inject(*keys), encoding="utf-8")
    (found,) = [one for one in check_exercise(file) if "at = " in one.message]
    assert found.warning
    assert message in found.message


def test_what_follows_an_inject_that_never_comes_never_comes_either(tmp_path: Path) -> None:
    file = tmp_path / "crisis.toml"
    text = HEAD + inject("round = 1", "when = { signed = {} }")
    text += inject('after = "leak"', id="rumour") + inject('after = "rumour"', id="panic")
    file.write_text(text, encoding="utf-8")
    found = [one.message for one in check_exercise(file) if "it follows" in one.message]
    assert found == [
        "the inject 'rumour' never comes: it follows 'leak', which never comes; let it follow "
        "another, or give it a round",
        "the inject 'panic' never comes: it follows 'rumour', which never comes; let it follow "
        "another, or give it a round",
    ]


def test_what_follows_so_late_that_all_is_over_is_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "crisis.toml"
    text = HEAD + inject("round = 1", "at = 2") + inject('after = "leak"', "at = 5", id="rumour")
    for minutes, words in ((7, []), (8, ["the inject 'panic' follows 15 minutes after round 1"])):
        chained = text + inject('after = "rumour"', f"at = {minutes}", id="panic")
        file.write_text(chained, encoding="utf-8")
        found = [one for one in check_exercise(file) if "it can only come if" in one.message]
        assert all(one.warning for one in found)
        assert [one.message[: len(word)] for one, word in zip(found, words, strict=True)] == words


def test_a_text_of_which_nothing_would_be_read_is_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "crisis.toml"
    text = HEAD.replace('text = "Over."', 'text = ""').replace('text = "Why?"', 'text = " "')
    text += '[[round.question]]\nid = "next"\ntext = ""\n'
    text += '[[inject]]\nid = "leak"\ntitle = "A leak"\ntext = ""\nround = 1\nat = 1\n'
    file.write_text(text, encoding="utf-8")
    found = [one for one in check_exercise(file) if "; write " in one.message]
    assert all(one.warning for one in found)
    assert [one.message for one in found] == [
        "the ending has no text; write how it ended",
        "the question has no words; write what is asked",
        "the question has no words; write what is asked",
        "the inject has no text; write what happens",
    ]


def test_too_many_tasks_are_counted_in_the_plural() -> None:
    tasks = ", ".join(f'"Call {number}"' for number in range(51))
    objective = f'[[objective]]\nid = "alarm"\ntext = "Warn"\ntasks = ▶[{tasks}]\n'
    (found,) = told(HEAD + objective)
    assert found == "there are 51 tasks, but at most 50 are allowed; remove 1"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (('phase = ▶"caucus"',), "no round names the phase 'caucus', so it is never asked"),
        (("for = ▶[]",), "is asked of nobody"),
        (('for = [▶"pres"]',), "there is no delegation 'pres'"),
    ],
)
def test_a_faulty_question_of_a_round_is_told_in_place(keys: tuple[str, ...], message: str) -> None:
    question = "\n".join(("[[round.question]]", 'id = "next"', 'text = "Next?"', *keys, ""))
    (found,) = told(HEAD + question)
    assert message in found


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (('scale = ▶"1-7"',), "'scale' must be '1-5' or 'performed', not"),
        (('tasks = ["Call", ▶"Call"]',), "is already in this list"),
    ],
)
def test_a_faulty_objective_is_told_in_place(keys: tuple[str, ...], message: str) -> None:
    objective = "\n".join(("[[objective]]", 'id = "alarm"', 'text = "Warn"', *keys, ""))
    (found,) = told(HEAD + objective)
    assert message in found


def test_the_first_format_has_none_of_these_keys() -> None:
    (found,) = told(broken(('id = "visit"', 'id = "visit"\n▶channel = "news"')))
    assert found == "'channel' is a key of format 2, and this file says format = 1"


def test_a_time_of_one_second_is_told_in_the_singular(tmp_path: Path) -> None:
    for seconds, words in ((1, "1 second"), (61, "1 minute and 1 second"), (90, "30 seconds")):
        file = tmp_path / "crisis.toml"
        text = HEAD.replace("negotiation = 600", f"negotiation = {seconds}")
        keys = ("round = 1", 'phase = "negotiation"', "at = 2")
        file.write_text(text + inject(*keys), encoding="utf-8")
        (found,) = [one for one in check_exercise(file) if "at = " in one.message]
        assert f"{words}:" in found.message


def test_nothing_is_performed_where_nobody_performs_anything(tmp_path: Path) -> None:
    file = tmp_path / "crisis.toml"
    ending = '[[ending]]\nid = "done"\ntitle = "Done"\ntext = "Done."\n'
    text = HEAD.replace("[[ending]]", f"{ending}when = {{ performed = {{}} }}\n[[ending]]")
    text += inject("round = 1", 'phase = "negotiation"', "when = { performed = {} }")
    file.write_text(text, encoding="utf-8")
    reason = "nobody performs anything, so nothing can be performed; name performers in 'by'"
    found = check_exercise(file)
    assert all(one.warning for one in found)
    assert [one.message for one in found if "performs" in one.message] == [
        f"no table can reach the ending 'done': {reason}",
        f"the inject 'leak' never comes: {reason}",
    ]
    # An act is performed by being agreed where there is no climate.
    file.write_text(text.replace('id = "truce"', 'id = "truce"\nby = ["press"]'), encoding="utf-8")
    assert not [one for one in check_exercise(file) if "performs" in one.message]


@pytest.mark.parametrize("when", ["{ ▶any = [] }", "{ signed = {}, not = { ▶any = [] } }"])
def test_any_of_nothing_is_refused(when: str) -> None:
    assert told(HEAD + inject("round = 1", f"when = {when}")) == [
        "'any' is empty, so it asks for nothing; put conditions into it, or leave it out"
    ]


def test_format_1_still_takes_any_of_nothing_for_no_condition() -> None:
    old = 'any = [{ round_at_least = 2 }, { breached = {} }, { below_walk_away = ["mill"] }]'
    read_exercise(broken((old, "any = []")))


def test_a_question_of_the_debrief_that_nobody_is_asked_is_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "crisis.toml"
    file.write_text(HEAD.replace('text = "Why?"', 'text = "Why?"\nfor = []'), encoding="utf-8")
    (told_of,) = [one for one in check_exercise(file) if "of nobody" in one.message]
    assert told_of.warning
    assert file.read_text(encoding="utf-8").splitlines()[told_of.line - 1] == "for = []"
