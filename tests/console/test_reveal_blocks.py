"""What the room is shown of answers on the wall."""

from __future__ import annotations

from tabletop.screens.console.wall.reveal_blocks import RevealedAnswer, answers_block


def test_an_answer_of_several_lines_has_them_on_the_wall() -> None:
    said = answers_block([RevealedAnswer("Anna", "First this.\n\nThen that.")], 60).plain
    assert said.splitlines() == ["Anna", "“First this.", "Then that.”"]


def test_an_answer_of_one_line_is_a_quotation() -> None:
    said = answers_block([RevealedAnswer("Anna", "Late."), RevealedAnswer("Ben", " ")], 60).plain
    assert "“Late.”" in said
    assert said.splitlines()[-1] == "“”"
