"""What every report is made of: numbers, texts, the page shell, files, and redaction."""
