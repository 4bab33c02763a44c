"""Parse transcripts in several processes, since parsing dominates and uses one core.

Each process is a fresh interpreter that reads one path per line and answers with one line of JSON
facts. It does not import its parent's main module, so this works in a notebook too; and it ends
when its standard input does, whatever happens to the parent.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue

from pydantic import TypeAdapter

from tabletop.journal.places import Address
from tabletop.report.classroom.facts import TableFacts
from tabletop.report.classroom.transcript import read_facts

Told = TableFacts | str
_TOLD: TypeAdapter[Told] = TypeAdapter(Told)


def shared_out(paths: Sequence[Address], redact: bool, processes: int) -> Iterator[Told]:
    """Yield the facts of every table in turn, or why there are none, read by a number
    of processes.
    """
    readers = [_reader(redact) for _ in range(processes)]
    free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
    for one in readers:
        free.put(one)

    def read(path: Address) -> Told:
        reader = free.get()
        try:
            return _asked(reader, path)
        except (OSError, ValueError):
            # The process is gone, perhaps for want of memory: read its transcripts here instead.
            return read_facts(path, redact)
        finally:
            free.put(reader)

    pool = ThreadPoolExecutor(processes)
    try:
        yield from pool.map(read, paths)
    finally:
        for one in readers:
            assert one.stdin is not None
            with suppress(OSError):
                one.stdin.close()
        pool.shutdown(cancel_futures=True)
        for one in readers:
            assert one.stdout is not None
            one.stdout.close()
            one.wait()


def _reader(redact: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tabletop.report.classroom.sharing", *(["redact"] * redact)]
    # In its own session, so that Ctrl+C at the terminal goes to the parent only.
    return subprocess.Popen(  # noqa: S603 (this interpreter and this module)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


def _asked(reader: subprocess.Popen[bytes], path: Address) -> Told:
    assert reader.stdin is not None and reader.stdout is not None
    reader.stdin.write(json.dumps(str(path)).encode() + b"\n")
    reader.stdin.flush()
    return _TOLD.validate_json(reader.stdout.readline())


def main() -> None:
    """Answer paths one by one until there are no more."""
    for line in sys.stdin.buffer:
        told = read_facts(json.loads(line), redact="redact" in sys.argv[1:])
        with suppress(BrokenPipeError):
            sys.stdout.buffer.write(_TOLD.dump_json(told) + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
