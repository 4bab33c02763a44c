"""The editor of exercise files."""
