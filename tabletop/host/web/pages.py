"""The pages, rendered here and fully escaped: names and titles are strangers' text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from aiohttp import web

from tabletop.host.admission.lobby import EmptySeat, Lobby, Opening, Place, told_place
from tabletop.host.admission.wishes import new_wish
from tabletop.host.web.replies import FRAMED, STRICT, TERMINAL, Statics
from tabletop.text.safe import one_line

_MOST_NAMESAKES = 5
"""How many seats of a name are shown to somebody who comes again."""

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("tabletop.host.web", "pages"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    finalize=lambda value: one_line(value) if isinstance(value, str) else value,
)


@dataclass(frozen=True)
class Kept:
    """A seat that this browser has: its page, and what it is called."""

    path: str
    what: str
    code: str = ""
    """The return code that opens it too."""


class Pages:
    """All pages of a lobby; `address` is where people find it from a terminal.

    Their links stay below the path `base`.
    """

    def __init__(self, lobby: Lobby, address: str, base: str, statics: Statics) -> None:
        self._lobby = lobby
        self._address = address
        self._base = base
        self._statics = statics

    def landing(
        self,
        seats: Sequence[Kept] = (),
        *,
        code: str = "",
        name: str = "",
        fault: str = "",
        status: int = 200,
    ) -> web.Response:
        """Return the start page."""
        return self._page(
            "landing",
            STRICT,
            status=status,
            seats=seats,
            code=code,
            name=name,
            fault=fault,
            wish=new_wish(),
        )

    def another(self, seats: Sequence[Kept], form: Mapping[str, str]) -> web.Response:
        """Ask somebody with a seat before they take one more, as `form` says."""
        asked = {one: form.get(one, "") for one in ("code", "name", "choice")}
        asked["wish"] = new_wish()
        return self._page("another", STRICT, seats=seats, form=asked, fault="")

    def known(
        self, away: Sequence[tuple[Opening, EmptySeat]], form: Mapping[str, str]
    ) -> web.Response:
        """Ask a newcomer whose name has a seat that nobody sits at whether it is theirs."""
        asked = {one: form.get(one, "") for one in ("code", "name")}
        empty = {(at.table, one.seat) for at, _ in away for one in at.empty}
        seats = [
            {
                "name": one.name,
                "what": self.called(Place(at.table, one.seat)),
                "take": f"take {at.table} {one.seat}" if (at.table, one.seat) in empty else "",
            }
            for at, one in away[:_MOST_NAMESAKES]
        ]
        choice = form.get("choice", "anywhere")
        return self._page(
            "known",
            STRICT,
            seats=seats,
            form=asked,
            choice=choice,
            wishes=[new_wish(), new_wish()],
            fault="",
        )

    def framed(self) -> web.Response:
        """Return what another site's page may frame: nothing to press but a way out."""
        return self._page("framed", FRAMED, fault="")

    def choose(
        self, form: Mapping[str, str], *, fault: str = "", status: int = 200
    ) -> web.Response:
        """Return every table with its delegations and who is there, for somebody who has given the
        code.
        """
        tables = [self._table(one) for one in self._lobby.openings()]
        return self._page(
            "choose",
            STRICT,
            status=status,
            code=form.get("code", ""),
            name=form.get("name", ""),
            another=form.get("another", ""),
            fault=fault,
            tables=tables,
            wish=new_wish(),
        )

    @staticmethod
    def _table(opening: Opening) -> dict[str, Any]:
        names = {one.id: one.name for one in opening.delegations}
        return {
            "table": opening.table,
            "delegations": opening.delegations,
            "empty": [
                {
                    "seat": one.seat,
                    "name": one.name,
                    "what": names.get(one.delegation or "", one.role)
                    + (", its head" if one.role == "head" else ""),
                }
                for one in opening.empty
            ],
        }

    def terminal(
        self, socket: str, *, projected: bool, back: str = "", secret: str = ""
    ) -> web.Response:
        """Return the page around a terminal; `socket` is the path it connects to, `back` a return
        code.

        For a browser without cookies the page contains its seat's `secret`, while it is open.
        """
        return self._page(
            "terminal",
            TERMINAL,
            socket=socket,
            projected=projected,
            back=back,
            secret=secret,
            fault="",
        )

    def refused(self, status: int, sentence: str, *, back: bool = False) -> web.Response:
        """Return a page with just a reason and a link to the start; with `back`, to the browser's
        seats too.
        """
        return self._page("refused", STRICT, status=status, fault=sentence, back_hint=back)

    def called(self, place: Place) -> str:
        """Describe a place."""
        return told_place(place, self._lobby.openings())

    def _page(
        self, page: str, headers: Mapping[str, str], *, status: int = 200, **shown: Any
    ) -> web.Response:
        text = _TEMPLATES.get_template(f"{page}.html").render(
            exercise=self._lobby.title,
            address=self._address,
            base=self._base,
            static=self._statics.url,
            ahead=self._statics.ahead,
            **shown,
        )
        return web.Response(text=text, status=status, content_type="text/html", headers=headers)
