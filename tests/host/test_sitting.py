"""A session keeps its app while clients come and go, and is cheap however they behave."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Label

from tabletop.host.runtime import session as module
from tabletop.host.runtime.hosted import SINK, Hosted
from tabletop.host.runtime.session import Session
from tests.host.far import Far, until


class Form(App[int]):
    """An app with one field."""

    def compose(self) -> ComposeResult:
        yield Input(id="field")
        yield Label("nothing", id="said")

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value == "boom":
            secret = "the password is swordfish"
            raise ValueError(secret)
        if event.value == "exit":
            sys.exit("everybody out")
        self.query_one("#said", Label).update(f"said {event.value}")


class HostedForm(Hosted, Form):
    pass


class Over(Screen[None]):
    """A page that queries its only widget."""

    def compose(self) -> ComposeResult:
        yield Label("a page", id="page")

    def on_screen_resume(self) -> None:
        self.query_one("#page")


Sit = Callable[[str], Session]


@pytest.fixture
async def sit() -> AsyncIterator[Sit]:
    made: list[Session] = []

    def make(name: str) -> Session:
        made.append(Session(HostedForm, name))
        return made[-1]

    yield make
    for one in made:
        await one.close("over")


async def test_what_a_client_types_comes_back_painted(sit: Sit) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    one.feed("안녕".encode())
    await until(lambda: "said 안" in far.text.replace("안 ", "안"))


async def test_an_app_may_end_while_it_puts_a_page_up(
    sit: Sit, caplog: pytest.LogCaptureFixture
) -> None:
    one = sit("one")
    await one.start()

    def up_and_away() -> None:
        one.app.push_screen(Over())
        one.app.exit()

    one.call(up_and_away)
    await one.ended.wait()
    assert not one.app.fault
    assert "failed" not in caplog.text


@pytest.mark.parametrize("turns", range(5))
async def test_what_is_closed_as_it_starts_has_ended(sit: Sit, turns: int) -> None:
    one = sit("one")
    starting = asyncio.ensure_future(one.start())
    for _ in range(turns):
        await asyncio.sleep(0)
    await one.close("over")
    await starting
    assert one.ended.is_set()
    assert one._app is None or not one.app.is_running


async def test_whoever_comes_to_a_screen_that_failed_to_start_is_asked_to_come_again() -> None:
    def make() -> HostedForm:
        raise ValueError

    one, far = Session(make, "one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    await until(lambda: far.closed)
    assert "failed" in (far.closed or "")
    assert far.again
    assert not one.connected


async def test_whoever_comes_to_a_screen_that_is_being_closed_hears_why(sit: Sit) -> None:
    one, before, late = sit("one"), Far(), Far()
    await one.start()
    one.attach(before, (80, 24))
    closing = asyncio.ensure_future(one.close("You have another seat.", again=True))
    await until(lambda: before.closed)
    one.attach(late, (80, 24))
    await closing
    await until(lambda: late.closed)
    assert (late.closed, late.again) == (before.closed, before.again)
    assert before.closed == "You have another seat."


async def test_two_sittings_share_nothing(sit: Sit) -> None:
    a, b, far_a, far_b = sit("a"), sit("b"), Far(), Far()
    for one, far in ((a, far_a), (b, far_b)):
        await one.start()
        one.attach(far, (80, 24))
    a.feed(b"mine")
    b.feed(b"yours")
    await until(lambda: "said mine" in far_a.text and "said yours" in far_b.text)
    assert b"mine" not in far_b.bytes
    assert b"yours" not in far_a.bytes


async def test_a_client_that_comes_back_sees_the_same_screen_at_its_own_size(sit: Sit) -> None:
    one, first, second = sit("one"), Far(), Far(100, 30)
    await one.start()
    one.attach(first, (80, 24))
    one.feed(b"draft")
    await until(lambda: "said draft" in first.text)
    one.detach(first)
    one.attach(second, (100, 30))
    await until(lambda: "said draft" in second.text)
    assert one.app.size == (100, 30)
    third = Far(100, 30)
    one.attach(third, (100, 30))
    await until(lambda: "said draft" in third.text and second.closed)
    assert "somewhere else" in (second.closed or "")


async def test_a_client_that_stops_reading_costs_a_bounded_buffer_and_then_sees_the_whole_screen(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 5_000)
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    await until(lambda: "nothing" in far.text)
    far.reading.clear()
    for letter in "abcdefghij" * 4:
        before = one.app.query_one(Input).value
        one.feed(letter.encode())
        await until(partial(_changed, one, before))
        one.call(one.app.paint_all)
        assert one._size_waiting <= 5_000
    far.reading.set()
    await until(lambda: "said " + "abcdefghij" * 4 in far.text)


def _changed(one: Session, before: str) -> bool:
    return one.app.query_one(Input).value != before


async def test_a_fault_ends_one_sitting_and_its_log_line_holds_no_values(
    sit: Sit, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good, far, other = sit("bad"), sit("good"), Far(), Far()
    for one, way in ((bad, far), (good, other)):
        await one.start()
        one.attach(way, (80, 24))
    bad.feed(b"boom")
    await bad.ended.wait()
    good.feed(b"fine")
    await until(lambda: "said fine" in other.text)
    assert "bad failed: ValueError at test_sitting.py" in caplog.text
    assert "swordfish" not in caplog.text
    assert b"swordfish" not in far.bytes


async def test_standard_output_is_its_own_again_whichever_app_ends_first(sit: Sit) -> None:
    before = sys.stdout
    a, b = sit("a"), sit("b")
    await a.start()
    await b.start()
    await a.close("over")
    assert sys.stdout in (before, SINK)
    print("nothing fails here")
    await b.close("over")
    assert sys.stdout in (before, SINK)
    sys.stdout = before


async def test_after_a_paste_without_an_end_keys_work_again(sit: Sit) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    one.feed(b"\x1b[200~" + b"x" * 200_000)
    await until(lambda: len(one.app.query_one(Input).value) == 200_000)
    one.feed(b"\x15")
    await until(lambda: not one.app.query_one(Input).value)
    one.feed(b"ok")
    await until(lambda: "said ok" in far.text)


async def test_lines_that_a_terminal_pastes_stay_lines(sit: Sit) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    one.feed(b"\x1b[200~first\rsecond\x1b[201~")
    await until(lambda: "said first" in far.text)
    assert "firstsecond" not in far.text


@pytest.mark.parametrize("at", [1, 3, 12, 17, 30, 35])
async def test_a_paste_with_escapes_in_it_comes_whole_and_presses_nothing(
    sit: Sit, at: int
) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    pasted = b"\x1b[200~before \x1b[31m\x1b\x11after\x1b[201~"
    one.feed(pasted[:at])
    one.feed(pasted[at:])
    await until(lambda: "said before after" in far.text)
    assert not one.ended.is_set()


async def test_many_characters_at_once_are_a_paste_and_the_last_lone_escape_is_a_key(
    sit: Sit,
) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    pressed: list[str] = []
    one.app._driver.process_message = (  # type: ignore[union-attr, method-assign]
        lambda message: pressed.append(getattr(message, "key", "paste"))
    )
    one.feed(b"many words\r" * 5 + b"\x1b[A\x1b")
    await until(lambda: len(pressed) == 3)
    assert pressed == ["paste", "up", "escape"]


async def test_no_escape_sequence_of_a_client_sets_a_size(sit: Sit) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    one.feed(b"\x1b[48;9000;9000;1;1tok")
    await until(lambda: "said ok" in far.text)
    assert one.app.size == (80, 24)
    one.resize(0, 10**9)
    await until(lambda: one.app.size == (20, 200))


async def test_of_many_new_sizes_the_first_and_the_last_are_obeyed(sit: Sit) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    obeyed: list[tuple[int, int]] = []
    obey = one.resize_now
    one.resize_now = lambda *size: (obeyed.append(size), obey(*size))  # type: ignore[func-returns-value,method-assign,assignment]
    for width in range(100, 300):
        one.resize(width, 30)
    one.resize(90, 30)
    await until(lambda: one.app.size == (90, 30))
    assert obeyed == [(100, 30), (90, 30)]
    # The size of who was here before is nothing to the next.
    one.resize(91, 30)
    one.resize(92, 30)
    one.attach(Far(), (70, 20))
    await until(lambda: one.app.size == (70, 20))


async def test_the_loop_keeps_its_own_way_of_making_tasks(sit: Sit) -> None:
    await sit("one").start()
    assert asyncio.get_running_loop().get_task_factory() is None


async def test_a_cursor_does_not_blink(sit: Sit) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    await until(lambda: not one.app.query_one(Input).cursor_blink)


@pytest.mark.parametrize("key", [b"\x1a", b"\x10"])
async def test_keys_that_would_act_on_the_host_do_nothing_to_it(sit: Sit, key: bytes) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    one.feed(key)
    one.feed(b"\x1b")
    one.feed(b"ok")
    await until(lambda: "ok" in one.app.screen_stack[0].query_one(Input).value or far.bytes)
    assert not one.ended.is_set()


async def test_a_handler_that_exits_ends_its_own_screen_and_not_the_host(sit: Sit) -> None:
    bad, good, far, other = sit("bad"), sit("good"), Far(), Far()
    for one, way in ((bad, far), (good, other)):
        await one.start()
        one.attach(way, (80, 24))
    bad.feed(b"exit")
    await bad.ended.wait()
    good.call(lambda: sys.exit("now"))
    await good.ended.wait()
    await until(lambda: far.closed and other.closed)
    assert far.again
    assert other.again


async def test_the_hosts_own_terminal_says_nothing_about_a_clients(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("NO_COLOR", "1"), ("COLUMNS", "33"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    await until(lambda: "nothing" in far.text)
    assert b"38;2;" in far.bytes
    assert b"38;5;" not in far.bytes
    assert one.app.size == (80, 24)


async def test_a_screen_opens_and_writes_nothing_on_the_host(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", opened.append)
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    one.call(lambda: one.app.open_url("http://127.0.0.1/"))
    one.call(lambda: one.app.deliver_text(StringIO("text"), save_directory=tmp_path))
    one.call(lambda: one.app.deliver_screenshot(path=str(tmp_path)))
    one.feed(b"still here")
    await until(lambda: "said still here" in far.text)
    assert not opened
    assert not list(tmp_path.iterdir())  # noqa: ASYNC240


async def test_who_leaves_with_a_key_is_told_that_the_place_is_kept(sit: Sit) -> None:
    one, far = sit("one"), Far()
    await one.start()
    one.attach(far, (80, 24))
    one.feed(b"\x11")
    await until(lambda: far.closed)
    assert "It is kept for you" in (far.closed or "")
    assert not far.again


async def test_a_lone_escape_is_a_key_and_half_a_sequence_is_not_the_next_clients(
    sit: Sit,
) -> None:
    one, first, second = sit("one"), Far(), Far()
    await one.start()
    one.attach(first, (80, 24))
    one.feed(b"\x1b[20")
    one.attach(second, (80, 24))
    await until(lambda: first.closed)
    one.feed(b"ok")
    await until(lambda: "said ok" in second.text)


async def test_screens_share_what_their_style_sheets_say_and_each_has_its_own_look(
    sit: Sit,
) -> None:
    a, b = sit("a"), sit("b")
    await a.start()
    await b.start()
    same = zip(a.app.stylesheet.rules, b.app.stylesheet.rules, strict=True)
    assert all(one is other for one, other in same)
    a.call(lambda: setattr(a.app, "theme", "textual-light"))
    await until(lambda: a.app.current_theme.name == "textual-light")
    await until(lambda: a.app.screen.styles.background != b.app.screen.styles.background)
