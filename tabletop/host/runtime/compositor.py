"""A compositor that renders only lines that changed, and only of widgets that changed.

Textual's own renders every widget between the topmost and the lowest change: for a key that moves a
cursor at the top and a line of help at the bottom, that is the whole screen, at every seat.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual._compositor import ChopsUpdate, Compositor, CompositorMap
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class ThriftyCompositor(Compositor):
    """Paints the same as Textual's."""

    def _arrange_root(
        self, root: Widget, size: Size, visible_only: bool = True
    ) -> tuple[CompositorMap, set[Widget]]:
        arranged, widgets = super()._arrange_root(root, size, visible_only)
        ours = dict(arranged), set(widgets)
        # The closure that filled them refers to itself and to them, and so to the page: a page that
        # was open for a second would stay until a full collection.
        arranged.clear()
        widgets.clear()
        return ours

    def render_partial_update(self) -> ChopsUpdate | None:
        changed = [
            region for one in self._dirty_regions if (region := one.intersection(self.size.region))
        ]
        self._dirty_regions.clear()
        if not changed:
            return None
        spans = list(self._regions_to_spans(changed))
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [{} for _ in cuts]
        for y in {y for y, _, _ in spans}:
            chops[y] = dict.fromkeys(cuts[y][:-1])
        # From front to back: what is covered is not rendered.
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            within = {y: _within(cuts[y], shown) for y in _rows(shown, changed)}
            still_open = {
                y: inside
                for y, inside in within.items()
                if any(chops[y][cut] is None for cut in inside[:-1])
            }
            if not still_open:
                continue
            first, last = min(still_open), max(still_open)
            strips = widget.render_lines(
                Region(shown.x - region.x, first - region.y, shown.width, last - first + 1)
            )
            for y, inside in still_open.items():
                pieces = strips[y - first].divide([cut - shown.x for cut in inside[1:]])
                for cut, piece in zip(inside, pieces, strict=False):
                    if chops[y][cut] is None:
                        chops[y][cut] = piece
        return ChopsUpdate(chops, spans, [row[1:] for row in cuts])


def _within(cuts: Sequence[int], shown: Region) -> list[int]:
    """Return the cuts of a row within a widget's visible part, its end included."""
    first, last = shown.column_span
    return [cut for cut in cuts if first <= cut <= last]


def _rows(shown: Region, changed: Sequence[Region]) -> list[int]:
    """Return the screen's rows in which a widget's visible part has changed, in order."""
    rows = set[int]()
    for region in changed:
        if both := shown.intersection(region):
            rows.update(both.line_range)
    return sorted(rows)
