"""An editor as language servers know one: it opens a text, completes in it and points at it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import IO, Any


class Editor:
    """A language server in a process of its own, and one folder that it works in."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._folder = folder
        self._asked = 0
        self._server = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Editor:
        markdown = {"contentFormat": ["markdown", "plaintext"]}
        item = {"documentationFormat": ["markdown"], "snippetSupport": True}
        self._ask(
            "initialize",
            processId=None,
            rootUri=self._folder.as_uri(),
            workspaceFolders=[{"uri": self._folder.as_uri(), "name": "exercises"}],
            capabilities={
                "textDocument": {"hover": markdown, "completion": {"completionItem": item}}
            },
        )
        self._tell("initialized")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.kill()
        self._server.communicate()

    def opened(self, file: Path) -> None:
        """Open a file."""
        document = {"uri": file.as_uri(), "languageId": "toml", "version": 1}
        self._tell("textDocument/didOpen", textDocument={**document, "text": file.read_text()})

    def completions(self, file: Path, line: int, column: int) -> list[str]:
        """Return what could be written at a place (from 0), once the server has read its schema."""
        latest = monotonic() + 60
        while not (found := self._completions(file, line, column)) and monotonic() < latest:
            sleep(0.05)
        return found

    def _completions(self, file: Path, line: int, column: int) -> list[str]:
        found = self._ask("textDocument/completion", **_at(file, line, column)) or []
        items = found["items"] if isinstance(found, dict) else found
        return [str(one["label"]) for one in items]

    def hover(self, file: Path, line: int, column: int) -> str:
        """Return what is told of what stands at a place (from 0)."""
        found = self._ask("textDocument/hover", **_at(file, line, column))
        return json.dumps(found["contents"], ensure_ascii=False) if found else ""

    def _ask(self, method: str, **given: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": given})
        while True:
            said = self._read()
            if said.get("id") == self._asked and "method" not in said:
                assert "error" not in said, said
                return said["result"]
            if "id" in said:
                # The server asks something of its own: this editor has no settings.
                wanted = (said.get("params") or {}).get("items", [])
                self._send({"id": said["id"], "result": [None for _ in wanted]})

    def _tell(self, method: str, **given: Any) -> None:
        self._send({"method": method, "params": given})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        into = self._stream(self._server.stdin)
        into.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        into.flush()

    def _read(self) -> dict[str, Any]:
        out, length = self._stream(self._server.stdout), 0
        while (line := out.readline().strip()) != b"":
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        found: dict[str, Any] = json.loads(out.read(length))
        return found

    def _stream(self, one: IO[bytes] | None) -> IO[bytes]:
        assert one is not None
        return one


def _at(file: Path, line: int, column: int) -> dict[str, Any]:
    return {
        "textDocument": {"uri": file.as_uri()},
        "position": {"line": line, "character": column},
    }
