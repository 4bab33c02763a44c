"""A change to an exercise file changes what it says and not a character more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.editing import splicing
from tabletop.editing.draft import MOST_CHANGES, ExerciseDraft
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import shipped
from tabletop.exercise.loading import examined, read_exercise

FLEA = (shipped() / "flea-market.toml").read_text(encoding="utf-8")
BRICKS = (shipped() / "brickworks.toml").read_text(encoding="utf-8")
KOREA = (shipped() / "korea-end-of-war.toml").read_text(encoding="utf-8")

SMALL = """\
# The head
format = 2
title = "Small" # what it is called

[[delegation]]
id = "a"   # never change this
name = "A"

# ── What can be agreed ──

[[issue]]
id = "price"
options = [
    "low",   # as last year
    "high",
]
points = { a = [0, 2], b = [0, 1] }  # both
"""


def comments(text: str) -> list[str]:
    """The comments of a file; a colour's number sign follows a quote, not a space."""
    return re.findall(r"(?m)(?:^|(?<=\s))#[^\n\r]*", text)


def test_another_value_leaves_its_comment_and_everything_else() -> None:
    assert splicing.put(SMALL, ("title",), "Tall") == SMALL.replace('"Small"', '"Tall"')


def test_a_new_key_comes_after_the_last_of_its_table_and_not_after_the_next_heading() -> None:
    changed = splicing.put(SMALL, ("delegation", 0, "walk_away"), 4)
    assert changed == SMALL.replace('name = "A"\n', 'name = "A"\nwalk_away = 4\n')


def test_a_new_entry_comes_after_the_last_one_and_before_the_next_heading() -> None:
    changed = splicing.add_entry(SMALL, ("delegation",), {"id": "b", "name": "B"})
    added = 'name = "A"\n\n[[delegation]]\nid = "b"\nname = "B"\n'
    assert changed == SMALL.replace('name = "A"\n', added)


def test_an_option_is_added_on_a_line_of_its_own_where_the_others_have_one() -> None:
    changed = splicing.put(SMALL, ("issue", 0, "options", 2), "top")
    assert changed == SMALL.replace('    "high",\n', '    "high",\n    "top",\n')


def test_only_what_differs_in_a_list_is_written_so_that_comments_in_it_stay() -> None:
    changed = splicing.put(SMALL, ("issue", 0, "options"), ["low", "middle", "high"])
    assert comments(changed) == comments(SMALL)
    assert splicing.at_path(ExerciseDraft(changed).document, ("issue", 0, "options", 1)) == "middle"


def test_taking_out_a_key_leaves_the_comment_beside_it() -> None:
    changed = splicing.remove(SMALL, ("delegation", 0, "id"))
    assert changed == SMALL.replace('id = "a"   # never', "# never")


def test_taking_out_an_entry_leaves_the_heading_of_what_follows() -> None:
    two = splicing.add_entry(SMALL, ("delegation",), {"id": "b"})
    assert splicing.remove(two, ("delegation", 1)) == SMALL


def test_what_was_added_to_a_table_in_braces_can_be_taken_out_again() -> None:
    added = splicing.put(SMALL, ("issue", 0, "points", "c"), [1, 2])
    assert "points = { a = [0, 2], b = [0, 1], c = [1, 2] }  # both" in added
    assert splicing.remove(added, ("issue", 0, "points", "c")) == SMALL
    first = splicing.remove(SMALL, ("issue", 0, "points", "a"))
    assert "points = { b = [0, 1] }  # both" in first


def test_entries_change_places_with_what_stands_between_them_left_there() -> None:
    text = splicing.add_entry(SMALL, ("delegation",), {"id": "b"})
    moved = splicing.move_entry(text, ("delegation", 0), 1)
    assert [one["id"] for one in ExerciseDraft(moved).document["delegation"]] == ["b", "a"]
    assert comments(moved) == comments(text)
    assert splicing.move_entry(moved, ("delegation", 1), -1) == text


@pytest.mark.parametrize("hostile", ['a"""b"', "\\u0041", "\x1b[2J", "# no\n[[x]]", "'''", "\r\n"])
def test_any_text_can_be_typed_and_is_read_as_it_was_typed(hostile: str) -> None:
    changed = splicing.put(SMALL, ("title",), hostile)
    assert ExerciseDraft(changed).document["title"] == hostile


def test_line_ends_of_windows_stay() -> None:
    changed = splicing.put(SMALL.replace("\n", "\r\n"), ("delegation", 0, "name"), "One\nTwo")
    assert "\n" not in changed.replace("\r\n", "")
    assert ExerciseDraft(changed).document["delegation"][0]["name"] == "One\nTwo"


def test_what_is_not_there_can_not_be_changed_and_one_sentence_says_so() -> None:
    with pytest.raises(UnreadableInput, match=r"delegation\.8\.name can't be changed"):
        splicing.put(SMALL, ("delegation", 7, "name"), "?")
    with pytest.raises(UnreadableInput, match="can't be changed"):
        splicing.remove(SMALL, ("round", 0))


# Any series of changes


def paths(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values of a document."""
    found: list[tuple[Any, ...]] = [path] if path else []
    if isinstance(document, dict):
        return found + [one for key in document for one in paths(document[key], (*path, key))]
    if isinstance(document, list):
        return found + [o for n, item in enumerate(document) for o in paths(item, (*path, n))]
    return found


VALUES = st.one_of(
    st.text(max_size=30).filter(lambda one: "#" not in one),
    st.integers(-99, 99),
    st.floats(-9, 9),
    st.booleans(),
    st.lists(st.integers(0, 9), max_size=3),
    st.dictionaries(
        st.text(max_size=5).filter(lambda one: "#" not in one), st.integers(0, 9), max_size=2
    ),
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_series_of_changes_undone_gives_the_file_and_every_change_keeps_all_comments(
    data: st.DataObject,
) -> None:
    source = data.draw(st.sampled_from([SMALL, FLEA, SMALL.replace("\n", "\r\n")]))
    draft = ExerciseDraft(source)
    texts = [source]
    for _ in range(data.draw(st.integers(1, 5))):
        if not draft.document:
            break
        path = data.draw(st.sampled_from(paths(draft.document)))
        kind = data.draw(st.sampled_from(["put", "new", "add", "remove", "move"]))
        before, value = draft.source, data.draw(VALUES)
        try:
            match kind:
                case "put":
                    draft.put(path, value, "put")
                    # Nothing in place of something takes it out.
                    kind = "remove" if value in ("", [], {}) else kind
                case "new":
                    draft.put((*path, "zz"), value, "new")
                case "add":
                    draft.add((path[0],), {"id": "new-one"}, "add")
                case "remove":
                    draft.remove(path, "remove")
                case _ if isinstance(path[-1], int):
                    draft.move(path, 1, "move")
        except UnreadableInput:
            # What can't be done has changed nothing.
            assert draft.source == before
        if kind in ("put", "new", "add", "move"):
            assert sorted(comments(draft.source)) == sorted(comments(before))
        if draft.source != before:
            texts.append(draft.source)
    for text in reversed(texts[:-1]):
        assert draft.undo() is not None
        assert draft.source == text
    assert draft.undo() is None and not draft.unsaved
    for text in texts[1:]:
        assert draft.redo() is not None
        assert draft.source == text
    assert draft.redo() is None


def test_the_changes_that_can_be_taken_back_are_bounded() -> None:
    draft = ExerciseDraft(SMALL)
    for number in range(MOST_CHANGES + 20):
        draft.put(("title",), f"{number}", "title")
    taken = 0
    while draft.undo() is not None:
        taken += 1
    assert taken == MOST_CHANGES


@pytest.mark.parametrize("path", sorted(shipped().glob("*.toml")), ids=lambda one: one.stem)
def test_every_text_of_every_exercise_can_be_changed(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    document = ExerciseDraft(source).document
    texts = [one for one in paths(document) if isinstance(splicing.at_path(document, one), str)]
    for one in texts[:: max(1, len(texts) // 25)]:
        changed = splicing.put(source, one, 'Another\n"text"')
        assert splicing.at_path(ExerciseDraft(changed).document, one) == 'Another\n"text"'
        assert sorted(comments(changed)) <= sorted(comments(source)) or "#" in source


# Points


def test_points_are_typed_into_a_cell_wherever_the_file_has_them() -> None:
    draft = ExerciseDraft(BRICKS)
    exercise = read_exercise(BRICKS)
    draft.set_points(exercise, ("jobs", "one-year"), "union", "11,5")
    assert draft.source == BRICKS.replace("[0, 10, 19, 26]", "[0, 11.5, 19, 26]")
    draft.set_points(read_exercise(draft.source), ("pay", "6"), "union", "31")
    assert "union = [[0, 0], [6, 31]]" in draft.source
    draft.undo()
    draft.undo()
    assert draft.source == BRICKS


def test_a_cell_that_is_no_number_says_what_to_write() -> None:
    draft, exercise = ExerciseDraft(KOREA), read_exercise(KOREA)
    first = exercise.issues[0]
    with pytest.raises(UnreadableInput, match="not a number"):
        draft.set_points(exercise, (first.id, first.ids[1]), exercise.delegations[0].id, "many")
    with pytest.raises(UnreadableInput, match="status quo"):
        draft.set_points(exercise, (first.id, first.ids[0]), exercise.delegations[0].id, "2")
    assert not draft.unsaved


def test_a_third_party_has_points_as_soon_as_they_are_typed() -> None:
    draft = ExerciseDraft(BRICKS)
    town = {
        "id": "town",
        "name": "The town",
        "public_brief": "You are the town.",
        "secret_brief": "You want peace.",
        "walk_away": 3,
    }
    draft.add(("delegation",), town, "a delegation")
    exercise, _ = examined(draft.source, "bricks.toml")
    assert exercise is not None
    draft.set_points(exercise, ("jobs", "two-years"), "town", "4")
    assert "town = [0, 0, 4, 0]" in draft.source
    assert comments(draft.source) == comments(BRICKS)
    assert len(read_exercise(draft.source).delegations) == 3


# Options


def test_an_option_comes_and_goes_with_its_place_in_each_list_of_points() -> None:
    draft = ExerciseDraft(SMALL)
    path = draft.add_option(("issue", 0), "Top", "an option")
    assert path == ("issue", 0, "options", 2)
    assert "a = [0, 2, 0], b = [0, 1, 0]" in draft.source
    draft.move_option(("issue", 0, "options", 1), -1, "an option")
    assert draft.document["issue"][0]["options"] == ["high", "low", "Top"]
    assert "a = [2, 0, 0], b = [1, 0, 0]" in draft.source
    draft.remove_option(path, "an option")
    assert "a = [2, 0], b = [1, 0]" in draft.source
    for _ in range(3):
        draft.undo()
    assert draft.source == SMALL


def test_an_option_is_added_as_a_table_where_the_others_are() -> None:
    draft = ExerciseDraft(KOREA)
    count = len(draft.document["issue"][0]["option"])
    path = draft.add_option(("issue", 0), "Something new", "an option")
    assert path == ("issue", 0, "option", count)
    added = {"id": "something-new", "name": "Something new"}
    assert draft.document["issue"][0]["option"][count] == added
    draft.remove_option(path, "an option")
    assert draft.source == KOREA
