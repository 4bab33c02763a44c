"""What a seat is drafting: a package, changed choice by choice, that may answer an offer."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from tabletop.play.seen import ChoiceSeen, OfferSeen

_MOST_KEPT = 100
"""The most changes that can be undone."""


class Draft:
    """Begins as things stand. It belongs to a seat, so it outlives a turn and a page."""

    def __init__(
        self,
        standing: Mapping[str, str],
        begun: Mapping[str, str] | None = None,
        reply_to: str | None = None,
    ) -> None:
        """`begun` are the options in which it differs already."""
        self._standing = dict(standing)
        self._package = {**standing, **(begun or {})}
        self._before: deque[tuple[dict[str, str], str | None]] = deque(maxlen=_MOST_KEPT)
        """What it was before each of its last changes, with the offer it answered."""
        self.reply_to = reply_to
        """The offer it began as, if it is a counter-offer."""

    @property
    def package(self) -> dict[str, str]:
        """Return a complete copy: an option for every issue, form and order."""
        return dict(self._package)

    @property
    def changed(self) -> bool:
        """Whether it differs from how things stand."""
        return self._package != self._standing

    @property
    def moves(self) -> dict[str, str]:
        """The options in which it differs from how things stand, by choice."""
        standing = self._standing
        return {one: option for one, option in self._package.items() if option != standing[one]}

    @property
    def undoable(self) -> bool:
        """Whether a change of it can be undone."""
        return bool(self._before)

    def undo(self) -> None:
        """Go back to what it was before its last change; nothing where there is none."""
        if self._before:
            self._package, self.reply_to = self._before.pop()

    def follow(self, standing: Mapping[str, str]) -> None:
        """Follow a change in how things stand, wherever the draft had not been changed."""
        if standing == self._standing:
            return
        for package in (self._package, *(package for package, _ in self._before)):
            for choice, option in standing.items():
                if package.get(choice) == self._standing.get(choice):
                    package[choice] = option
        self._standing = dict(standing)

    def settle(self, choice: str, option: str) -> None:
        if self._package.get(choice) != option:
            self._change({**self._package, choice: option}, self.reply_to)

    def take(self, package: Mapping[str, str], reply_to: str | None = None) -> None:
        """Become another package, in one change; `reply_to` is the offer it answers."""
        self._change({**self._package, **package}, reply_to)

    def _change(self, package: dict[str, str], reply_to: str | None) -> None:
        if (package, reply_to) != (self._package, self.reply_to):
            self._before.append((self._package, self.reply_to))
            self._package, self.reply_to = package, reply_to

    def step(self, choice: ChoiceSeen, by: int) -> None:
        """Go to the next available option: of a list, wrapping around; of a range, to its ends."""
        amounts = choice.amounts
        if amounts is not None:
            place = amounts.ids.index(self._package[choice.id])
            wanted = max(0, min(len(amounts) - 1, place + by))
            beyond = -1 if by < 0 else 1
            while wanted in amounts.gone:
                wanted += beyond
            if 0 <= wanted < len(amounts):
                self.settle(choice.id, amounts.ids[wanted])
            return
        usable = [one.id for one in choice.options if one.obstacle is None]
        if usable:
            here = self._package[choice.id]
            place = usable.index(here) if here in usable else 0
            self.settle(choice.id, usable[(place + by) % len(usable)])

    def reset(self, choice: str) -> None:
        """Reset one choice to how it stands."""
        self.settle(choice, self._standing[choice])

    def clear(self) -> None:
        """Reset everything to how things stand."""
        self.take(self._standing)

    def begin_anew(self) -> None:
        """Begin as things stand, with nothing to undo: what it was is on the table."""
        self._package, self.reply_to = dict(self._standing), None
        self._before.clear()

    def counter(self, offer: OfferSeen) -> None:
        """Begin with an offer's package."""
        self.take(offer.package, offer.id)
