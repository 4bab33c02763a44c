"""What every answer carries, and the files that pages load: nothing comes from elsewhere."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from aiohttp import web

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; font-src 'self'; "
    "img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT = {
    **_HEADERS,
    "Content-Security-Policy": _POLICY.format(styles=""),
    "Cache-Control": "no-store",
}
"""For pages with a form, for JSON, for anything that is about somebody."""
TERMINAL = {**STRICT, "Content-Security-Policy": _POLICY.format(styles=" 'unsafe-inline'")}
"""For the page with a terminal, which writes the sizes of its cells into styles of its own."""
_KEPT = {**_HEADERS, "Cache-Control": "no-cache"}

_OURS = files("tabletop.host.web") / "static"
_PACKAGED = files("textual_serve") / "static"
_SOURCES = {
    "pages.css": (_OURS / "pages.css", "text/css"),
    "terminal.css": (_OURS / "terminal.css", "text/css"),
    "landing.js": (_OURS / "landing.js", "text/javascript"),
    "terminal.js": (_OURS / "terminal.js", "text/javascript"),
    "xterm.css": (_PACKAGED / "css" / "xterm.css", "text/css"),
    "xterm.js": (_PACKAGED / "js" / "textual.js", "text/javascript"),
    "mono.ttf": (_PACKAGED / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": (
        _PACKAGED / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf",
        "font/ttf",
    ),
}


@dataclass(frozen=True)
class _Static:
    packed: bytes
    plain: bytes
    type: str
    tag: str


class Statics:
    """The pages' files, read and packed once: a whole class asks for them in the same minute."""

    def __init__(self) -> None:
        self._files = {
            name: self._read(source.read_bytes(), type) for name, (source, type) in _SOURCES.items()
        }

    @staticmethod
    def _read(plain: bytes, type: str) -> _Static:
        tag = sha256(plain).hexdigest()[:20]
        return _Static(gzip.compress(plain, 6, mtime=0), plain, type, f'"{tag}"')

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The file that the address names, unless the browser has it already."""
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound(headers=_HEADERS)
        headers = {**_KEPT, "ETag": found.tag, "Vary": "Accept-Encoding"}
        if request.headers.get("If-None-Match") == found.tag:
            return web.Response(status=304, headers=headers)
        body = found.plain
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = found.packed, "gzip"
        charset = "utf-8" if found.type.startswith("text/") else None
        return web.Response(body=body, content_type=found.type, charset=charset, headers=headers)


def refused(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """A refusal to a program: JSON with its sentence."""
    return web.json_response(
        {"error": sentence}, status=status, headers={**STRICT, **(headers or {})}
    )
