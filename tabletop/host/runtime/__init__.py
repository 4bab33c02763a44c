"""Many Textual apps in one loop. Textual's private parts are used here and nowhere else."""
