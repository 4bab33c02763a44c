"""An exercise before it is played: a seat's pages one after another, on a screen or as text."""
