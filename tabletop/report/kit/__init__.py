"""What every report is made of: numbers, texts, the shell of a page, files, and names taken out."""
