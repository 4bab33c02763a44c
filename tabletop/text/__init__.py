"""Text shown to people and typed by them: cleaned, cut, wrapped, measured in cells, listed."""
