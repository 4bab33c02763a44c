"""One table's after-action report: facts, then the same facts as a page, as text and as CSV."""
