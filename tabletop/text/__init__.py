"""Text on its way to a person: what is safe to show, cut, wrapped, measured in cells and listed."""
