"""No typed text reaches a screen as anything but text, and columns are counted in cells."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.screens.kit.content import plain
from tabletop.text.safe import MISSING, clean, cut, cut_words, one_line, pad, width, wrap
from tests.effort import seconds

ESCAPE = "\x1b[31mred\x1b[0m"


@pytest.mark.parametrize(
    "hostile",
    [ESCAPE, "\x1b]0;title\x07", "a\rb\x08", "\u202egnp.exe", "\u2028", "\x9b2J", "\ud800"],
)
def test_nothing_a_terminal_could_obey_is_left(hostile: str) -> None:
    shown = clean(f"before {hostile} after")
    assert shown.startswith("before") and shown.endswith("after")
    assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in shown)
    assert not any(one in shown for one in "\u202e\u2028\ud800")


def test_new_lines_stay_and_tabs_become_spaces() -> None:
    assert clean("a\n\tb") == "a\n    b"


def test_markup_is_shown_as_it_was_typed() -> None:
    typed = "[bold red]now[/] [@click=app.quit]here[/]"
    assert plain(typed).plain == typed
    assert not plain(typed).spans


def test_hangul_typed_in_pieces_is_put_together() -> None:
    assert clean("\u1112\u1161\u11ab") == "한"


def test_marks_piled_upon_a_letter_of_a_long_text_cost_no_more_than_others() -> None:
    piled = "a" + "\u0316\u0300" * 50_000 + "b"
    assert seconds(lambda: clean(piled)) < 2
    assert clean(piled)[-1] == "b" and len(clean(piled)) < 10
    whole = "크레페 crêpe " * 500
    assert clean(unicodedata.normalize("NFD", whole)) == whole


def test_wide_characters_take_two_cells_each() -> None:
    assert width("한국") == 4
    assert cut("이재명 대통령", 8) == "이재명…"
    assert pad("한국", 3) == "한…"
    assert pad("한국", 6) + "|" == "한국  |"
    assert pad("한국", 6, "right") == "  한국"


def test_a_cut_is_marked() -> None:
    assert cut("declaration", 6) == "decla…"
    assert cut("declaration", 11) == "declaration"


def test_no_flag_is_cut_in_half_and_no_mark_from_its_letter() -> None:
    korea, america = "\U0001f1f0\U0001f1f7", "\U0001f1fa\U0001f1f8"
    assert cut(f"{korea}{america} talks", 4) == f"{korea}…"
    assert cut(f"{korea}{america} talks", 5) == f"{korea}{america}…"
    assert cut("e\u0323\u0302" * 5, 3) == "\u1ec7" * 2 + "…"
    fathah = "\u0633\u064e"
    assert cut(fathah * 5, 3) == fathah * 2 + "…"


def test_long_words_are_broken_and_short_ones_kept_whole() -> None:
    assert wrap("a declaration of peace", 8) == ["a", "declarat", "ion of", "peace"]
    assert wrap("", 8) == [""]


@given(st.text(max_size=80), st.integers(0, 40))
def test_a_cut_never_takes_more_cells_than_it_may(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells


@given(st.text(max_size=80), st.integers(0, 40))
def test_a_padded_text_takes_exactly_its_cells(text: str, cells: int) -> None:
    for align in ("left", "right", "centre"):
        assert width(pad(text, cells, align)) == cells


@given(st.text(max_size=200), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(one) <= cells for one in lines)
    assert "".join("".join(lines).split()) == "".join(one_line(text).split())


@given(st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_what_was_taken_out_leaves_a_mark() -> None:
    assert clean("a\x07b") == f"a{MISSING}b"


WORDS = (
    *("한국", "이재명 대통령", "क्षत्रिय", "हिन्दी", "ที่ประชุม", "น้ำ", "בְּרֵאשִׁית", "שָׁלוֹם", "مُحَمَّد", "བསྒྲུབས"),
    *(
        "Nguyễn Thị Ánh",
        "Gyöngyösi",
        "Ångström",
        "Ωμέγα",
        "Київ",
        "தமிழ்",
        "ភាសាខ្មែរ",
        "東京",
        "カタカナ",
    ),
)


@pytest.mark.parametrize("word", WORDS)
def test_words_of_every_script_stay_as_they_are(word: str) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, word)
        assert clean(typed) == unicodedata.normalize("NFC", word)


def test_a_letter_has_three_marks_at_most() -> None:
    assert clean("xe" + "\u0301" * 39 + "y") == "xé" + "\u0301" * 3 + "y"
    assert clean("q" + "\u0301\u20dd" * 20) == "q\u0301\u20dd\u0301"


def test_a_mark_without_a_letter_is_not_drawn_on_a_strangers() -> None:
    assert clean("\u0301Anna\n\u0301Ben") == "Anna\nBen"


@pytest.mark.parametrize(
    "unseen",
    [
        *("\u3164", "\uffa0", "\u115f", "\u1160", "\ufe0f", "\ufe0e", "\u200b", "\u200c", "\u200d"),
        *("\u2060", "\ufeff", "\xad", "\u034f", "\u180e", "\U000e0101", "\U0001f3fd"),
    ],
)
def test_what_is_drawn_as_nothing_is_left_out(unseen: str) -> None:
    assert clean(f"a{unseen}b") == "ab"
    assert one_line(unseen) == ""


def test_a_family_of_emoji_is_its_people() -> None:
    assert clean("👩\u200d👩\u200d👧 ❤\ufe0f 👍🏽") == "👩👩👧 ❤ 👍"


def test_a_blank_of_braille_is_a_space() -> None:
    assert one_line("a\u2800\u2800b") == "a b"


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_text_takes_the_cells_of_its_characters_wherever_it_stands(one: str, other: str) -> None:
    """Programs that do not join characters then draw in the same cells."""
    flags = range(0x1F1E6, 0x1F200)
    shown = "".join(c for c in clean(one) + clean(other) if ord(c) not in flags)
    assert width(shown) == sum(width(character) for character in shown)


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Tests against satellites", 17, "Tests against…"),
        ("Tests against satellites", 14, "Tests against…"),
        ("Tests against satellites", 30, "Tests against satellites"),
        ("Antidisestablishmentarianism", 16, "Antidisestablis…"),
        ("A settlement", 8, "A settl…"),
        ("", 5, ""),
    ],
)
def test_a_name_is_cut_between_words_where_that_keeps_half_of_the_room(
    text: str, cells: int, shown: str
) -> None:
    assert cut_words(text, cells) == shown
