"""Headers of every answer, and the static files of pages: nothing is loaded from elsewhere."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

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
"""For pages with a form, for JSON, for anything personal."""
TERMINAL = {**STRICT, "Content-Security-Policy": _POLICY.format(styles=" 'unsafe-inline'")}
"""For the page with a terminal, which writes its cell sizes into inline styles."""
FRAMED = {
    **{one: value for one, value in STRICT.items() if one != "X-Frame-Options"},
    "Content-Security-Policy": _POLICY.format(styles="").replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""For the one page that may be framed: it has no form, no seat and no secret."""
_KEPT = {**_HEADERS, "Cache-Control": "public, max-age=31536000, immutable"}
"""For files whose names change with their content: a class loads each of them once."""

_OURS = files("tabletop.host.web") / "static"
_PACKAGED = files("textual_serve") / "static"
_TERMINAL = ("drawing", "line", "clipboard", "typing", "fingers", "terminal")
"""The scripts of a terminal's page, concatenated into one module: one request for a phone."""
_SOURCES: dict[str, tuple[str, tuple[Traversable, ...]]] = {
    "mono.woff2": ("font/woff2", (_OURS / "mono.woff2",)),
    "pages.css": ("text/css", (_OURS / "pages.css",)),
    "terminal.css": ("text/css", (_PACKAGED / "css" / "xterm.css", _OURS / "terminal.css")),
    "framed.js": ("text/javascript", (_OURS / "framed.js",)),
    "landing.js": ("text/javascript", (_OURS / "landing.js",)),
    "terminal.js": ("text/javascript", tuple(_OURS / f"{one}.js" for one in _TERMINAL)),
    "xterm.js": ("text/javascript", (_PACKAGED / "js" / "textual.js",)),
}
"""Content types, and the parts that bundles are made of; later bundles name earlier ones."""
_AHEAD = ("terminal.css", "terminal.js", "xterm.js", "mono.woff2")


@dataclass(frozen=True)
class _Static:
    name: str
    plain: bytes
    packed: bytes
    """Empty where compression makes nothing smaller."""
    type: str


class Statics:
    """The pages' files below a path, read and compressed once: a whole class asks for
    them at once.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._by_name: dict[str, _Static] = {}
        for name, (type, sources) in _SOURCES.items():
            plain = b"".join(source.read_bytes() for source in sources)
            for earlier in self._by_name:
                named, now = f'url("{earlier}")', f'url("{self._by_name[earlier].name}")'
                plain = plain.replace(named.encode(), now.encode())
            self._by_name[name] = _read(name, plain, type)
        self._served = {one.name: one for one in self._by_name.values()}

    def url(self, name: str) -> str:
        """Return where a page finds a file."""
        return f"{self._path}/{self._by_name[name].name}"

    @property
    def ahead(self) -> str:
        """Return what a page with a terminal needs, separated by spaces."""
        return " ".join(map(self.url, _AHEAD))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Return the file that the address names. Raises `HTTPNotFound`."""
        found = self._served.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound(headers=_HEADERS)
        headers = {**_KEPT, "Vary": "Accept-Encoding"}
        body = found.plain
        if found.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = found.packed, "gzip"
        charset = "utf-8" if found.type.startswith("text/") else None
        return web.Response(body=body, content_type=found.type, charset=charset, headers=headers)


def _read(name: str, plain: bytes, type: str) -> _Static:
    stem, _, ending = name.rpartition(".")
    packed = gzip.compress(plain, 9, mtime=0)
    return _Static(
        f"{stem}.{sha256(plain).hexdigest()[:16]}.{ending}",
        plain,
        packed if len(packed) < len(plain) * 0.95 else b"",
        type,
    )


def refused(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return a refusal to a program: JSON with its sentence."""
    return web.json_response(
        {"error": sentence}, status=status, headers={**STRICT, **(headers or {})}
    )
