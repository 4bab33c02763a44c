"""What every store of transcripts promises, tested with each: a folder, and memory.

A new store is one more line in `STORES`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tabletop.errors import StorageFailed, TranscriptDamaged, TranscriptHeld, UnreadableInput
from tabletop.journal.folder_store import FolderStore
from tabletop.journal.memory_store import MemoryStore
from tabletop.journal.places import located
from tabletop.journal.store import Store, TranscriptRef
from tabletop.journal.summary import checked, glance, summaries
from tabletop.play.actions import EndExercise, OpenDebrief, SendMessage
from tabletop.play.state import FACILITATOR
from tabletop.table import Table, read_transcript
from tests.journal.drawn import HEADER
from tests.screens.rivers import advanced, briefed, seated

Put = Callable[[str, bytes], Store]
"""Put a text under a name into the store, past its own doors, and return the store."""


def folder(here: Path) -> tuple[Store, Put]:
    def put(name: str, content: bytes) -> Store:
        (here / name).write_bytes(content)
        return FolderStore(here)

    return FolderStore(here), put


def memory(_: Path) -> tuple[Store, Put]:
    kept: dict[str, bytes] = {}
    store = MemoryStore()

    def put(name: str, content: bytes) -> Store:
        kept.update({one: store.content(one) for one in store.names()})
        kept[name] = content
        return MemoryStore(kept)

    return store, put


STORES = {"a folder": folder, "memory": memory}


@pytest.fixture(params=STORES)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Store, Put]:
    return STORES[request.param](tmp_path)


@pytest.fixture
def store(made: tuple[Store, Put]) -> Store:
    return made[0]


def event(seq: int, **more: Any) -> dict[str, Any]:
    return {"seq": seq, "at": "2026-03-01T09:00:00.000Z", "by": "x", "kind": "k", **more}


def test_what_is_created_is_there_and_read_back_with_its_chain(store: Store) -> None:
    journal = store.create("a.toml", HEADER)
    kept = journal.append([event(1), event(2, cause=1)]) + journal.append([event(3)])
    assert store.read("a.toml").records == kept, "also while it is held"
    journal.close()
    found = store.read("a.toml")
    assert (found.records, found.header, found.name) == (kept, HEADER, "a.toml")
    assert found.where == store.where("a.toml")


def test_a_game_goes_on_in_it_exactly_where_it_was_left(store: Store) -> None:
    ref = TranscriptRef(store, "game.toml")
    advanced(briefed(where=ref), "negotiation").close()
    with Table.resume(ref) as table:
        assert table.state.stage == "negotiation"
        table.submit(SendMessage(by="upper", to="all", text="Let us meet."))
        count = len(table.events)
    again = read_transcript(ref)
    assert len(again.events) == count
    assert again.problems() == []


def test_a_name_is_given_once(store: Store) -> None:
    store.create("a.toml", HEADER).close()
    before = store.content("a.toml")
    with pytest.raises(StorageFailed, match="already a transcript"):
        store.create("a.toml", {**HEADER, "more": {"a": 1}})
    assert store.content("a.toml") == before


def test_a_transcript_that_another_holds_is_refused_and_can_be_read(store: Store) -> None:
    held = store.create("a.toml", HEADER)
    held.append([event(1)])
    with pytest.raises(TranscriptHeld, match=r"a\.toml"):
        store.open("a.toml")
    assert len(store.read("a.toml").records) == 1
    held.close()
    again = store.open("a.toml")
    with pytest.raises(TranscriptHeld):
        store.open("a.toml")
    again.append([event(2)])
    again.close()
    assert len(store.read("a.toml").records) == 2


def test_what_is_not_there_is_said_in_one_sentence(store: Store) -> None:
    assert not store.exists("a.toml")
    assert glance(TranscriptRef(store, "a.toml")) is None
    for ask in (store.open, store.read, store.content):
        with pytest.raises(UnreadableInput, match=r"a\.toml.*no such"):
            ask("a.toml")
    assert list(summaries(store)) == []


NO_NAMES = ("", ".", "..", "../x", "/etc/passwd", "a/b.toml", "a\0.toml", "x" * 300, "é" * 128)


@pytest.mark.parametrize("name", NO_NAMES, ids=lambda name: repr(name)[:20])
def test_a_name_that_leads_elsewhere_or_nowhere_is_refused_by_every_method(
    store: Store, name: str, tmp_path: Path
) -> None:
    assert not store.exists(name)
    asked: list[Callable[[], object]] = [
        lambda: store.create(name, HEADER),
        lambda: store.open(name),
        lambda: store.read(name),
        lambda: store.content(name),
        lambda: store.where(name),
        lambda: store.aside(name),
        lambda: store.keep_aside(name, b"x"),
        lambda: store.changed(name),
    ]
    for ask in asked:
        with pytest.raises(UnreadableInput, match="can't be a transcript's name") as fault:
            ask()
        assert "\0" not in str(fault.value) and len(str(fault.value)) < 200
    assert list(tmp_path.iterdir()) == []


def test_a_name_may_have_spaces_dots_and_any_letters(store: Store) -> None:
    for name in ("Montag 3. März.toml", "..x", "지민", "a\\b.toml", "x" * 200):
        store.create(name, HEADER).close()
        assert store.read(name).name == name


def test_the_newest_come_first_and_others_are_passed_over(made: tuple[Store, Put]) -> None:
    store, put = made
    seated(where=TranscriptRef(store, "one.toml")).close()
    store = put("notes.toml", b"a = 1\n")
    assert [one.ref.name for one in summaries(store)] == ["one.toml"]
    assert len(list(summaries(store, most=0))) == 0


def test_a_damaged_transcript_is_named_and_the_good_ones_beside_it_are_told(
    made: tuple[Store, Put],
) -> None:
    store, put = made
    for name in ("sound.toml", "other.toml"):
        advanced(briefed(where=TranscriptRef(store, name)), "caucus").close()
    text = store.content("sound.toml")
    put("changed.toml", text.replace(b"Anna", b"Anne", 1))
    store = put("cut.toml", text[:200])
    found = {one.ref.name: checked(one) for one in summaries(store)}
    assert {name: one.standing for name, one in found.items()} == {
        "sound.toml": "playing",
        "other.toml": "playing",
        "changed.toml": "damaged",
        "cut.toml": "damaged",
    }
    assert "was changed" in found["changed.toml"].fault
    assert "cut short before its first event" in found["cut.toml"].fault
    for ask in (store.read, store.open):
        with pytest.raises(TranscriptDamaged, match=r"changed\.toml:\d+: event \d+ was changed"):
            ask("changed.toml")
    store.open("sound.toml").close()


def test_a_list_tells_how_far_a_game_went_in_the_same_words_everywhere(store: Store) -> None:
    ref = TranscriptRef(store, "game.toml")
    table = advanced(briefed(where=ref), "negotiation", round_number=2)
    (game,) = summaries(store)
    assert (game.title, game.told, game.standing) == (
        "Two rivers",
        "round 2, negotiation",
        "playing",
    )
    assert game.size == len(store.content("game.toml"))
    table.submit(EndExercise(by=FACILITATOR))
    (game,) = summaries(store)
    assert (game.told, game.standing) == ("ended, its debrief is to come", "ended")
    table.submit(OpenDebrief(by=FACILITATOR))
    table.close()
    (game,) = summaries(store)
    assert (game.told, game.standing) == ("ended", "over")


def test_a_fork_goes_into_any_store(store: Store) -> None:
    source = TranscriptRef(store, "one.toml")
    advanced(briefed(where=source), "negotiation").close()
    fork = TranscriptRef(store, "what-if.toml")
    read_transcript(source).fork(5, fork)
    found = read_transcript(fork)
    assert found.transcript.origin is not None
    assert found.transcript.origin.source == "one.toml"
    assert found.problems() == []
    with pytest.raises(StorageFailed, match="already a transcript"):
        read_transcript(source).fork(5, fork)


def test_what_is_kept_beside_a_transcript_is_no_part_of_it(store: Store) -> None:
    store.create("a.toml", HEADER).close()
    assert store.aside("a.toml") is None
    store.keep_aside("a.toml", b"{}")
    store.keep_aside("a.toml", b'{"half a": "sentence"}')
    assert store.aside("a.toml") == b'{"half a": "sentence"}'
    assert list(store.names()) == ["a.toml"]
    assert store.aside("b.toml") is None


def test_two_stores_are_one_when_they_keep_the_same(tmp_path: Path) -> None:
    here = FolderStore(tmp_path / "games")
    assert here.identity == FolderStore(tmp_path / "x" / ".." / "games").identity
    assert MemoryStore().identity != MemoryStore().identity


def test_a_path_is_a_name_in_a_folder(tmp_path: Path) -> None:
    ref = located(tmp_path / "monday.toml")
    assert (ref.name, ref.where) == ("monday.toml", str(tmp_path / "monday.toml"))
    assert located("monday.toml").where == "monday.toml"
    assert located(ref) is ref
    for wrong in ("", ".", "/", str(tmp_path / "..")):
        with pytest.raises(UnreadableInput, match="this is a folder"):
            located(wrong)
