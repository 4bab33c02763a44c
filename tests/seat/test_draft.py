"""A draft: changed choice by choice, and every change can be undone."""

from __future__ import annotations

from tabletop.seat.packages.draft import Draft

STANDING = {"treaty": "none", "dam": "shut", "raids": "go-on"}


def test_the_last_change_of_a_draft_is_undone_first() -> None:
    draft = Draft(STANDING)
    assert not draft.undoable
    draft.settle("dam", "open")
    draft.settle("dam", "half")
    draft.settle("dam", "half")
    draft.undo()
    assert draft.package["dam"] == "open"
    draft.undo()
    assert not draft.changed
    assert not draft.undoable
    draft.undo()
    assert draft.package == STANDING


def test_a_draft_that_was_cleared_or_replaced_comes_back_whole_with_what_it_answered() -> None:
    draft = Draft(STANDING)
    draft.take({**STANDING, "dam": "open"}, "O1")
    draft.settle("raids", "stop")
    before = draft.package
    draft.clear()
    assert (draft.package, draft.reply_to) == (STANDING, None)
    draft.undo()
    assert (draft.package, draft.reply_to) == (before, "O1")
    draft.take({**STANDING, "treaty": "signed"}, "O2")
    draft.undo()
    assert (draft.package, draft.reply_to) == (before, "O1")


def test_what_comes_back_follows_a_change_in_how_things_stand() -> None:
    draft = Draft(STANDING)
    draft.settle("dam", "open")
    draft.clear()
    draft.follow({**STANDING, "treaty": "signed"})
    draft.undo()
    assert draft.moves == {"dam": "open"}


def test_what_is_on_the_table_or_was_begun_before_is_nothing_to_undo() -> None:
    draft = Draft(STANDING, {"dam": "half"}, "O3")
    assert (draft.moves, draft.reply_to, draft.undoable) == ({"dam": "half"}, "O3", False)
    draft.settle("dam", "open")
    draft.begin_anew()
    assert (draft.changed, draft.reply_to, draft.undoable) == (False, None, False)


def test_only_so_many_changes_are_kept() -> None:
    draft = Draft(STANDING)
    for number in range(1_000):
        draft.settle("dam", "open" if number % 2 else "half")
    steps = 0
    while draft.undoable:
        draft.undo()
        steps += 1
    assert steps == 100
