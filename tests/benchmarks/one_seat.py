"""One seat's negotiation screen as a program of its own, as textual-serve starts it for a tab."""

from __future__ import annotations

from tabletop.exercise.library import find_exercise
from tabletop.play.actions import Advance, Assign, Ready
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.start.opening import choose
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.table import Table


class OneSeat:
    """A guide that shows the table and nothing else."""

    has_menu = False

    def __init__(self, app: TabletopApp, port: Port) -> None:
        self._app = app
        self._port = port

    def begin(self) -> None:
        self._app.show(TableScreen(self._port), lambda _: self._app.exit(0))

    def stage_view(self) -> View | None:
        return self._port.view()

    def open_facilitator(self) -> None:
        """There is none."""

    def tick(self) -> None:
        """Nothing runs here."""

    def close(self) -> None:
        """The table ends with the process."""


def main() -> None:
    table = Table.create(choose(find_exercise("korea-end-of-war")).source, clocks=False)
    for party in table.exercise.delegations:
        table.submit(Assign(by=FACILITATOR, seat=party.id, delegation=party.id, role="head"))
    table.submit(Advance(by=FACILITATOR))
    for party in table.exercise.delegations:
        table.submit(Ready(by=party.id))
    while table.state.stage != "negotiation":
        table.submit(Advance(by=FACILITATOR))
    app = TabletopApp()
    app.led_by(OneSeat(app, Port(table, table.exercise.delegations[0].id))).run()


if __name__ == "__main__":
    main()
