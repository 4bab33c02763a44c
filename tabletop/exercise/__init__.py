"""The exercise room: the file format's model, loading with a place for every fault, the library."""

from tabletop.exercise.library import ListedExercise, find_exercise, find_exercises
from tabletop.exercise.loading import check_exercise, load_exercise, read_exercise
from tabletop.exercise.model import Exercise

__all__ = [
    "Exercise",
    "ListedExercise",
    "check_exercise",
    "find_exercise",
    "find_exercises",
    "load_exercise",
    "read_exercise",
]
