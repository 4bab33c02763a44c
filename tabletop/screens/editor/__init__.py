"""The editor of exercise files at a terminal."""
