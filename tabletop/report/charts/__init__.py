"""Charts as inline SVG, written by hand: a few kilobytes each, readable in print and without
colour, and a stop for the keyboard at every mark.

A chart is a frozen record with `markup()`: a figure with its title, what to look for in it, the
picture, and a table of its numbers folded under it. Its marks tell themselves on hover, on focus
and to a screen reader alike; the arrow keys go from one to the next.
"""

from tabletop.report.charts.bars import Bar, Bars
from tabletop.report.charts.figure import ChartTable, Series, Spot
from tabletop.report.charts.lines import AxisTick, Flag, LineChart, RuledLevel
from tabletop.report.charts.scatter import Region, Scatter

__all__ = [
    "AxisTick",
    "Bar",
    "Bars",
    "ChartTable",
    "Flag",
    "LineChart",
    "Region",
    "RuledLevel",
    "Scatter",
    "Series",
    "Spot",
]
