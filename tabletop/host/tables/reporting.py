"""Report and grades from the console, written by a separate process so that nobody waits for it."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tabletop.seat.desk import Reported

log = logging.getLogger("tabletop.host")

_LONGEST_LINE = 1_000_000
_FAILED = "The report could not be written; the host's log says why."


class Reporting:
    """The `Reports` of a hall. `transcripts` are those of the tables that have begun: the address
    by which the reading process finds each, and its name.
    """

    def __init__(self, folder: Path, transcripts: Callable[[], Mapping[str, str]]) -> None:
        self._folder = folder.resolve()
        self._transcripts = transcripts
        self._now = Reported()
        self._task: asyncio.Task[None] | None = None

    @property
    def folder(self) -> str:
        return str(self._folder)

    def now(self) -> Reported:
        return self._now

    def write(self) -> None:
        if self._now.running:
            return
        names = self._transcripts()
        if not names:
            self._now = Reported(fault="No table has begun: there is nothing to report.")
            return
        self._now = Reported(running=True, of=len(names) + (len(names) > 1))
        self._task = asyncio.get_running_loop().create_task(self._run(names))

    async def close(self) -> None:
        """End the writer with the hall; each file is complete or absent."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self, names: Mapping[str, str]) -> None:
        try:
            await self._listen(names)
        except (OSError, ValueError) as fault:
            log.error("the report: %s", fault)
            self._now = replace(self._now, fault=_FAILED)
        finally:
            self._now = replace(self._now, running=False, what="")

    async def _listen(self, names: Mapping[str, str]) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tabletop.host.tables.report_writer",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            # Ctrl+C at the host's terminal is for the host, which ends this process itself.
            start_new_session=True,
        )
        assert process.stdin is not None and process.stdout is not None and process.stderr
        try:
            asked = {
                "folder": self.folder,
                "names": [[where, name] for where, name in names.items()],
            }
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.close()
            said = asyncio.ensure_future(process.stderr.read())
            async for text in process.stdout:
                self._take(json.loads(text))
            trouble = (await said).decode(errors="replace").strip()
            if await process.wait() and not self._now.fault:
                log.error("the report: %s", trouble.rpartition("\n")[2][:500])
                self._now = replace(self._now, fault=_FAILED)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def _take(self, step: Mapping[str, object]) -> None:
        now = self._now
        if "fault" in step:
            self._now = replace(now, fault=str(step["fault"]))
            return
        written, amiss = (step[one] for one in ("written", "amiss"))
        assert isinstance(written, list) and isinstance(amiss, list)
        self._now = replace(
            now,
            done=int(str(step["done"])),
            of=int(str(step["of"])),
            what=str(step["what"]),
            written=(*now.written, *map(str, written)),
            amiss=(*now.amiss, *map(str, amiss)),
        )
