"""What a seat is drafting: a package, changed choice by choice, that may answer an offer."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.play.seen import ChoiceSeen, OfferSeen


class Draft:
    """Begins as things stand. It belongs to a seat, so it outlives a turn and a page."""

    def __init__(self, standing: Mapping[str, str]) -> None:
        self._standing = dict(standing)
        self._package = dict(standing)
        self.reply_to: str | None = None
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

    def follow(self, standing: Mapping[str, str]) -> None:
        """Follow a change in how things stand, wherever the draft had not been changed."""
        for choice, option in standing.items():
            if self._package.get(choice) == self._standing.get(choice):
                self._package[choice] = option
        self._standing = dict(standing)

    def settle(self, choice: str, option: str) -> None:
        self._package[choice] = option

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
        self._package = dict(self._standing)
        self.reply_to = None

    def counter(self, offer: OfferSeen) -> None:
        """Begin with an offer's package."""
        self._package = dict(offer.package)
        self.reply_to = offer.id
