"""The after-action report of one table as Markdown, from the same facts as the page."""
