"""Charts as inline SVG: a few kilobytes each, readable in print and without colour, and navigable
by keyboard.

A chart is a frozen record with `markup()`: a figure with its title, what to look for, the picture,
and a collapsed table of its numbers. Each mark describes itself on hover, on focus and to a screen
reader; the arrow keys move from one to the next.
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
