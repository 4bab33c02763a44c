"""What forms about one person's seat have in common: whose it is, and the move they make."""

from __future__ import annotations

from tabletop.errors import TabletopError
from tabletop.play.actions import Assign
from tabletop.screens.kit.form import FormPage
from tabletop.seat.desk import Desk, PersonGlance


class AssignForm(FormPage[None]):
    """A form that gives one seat something else: a role, a stand-in."""

    def __init__(self, desk: Desk, table: str, person: PersonGlance) -> None:
        super().__init__()
        self._desk = desk
        self._table = table
        self._person = person
        self._party = desk.exercise.delegation_by_id[person.delegation or ""]

    async def assign(self, move: Assign) -> None:
        """Make the move and close; what refuses it stands in the form, which stays."""
        try:
            refused = await self._desk.submit((self._table,), move)
        except TabletopError as refusal:
            self.refuse(refusal.sentence)
            return
        if refused:
            self.refuse(next(iter(refused.values())))
        else:
            self.finish(None)
