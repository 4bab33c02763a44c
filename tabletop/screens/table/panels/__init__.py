"""What a delegation's page is made of: the grid, worths, ledgers, points, what is new.

Widgets and lines that show a view. They make no move and open nothing.
"""
